/** What a verdict tells about the answers; says so when it was not computed. */
import { html, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { bar } from "./bar";
import { bits, count } from "./count";
import { labWords } from "./words";

export const leakage = ({ leakage: found }: Proof): TemplateResult => {
  const text = labWords().leakage;
  if (!found) return card(html`<p class="note">${text.none}</p>`);
  const most = Math.max(found.mean_bits, ...found.fields.map((one) => one.mean_bits), 1e-9);
  return card(html`<table class="leak" aria-labelledby="leakage">
      <thead><tr><th scope="col">${text.field}</th><th scope="col" class="num">${text.mean}</th><th scope="col" class="num">${text.values}</th></tr></thead>
      <tbody>${found.fields.map((one) => html`<tr>
        <th scope="row"><code>${one.field}</code>${bar(one.mean_bits / most)}</th><td class="num">${bits(one.mean_bits)}</td><td class="num">${count(BigInt(one.values))}</td></tr>`)}
        <tr><th scope="row"><b>${text.total}</b></th><td class="num"><b>${bits(found.mean_bits)}</b></td><td class="num"><b>${count(BigInt(found.tuples))}</b></td></tr>
      </tbody>
    </table>
    <p>${text.most(bits(found.at_most_bits))}</p>`);
};

const card = (body: TemplateResult): TemplateResult => html`<section class="card" aria-labelledby="leakage">
  <h2 id="leakage">${labWords().leakage.title}</h2>
  <p>${labWords().leakage.body}</p>
  ${body}
</section>`;
