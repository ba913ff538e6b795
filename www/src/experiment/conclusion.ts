/** What the last phase shows, in one word and a sentence for each variation; a guardrail that moved stands before it. */
import { html, nothing, type TemplateResult } from "lit";
import { concludedOn } from "./concluded";
import { change, count, range } from "./figures";
import type { ExperimentPlan, ExperimentReport } from "./types";
import { words } from "./words";

export const conclusion = (report: ExperimentReport, plan: ExperimentPlan): TemplateResult => {
  const { conclusion: title, verdict, says, effects } = words().report;
  const { verdict: word, readings, needed, counted, days_left: left } = report.conclusion;
  const measured = concludedOn(report)?.metrics.find(({ metric }) => metric === plan.primary)?.effects ?? [];
  const heading = html`<h4>${title.title}</h4><p class="headline">${verdict[word]}</p>`;
  if (word === "blocked" || word === "no_data") return html`<section class="block conclusion ${word}">${heading}</section>`;
  return html`<section class="block conclusion ${word}">${heading}
    <ul class="readings">${readings.map(({ variation, says: said }) => {
      const bounds = measured.find((one) => one.variation === variation)?.of_control;
      const [low = 0, high = 0] = (plan.looks === "always" ? bounds?.always_valid : bounds?.fixed) ?? [];
      return html`<li><p>${says[said](variation, plan.primary)}</p>${
        bounds
          ? html`<p class="value"><b class="n">${change(bounds.estimate)}</b> <span class="of">${title.of}</span> <span class="n">${range(low, high)}</span> <small>${plan.looks === "always" ? effects.legendAlways : effects.legendOnce}</small></p>`
          : nothing
      }</li>`;
    })}</ul>
    ${needed === null ? nothing : html`<p class="small quiet">${title.needed(count(needed), count(counted))}${left ? ` ${title.left(count(left))}` : ""}</p>`}
  </section>`;
};
