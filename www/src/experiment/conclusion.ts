/** What the last phase shows: one word, then every sentence of the report's own conclusion. */
import { html, nothing, type TemplateResult } from "lit";
import { dated } from "./dated";
import { said } from "./said";
import type { Shown } from "./jobs";
import { words } from "./words";

export const conclusion = (shown: Shown): TemplateResult => {
  const { conclusion: title, verdict } = words().report;
  const word = shown.report.conclusion.verdict;
  const sentences = word === "blocked" || word === "no_data" ? [] : said(shown).conclusion;
  return html`<section class="block conclusion ${word}"><h4>${title}</h4><p class="headline">${verdict[word]}</p>${
    sentences.length > 0
      ? html`<ul class="readings">${sentences.map((sentence) => html`<li><p>${dated(sentence)}</p></li>`)}</ul>`
      : nothing
  }</section>`;
};
