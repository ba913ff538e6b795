/** What stops a purchase whatever the person could afford: rules that are decided, of the purchase and not of the person's class. */
import type { Assessment } from "prescreen";

type Reason = Assessment["reasons"][number];

/** From the mildest to the strictest. */
const STOPS = ["pause", "insufficient_evidence", "refer", "refuse"] as const;

export type Stop = (typeof STOPS)[number];

/** Parts of the way that are about the purchase; no class is asked for here. */
const PARTS: readonly Reason["part"][] = ["eligibility", "matching", "gate", "risk"];

export interface Stopped {
  outcome: Stop;
  /** The codes of the rules that led to it. */
  codes: readonly string[];
}

export const stoppedBy = ({ reasons }: Pick<Assessment, "reasons">): Stopped | undefined => {
  const decided = reasons.filter(({ part, unknown }) => !unknown && PARTS.includes(part));
  const codesOf = (stop: Stop): string[] => decided.filter(({ outcome }) => outcome === stop).map(({ code }) => code);
  const outcome = [...STOPS].reverse().find((stop) => codesOf(stop).length > 0);
  return outcome && { outcome, codes: codesOf(outcome) };
};
