/** Bands and points as fields; every change is proved again. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import type { BandRow, Editable } from "./draft";
import { Names } from "./names";
import { save } from "../save";
import { labWords } from "./words";

export const editing = (desk: Desk): TemplateResult | typeof nothing => {
  const { draft } = desk;
  const fields = draft?.editable();
  if (!draft?.document || !fields) return nothing;
  const text = labWords().edit;
  const names = new Names(draft.document);
  const download = (): void => save(`${draft.document?.id ?? "pack"}-draft.json`, "application/json", draft.text);
  return html`<section class="card c12 editing" aria-labelledby="editing">
    <h2 id="editing">${text.title}</h2>
    <p>${text.body}</p>
    <h3>${text.bands}</h3>
    <p>${text.bandsBody}</p>
    <div class="bands">${fields.bands.map((one) => bands(desk, one, names))}</div>
    <h3>${text.points}</h3>
    <p>${text.pointsBody}</p>
    <div class="items">${fields.items.map((one) => points(desk, one, names))}</div>
    ${
      draft.edited
        ? html`<p class="go">
      <button class="btn" type="button" @click=${() => desk.edit((one) => one.reset())}>${text.reset}</button>
      <button class="btn" type="button" @click=${download}>${text.download}</button></p>`
        : nothing
    }
  </section>`;
};

const bands = (desk: Desk, { dimension, rows }: Editable["bands"][number], names: Names): TemplateResult => {
  const text = labWords().edit;
  const name = names.named("dimension", dimension);
  const end = (row: BandRow, place: number, which: "from" | "to"): TemplateResult => {
    const value = row[which];
    if (value === null) return html`<span class="quiet">${text.open}</span>`;
    const label = `${name}, ${row.class}, ${text[which]}`;
    return field(label, value, row.was[which] ?? value, (next) => desk.edit((draft) => draft.setBand(dimension, place, which, next)));
  };
  return html`<table>
    <caption>${name}</caption>
    <thead><tr><th scope="col">${text.class}</th><th scope="col">${text.from}</th><th scope="col">${text.to}</th></tr></thead>
    <tbody>${rows.map((row, place) => html`<tr><th scope="row">${row.class}</th><td>${end(row, place, "from")}</td><td>${end(row, place, "to")}</td></tr>`)}</tbody>
  </table>`;
};

const points = (desk: Desk, { id, options }: Editable["items"][number], names: Names): TemplateResult => {
  const text = labWords().edit;
  const dimensions = options[0]?.points.map((one) => one.dimension) ?? [];
  const changed = options.some((option) => option.points.some((one) => one.value !== one.was));
  return html`<details>
    <summary><span class="q">${names.number(id)}</span><span>${names.question(id)}${changed ? html` <span class="tier">${labWords().open.edited}</span>` : nothing}</span></summary>
    ${
      dimensions.length === 0
        ? html`<p class="small quiet">${text.noPoints}</p>`
        : html`<table>
      <caption class="vh">${names.question(id)}</caption>
      <thead><tr><th scope="col">${text.option}</th>${dimensions.map((one) => html`<th scope="col">${names.named("dimension", one)}</th>`)}</tr></thead>
      <tbody>${options.map(
        (option) => html`<tr>
        <th scope="row">${names.option(id, option.id)}</th>
        ${option.points.map(
          (one) =>
            html`<td>${field(`${names.option(id, option.id)}, ${names.named("dimension", one.dimension)}`, one.value, one.was, (next) =>
              desk.edit((draft) => draft.setPoints(id, option.id, one.dimension, next)),
            )}</td>`,
        )}
      </tr>`,
      )}</tbody>
    </table>`
    }
  </details>`;
};

/** A whole number. What is not one is marked, and not taken. */
const field = (label: string, value: number, was: number, set: (value: number) => void): TemplateResult => {
  const text = labWords().edit;
  const typed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const whole = /^-?\d{1,6}$/.test(input.value.trim());
    input.setCustomValidity(whole ? "" : text.whole);
    input.setAttribute("aria-invalid", String(!whole));
    if (whole) set(Number(input.value));
    else input.reportValidity();
  };
  return html`<span class="field"><input type="number" step="1" inputmode="numeric" aria-label=${label} .value=${String(value)} @change=${typed}>
    ${value === was ? nothing : html`<small class="was">${text.was(String(was).replace("-", "−"))}</small>`}</span>`;
};
