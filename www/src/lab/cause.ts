/** Whose a broken claim is: the part of the pack that it speaks of, and the questions which that part reads. */
import type { PackDocument } from "prescreen/lab";
import type { Claim } from "./jobs";
import { valueAt } from "./places";

type Json = Record<string, unknown>;

/** Where rules stand. */
const RULES = [
  "/classes/caps",
  "/risk/lines",
  "/contradictions",
  "/eligibility",
  "/matching/rules",
  "/gates",
  "/permissions",
  "/flows",
  "/never",
];

/** The pointer of the rule with an id. */
const ruleOf = (document: PackDocument, id: string): string[] => {
  if (document.classes.lowest?.id === id) return ["/classes/lowest"];
  return RULES.flatMap((list) => {
    const place = ((valueAt(document, list) as { id?: string }[] | undefined) ?? []).findIndex((rule) => rule.id === id);
    return place < 0 ? [] : [`${list}/${place}`];
  });
};

/** Pointers to the parts of the pack that a claim is about, the one that promises first; none where it is about all of it. */
export const ownersOf = ({ property, grounds }: Claim, document: PackDocument): string[] => {
  if (grounds.kind === "bands_fail") return [grounds.finding.at];
  if ("promise" in property) return ruleOf(document, property.promise);
  if ("id" in property) return ruleOf(document, property.id);
  if ("gate" in property) return ruleOf(document, property.gate);
  if ("flow" in property) return ruleOf(document, property.flow);
  if ("part" in property) return [`/${property.part}`];
  const of: Partial<Record<typeof property.kind, string>> = {
    bands: "/classes/dimensions",
    class_reached: "/classes/list",
    no_loss_stays_lowest: "/classes/lowest",
    lowest_stays_lowest: "/classes/lowest",
    lowest_buys_lowest: "/classes/lowest",
    own_limit_reached: "/credit",
    within_own_limit: "/credit",
    more_never_lowers: "/credit",
    less_never_lowers: "/credit",
    more_never_stricter: "/risk",
    less_never_stricter: "/risk",
    more_never_dearer: "/price",
    less_never_dearer: "/price",
    within_caps: "/price",
    ranks_permitted: "/shelf",
    cost_never_moves_up: "/shelf",
  };
  const owner = of[property.kind];
  return owner !== undefined && valueAt(document, owner) !== undefined ? [owner] : [];
};

/** The questions which a part of the pack reads: by the answers' marks, or by name. */
export const questionsRead = (document: PackDocument, owners: string[]): Set<string> => {
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") words.add(value);
    else if (value !== null && typeof value === "object")
      for (const [key, one] of Object.entries(value)) {
        words.add(key);
        collect(one);
      }
  };
  for (const owner of owners) collect((valueAt(document, owner) as Json | undefined)?.when);
  const items = document.questionnaire.sections.flatMap((section) => section.items);
  const reads = (item: (typeof items)[number]): boolean =>
    [...words].some((word) => word === item.id || word.endsWith(`.${item.id}`)) ||
    item.options.some((option) => (option.marks ?? []).some((mark) => words.has(mark)));
  return new Set(items.filter(reads).map(({ id }) => id));
};
