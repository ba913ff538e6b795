/** What the check says of a field, at the field. */
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "prescreen/lab";
import { icon } from "../icons";
import type { Desk } from "./desk";
import { escaped } from "./differences";
import { worded } from "./finding-words";
import { labWords } from "./words";

/** Where a finding stands. A text that is empty or missing stands at its language: the text that it names is the place. */
export const atOf = ({ at, message }: Pick<Problem, "at" | "message">): string => {
  const key = /^\/texts\/[^/]+$/.test(at) ? /^the text '([^']+)' is (?:empty|missing)/.exec(message)?.[1] : undefined;
  return key === undefined ? at : `${at}/${escaped(key)}`;
};

/** What fields show of findings is another only where one of these is. */
export const errorsOf = ({ examined, draft }: Desk): unknown[] =>
  examined && examined.findings.length > 0 ? [examined, examined.text === draft?.text] : [undefined, undefined];

/** `only`: of this pointer itself, and not of what is in it. */
export const fieldErrors = (
  { examined, draft }: Desk,
  at: string,
  around: (errors: TemplateResult) => TemplateResult,
  only = false,
): TemplateResult | typeof nothing => {
  if (!examined || examined.text !== draft?.text) return nothing;
  const found = examined.findings.filter((one) => atOf(one) === at || (!only && atOf(one).startsWith(`${at}/`)));
  if (found.length === 0) return nothing;
  const { codes } = labWords().findings;
  return around(
    html`<ul class="errors">${found.map((one) => html`<li>${icon("broken")}<span><b>${codes[one.code] ?? one.code}</b> ${worded({ ...one, help: "" })}</span></li>`)}</ul>`,
  );
};
