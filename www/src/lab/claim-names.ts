/** What claims name, in the pack's own words; where it has none, by the id. */
import type { ClaimNames } from "./claim-data";
import { described } from "./conditions";
import type { Names } from "./names";
import { labWords } from "./words";

export const claimNames = (names: Names): ClaimNames => {
  const { quoted, applies } = labWords().condition;
  return {
    class: (id) => names.class(id),
    grade: (id) => names.grade(id),
    fact: (id) => names.named("fact", id),
    reason: (id) => quoted(names.text(`reason.${id}`) ?? id),
    flow: (id) => quoted(names.text(`flow.${id}`) ?? id),
    promise: (id) => {
      const promise = names.document.never?.find((one) => one.id === id);
      return (promise && described(promise.when, names)) ?? applies(id);
    },
  };
};
