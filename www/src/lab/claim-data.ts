/** What the prover claims and why, as data: words for each kind are the language's. */
import type { Claim } from "./jobs";

export type Property = Claim["property"];
/** Grounds that have words of its own: what the check of a pack finds is said by the check. */
export type Grounds = Exclude<Claim["grounds"], { kind: "bands_fail" }>;

/** Names of what a claim is about, as they stand in a sentence. */
export interface ClaimNames {
  class(id: string): string;
  grade(id: string): string;
  fact(id: string): string;
  /** What a part of the pack says to the person whom it applies to. */
  reason(id: string): string;
  flow(id: string): string;
  /** Of whom a promise is. */
  promise(id: string): string;
}

type Kinds<Said extends { kind: string }> = { [Kind in Said["kind"]]: (said: Extract<Said, { kind: Kind }>, names: ClaimNames) => string };
export type PropertyWords = Kinds<Property>;
export type GroundsWords = Kinds<Grounds>;

/** One of them in words. */
export const worded = <Said extends { kind: string }>(words: Kinds<Said>, said: Said, names: ClaimNames): string => {
  const say: (said: never, names: ClaimNames) => string = words[said.kind as Said["kind"]];
  return say(said as never, names);
};
