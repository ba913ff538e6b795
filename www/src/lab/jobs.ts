/** What the page asks of the proving thread, and what it hears back. */
import type { Assessment, Comparison, Problem, Proof } from "prescreen/lab";

export type Applicant = NonNullable<Proof["claims"][number]["counterexample"]>;
export type Claim = Proof["claims"][number];

/** A pack examined: findings when it is not in order, else its proof and how it differs from another. */
export interface Examined {
  /** The text that was examined. */
  text: string;
  findings: Problem[];
  proof: Proof | null;
  comparison: Comparison | null;
  /** Findings of the other pack, when that is why there is no comparison. */
  otherFindings: Problem[];
}

export type Stage = "starting" | "checking" | "proving" | "comparing";

export type Job =
  | { kind: "examine"; text: string; other: string }
  | { kind: "replay"; text: string; applicant: Applicant };

export type Heard =
  | { stage: Stage }
  | { examined: Examined }
  | { replayed: Assessment }
  | { failed: Problem };
