/** Pictures of a ledger: they scale, their words stand beside them, and each has a table. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Joined, Ledger } from "prescreen/statements";
import { amount, signed } from "./amount";
import { hidesIncome } from "./features";
import { scrolls } from "./scrolls";
import { below as periodsBelow, byDay, byMonth, type Period } from "./series";
import { accountName, wholeWords, words } from "./words";

export const WIDTH = 100;
export const HEIGHT = 40;

/** A picture with the figures of its ends beside it. */
export const frame = (high: string, low: string, picture: TemplateResult | ReturnType<typeof svg>[]): TemplateResult =>
  html`<div class="chart"><div class="axis"><span>${high}</span><span>${low}</span></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${picture}</svg></div>`;

/** How a picture is titled: one that is not alone of its kind is told from the others. */
export type Named = (title: string) => string;

/** How many periods below zero are listed at once. */
const LISTED = 5;

/** When the balance was below zero, the latest first. */
const belowList = (periods: readonly Period[], currency: string): TemplateResult | typeof nothing => {
  if (periods.length === 0) return nothing;
  const text = wholeWords().below;
  const latest = [...periods].reverse();
  const one = ({ from, to, days, lowest }: Period): TemplateResult =>
    html`<li><span class="n">${from === to ? from : `${from} – ${to}`}</span> · ${text.days(days)} · ${text.lowest} <span class="n">${amount(lowest, currency)}</span></li>`;
  const rest = latest.slice(LISTED);
  return html`<h4>${text.title}</h4><ul class="small below">${latest.slice(0, LISTED).map(one)}</ul>
    ${rest.length > 0 ? html`<details><summary>${text.more(rest.length)}</summary><ul class="small below">${rest.map(one)}</ul></details>` : nothing}`;
};

/** Money at hand, day by day; days below zero are shaded. */
export const balanceCard = (ledger: Ledger, currency: string, named: Named): TemplateResult | typeof nothing => {
  const days = byDay(ledger, currency);
  if (days.length < 2) return nothing;
  const text = words().joined;
  const values = days.map(({ value }) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const y = (value: number): number => HEIGHT - ((value - low) / Math.max(1, high - low)) * HEIGHT;
  const x = (n: number): number => (n / (days.length - 1)) * WIDTH;
  const below = days.filter(({ value }) => value < 0).length;
  const ends = days.filter(({ day }, n) => days[n + 1]?.day.slice(0, 7) !== day.slice(0, 7));
  const line = days.map(({ value }, n) => `${n === 0 ? "M" : "L"}${x(n).toFixed(2)} ${y(value).toFixed(2)}`).join("");
  // Pictures of several currencies have a pattern each.
  const hatchId = `hatch-${[...currency].map((sign) => sign.codePointAt(0)).join("-")}`;
  const shade = days.map(({ value }, n) =>
    value < 0 ? svg`<rect fill=${`url(#${hatchId})`} x=${x(n) - 0.5} y="0" width="1" height=${HEIGHT}/>` : svg``,
  );
  const hatch = svg`<pattern id=${hatchId} width="1.2" height="3" patternUnits="userSpaceOnUse"><path class="hatch" d="M0 3L1.2 0"/></pattern>`;
  const picture = [hatch, ...shade, svg`<path class="zero" d="M0 ${y(0)}H${WIDTH}"/>`, svg`<path class="line" d=${line}/>`];
  return html`<div class="card"><h3>${named(text.balance)}</h3><p class="small quiet">${text.balanceSays(below)}</p>
    ${frame(amount(high, currency), amount(low, currency), picture)}
    <div class="ends small"><span>${days[0]?.day}</span><span>${days[days.length - 1]?.day}</span></div>
    <details><summary>${text.asTable}</summary>${scrolls(
      named(text.balance),
      html`<table class="rows">
      <thead><tr><th scope="col">${text.month}</th><th scope="col" class="num">${text.monthEnd}</th><th scope="col" class="num">${text.below}</th></tr></thead>
      <tbody>${ends.map(({ day, value }) => {
        const month = day.slice(0, 7);
        const under = days.filter((one) => one.day.startsWith(month) && one.value < 0).length;
        return html`<tr><th scope="row">${month}</th><td class="num n">${amount(value, currency)}</td><td class="num n">${under}</td></tr>`;
      })}</tbody>
    </table>`,
    )}</details>${belowList(periodsBelow(days), currency)}</div>`;
};

/** What came in and went out, month by month. */
export const monthsCard = (joined: Joined, currency: string, named: Named): TemplateResult | typeof nothing => {
  const months = byMonth(joined, currency);
  const hidden = hidesIncome(joined, currency);
  const unknown = wholeWords().noBank;
  if (months.length === 0) return nothing;
  const text = words().joined;
  const most = Math.max(1, ...months.map(({ income, transfers, spending }) => Math.max(income + transfers, spending)));
  const step = WIDTH / months.length;
  const wide = step * 0.32;
  const high = (value: number): number => (Math.max(0, value) / most) * HEIGHT;
  const bars = months.map(({ income, transfers, spending }, n) => {
    const left = n * step + step * 0.14;
    return svg`<rect class="in" x=${left} y=${HEIGHT - high(income)} width=${wide} height=${high(income)}/>
      <rect class="from-others" x=${left} y=${HEIGHT - high(income + transfers)} width=${wide} height=${high(transfers)}/>
      <rect class="spent" x=${left + wide + step * 0.08} y=${HEIGHT - high(spending)} width=${wide} height=${high(spending)}/>`;
  });
  return html`<div class="card"><h3>${named(text.months)}</h3><p class="small quiet">${text.monthsSays}</p>${hidden ? html`<p class="small">${unknown.note}</p>` : nothing}
    ${frame(amount(most, currency), "0", bars)}
    <ul class="key small"><li class="in">${text.in}</li><li class="from-others">${text.transfersIn}</li><li class="spent">${text.out}</li></ul>
    ${scrolls(
      named(text.months),
      html`<table class="rows">
      <thead><tr><th scope="col">${text.month}</th><th scope="col" class="num">${text.in}</th><th scope="col" class="num">${text.transfersIn}</th><th scope="col" class="num">${text.out}</th><th scope="col" class="num">${text.net}</th></tr></thead>
      <tbody>${months.map(
        ({ month, income, transfers, spending }) =>
          html`<tr><th scope="row">${month}</th><td class="num n">${hidden ? unknown.cell : amount(income, currency)}</td><td class="num n">${amount(transfers, currency)}</td><td class="num n">${amount(spending, currency)}</td><td class="num n">${hidden ? unknown.cell : signed(income - spending, currency)}</td></tr>`,
      )}</tbody>
    </table>`,
    )}</div>`;
};

/** Which days each account's files cover. */
export const coverageCard = ({ accounts }: Ledger): TemplateResult | typeof nothing => {
  const covered = accounts.flatMap(({ coverage: of }) => of.covered.flat()).sort();
  const [from, to] = [covered[0], covered[covered.length - 1]];
  if (!from || !to) return nothing;
  const text = words();
  const at = (day: string): number => Date.parse(day) / 86_400_000;
  const span = at(to) - at(from) + 1;
  const strip = ([first, last]: [string, string], tier: string): ReturnType<typeof svg> =>
    svg`<rect class=${tier === "consistent" ? "have" : "only"} x=${((at(first) - at(from)) / span) * WIDTH} y="0" width=${((at(last) - at(first) + 1) / span) * WIDTH} height="4"/>`;
  return html`<div class="card"><h3>${text.joined.coverage}</h3><ul class="cover">${accounts.map(
    (account) => html`<li>
      <span>${accountName(account)}</span>
      <svg viewBox="0 0 ${WIDTH} 4" preserveAspectRatio="none" aria-hidden="true"><rect class="none" x="0" y="0.5" width=${WIDTH} height="3"/>${account.coverage.covered.map((days) => strip(days, account.tier))}</svg>
      <span class="n small">${account.coverage.missing_days > 0 ? text.joined.missing(account.coverage.days, account.coverage.missing_days) : text.joined.covered(account.coverage.days)}</span></li>`,
  )}</ul><div class="ends small"><span>${from}</span><span>${to}</span></div></div>`;
};
