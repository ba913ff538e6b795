/** How many combinations of answers come to each class. */
import { html, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { bar } from "./bar";
import { count, percent } from "./count";
import type { Names } from "./names";
import { labWords } from "./words";

export const classes = (proof: Proof, names: Names): TemplateResult => {
  const text = labWords().classes;
  return html`<section class="card" aria-labelledby="classes">
    <h2 id="classes">${text.title}</h2>
    <p>${text.body}</p>
    <table aria-labelledby="classes">
      <thead><tr><th scope="col">${text.class}</th><th scope="col" class="num">${text.count}</th><th scope="col" class="num">${text.share}</th></tr></thead>
      <tbody>${proof.classes.map(
        (one) => html`<tr>
        <th scope="row">${one.class ? names.class(one.class) : text.contradicts}${bar(one.share)}</th>
        <td class="num">${count(one.combinations)}</td>
        <td class="num">${percent(one.share)}</td>
      </tr>`,
      )}</tbody>
    </table>
  </section>`;
};
