/** What a verdict tells about the answers; says so when it was not computed. */
import { html, nothing, type TemplateResult } from "lit";
import { bar } from "./bar";
import { bits, count } from "./count";
import { beforeOf, delta } from "./delta";
import type { Examined } from "./jobs";
import { soon } from "./soon";
import { labWords } from "./words";

export const leakage = (examined: Examined): TemplateResult => {
  const text = labWords().leakage;
  const found = examined.figures?.leakage;
  if (!examined.figures) return card(examined, nothing);
  const why = examined.figures.leakage_not_computed;
  if (!found) return card(examined, html`<p class="note">${text.none} ${why ? text.because[why] : nothing}</p>`);
  const before = beforeOf(examined)?.leakage;
  const was = new Map(before?.fields.map((one) => [one.field, one]));
  const most = Math.max(found.mean_bits, ...found.fields.map((one) => one.mean_bits), 1e-9);
  return card(
    examined,
    html`<table class="leak" aria-labelledby="leakage">
      <thead><tr><th scope="col">${text.field}</th><th scope="col" class="num">${text.mean}</th><th scope="col" class="num">${text.values}</th></tr></thead>
      <tbody>${found.fields.map(
        (one) => html`<tr>
        <th scope="row">${text.fields[one.field] ?? html`<code>${one.field}</code>`}${bar(one.mean_bits / most)}</th><td class="num">${bits(one.mean_bits)}${delta.bits(one.mean_bits, was.get(one.field)?.mean_bits)}</td><td class="num">${count(BigInt(one.values))}${delta.count(one.values, was.get(one.field)?.values)}</td></tr>`,
      )}
        <tr><th scope="row"><b>${text.total}</b></th><td class="num"><b>${bits(found.mean_bits)}</b>${delta.bits(found.mean_bits, before?.mean_bits)}</td><td class="num"><b>${count(BigInt(found.tuples))}</b>${delta.count(found.tuples, before?.tuples)}</td></tr>
      </tbody>
    </table>
    <p class="note">${text.overlap}</p>
    <p>${text.most(bits(found.at_most_bits))} ${delta.bits(found.at_most_bits, before?.at_most_bits)} ${found.shadow_bits > 0 ? text.shadow(bits(found.shadow_bits)) : text.noShadow}</p>
    ${found.risk_bits > 0 ? html`<p>${text.risk(bits(found.risk_bits))}</p>` : nothing}
    ${found.credit_bits > 0 ? html`<p>${text.credit(bits(found.credit_bits))}</p>` : nothing}`,
  );
};

const card = (
  examined: Examined,
  body: TemplateResult | typeof nothing,
): TemplateResult => html`<section class="card" aria-labelledby="leakage">
  <h2 id="leakage">${labWords().leakage.title}${soon(examined, examined.figures)}</h2>
  <p>${labWords().leakage.body}</p>
  ${body}
</section>`;
