/** What a file comes to as it is said: its rows, sums and days, and whether its balances add up; or what is still to be said. */
import { html, nothing, type TemplateResult } from "lit";
import type { Statement } from "prescreen/statements";
import { icon } from "../../icons";
import { amount } from "../amount";
import { drawn } from "../drawn";
import { SHAPES } from "../integrity-card";
import type { OpenFile } from "../open-file";
import { mappingWords, problemWords, words } from "../words";
import type { Saying } from "./saying";

export const previewPart = (file: OpenFile, saying: Saying): TemplateResult =>
  html`<div class="comes-to ${saying.pressed && saying.lacks.length > 0 ? "lacking" : ""}" id="comes-${file.id}" role="status">${inside(saying)}</div>`;

const inside = (saying: Saying): TemplateResult | typeof nothing => {
  const text = mappingWords();
  if (saying.twice.length > 0) return html`<p>${text.twice(saying.twice.join(words().comma))}</p>`;
  if (saying.stale || !saying.mapped) return html`<p class="small quiet">${text.preview.waits}</p>`;
  const { lacks, read } = saying.mapped;
  if (lacks.length > 0)
    return html`<p><b>${text.still}${words().colon}</b></p><ul class="why">${lacks.map((lack) => html`<li>${text.lacks[lack]}</li>`)}</ul>`;
  if (!read) return nothing;
  const { problem } = read;
  if (problem)
    return html`<p><b class="wrong">${text.preview.fails}</b></p><p class="small">${problemWords().problem[problem.code].title}${words().colon} ${words().at(problem)}${problem.found ? html` · <span class="found">${words().shown(drawn(problem.found))}</span>` : nothing}</p>
      <p class="small">${text.preview.failsHelp}</p>`;
  return html`<p><b>${text.preview.title}${words().colon}</b></p>${read.statements.map(one)}`;
};

const one = ({ totals, currency, first_day: first, last_day: last, integrity }: Statement): TemplateResult => {
  const text = mappingWords().preview;
  const ways = ["in", "out", ...(totals.neutral.rows > 0 ? (["neutral"] as const) : [])] as const;
  return html`${first && last ? html`<p>${text.days(first, last)}</p>` : nothing}
    <dl class="sums">${ways.map(
      (way) =>
        html`<div><dt>${text[way](totals[way].rows)}</dt><dd>${amount(totals[way].amount, currency)} <small>${currency}</small></dd></div>`,
    )}</dl>
    <p class="small balance">${icon(SHAPES[integrity.verdict])} ${balances(integrity)}</p>`;
};

const balances = ({ checks = [], links, first_broken_line: line }: Statement["integrity"]): string => {
  const text = mappingWords().preview.balance;
  const of = checks.find(({ check }) => check === "balances");
  if (of?.held === "fails") return text.breaks(of.line ?? line ?? 0);
  return links > 0 ? text.links(links) : text.none;
};
