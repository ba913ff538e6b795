/** What is wrong with a pack: each finding leads to its field, or to its place in the text. */
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "prescreen/lab";
import type { Desk } from "./desk";
import { worded } from "./finding-words";
import { goTo } from "./go-to";
import { labWords } from "./words";

export const findings = (desk: Desk): TemplateResult | typeof nothing => {
  const { examined } = desk;
  if (!examined) return nothing;
  const text = labWords().findings;
  if (examined.findings.length > 0)
    return list("findings", text.title(examined.findings.length), text.body, examined.findings, (one) => goTo(desk, one.at, one.message));
  const other = examined.compared?.otherFindings ?? [];
  return other.length > 0 ? list("other-findings", text.other, text.body, other) : nothing;
};

const list = (id: string, title: string, body: string, found: Problem[], go?: (one: Problem) => void): TemplateResult => {
  const text = labWords().findings;
  const place = (one: Problem): TemplateResult | string => (one.at ? html`<code>${one.at}</code>` : text.whole);
  return html`<section class="card broken findings" aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${title}</h2>
    <p>${body}</p>
    <ul aria-labelledby=${id}>${found.map(
      (one) => html`<li><b>${text.codes[one.code] ?? one.code}</b>
      ${go ? html`<button class="link" type="button" @click=${() => go(one)}>${place(one)}</button>` : place(one)}
      ${worded(one)}</li>`,
    )}</ul>
  </section>`;
};
