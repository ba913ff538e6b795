/** What is found of the items where their sums were given: reliability, and whether an item works alike for two groups. */
import { html, type TemplateResult } from "lit";
import { count, figure } from "./figures";
import { curves } from "./curves";
import { scrolls } from "./scrolls";
import type { ExperimentReport } from "./types";
import { words } from "./words";

type Items = NonNullable<ExperimentReport["items"]>;

export const items = (found: Items | null): TemplateResult => {
  const text = words().report.items;
  return html`<section class="block items"><h4>${text.title}</h4>${found ? html`${reliability(found)}${differential(found)}${curves(found)}` : html`<p class="small quiet">${text.none}</p>`}</section>`;
};

const bounded = (of: { value: number; interval: number[] } | null): string =>
  of ? `${figure(of.value, 2)} (${figure(of.interval[0] ?? 0, 2)} – ${figure(of.interval[1] ?? 0, 2)})` : words().report.items.noValue;

const reliability = ({ reliability: all }: Items): TemplateResult => {
  const { items: text, ratio } = words().report;
  return html`<h5>${text.reliability}</h5><table class="stackable"><caption class="vh">${text.reliability}</caption><thead><tr><th scope="col">${ratio.group}</th><th scope="col" class="num">${ratio.people}</th><th scope="col">${text.alpha}</th><th scope="col">${text.omega}</th></tr></thead>
    <tbody>${all.map(({ variation, people, alpha, omega }) => html`<tr><th scope="row">${variation}</th><td class="num" data-label=${ratio.people}>${count(people)}</td><td class="n" data-label=${text.alpha}>${bounded(alpha)}</td><td class="n" data-label=${text.omega}>${bounded(omega)}</td></tr>`)}</tbody></table>`;
};

/** How far the picture goes to both sides, in standard deviations. */
const REACH = 0.5;

const differential = ({ differential: all, not_compared }: Items): TemplateResult => {
  const text = words().report.items;
  const dot = (value: number): TemplateResult =>
    html`<svg class="interval" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true"><line class="zero" x1="500" x2="500" y1="0" y2="40"></line><line class="estimate" x1=${at(value)} x2=${at(value)} y1="4" y2="36"></line></svg>`;
  return html`<h5>${text.differential}</h5>${scrolls(
    text.differential,
    html`<table><caption class="vh">${text.differential}</caption><thead><tr><th scope="col">${text.item}</th><th scope="col">${text.groups}</th><th scope="col" class="wide">${text.difference}</th><th scope="col">${text.found}</th></tr></thead>
    <tbody>${all.map(
      (
        one,
      ) => html`<tr data-item=${one.item}><th scope="row">${one.item}</th><td>${text.and(one.focal, one.reference)}</td><td>${dot(one.standardised_difference)}<span class="n small">${figure(one.standardised_difference, 2)}</span></td>
      <td>${one.found ? html`<b>${text.yes}</b>` : text.no} · ${text.size[one.size]}</td></tr>`,
    )}${not_compared.map((one) => html`<tr data-item=${one.item}><th scope="row">${one.item}</th><td>${text.and(one.focal, one.reference)}</td><td colspan="2">${text.notCompared}</td></tr>`)}</tbody></table>`,
  )}`;
};

const at = (value: number): number => Math.round((Math.max(-REACH, Math.min(REACH, value)) / REACH) * 500 + 500);
