/** What is wrong with a pack: each finding leads to its field, or to its line and column in the text. */
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "prescreen/lab";
import type { Desk } from "./desk";
import { worded } from "./finding-words";
import { goTo } from "./go-to";
import { lineOf, placeOf } from "./places";
import { labWords } from "./words";

/** Of the draft; at the foot of the side where one edits, so that nothing moves when they come. */
export const findings = (desk: Desk): TemplateResult | typeof nothing => {
  const { examined } = desk;
  if (!examined || examined.findings.length === 0) return nothing;
  const text = labWords().findings;
  return list("findings", text.title(examined.findings.length), examined.findings, (one) => {
    const { line, column } = lineOf(examined.text, placeOf(examined.text, one));
    return html`<button class="link" type="button" @click=${() => goTo(desk, one.at, one.message)}>${text.line(line, column)}${one.at ? html` <code>${one.at}</code>` : nothing}</button>`;
  });
};

/** Of the pack to compare with, where they are why nothing was compared. */
export const otherFindings = ({ results }: Desk): TemplateResult | typeof nothing => {
  const found = results?.compared?.otherFindings ?? [];
  const text = labWords().findings;
  return found.length === 0
    ? nothing
    : list("other-findings", text.other, found, ({ at }) => (at ? html`<code>${at}</code>` : html`${text.whole}`));
};

const list = (id: string, title: string, found: Problem[], place: (one: Problem) => TemplateResult): TemplateResult => {
  const text = labWords().findings;
  return html`<section class="broken findings" aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${title}</h2>
    <ul aria-labelledby=${id}>${found.map((one) => html`<li><b>${text.codes[one.code] ?? one.code}</b> ${place(one)} ${worded(one)}</li>`)}</ul>
    <p class="small quiet">${text.body}</p>
  </section>`;
};
