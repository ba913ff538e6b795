/** Files of one account that contradict each other, for the person who knows which is right. */
import type { Disagreement, Ledger } from "prescreen/statements";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import { remove } from "./file-card";
import type { Files } from "./files";
import type { OpenFile } from "./open-file";
import { wholeWords } from "./words";

/** What two files say differently: the rows of days that both cover, or the balance that one begins with. */
const said = ({ kind, from, to, only_one, only_other }: Disagreement, one: string, other: string): TemplateResult => {
  const text = wholeWords().contradicts;
  if (kind === "balances") return html`<p>${text.begins(other, one, from)}</p>`;
  return html`<p>${text.says(one, other, from, to)}</p>
      <ul class="small"><li>${text.only(one, only_one)}</li><li>${text.only(other, only_other)}</li></ul>`;
};

export const contradictionsPart = (files: Files, { disagreements, sources }: Ledger): TemplateResult | typeof nothing => {
  const text = wholeWords().contradicts;
  const holding = (source: number): OpenFile | undefined => files.holding(sources[source]?.file ?? "");
  const all = disagreements.flatMap((found) => {
    const [one, other] = [holding(found.one), holding(found.other)];
    return one && other ? [{ found, one, other }] : [];
  });
  if (all.length === 0) return nothing;
  return html`<section class="card open contradicts" aria-labelledby="contradicts-h"><h3 id="contradicts-h">${icon("split")} ${text.title}</h3>${all.map(
    ({ found, one, other }) => html`${said(found, one.file.name, other.file.name)}
      <p class="go">${[...new Set([one, other])].map((file) => html`<button class="btn" type="button" @click=${() => remove(files, file)}>${text.remove(file.file.name)}</button>`)}</p>`,
  )}<p class="small quiet">${text.counted}</p></section>`;
};
