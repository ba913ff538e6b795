/** What the flow's element tells the page, by name. No event holds an answer, and none tells whether answers were unusual. */

import type { Outcome } from "../core/types.js";
import type { LeftBehind } from "./left-behind.js";

/** Where the person is. A clarification is part of the review, a consent of the notices. */
export type FlowStage = "notices" | "facts" | "question" | "review" | "working" | "result" | "step" | "done" | "stopped";

/** The person asks for a person, or disagrees. */
export interface ContactRequest {
  kind: "person" | "objection";
  /** The session's id: with the kind, all that is handed on. */
  session: string;
  /**
   * Called with what passes the request on, while the event is handled: the person reads that it is noted once that
   * holds, and that it is not once it fails. Without it the person reads only that the page was told.
   */
  passOn(work: Promise<unknown>): void;
}

/** How far the last of these requests came. */
export type Contacted = "none" | "told" | "passing" | "noted" | "failed";

/**
 * How the person ended it. `stopped`: before anything was confirmed; no answer was sent. `declined`: a consent was not given. `barred`: what the firm holds rules it out, and nothing was
 * asked. `not-sent`: the result was not sent. `paused`: between steps; it can go on from this device. `left`: between steps,
 * for good: cancel what waits for them.
 */
export type Abandoned = "stopped" | "declined" | "barred" | "not-sent" | "paused" | "left";

type OneWord<Name extends string> = Name extends `${infer Before}-${infer After}` ? `${Before}${After}` : Name;

/** The same events under names of one lower-case word, as `prescreendone`. */
export type OneWordEvents = { [Name in keyof PrescreenEvents as OneWord<Name>]: PrescreenEvents[Name] };

/** What each tells, and when, stands above the element's class. */
export interface PrescreenEvents {
  "prescreen-step": CustomEvent<{ stage: FlowStage; kind?: string; flow?: string; step?: string }>;
  "prescreen-question": CustomEvent<LeftBehind>;
  "prescreen-sent": CustomEvent<{ kind: "commit" | "verdict" | "step"; bytes: number; text: string }>;
  "prescreen-contact": CustomEvent<ContactRequest>;
  "prescreen-abandon": CustomEvent<{ why: Abandoned }>;
  "prescreen-error": CustomEvent<{ code: string; outcome: "refer" }>;
  "prescreen-elder": CustomEvent<{ size: 0 | 20 | 25 | 30 }>;
  "prescreen-done": CustomEvent<{ complete: boolean; outcome: Outcome }>;
  "prescreen-leave": CustomEvent<Record<string, never>>;
}
