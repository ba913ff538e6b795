/** The rules of a pack by their codes: what a reason rests on, and what it reads. */
import type { Basis, PackDocument } from "../core/types.js";

/** The engine's own code: evidence is missing. A verdict has it in place of a rule that could not be decided. */
export const MISSING = "facts.missing";

/** What rules of every kind have in common. */
export interface RuleLike {
  id: string;
  basis: Basis;
  when?: unknown;
  requires?: unknown;
  class_at_most?: string | null;
}

/** The rule behind a reason's code; none where the code is the engine's own. */
export const ruleOf = (document: PackDocument, code: string): RuleLike | undefined => {
  const { classes, contradictions = [], eligibility = [], matching, gates = [], permissions = [], fraud } = document;
  const rules: RuleLike[] = [
    classes.lowest,
    ...(classes.caps ?? []),
    ...contradictions,
    ...eligibility,
    ...matching.rules,
    ...gates,
    ...permissions,
    ...(fraud?.rules ?? []),
    ...(fraud?.bands ?? []),
  ];
  return rules.find(({ id }) => id === code);
};

/** The questions that a rule reads, by themselves or by the marks of their options, in the order in which they are asked. */
export const questionsOf = ({ questionnaire }: PackDocument, rule: RuleLike | undefined): string[] => {
  const read = JSON.stringify(rule?.when ?? null);
  const names = (id: string): boolean => read.includes(`"${id}"`);
  const items = questionnaire.sections.flatMap((section) => section.items);
  return items.filter(({ id, options = [] }) => names(id) || options.some(({ marks = [] }) => marks.some(names))).map(({ id }) => id);
};
