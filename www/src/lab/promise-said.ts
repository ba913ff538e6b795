/** What a promise of a pack says. */
import type { PackDocument } from "prescreen/lab";
import { type Property, worded } from "./claim-data";
import { claimNames } from "./claim-names";
import { described } from "./conditions";
import type { Names } from "./names";
import { labWords } from "./words";

export type Promised = NonNullable<PackDocument["never"]>[number];

/** One sentence a limit; `inWords`: whether its condition is one that a form can show. */
export const promiseSaid = (one: Promised, names: Names, inWords = true): string[] => {
  const { says, condition } = labWords();
  const who = (inWords ? described(one.when, names) : undefined) ?? condition.applies(one.id);
  const called = { ...claimNames(names), promise: () => who };
  const { id: promise, class_at_most: top, grade_at_most: grade, never_bars: free } = one;
  const properties: Property[] = [
    ...(top ? [{ kind: "never_above_class" as const, promise, class: top }] : []),
    ...(grade ? [{ kind: "never_above_grade" as const, promise, grade }] : []),
    ...(free ? [{ kind: "never_bars" as const, promise, grade: free }] : []),
  ];
  return properties.map((property) => worded(says, property, called));
};
