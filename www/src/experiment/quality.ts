/** What of each variation's events came and what did not. */
import { html, type TemplateResult } from "lit";
import { count, percent } from "./figures";
import { stackable } from "./stackable";
import type { ExperimentReport } from "./types";
import { words } from "./words";

export const quality = ({ collected }: ExperimentReport["phases"][number]): TemplateResult => {
  const text = words().report.quality;
  const row = (name: string, value: (one: (typeof collected)[number]) => string) =>
    html`<tr><th scope="row">${name}</th>${collected.map((one) => html`<td class="num" data-label=${one.variation}>${value(one)}</td>`)}</tr>`;
  return html`<section class="block quality"><h4>${text.title}</h4><p class="small quiet">${text.body}</p>
    <table class="figures ${stackable(collected.length)}"><caption class="vh">${text.title}</caption><thead><tr><td></td>${collected.map(({ variation }) => html`<th scope="col" class="num">${variation}</th>`)}</tr></thead>
    <tbody>${row(text.sent, ({ sent }) => count(sent))}${row(text.lost, ({ lost, sent }) => `${count(lost)} (${percent(sent > 0 ? lost / sent : 0)})`)}
    ${row(text.late, (one) => count(one.late_people))}${row(text.behind, (one) => count(one.behind_people))}${row(text.ahead, (one) => count(one.ahead_people))}</tbody></table></section>`;
};
