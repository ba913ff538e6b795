/** Permissions of the pack: which of them the firm's books hold, and which a gate asks for. */
import type { FactValue, Gate, PackDocument, Permission } from "prescreen";
import { conditions } from "./gates";

/** Whether the firm's books hold it: a yes, or its level. */
export const isHeld = ({ fact, level }: Permission, held: Record<string, FactValue>): boolean => {
  const value = held[fact];
  return level == null ? value === true : typeof value === "number" && value >= level;
};

/** The one that would open a gate; none where it asks for something else. */
export const permissionFor = ({ requires }: Gate, document: PackDocument): Permission | undefined => {
  const asked = conditions(requires, document, {});
  const [only] = asked ?? [];
  if (!only || !("fact" in only) || asked?.length !== 1) return undefined;
  const { fact, need } = only;
  return document.permissions?.find((one) => one.fact === fact.id && (one.level ?? true) === ("least" in need ? need.least : need.value));
};
