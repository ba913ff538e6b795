/** How far people came: everybody who was exposed is the one denominator. */
import { html, type TemplateResult } from "lit";
import { bar } from "../lab/bar";
import { count, percent } from "./figures";
import { stackable } from "./stackable";
import type { ExperimentPlan, ExperimentReport } from "./types";
import { words } from "./words";

type Phase = ExperimentReport["phases"][number];

const timed = ([low = 0, median = 0, high = 0]: readonly number[]): string =>
  words().report.funnel.timed(count(median), count(low), count(high));

export const funnel = ({ questions, sample_ratio: { people }, metrics }: Phase, plan: ExperimentPlan): TemplateResult => {
  const text = words().report.funnel;
  const { variations } = plan;
  const completed = metrics.find(({ metric }) => plan.metrics.find(({ id }) => id === metric)?.kind === "completion")?.measured ?? [];
  const cell = (of: number, share: number, seconds: readonly number[] | null, name: string) => html`<td data-label=${name}>
    ${bar(share)}<span class="n">${percent(share)}</span> <small>${count(of)}${seconds ? html` · <span class="timed">${timed(seconds)}</span>` : ""}</small></td>`;
  return html`<section class="block funnel"><h4>${text.title}</h4><p class="small quiet">${text.body}</p>${questions.length > 0 ? "" : html`<p class="not-given">${text.notGiven}</p>`}
    <table class=${stackable(variations.length)}><caption class="vh">${text.title}</caption><thead><tr><th scope="col">${text.step}</th>${variations.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>
      <tr><th scope="row">${text.exposed}</th>${variations.map((name, n) => cell(people[n] ?? 0, 1, null, name))}</tr>
      ${questions.map(({ question, reached }) => html`<tr data-question=${question}><th scope="row">${question}</th>${reached.map((one) => cell(one.people, one.share, one.seconds, one.variation))}</tr>`)}
      ${completed.length > 0 ? html`<tr><th scope="row"><b>${text.completed}</b></th>${completed.map((one) => cell(one.numerator, one.value, null, one.variation))}</tr>` : ""}
    </tbody></table></section>`;
};
