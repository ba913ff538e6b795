/** Every place where the draft differs from the pack as it was opened, in words, each leading to its field. */
import { html, nothing, type TemplateResult } from "lit";
import type { Difference } from "./differences";
import type { Desk } from "./desk";
import { goTo } from "./go-to";
import type { Names } from "./names";
import { placeName } from "./place-name";
import { type Promised, promiseSaid } from "./promise-said";
import { stepsOf } from "./places";
import { labWords } from "./words";

/** The id of what is there now, or of what was there. */
const idOf = ({ a, b }: Difference): string | undefined => (b as { id?: string } | undefined)?.id ?? (a as { id?: string } | undefined)?.id;

/** What an edit is of: a promise that came or went, by its id; anything else as `placeName` has it. */
const editName = (edit: Difference, names: Names): string | undefined => {
  const [list, place, ...inner] = stepsOf(edit.at);
  return list === "never" && place !== undefined && inner.length === 0 ? labWords().edits.promise(idOf(edit)) : placeName(edit.at, names);
};

/** A promise in words, and anything else as JSON. */
const told = (value: unknown, at: string, names: Names): unknown => {
  const isPromise = /^\/never\/(\d+|-)$/.test(at) && typeof value === "object" && value !== null;
  return isPromise
    ? promiseSaid(value as Promised, names).map((said) => html`<span class="says">${said}</span>`)
    : html`<code>${short(value)}</code>`;
};

/** A value as JSON, as much of it as a cell holds. */
export const short = (value: unknown): string => {
  const written = value === undefined ? "—" : JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
};

/** `lead`: whether each place is a button that leads there. */
export const editsTable = (desk: Desk, found: readonly Difference[], names: Names, lead: boolean): TemplateResult => {
  const { place, was, now } = labWords().blame;
  const { came, went, order } = labWords().edits;
  const kind = (edit: Difference): unknown =>
    edit.order ? html`<b>${order}</b>` : "a" in edit ? ("b" in edit ? nothing : html`<b class="went">${went}</b>`) : html`<b>${came}</b>`;
  const of = (edit: Difference): TemplateResult => html`${kind(edit)} ${editName(edit, names) ?? nothing} <code>${edit.at}</code>`;
  return html`<table class="edits">
    <caption class="vh">${labWords().edits.title(found.length)}</caption>
    <thead><tr><th scope="col">${place}</th><th scope="col">${was}</th><th scope="col">${now}</th></tr></thead>
    <tbody>${found.map(
      (edit) => html`<tr>
      <th scope="row">${lead ? html`<button class="link" type="button" @click=${() => goTo(desk, edit.at)}>${of(edit)}</button>` : of(edit)}</th>
      <td>${told(edit.a, edit.at, names)}</td><td>${told(edit.b, edit.at, names)}</td></tr>`,
    )}</tbody>
  </table>`;
};

export const edits = (desk: Desk, names: Names): TemplateResult | typeof nothing => {
  const found = desk.draft?.edits() ?? [];
  if (found.length === 0) return nothing;
  return html`<details class="made" id="edits"><summary>${labWords().edits.title(found.length)}</summary>${editsTable(desk, found, names, true)}</details>`;
};
