/** Files of one account that contradict each other, for the person who knows which is right. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import { remove } from "./file-card";
import type { Files } from "./files";
import { wholeWords } from "./words";

export const contradictionsPart = (files: Files): TemplateResult | typeof nothing => {
  const text = wholeWords().contradicts;
  const all = files.contradictions.flatMap(({ files: [one, other], only, from, to }) => {
    const [left, right] = [files.holding(one), files.holding(other)];
    return left && right ? [{ both: [left, right] as const, only, from, to }] : [];
  });
  if (all.length === 0) return nothing;
  return html`<section class="card open contradicts" aria-labelledby="contradicts-h"><h3 id="contradicts-h">${icon("split")} ${text.title}</h3>${all.map(
    ({ both: [one, other], only, from, to }) => html`<p>${text.says(one.file.name, other.file.name, from, to)}</p>
      <ul class="small"><li>${text.only(one.file.name, only[0])}</li><li>${text.only(other.file.name, only[1])}</li></ul>
      <p class="go">${[one, other].map((file) => html`<button class="btn" type="button" @click=${() => remove(files, file)}>${text.remove(file.file.name)}</button>`)}</p>`,
  )}<p class="small quiet">${text.counted}</p></section>`;
};
