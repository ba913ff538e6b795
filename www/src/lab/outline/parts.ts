/** The parts of the outline that open: which of them holds what a pointer names. */
import type { PackDocument } from "prescreen/lab";
import type { Desk } from "../desk";
import { stepsOf, valueAt } from "../places";

export const ABOUT = "about";
export const itemKey = (id: string): string => `item/${id}`;
export const sectionKey = (id: string): string => `section/${id}`;
export const ruleKey = (id: string): string => `rule/${id}`;

/** Kinds of rules, by where they stand. */
export const GROUPS = ["lowest", "caps", "contradictions", "eligibility"] as const;
export type Group = (typeof GROUPS)[number];

/** The pointer of a group's list, or of the one rule that it is. */
export const groupAt: Record<Group, string> = {
  lowest: "/classes/lowest",
  caps: "/classes/caps",
  contradictions: "/contradictions",
  eligibility: "/eligibility",
};

export const groupKey = (group: Group): string => `rules/${group}`;

const idAt = (document: PackDocument, at: string): string | undefined => (valueAt(document, at) as { id?: string } | null | undefined)?.id;

/** The rule that a pointer leads into: its group, and its own pointer. */
const ruleOf = (at: string): { group: Group; rule: string } | undefined => {
  for (const group of GROUPS) {
    const [found] = new RegExp(`^${groupAt[group]}${group === "lowest" ? "" : "/\\d+"}(?=/|$)`).exec(at) ?? [];
    if (found !== undefined) return { group, rule: found };
  }
  return undefined;
};

/** The part that shows a text, by its key. */
const partsOfText = (document: PackDocument, key: string): string[] => {
  const [kind = "", of = ""] = key.split(".");
  if (kind === "item" || kind === "option") return [itemKey(of)];
  if (kind === "section") return [sectionKey(of)];
  if (kind === "class" || kind === "dimension" || key === "pack.title") return [ABOUT];
  if (kind !== "reason") return [];
  const { caps, lowest } = document.classes;
  const lists = { lowest: [lowest], caps, contradictions: document.contradictions, eligibility: document.eligibility };
  const group = GROUPS.find((one) => (lists[one] ?? []).some(({ id }) => `reason.${id}` === key));
  return group ? [groupKey(group), ruleKey(key.slice("reason.".length))] : [];
};

/** The parts around what a pointer names, from the outermost; none where the outline has no place for it. */
export const partsOf = (document: PackDocument | undefined, at: string): string[] => {
  if (!document) return [];
  const rule = ruleOf(at);
  if (rule) {
    const id = idAt(document, rule.rule);
    return id === undefined ? [] : [groupKey(rule.group), ruleKey(id)];
  }
  const [first, list, section, items, item] = stepsOf(at);
  if (first === "texts") return partsOfText(document, section ?? "");
  if (first !== "questionnaire" || list !== "sections" || section === undefined) return [];
  const place = `/questionnaire/sections/${section}`;
  const id = idAt(document, items === "items" && item !== undefined ? `${place}/items/${item}` : place);
  if (id === undefined) return [];
  return [item === undefined ? sectionKey(id) : itemKey(id)];
};

const detailsOf = (key: string): HTMLDetailsElement | undefined =>
  [...globalThis.document.querySelectorAll<HTMLDetailsElement>("details[data-key]")].find(({ dataset }) => dataset.key === key);

/** Opens parts, the outer before the inner, and draws what is in them. */
export const openParts = ({ outline }: Desk, ...keys: string[]): void => {
  for (const key of keys) {
    outline.set(key, true);
    detailsOf(key)?.setAttribute("open", "");
  }
};
