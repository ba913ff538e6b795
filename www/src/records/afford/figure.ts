/** One figure with all that it comes of: it opens its sum, and says what to do where it looks wrong. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../../i18n";
import { dialled, PHONE } from "../../phone";
import { keepInSight } from "../../shell";
import { affordWords } from "./words";

/** Where a figure comes from: the person's files, the firm's books, the firm's rules, what the person typed in. */
export type From = "files" | "books" | "rule" | "yours";

export interface SumLine {
  label: string;
  figure: string;
}

export interface Figure {
  /** Told apart by. */
  id: string;
  title: string;
  note?: string;
  figure: string;
  lines: readonly SumLine[];
  /** What the lines come to, under them. */
  total?: SumLine;
  /** Whether the lines, with their signs, add up to it. */
  adds?: boolean;
  says?: string;
  from: readonly From[];
  /** What its rule rests on, where the firm did not choose it. */
  source?: string | undefined;
  /** Whether all others lead to it. */
  last?: boolean;
}

/** How the person comes to the rows of their files; none where the files are an invented person's. */
export type ToRows = (() => void) | undefined;

const row = ({ label, figure }: SumLine): TemplateResult =>
  html`<tr role="row"><th scope="row" role="rowheader">${label}</th><td class="num n" role="cell">${figure}</td></tr>`;

/** A sum: a line for each part, and what they come to. */
const sum = ({ title, lines, total, adds }: Figure): TemplateResult | typeof nothing =>
  lines.length === 0
    ? nothing
    : html`<table class="calc" role="table" ?data-adds=${adds} aria-label=${title}><tbody>${lines.map(row)}</tbody>${total ? html`<tfoot>${row(total)}</tfoot>` : nothing}</table>`;

/** What to do where a figure looks wrong, by where it comes from. */
const looksWrong = ({ title, from, source }: Figure, toRows: ToRows): TemplateResult => {
  const [{ wrong }, shared] = [affordWords(), words().wrong];
  const files = from.includes("files");
  const says = {
    files: toRows ? wrong.files : wrong.invented,
    books: shared.books,
    rule: source ? wrong.source(source) : wrong.rule,
    yours: wrong.yours,
  };
  return html`<details class="wrong-with" @toggle=${keepInSight}><summary>${shared.title}<span class="vh">: ${title}</span></summary><div>
    ${from.map((one) => html`<p>${says[one]}</p>`)}
    ${
      files
        ? html`<p>${
            toRows
              ? html`<button class="link" type="button" @click=${toRows}>${wrong.correct}</button>`
              : html`<a class="link" href="records.html">${wrong.toRecords}</a>`
          }</p>`
        : nothing
    }
    <p>${dialled(shared.ask(PHONE))}</p></div></details>`;
};

export const figureRow = (of: Figure, toRows: ToRows): TemplateResult =>
  html`<details class="figure ${of.last ? "last" : ""}" data-figure=${of.id} @toggle=${keepInSight}>
    <summary><span class="w">${of.title}${of.note ? html`<small>${of.note}</small>` : nothing}</span><span class="a">${of.figure}</span></summary>
    <div class="sum">${sum(of)}${of.says ? html`<p class="quiet">${of.says}</p>` : nothing}${looksWrong(of, toRows)}</div></details>`;

export const figureList = (figures: readonly Figure[], toRows: ToRows): TemplateResult =>
  html`<div class="figures">${figures.map((one) => figureRow(one, toRows))}</div>`;
