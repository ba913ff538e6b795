/** Rows of a statement as a table, each to be corrected; the effect is shown before it holds. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { RowKey, StatementRow } from "prescreen/statements";
import { redraw } from "../shell";
import { amount, signed } from "./amount";
import { asPurpose, keyOf } from "./corrections";
import type { Purpose } from "./correct/zh";
import { effect } from "./effect";
import { drawn } from "./drawn";
import type { Files } from "./files";
import { type OpenFile, placeOf } from "./open-file";
import { correctWords, words } from "./words";

/** What a row can be corrected to, by group; each group stands for itself in the list. */
const CHOICES: Record<"none" | "income" | "living" | "debt" | "moves", readonly Purpose[]> = {
  none: ["left_out", "own_move"],
  income: ["salary", "pension", "benefits", "interest", "dividends", "rent_received", "other_income"],
  living: [
    "housing",
    "mortgage",
    "utilities",
    "groceries",
    "transport",
    "health",
    "insurance",
    "education",
    "communication",
    "discretionary",
    "tax",
    "fees",
    "cash",
    "gambling",
  ],
  debt: ["loan_repayment", "card_repayment", "bnpl", "payday", "repayment", "borrowed"],
  moves: ["transfer", "investment", "refund"],
};

/** The row whose correction is open, one at a time. */
let open: string | undefined;

/** All that a row may be, with what it is by the files first. Money out is no income. */
export const purposeChoices = (found: string, direction: StatementRow["direction"] = "in"): TemplateResult => {
  const text = correctWords();
  return html`<option value="">${text.row.found(found)}</option>
    ${Object.entries(CHOICES)
      .filter(([group]) => group !== "income" || direction !== "out")
      .map(
        ([group, purposes]) =>
          html`<optgroup label=${text.groups[group as keyof typeof CHOICES]}>${purposes.map(
            (purpose) => html`<option value=${purpose}>${text.purpose[purpose]}</option>`,
          )}</optgroup>`,
      )}`;
};

export const rowTable = (files: Files, file: OpenFile, position: number, all: number): TemplateResult => {
  const text = words().rows;
  const shown = file.rows.get(position) ?? [];
  const of = placeOf(file, position);
  return html`<div class="wide stack" tabindex="0" role="region" aria-label=${[text.title, file.file.name, ...(position > 0 ? [position + 1] : [])].join(" · ")}><table class="rows" role="table">
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${text.line}</th><th role="columnheader" scope="col">${text.date}</th><th role="columnheader" scope="col">${text.what}</th><th role="columnheader" scope="col" class="num">${text.amount}</th><th role="columnheader" scope="col" class="num">${text.balance}</th><th role="columnheader" scope="col">${text.purpose}</th></tr></thead>
    <tbody role="rowgroup">${shown.map((row, n) => oneRow(files, { ...of, row: n }, row))}</tbody>
  </table></div>
  <p class="small quiet">${text.more(shown.length, Math.max(all, shown.length))}</p>
  ${
    shown.length < all
      ? html`<button class="link" type="button" @click=${() => void files.rows.show(file, position)}>${correctWords().row.more}</button>`
      : nothing
  }`;
};

/** What a row counts as, in words: the person's word where there is one. */
const purposeOf = (files: Files, key: RowKey): { word: string; declared: boolean } => {
  const text = correctWords();
  const entry = files.entryOf(key);
  const of = entry === undefined ? undefined : files.joined?.ledger.entries[entry];
  const purpose = entry === undefined ? undefined : files.joined?.purposes[entry];
  if (of?.role === "left_out") return { word: text.purpose.left_out, declared: true };
  return { word: purpose ? text.purpose[purpose] : text.row.notCounted, declared: of?.tier === "declared" };
};

const oneRow = (files: Files, key: RowKey, row: StatementRow): TemplateResult => {
  const text = words().rows;
  const id = `row ${keyOf(key)}`;
  const sign = row.direction === "out" ? -1 : 1;
  const value = row.direction === "in" ? signed(row.amount, row.currency) : amount(sign * row.amount, row.currency);
  const what = drawn([row.counterparty, row.description].filter(Boolean).join(" · "));
  const { word, declared } = purposeOf(files, key);
  const out = word === correctWords().purpose.left_out;
  const isOpen = open === id;
  return html`<tr role="row" class="${row.status} ${out ? "out" : ""} ${isOpen ? "edited" : ""}">
    <td role="cell" class="n line">${row.line}</td><td role="cell" class="n">${row.date}</td><td role="cell" class="who"><bdi>${what}</bdi></td><td role="cell" class="num n">${value}</td><td role="cell" class="num n bal">${row.balance === undefined ? "" : amount(row.balance, row.currency)}</td>
    <td role="cell" class="purpose"><span>${word}${declared ? html` <span class="tier">${correctWords().row.yours}</span>` : nothing}</span>
      <button class="link" type="button" aria-expanded=${isOpen} data-row=${id} @click=${() => {
        open = isOpen ? undefined : id;
        files.drop();
      }}>${isOpen ? correctWords().row.done : text.correct}<span class="vh">: ${row.date} ${value}</span></button></td></tr>
    ${isOpen ? editor(files, key, id, row, `${row.date} · ${what} · ${value}`) : nothing}`;
};

const editor = (files: Files, key: RowKey, id: string, row: StatementRow, named: string): TemplateResult => {
  const text = correctWords();
  const made = files.made.get(id);
  const entry = files.entryOf(key);
  const found = made ? "" : (entry !== undefined && files.joined?.purposes[entry]) || undefined;
  const end = (): void => {
    open = undefined;
    redraw();
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const choose = (event: Event): void => {
    const purpose = (event.target as HTMLSelectElement).value as Purpose | "";
    const title = (): string => `${named} → ${purpose === "" ? "" : correctWords().purpose[purpose]}`;
    void files.try({ id, choice: purpose, corrections: asPurpose(key, purpose), title });
  };
  const word = found === undefined ? text.row.notCounted : found === "" ? words().rows.asFile : text.purpose[found];
  const tried = files.trial?.change.id === id ? files.trial : undefined;
  const chosen = tried?.change.choice ?? "";
  return html`<tr role="row" class="editor"><td role="cell" colspan="6"><div>
    <label>${text.row.what}<select .value=${live(chosen)} @change=${choose}>${purposeChoices(word, row.direction)}</select></label>
    ${tried ? effect(files, tried, row.currency, end) : nothing}</div></td></tr>`;
};
