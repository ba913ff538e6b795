/** Figures of the market that hold, and those that do not: the page of the documents, beside the packs that must not use them. */
import { html, nothing, type TemplateResult } from "lit";
import markdown from "../../../../docs/context.md?raw";
import { locale } from "../../i18n";
import { labWords } from "../words";
import { type Part, readContext, type Table } from "./read";
import { said } from "./zh";

const context = readContext(markdown);

/** A text of the page in the language of the site. */
const words = (text: string): string => (locale() === "en" ? text : (said[text] ?? text));

export const view = (): TemplateResult =>
  html`${context.tables.map(table)}
    <h3>${labWords().context.sources}</h3>
    <ol class="small">${context.sources.map(({ said, url }, n) => html`<li id="context-${n + 1}">${words(said)}: <a class="link" href=${url} rel="noreferrer">${new URL(url).host}</a></li>`)}</ol>`;

const table = ({ title, head, rows }: Table): TemplateResult => html`<h3>${words(title)}</h3>
  <div class="across" tabindex="0" role="region" aria-label=${words(title)}><table><thead><tr>${head.map((one) => html`<th scope="col">${words(one)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, n) => (n === 0 ? html`<th scope="row">${cell.map(part)}</th>` : html`<td class=${cell.some(isFigure) ? "n" : nothing}>${cell.map(part)}</td>`))}</tr>`)}</tbody></table></div>`;

const isFigure = (part: Part): boolean => "words" in part && /^[\d,.]+$/.test(part.words);

const part = (one: Part): TemplateResult => {
  if ("sum" in one) return html` <span class="n">${one.sum}</span>`;
  if ("source" in one) return html` <a class="link" href="#context-${one.source}">[${one.source}]</a>`;
  return html`${words(one.words)}`;
};
