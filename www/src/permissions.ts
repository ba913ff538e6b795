/** Permissions of the pack: which of them the firm's books hold, which a gate asks for, and which alone a product lacks. */
import type { Assessment, FactValue, Gate, PackDocument, Permission } from "prescreen";
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

/** Permissions that open everything that keeps a product from the person; none where something else keeps it from them, too. */
export const lackedAlone = ({ outcome, reasons, gates }: Assessment, document: PackDocument): readonly Permission[] => {
  const opens = (code: string): Permission | undefined => {
    const gate = document.gates?.find(({ id }) => id === code);
    const unmet = gates.some((one) => one.gate === code && one.state === "unmet");
    return gate && unmet ? permissionFor(gate, document) : undefined;
  };
  const found = reasons.filter((reason) => reason.outcome === outcome).map(({ code }) => opens(code));
  return found.every((one) => one !== undefined) ? found : [];
};
