/** Above the results, always: which version of the pack they are of. */
import { html, type TemplateResult } from "lit";
import { icon } from "../icons";
import type { Desk } from "./desk";
import { labWords } from "./words";

export const resultsOf = ({ examined, results, draft }: Desk): TemplateResult => {
  const text = labWords().run;
  const last = examined !== results;
  const said = last ? text.last : results?.text === draft?.text ? text.of : text.following;
  return html`<p class="of ${last ? "last" : ""}">${icon(last ? "broken" : results?.text === draft?.text ? "done" : "pause")}<span>${said}</span></p>`;
};
