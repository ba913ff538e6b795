/** What a flow shows at a moment: one of these, complete enough to be drawn with the pack alone. */
import type {
  Arithmetic,
  Assessment,
  Contradiction,
  Fact,
  FactValue,
  FilledDocument,
  Item,
  NextStep,
  Notice,
  Answer,
  VerdictClaims,
} from "../core/types.js";
import type { OnFile } from "./on-file.js";
import type { ServerProblem } from "./wire.js";

export interface Position {
  /** From 1. */
  number: number;
  of: number;
  section: string;
  sections: { id: string; questions: number; answered: number }[];
}

export interface StepState extends Omit<NextStep, "until"> {
  state: "done" | "now" | "later";
  /** Until when the step that is next can be confirmed, by the server's clock. */
  until: number | null;
  hours: number | null;
}

export type View =
  | { kind: "notices"; notices: Notice[] }
  | { kind: "consent"; notice: Notice; given: boolean | undefined }
  | { kind: "facts"; facts: Fact[]; values: Readonly<Record<string, FactValue>> }
  | { kind: "question"; item: Item; position: Position; value: Answer | undefined }
  | {
      kind: "clarify";
      contradiction: Contradiction;
      items: { item: Item; number: number; value: Answer | undefined }[];
      /** What the firm has on file that the answers are held against. */
      onFile: OnFile[];
    }
  | {
      kind: "review";
      /** Every question of the way, in its order, with what was answered. */
      items: Reviewed[];
      /** The facts that the person was asked for. */
      facts: { fact: Fact; value: FactValue | undefined }[];
      /** What is needed and not there, by id; the person's own and the firm's. */
      missing: string[];
      /** Those of them that are asked on this way, in its order: until they are answered nothing is confirmed, and no attempt counts. */
      unanswered: string[];
      answered: number;
      questions: number;
      bytes: number;
      classOnFile: boolean;
      /** The person's records are in another currency than the pack counts in: nothing of them is used. */
      recordsLeftOut: boolean;
    }
  | { kind: "working"; on: "check" | "commit" | "verdict" | "step" }
  | { kind: "result"; assessment: Assessment; bytes: number; attempt: number; of: number | null; investorStarts: boolean }
  | {
      kind: "step";
      assessment: Assessment | undefined;
      steps: StepState[];
      now: StepState;
      document: FilledDocument | null;
      bytes: number;
      /** Whether the person's record is there. */
      record: boolean;
    }
  | {
      kind: "done";
      assessment: Assessment | undefined;
      arithmetic: Arithmetic | undefined;
      claims: VerdictClaims;
      complete: boolean;
      record: boolean;
    }
  | {
      kind: "stopped";
      why: Stopped;
      problem?: ServerProblem;
      assessment?: Assessment;
      /** For `missing-facts`: ids of the facts that the firm did not give. */
      missing?: readonly string[];
      /** For `paused` and `left`: the steps that are confirmed, of all. */
      confirmed?: { done: number; of: number };
    };

/** A question as it stands on the confirmation of all answers. */
export interface Reviewed {
  item: Item;
  /** From 1. */
  number: number;
  section: string;
  value: Answer | undefined;
}

/**
 * `stopped`: the person stopped before the result was worked out; nothing is kept. `declined`: a required consent was not given. `barred`: what the firm holds rules it out, whatever would be answered, so
 * nothing is asked. `missing-facts`: the firm did not give what the rules need of it, so nothing is asked: a fault of the page or
 * its back end. `attempts`: none is left; told before anything is asked, and at the commitment. `not-sent`: the person's own choice. `paused`: the person stopped between steps; the result stays
 * accepted and goes on from this device. `left`: the same, for good. `forged`: a ticket or
 * receipt that the server did not sign. `step-refused`: the verdict stays accepted, and a step was not. `step-expired`: the same,
 * as its last day has passed. `unclear`: the
 * verdict left, and no answer says what came of it. `suspended`: a later attempt is not finished, so the class on file does
 * not count. `over`: the flow was closed, and everything of it forgotten. The rest:
 * technical or a limit.
 */
export type Stopped =
  | "stopped"
  | "declined"
  | "barred"
  | "missing-facts"
  | "not-sent"
  | "paused"
  | "left"
  | "over"
  | "attempts"
  | "suspended"
  | "expired"
  | "elsewhere"
  | "refused"
  | "step-refused"
  | "step-expired"
  | "unclear"
  | "forged"
  | "failed";
