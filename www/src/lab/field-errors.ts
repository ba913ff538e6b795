/** What the check says of a field, at the field. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import type { Desk } from "./desk";
import { worded } from "./finding-words";
import { labWords } from "./words";

/** `only`: of this pointer itself, and not of what is in it. */
export const fieldErrors = (
  { examined, draft }: Desk,
  at: string,
  around: (errors: TemplateResult) => TemplateResult,
  only = false,
): TemplateResult | typeof nothing => {
  if (!examined || examined.text !== draft?.text) return nothing;
  const found = examined.findings.filter((one) => one.at === at || (!only && one.at.startsWith(`${at}/`)));
  if (found.length === 0) return nothing;
  const { codes } = labWords().findings;
  return around(
    html`<ul class="errors">${found.map((one) => html`<li>${icon("broken")}<span><b>${codes[one.code] ?? one.code}</b> ${worded({ ...one, help: "" })}</span></li>`)}</ul>`,
  );
};
