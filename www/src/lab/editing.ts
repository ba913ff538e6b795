/** Bands, points and wording as fields; every change is proved again. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { fieldErrors } from "./field-errors";
import type { BandRow, Editable, ItemRow } from "./fields";
import { remember, walk } from "./grid";
import { Names } from "./names";
import { about } from "./outline/about";
import { questions } from "./outline/questions";
import { rules } from "./outline/rules";
import { promises } from "./promises";
import { ruler } from "./ruler";
import { typing } from "./typing";
import { wording } from "./wording";
import { labWords } from "./words";

export const editing = (desk: Desk): TemplateResult => {
  const { draft } = desk;
  const text = labWords().edit;
  const fields = draft?.editable();
  if (!draft?.document || !fields) return html`<p>${text.noFields}</p>`;
  const names = new Names(draft.document);
  return html`${about(desk, names)}
    <h3>${text.bands}</h3>
    <p>${text.bandsBody}</p>
    <div class="bands">${fields.bands.map((one) => bands(desk, one, names))}</div>
    <h3 id="questions" tabindex="-1">${text.questions}</h3>
    <p>${text.questionsBody}</p>
    ${questions(desk, fields, names, (row) => question(desk, row, names))}
    ${rules(desk, names)}
    ${promises(desk, names)}`;
};

const bands = (desk: Desk, { dimension, rows }: Editable["bands"][number], names: Names): TemplateResult => {
  const text = labWords().edit;
  const name = names.named("dimension", dimension);
  const end = (row: BandRow, which: "from" | "to"): TemplateResult => {
    const value = row[which];
    if (value === null) return html`<span class="quiet">${text.open}</span>`;
    const label = `${name}, ${names.short(row.class)}, ${text[which]}`;
    return field(desk, { label, at: `${row.at}/${which}`, about: row.at, value, was: row.was[which] ?? value }, (next) =>
      desk.edit((draft) => draft.setBand(row.at, which, next)),
    );
  };
  const list = rows[0]?.at.replace(/\/\d+$/, "") ?? "";
  return html`<div><table>
    <caption>${name}</caption>
    <thead><tr><th scope="col">${text.class}</th><th scope="col">${text.from}</th><th scope="col">${text.to}</th></tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr><th scope="row">${names.short(row.class)}</th><td>${end(row, "from")}</td><td>${end(row, "to")}</td></tr>
      ${fieldErrors(desk, row.at, (errors) => html`<tr class="error"><td colspan="3">${errors}</td></tr>`)}`,
    )}</tbody>
  </table>${ruler(desk, rows, name, names)}${fieldErrors(desk, list, (errors) => errors, true)}</div>`;
};

/** What is edited of a question: its wording, and the points of its options. */
const question = (desk: Desk, row: ItemRow, names: Names): TemplateResult => {
  const { id, at, options } = row;
  const text = labWords().edit;
  const dimensions = options[0]?.points.map((one) => one.dimension) ?? [];
  return html`${fieldErrors(desk, at, (errors) => errors)}
    ${wording(desk, row, names)}
    ${
      dimensions.length === 0
        ? html`<p class="small quiet">${text.noPoints}</p>`
        : html`<table role="grid" @keydown=${walk} @focusin=${remember}>
      <caption>${text.points}<span class="vh">: ${names.question(id)}</span></caption>
      <thead><tr><th scope="col">${text.option}</th>${dimensions.map((one) => html`<th scope="col">${names.named("dimension", one)}</th>`)}</tr></thead>
      <tbody>${options.map(
        (option, row) => html`<tr>
        <th scope="row">${names.option(id, option.id)}</th>
        ${option.points.map(({ at: place, dimension, value, was }, column) => {
          const label = `${names.option(id, option.id)}, ${names.named("dimension", dimension)}`;
          return html`<td tabindex=${row + column === 0 ? "0" : "-1"}>${field(
            desk,
            { label, at: place, about: place, value, was, inGrid: true },
            (next) => desk.edit((draft) => draft.put([[place, next]])),
          )}</td>`;
        })}
      </tr>`,
      )}</tbody>
    </table>`
    }`;
};

interface Field {
  label: string;
  /** The pointer of the value. */
  at: string;
  /** The pointer of what the check would speak of. */
  about: string;
  value: number;
  was: number;
  /** Whether its cell stands in the order of Tab for it. */
  inGrid?: boolean;
}

/** A whole number. What is not one is said, and not taken. */
const field = (desk: Desk, { label, at, about, value, was, inGrid }: Field, set: (value: number) => void): TemplateResult => {
  const text = labWords().edit;
  const typed = typing(desk, (input) => {
    const whole = /^-?\d{1,6}$/.test(input.value.trim());
    desk.refuse(at, !whole);
    if (whole && Number(input.value) !== value) set(Number(input.value));
  });
  const refused = desk.refused.has(at);
  const wrong = refused || (desk.examined?.findings.some((one) => one.at === about || one.at === at) ?? false);
  return html`<span class="field"><input type="number" tabindex=${inGrid ? "-1" : nothing} step="1" inputmode="numeric" aria-label=${label} aria-invalid=${wrong} data-at=${at} data-value=${value} .value=${String(value)} @input=${typed} @change=${typed}>
    ${refused ? html`<small class="refused">${text.whole}</small>` : value === was ? nothing : html`<small class="was">${text.was(String(was).replace("-", "−"))}</small>`}</span>`;
};
