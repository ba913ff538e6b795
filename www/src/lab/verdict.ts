/** A verdict as word and shape, then hue. */
import { html, type TemplateResult } from "lit";
import { icon, type IconName } from "../icons";
import type { Claim } from "./jobs";
import { labWords } from "./words";

export type Verdict = Claim["verdict"];

/** What needs the reader comes first. */
export const order: Verdict[] = ["refuted", "vacuous", "not_proved", "proved"];

const shapes: Record<Verdict, IconName> = { refuted: "broken", vacuous: "not", not_proved: "pause", proved: "done" };

export const verdict = (of: Verdict): TemplateResult => html`<span class="pv ${of}">${icon(shapes[of])}${labWords().verdict[of][0]}</span>`;
