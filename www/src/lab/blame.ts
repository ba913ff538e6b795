/** Beside a counterexample: whose it is, where its cause stands, and which edit put back mends it. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import { ownersOf } from "./cause";
import { because, sentence } from "./claim-words";
import type { Desk } from "./desk";
import { goTo } from "./go-to";
import type { Claim } from "./jobs";
import type { Difference } from "./differences";
import { short } from "./edits";
import type { Edit } from "./mending";
import type { Names } from "./names";
import { placeName } from "./place-name";
import { valueAt } from "./places";
import { putBack } from "./put-back";
import { labWords } from "./words";

export const blame = (desk: Desk, claim: Claim, names: Names): TemplateResult => {
  const text = labWords().blame;
  const owners = ownersOf(claim, names.document);
  return html`<dl class="facts blame">
      <dt>${text.claim}</dt><dd><b>${sentence(claim, names)}</b></dd>
      <dt>${text.owner}</dt><dd>${owners.length > 0 ? owners.map((at) => html`${named(at, names.document)} <button class="link" type="button" @click=${() => goTo(desk, at)}><code>${at}</code></button>`) : text.edits}</dd>
      <dt>${text.cause}</dt><dd>${because(claim, names)}</dd>
      <dt>${text.mend}</dt><dd>${text.mends[claim.grounds.kind] ?? text.mends.other}</dd>
    </dl>
    ${edits(desk, claim, names)}`;
};

/** The id of a part of the pack. */
const named = (at: string, document: PackDocument): TemplateResult | typeof nothing => {
  const id = (valueAt(document, at) as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? html`<b>${id}</b>` : nothing;
};

const edits = (desk: Desk, claim: Claim, names: Names): TemplateResult => {
  const text = labWords().blame;
  const { mend } = desk;
  if (!mend && desk.source?.text === desk.results?.text) return html`<p>${text.noEdits}</p>`;
  if (!mend)
    return html`<p class="go"><button class="btn" type="button" ?disabled=${desk.results?.pending} @click=${() => void desk.tryMending(claim)}>${text.try}</button></p>`;
  const title = text.edited(desk.source?.label ?? "");
  const { edits: found, all, tried } = mend;
  if (found.length === 0) return html`<p role="status">${text.noEdits}</p>`;
  return html`<h3>${title}</h3>
    <p role="status">${tried ? text.tried(found.filter((edit) => edit.mends).length, mend.more) : text.trying}</p>
    <table class="edits">
      <caption class="vh">${title}</caption>
      <thead><tr><th scope="col">${text.place}</th><th scope="col">${text.was}</th><th scope="col">${text.now}</th><th scope="col">${text.put}</th></tr></thead>
      <tbody>${found.map((edit) => row(desk, edit, names))}
        ${all ? html`<tr><th scope="row" colspan="3">${text.all}</th><td>${back(desk, all, text.all)}</td></tr>` : nothing}</tbody>
    </table>
    ${mend.more > 0 ? html`<p class="small quiet">${text.more(mend.more)}</p>` : nothing}`;
};

const row = (desk: Desk, edit: Edit, names: Names): TemplateResult => {
  const { places } = edit;
  const each = (write: (place: Difference) => unknown): unknown => places.map((place) => html`<div>${write(place)}</div>`);
  return html`<tr>
    <th scope="row">${each(({ at }) => html`<button class="link" type="button" @click=${() => goTo(desk, at)}>${placeName(at, names) ?? nothing} <code>${at}</code></button>`)}</th>
    <td>${each(({ a }) => html`<code>${short(a)}</code>`)}</td><td>${each(({ b }) => html`<code>${short(b)}</code>`)}</td>
    <td>${back(desk, edit, places[0]?.at ?? "")}</td>
  </tr>`;
};

/** What comes of an edit that is put back, and the press that does. */
const back = (desk: Desk, { places, text: able, mends }: Edit, name: string): TemplateResult => {
  const text = labWords().blame;
  const came = mends === undefined ? nothing : mends === null ? text.gone : mends ? html`<b>${text.yes}</b>` : text.no;
  return html`${came}
    ${able === undefined ? nothing : html`<button class="btn" type="button" aria-label="${text.putBack} ${name}" @click=${() => desk.revise((document) => void putBack(document, places))}>${text.putBack}</button>`}`;
};
