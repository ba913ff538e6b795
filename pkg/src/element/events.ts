/** What the flow's element tells the page, by name. No event holds an answer, and none tells whether answers were unusual. */

import type { Outcome } from "../core/types.js";

/** Where the person is. A clarification is part of the review, a consent of the notices. */
export type FlowStage = "notices" | "facts" | "question" | "review" | "working" | "result" | "step" | "done" | "stopped";

/** What each tells, and when, stands above the element's class. */
export interface PrescreenEvents {
  "prescreen-step": CustomEvent<{ stage: FlowStage; kind?: string; flow?: string; step?: string }>;
  "prescreen-sent": CustomEvent<{ kind: "commit" | "verdict" | "step"; bytes: number; text: string }>;
  "prescreen-contact": CustomEvent<{ kind: "person" | "objection" }>;
  "prescreen-abandon": CustomEvent<object>;
  "prescreen-error": CustomEvent<{ code: string; outcome: "refer" }>;
  "prescreen-done": CustomEvent<{ complete: boolean; outcome: Outcome }>;
}
