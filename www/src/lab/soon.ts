/** Beside a heading: what stands below it is from before the last edit, or was not worked out. */
import { html, nothing, type TemplateResult } from "lit";
import type { Examined } from "./jobs";
import { labWords } from "./words";

export const soon = ({ pending }: Examined, shown: unknown): TemplateResult | typeof nothing =>
  pending ? html` <span class="soon">${shown ? labWords().run.before : labWords().run.open}</span>` : nothing;
