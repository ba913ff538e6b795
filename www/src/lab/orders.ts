/** Where a riskier option scores less than a less risky one. */
import { html, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import type { Names } from "./names";
import { labWords } from "./words";

export const orders = ({ orders: found }: Proof, names: Names): TemplateResult => {
  const text = labWords().orders;
  const declared = names.items.some((item) => (item.risk_order ?? []).length > 0);
  return html`<section class="card" aria-labelledby="orders">
    <h2 id="orders">${text.title}</h2>
    ${
      found.length === 0
        ? html`<p>${declared ? text.none : text.noneDeclared}</p>`
        : html`<p>${text.body}</p>
      <table aria-labelledby="orders">
        <thead><tr><th scope="col">${text.question}</th><th scope="col">${text.lower}</th><th scope="col">${text.higher}</th><th scope="col">${text.part}</th></tr></thead>
        <tbody>${found.map(
          (one) => html`<tr>
          <th scope="row"><span class="q">${names.number(one.item)}</span>${names.question(one.item)}</th>
          <td>${names.option(one.item, one.lower)}</td>
          <td>${names.option(one.item, one.higher)}</td>
          <td>${names.named("dimension", one.dimension)}</td>
        </tr>`,
        )}</tbody>
      </table>`
    }
  </section>`;
};
