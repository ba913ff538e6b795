/** The first rows of a table, a choice above each column: side by side where there is room, else one below another. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ProposedColumn } from "prescreen/statements";
import { drawn } from "../drawn";
import type { OpenFile } from "../open-file";
import { mappingWords, words } from "../words";
import type { Saying } from "./saying";
import type { FieldName, MappingWords } from "./zh";

/** What a column can be, by group, the likeliest first. */
const GROUPS: Record<keyof MappingWords["groups"], readonly FieldName[]> = {
  when: ["date", "time", "value_date"],
  money: ["amount", "in", "out", "direction", "balance", "currency", "fee", "refunded", "status"],
  who: ["counterparty", "description", "note", "counterparty_account", "payer", "category", "method", "merchant_code"],
  numbers: ["account", "id", "reference"],
  securities: ["code", "name", "market", "quantity", "price", "held"],
};

export const columnsPart = (file: OpenFile, saying: Saying): TemplateResult => {
  const columns = saying.table?.columns ?? [];
  const more = saying.table?.more_columns ?? 0;
  return html`${more > 0 ? html`<p class="small">${mappingWords().more(more)}</p>` : nothing}<div class="wide columns" tabindex="0" role="region" aria-label="${mappingWords().columns}: ${file.file.name}"><ol>${columns.map(
    (column) => one(file, saying, column),
  )}</ol></div>`;
};

const one = (file: OpenFile, saying: Saying, { column, name, cells }: ProposedColumn): TemplateResult => {
  const text = mappingWords();
  const id = `column-${file.id}-${column}`;
  const field = saying.fields.get(column);
  const wrong = wrongWith(saying, column);
  const by = saying.toldBy(column);
  const choose = (event: Event): void => {
    const chosen = (event.target as HTMLSelectElement).value as FieldName | "";
    saying.say(column, chosen === "" ? undefined : chosen);
  };
  return html`<li class=${field ? "said" : ""}><label for=${id}>${text.column(column, drawn(name))}</label>
    <select id=${id} data-column=${column} aria-invalid=${wrong ? "true" : nothing} aria-describedby="${id}-note ${id}-cells" .value=${live(field ?? "")} @change=${choose}>
      <option value="">${text.unused}</option>${Object.entries(GROUPS).map(
        ([group, fields]) =>
          html`<optgroup label=${text.groups[group as keyof typeof GROUPS]}>${fields.map(
            (of) => html`<option value=${of} ?selected=${of === field}>${text.fields[of]}</option>`,
          )}</optgroup>`,
      )}</select>
    <p class="small" id="${id}-note">${wrong ? html`<b class="wrong">${wrong}</b>` : by ? html`<span class="quiet">${text.by[by]}</span>` : nothing}</p>
    <ul class="n" id="${id}-cells">${cells.map((cell) => html`<li title=${drawn(cell)}>${cell === "" ? html`<span class="quiet">${text.empty}</span>` : html`<bdi>${drawn(cell)}</bdi>`}</li>`)}</ul></li>`;
};

/** What speaks against what a column is said to be. */
const wrongWith = (saying: Saying, column: number): string | undefined => {
  const same = saying.sameAs(column);
  if (same.length > 0) return mappingWords().twice(same.join(words().comma));
  return saying.misfits(column) ? mappingWords().cells : undefined;
};
