/** From an assessment to the word and shape that stand beside a product. */
import { html, type TemplateResult } from "lit";
import type { Assessment, PackDocument } from "prescreen";
import { icon } from "./icons";
import { words } from "./i18n";
import { lackedAlone } from "./permissions";

export type State = "go-on" | "steps" | "permission" | "proof" | "assess" | "person" | "pause" | "not";

export const states: readonly State[] = ["go-on", "steps", "permission", "proof", "assess", "person", "pause", "not"];

/** Flows that only wait for an answer about the product, which the purchase asks for first: those of matching rules in doubt. */
export const waiting = ({ reasons, flows }: Assessment, { matching }: PackDocument): ReadonlySet<string> => {
  const led = (unknown: boolean): string[] =>
    matching.rules
      .filter(({ id }) => reasons.some((reason) => reason.code === id && reason.unknown === unknown))
      .map((rule) => (unknown ? rule.if_unknown?.flow : rule.flow) ?? "");
  const settled = led(false);
  return new Set(led(true).filter((flow) => flows.includes(flow) && !settled.includes(flow)));
};

export const stateOf = (assessment: Assessment, document: PackDocument): State => {
  const waits = waiting(assessment, document);
  if (assessment.outcome === "proceed_after" && assessment.flows.every((flow) => waits.has(flow))) return "go-on";
  const missing = assessment.reasons.some((reason) => reason.code === "profile.missing" || reason.code === "profile.expired");
  // A permission rests on a class: without one, the assessment comes first.
  if (lackedAlone(assessment, document).length > 0) return missing ? "assess" : "permission";
  switch (assessment.outcome) {
    case "proceed":
      return "go-on";
    case "proceed_after":
      return "steps";
    case "insufficient_evidence":
      return missing ? "assess" : "proof";
    case "refer":
      return "person";
    case "pause":
      return "pause";
    case "refuse":
      return "not";
  }
};

export const badge = (state: State): TemplateResult => html`<span class="state ${state}">${icon(state)}${words().state[state]}</span>`;

/** Colour of a grade or class by its place in an ordered list of any length up to five. */
export const ramp = (place: number, count: number): string =>
  `g${count <= 1 ? 1 : Math.min(5, Math.max(1, Math.round(1 + (place * 4) / (count - 1))))}`;
