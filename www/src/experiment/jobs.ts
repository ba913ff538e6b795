/** What the page asks of the thread that counts, and what it hears back. */
import type { ExperimentPlanned, Failure, Reported } from "./types";
import type { Population } from "./population";

/** What a smallest effect takes. */
export interface Taken {
  /** Basis points of the control's value. */
  effect: number;
  once: number | null;
  always: number | null;
}

/** What a whole plan takes; what else it would take for smaller and larger effects. */
export interface Planned {
  planned: ExperimentPlanned;
  texts: { en: string; zh: string };
  taken: Taken[];
}

/** The primary metric at the end of a day, for a variation. */
export interface Look {
  /** The day before which events were received. */
  until: string;
  counted: number;
  /** None where nothing can be said: nobody, or a sample ratio that does not fit. */
  effects: { variation: string; estimate: number; fixed: [number, number]; always: [number, number] }[];
}

/** Where a report's events came from. */
export type Source = "simulated" | "events" | "counts";

export interface Shown {
  source: Source;
  /** The plan that it was made by. */
  plan: string;
  report: Reported["report"];
  texts: Reported["texts"];
  said: Reported["said"];
  /** None where what was counted has no days. */
  looks: Look[] | undefined;
}

export type Task =
  /** `text`: the plan as it stands; `checked`: the same with its gaps filled. */
  | { kind: "plan"; text: string; checked: string; whole: boolean }
  | { kind: "simulate"; plan: string; population: Population; items: string | undefined }
  /** `over`: the reader says that collecting is. */
  | { kind: "report"; plan: string; files: File[]; counts: boolean; items: string | undefined; over: boolean }
  | { kind: "statement"; plan: string; engine: string; table: string };

export interface Answers {
  plan: { wrong: Failure | undefined; planned: Planned | undefined };
  simulate: Shown & { events: Blob };
  report: Shown;
  statement: { statement: string };
}

export type Stage = "starting" | "drawing" | "reading" | "looks";

export type Heard =
  | { stage: Stage; part: number }
  | { answer: Answers[keyof Answers] }
  | { failed: Failure & { file?: string } }
  | { stopped: true };

export type Asked = { id: number; task: Task } | { stop: number };
