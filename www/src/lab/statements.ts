/** What the prover claims and why, as data: words for each kind are the language's. */
import type { Claim } from "./jobs";
import type { Names } from "./names";

export type Statement = Claim["states"];
/** A reason that has words of its own: what the check of a pack finds is said by the check. */
export type Reason = Exclude<Claim["reason"], { kind: "bands_fail" }>;

type Kinds<Said extends { kind: string }> = { [Kind in Said["kind"]]: (said: Extract<Said, { kind: Kind }>, names: Names) => string };
export type StatementWords = Kinds<Statement>;
export type ReasonWords = Kinds<Reason>;

/** One of them in words. */
export const worded = <Said extends { kind: string }>(words: Kinds<Said>, said: Said, names: Names): string => {
  const say: (said: never, names: Names) => string = words[said.kind as Said["kind"]];
  return say(said as never, names);
};
