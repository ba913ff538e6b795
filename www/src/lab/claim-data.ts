/** What the prover claims and why, as data: words for each kind are the language's. */
import type { Claim } from "./jobs";
import type { Names } from "./names";

export type Property = Claim["property"];
/** Grounds that have words of its own: what the check of a pack finds is said by the check. */
export type Grounds = Exclude<Claim["grounds"], { kind: "bands_fail" }>;

type Kinds<Said extends { kind: string }> = { [Kind in Said["kind"]]: (said: Extract<Said, { kind: Kind }>, names: Names) => string };
export type PropertyWords = Kinds<Property>;
export type GroundsWords = Kinds<Grounds>;

/** One of them in words. */
export const worded = <Said extends { kind: string }>(words: Kinds<Said>, said: Said, names: Names): string => {
  const say: (said: never, names: Names) => string = words[said.kind as Said["kind"]];
  return say(said as never, names);
};
