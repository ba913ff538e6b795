/** What is wrong with a pack, with a pointer to each place. */
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "prescreen/lab";
import type { Desk } from "./desk";
import { labWords } from "./words";

export const findings = ({ examined }: Desk): TemplateResult | typeof nothing => {
  if (!examined) return nothing;
  const text = labWords().findings;
  if (examined.findings.length > 0) return table("findings", text.title(examined.findings.length), text.body, examined.findings);
  const other = examined.compared?.otherFindings ?? [];
  return other.length > 0 ? table("other-findings", text.other, text.body, other) : nothing;
};

const table = (id: string, title: string, body: string, list: Problem[]): TemplateResult => {
  const text = labWords().findings;
  return html`<section class="card broken findings" aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <p>${body}</p>
    <table aria-labelledby=${id}>
      <thead><tr><th scope="col">${text.kind}</th><th scope="col">${text.where}</th><th scope="col">${text.what}</th></tr></thead>
      <tbody>${list.map(
        (one) => html`<tr>
        <th scope="row">${text.codes[one.code] ?? one.code}</th>
        <td><code>${one.at || text.whole}</code></td>
        <td lang="en">${one.message}${one.help ? html` <span class="quiet">${one.help}</span>` : nothing}</td>
      </tr>`,
      )}</tbody>
    </table>
  </section>`;
};
