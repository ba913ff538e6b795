/** What a plan takes: people and days, power, the smallest effect; and how that grows as the effect shrinks. */
import { html, nothing, type TemplateResult } from "lit";
import { locale } from "../i18n";
import type { Desk } from "./desk";
import { count, rounded, short } from "./figures";
import type { Planned, Taken } from "./jobs";
import { even, plot } from "./plot";
import { scrolls } from "./scrolls";
import { words } from "./words";

export const takes = (desk: Desk): TemplateResult => {
  const text = words().takes;
  const { planned, plan } = desk;
  return html`<p>${text.body}</p>${planned && plan ? html`${figures(planned)}${curve(planned, plan.smallest_effect_bp)}${printed(planned.texts)}` : html`<p class="empty">${text.waits}</p>`}`;
};

/** What the command line prints, in the page's language. */
export const printed = ({ en, zh }: { en: string; zh: string }, title = words().takes.printed): TemplateResult =>
  html`<details class="printed"><summary>${title}</summary><pre tabindex="0">${locale() === "en" ? en : zh}</pre></details>`;

const figures = ({ planned }: Planned): TemplateResult => {
  const text = words().takes;
  const some = (value: number | null): string => (value === null ? text.never : count(value));
  const effect = (value: number | null): string => (value === null ? text.impossible : rounded(value));
  return html`${planned.phases.map(
    ({ phase, days, people, comparisons }) => html`<h3>${text.phase(phase, count(days), count(people))}</h3>
      ${comparisons.map(
        (
          one,
        ) => html`<table class="figures stackable" data-variation=${one.variation}><caption>${text.against(one.variation, planned.control)}</caption>
        <thead><tr><td></td><th scope="col" class="num">${text.head[1]}</th><th scope="col" class="num">${text.head[2]}</th></tr></thead>
        <tbody>
          <tr><th scope="row">${text.people}</th><td class="num big" data-label=${text.head[1]}>${some(one.people_once)}</td><td class="num big" data-label=${text.head[2]}>${some(one.people_always)}</td></tr>
          <tr><th scope="row">${text.days}</th><td class="num" data-label=${text.head[1]}>${some(one.days_once)}</td><td class="num" data-label=${text.head[2]}>${some(one.days_always)}</td></tr>
          <tr><th scope="row">${text.power}</th><td class="num" data-label=${text.head[1]}>${rounded(one.power_once, 0)}</td><td class="num" data-label=${text.head[2]}>${rounded(one.power_always, 0)}</td></tr>
          <tr><th scope="row">${text.smallest}</th><td class="num" data-label=${text.head[1]}>${effect(one.smallest_effect)}</td><td class="num" data-label=${text.head[2]}>${effect(one.smallest_effect_always)}</td></tr>
        </tbody></table>
        ${one.people_once !== null && one.people_always !== null ? html`<p class="small quiet">${text.price(count(one.people_always - one.people_once))}</p>` : nothing}`,
      )}`,
  )}
  ${(planned.phases[0]?.comparisons.length ?? 0) > 1 ? html`<p class="small quiet">${text.several(rounded(planned.level, 2))}</p>` : nothing}
  ${planned.falls ? html`<p class="small quiet">${text.falls(short(planned.smallest_effect))}</p>` : nothing}
  <p class="verdict ${planned.enough ? "" : "asks"}">${planned.enough ? text.enough : text.short}</p>`;
};

const curve = ({ taken }: Planned, own: number): TemplateResult | typeof nothing => {
  const text = words().takes;
  const people = taken.flatMap(({ once, always }) => [once, always]).filter((each) => each !== null);
  if (taken.length < 2 || people.length === 0) return nothing;
  const line = (kind: "once" | "always", of: (one: Taken) => number | null) => ({ kind, values: taken.map(of) });
  return html`<figure><figcaption><h3>${text.picture}</h3><p class="small quiet">${text.pictureBody}</p></figcaption>
    ${plot({
      steps: taken.map(({ effect }) => short(effect / 10_000)),
      ticks: even(0, Math.max(...people)).map((value) => [value, count(value)] as const),
      lines: [line("always", ({ always }) => always), line("once", ({ once }) => once)],
    })}
    <p class="key" aria-hidden="true"><span><i class="always"></i>${text.head[2]}</span><span><i class="once"></i>${text.head[1]}</span></p>
    <details><summary>${text.table}</summary>${scrolls(
      text.picture,
      html`<table><caption class="vh">${text.picture}</caption><thead><tr><th scope="col">${text.effect}</th><th scope="col" class="num">${text.head[1]}</th><th scope="col" class="num">${text.head[2]}</th></tr></thead>
      <tbody>${taken.map(({ effect, once, always }) => html`<tr><th scope="row">${short(effect / 10_000)}${effect === own ? html` <b>${text.own}</b>` : nothing}</th>${[once, always].map((value) => html`<td class="num">${value === null ? text.never : count(value)}</td>`)}</tr>`)}</tbody></table>`,
    )}</details></figure>`;
};
