/** What each question alone can do to the class, the strongest first. */
import { html, nothing, type TemplateResult } from "lit";
import { bar } from "./bar";
import { percent } from "./count";
import { beforeOf, delta } from "./delta";
import type { Examined } from "./jobs";
import type { Names } from "./names";
import { soon } from "./soon";
import { labWords } from "./words";

export const pulls = (examined: Examined, names: Names): TemplateResult => {
  const text = labWords().pulls;
  const before = new Map(beforeOf(examined)?.questions.map((one) => [one.item, one]));
  const strongest = [...(examined.figures?.questions ?? [])].sort((a, b) => b.share - a.share);
  return html`<section class="card pull" aria-labelledby="pulls">
    <h2 id="pulls">${text.title}${soon(examined, examined.figures)}</h2>
    <p>${text.body}</p>
    ${
      examined.figures
        ? html`<table aria-labelledby="pulls">
      <thead><tr><th scope="col">${text.question}</th><td class="pic"></td><th scope="col" class="num">${text.decisive}</th><th scope="col" class="num">${text.moves}</th></tr></thead>
      <tbody>${strongest.map(
        (one) => html`<tr>
        <th scope="row"><span class="q">${names.number(one.item)}</span>${names.question(one.item)}${bar(one.share, "narrow", before.get(one.item)?.share)}</th>
        <td class="pic">${bar(one.share, "wide", before.get(one.item)?.share)}</td>
        <td class="num">${percent(one.share)}${delta.share(one.share, before.get(one.item)?.share)}</td>
        <td class="num">${one.moves}${delta.count(one.moves, before.get(one.item)?.moves)}</td>
      </tr>`,
      )}</tbody>
    </table>`
        : nothing
    }
  </section>`;
};
