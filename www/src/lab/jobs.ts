/** What the page asks of a proving thread, and what it hears back. */
import type { Assessment, Comparison, Between, Problem, Proof } from "prescreen/lab";

export type Applicant = NonNullable<Proof["claims"][number]["counterexample"]>;
export type Claim = Proof["claims"][number];

/** A pack by itself: findings when it is not in order, else its proof. */
export interface Proved {
  findings: Problem[];
  proof: Proof | null;
}

/** A pack beside another. */
export interface Compared {
  /** None when the other pack is not in order. */
  comparison: Comparison | null;
  /** Findings of the other pack, when that is why there is no comparison. */
  otherFindings: Problem[];
  /** The other pack's own proof, for the difference of each figure. */
  before: Proof | null;
}

/** A pack examined. Claims and classes come first; the rest is as it was before the last edit until it follows. */
export interface Examined extends Proved {
  /** The text that was examined. */
  text: string;
  /** What questions do and what a verdict tells; not there when it was never worked out. */
  figures: Figures | undefined;
  /** How it differs from another; not there when it was never worked out. */
  compared: Compared | undefined;
  /** Whether the figures and the comparison are still to follow. */
  pending: boolean;
}

export type Figures = Pick<Proof, "questions" | "leakage" | "leakage_not_computed">;

/** What a first proof leaves open: the proof with everything that the lab shows, and the comparison. */
export interface Rest extends Compared {
  proof: Proof;
}

export type Stage = "starting" | "proving" | "comparing";

/** Each kind of task with what it gives. */
export interface Answers {
  prove: Proved;
  rest: Rest;
  replay: Assessment;
  /** For each text, whether the claim holds there; null where it is not made. */
  mend: (boolean | null)[];
  variant: Between;
}

export type Task =
  | { kind: "prove"; text: string }
  | { kind: "rest"; text: string; other: string }
  | { kind: "replay"; text: string; applicant: Applicant }
  | { kind: "mend"; texts: string[]; claim: string; other: string }
  | { kind: "variant"; control: string; edited: string; id: string };

export interface Job {
  id: number;
  task: Task;
}

export type Heard = { stage: Stage } | { answer: unknown } | { failed: Problem };
