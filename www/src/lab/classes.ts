/** How many combinations of answers come to each class. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { bar } from "./bar";
import { count, percent } from "./count";
import { delta, type Before } from "./delta";
import type { Names } from "./names";
import { labWords } from "./words";

export const classes = (proof: Proof, before: Before, names: Names): TemplateResult => {
  const text = labWords().classes;
  const was = (id: string | null | undefined) => before?.classes.find((one) => (one.class ?? null) === (id ?? null));
  return html`<section class="card" aria-labelledby="classes">
    <h2 id="classes">${text.title}</h2>
    <p>${text.body}</p>
    <table aria-labelledby="classes">
      <thead><tr><th scope="col">${text.class}</th><th scope="col" class="num">${text.count}</th><th scope="col" class="num">${text.share}</th></tr></thead>
      <tbody>${proof.classes.map(
        (one) => html`<tr>
        <th scope="row">${one.class ? names.class(one.class) : text.contradicts}${bar(one.share, "", before && (was(one.class)?.share ?? 0))}</th>
        <td class="num">${count(one.combinations)}${before ? delta.count(one.combinations, was(one.class)?.combinations ?? "0") : nothing}</td>
        <td class="num">${percent(one.share)}${before ? delta.share(one.share, was(one.class)?.share ?? 0) : nothing}</td>
      </tr>`,
      )}</tbody>
    </table>
  </section>`;
};
