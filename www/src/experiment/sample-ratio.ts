/** Whether as many people are in each variation as the weights say; where not, what is likely to have caused it. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import { dated } from "./dated";
import { count, figure, pSaid, pValue } from "./figures";
import { scrolls } from "./scrolls";
import type { ExperimentReport } from "./types";
import { words } from "./words";

type Phase = ExperimentReport["phases"][number];
type Cause = Phase["sample_ratio"]["causes"][number];

/** `sentences`: of its causes, then of what was seen. */
export const sampleRatio = (
  { sample_ratio: ratio }: Phase,
  variations: readonly string[],
  sentences: readonly string[],
): TemplateResult => {
  const text = words().report.ratio;
  const { failed, p, threshold } = ratio;
  const people = variations.map(
    (name, n) =>
      html`<tr><th scope="row">${name}</th><td class="num" data-label=${text.people}>${count(ratio.people[n] ?? 0)}</td><td class="num" data-label=${text.expected}>${figure(ratio.expected[n] ?? 0, 1)}</td></tr>`,
  );
  return html`<section class="block ratio ${failed ? "fails" : ""}">
    <h4>${text.title}</h4>
    <p class="says">${icon(failed ? "broken" : "done")} <b>${failed ? text.fails : text.fits}</b> <span class="n">${pSaid(p)}</span> <span class="quiet small">${text.below(String(threshold))}</span></p>
    <table class="figures stackable"><caption class="vh">${text.title}</caption><thead><tr><th scope="col">${text.group}</th><th scope="col" class="num">${text.people}</th><th scope="col" class="num">${text.expected}</th></tr></thead><tbody>${people}</tbody></table>
    ${ratio.crossed > 0 ? html`<p class="small">${text.crossed(count(ratio.crossed))}</p>` : nothing}
    ${failed ? html`<p class="blocked">${text.blocked}</p>` : nothing}
    ${causes(text.causes, ratio.causes, sentences)}${causes(text.seen, ratio.seen, sentences.slice(ratio.causes.length))}
    ${failed ? html`${byDay(ratio, variations)}${bySegment(ratio, variations)}` : nothing}
  </section>`;
};

const causes = (title: string, all: readonly Cause[], sentences: readonly string[]): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<h5>${title}</h5><ul class="causes">${all.map(({ cause }, n) => html`<li data-cause=${cause}>${dated(sentences[n] ?? "")}</li>`)}</ul>`;

const byDay = ({ by_day: days }: Phase["sample_ratio"], variations: readonly string[]): TemplateResult | typeof nothing => {
  const text = words().report.ratio;
  if (days.length === 0) return nothing;
  return html`<details><summary>${text.byDay}</summary>${scrolls(
    text.byDay,
    html`<table><caption class="vh">${text.byDay}</caption><thead><tr><th scope="col">${text.day}</th>${heads(variations)}<th scope="col" class="num">p</th></tr></thead>
    <tbody>${days.map(({ day, people, p }) => html`<tr><th scope="row" class="date">${day}</th>${cells(people)}<td class="num">${pValue(p)}</td></tr>`)}</tbody></table>`,
  )}</details>`;
};

const bySegment = ({ by_segment: all }: Phase["sample_ratio"], variations: readonly string[]): TemplateResult | typeof nothing => {
  const text = words().report.ratio;
  if (all.length === 0) return nothing;
  return html`<details><summary>${text.bySegment}</summary>${scrolls(
    text.bySegment,
    html`<table><caption class="vh">${text.bySegment}</caption><thead><tr><th scope="col">${text.word}</th>${heads(variations)}<th scope="col" class="num">p</th></tr></thead>
    <tbody>${all.map(({ segment, word, people, p }) => html`<tr><th scope="row">${segment}: ${word ?? text.unsaid}</th>${cells(people)}<td class="num">${pValue(p)}</td></tr>`)}</tbody></table>`,
  )}</details>`;
};

const heads = (variations: readonly string[]) => variations.map((name) => html`<th scope="col" class="num">${name}</th>`);
const cells = (people: readonly number[]) => people.map((each) => html`<td class="num">${count(each)}</td>`);
