/** Income payment by payment, and what money went for: pictures whose figures stand beside them as text. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Category, Joined } from "prescreen/statements";
import { amount } from "./amount";
import { frame, HEIGHT, type Named, WIDTH } from "./charts";
import { hidesIncome } from "./features";
import { scrolls } from "./scrolls";
import { byMonth, counted } from "./series";
import { correctWords, wholeWords, words } from "./words";

/** How many payments the table lists. */
const LISTED = 200;

/** Each payment that came in as a dot by its day and amount. */
export const incomeCard = (joined: Joined, currency: string, named: Named): TemplateResult | typeof nothing => {
  const { ledger } = joined;
  const text = correctWords().income;
  const all = ledger.entries.filter(({ role, currency: of }) => of === currency && (role === "income" || role === "transfer_in"));
  const days = ledger.entries.filter(({ currency: of }) => of === currency).map(({ date }) => date);
  const [from, to] = [days[0], days[days.length - 1]];
  if (!from || !to) return nothing;
  if (all.length === 0)
    return html`<div class="card"><h3>${named(text.title)}</h3><p class="small quiet">${hidesIncome(joined, currency) ? wholeWords().noBank.income : text.none}</p></div>`;
  const most = all.reduce((high, { amount: of }) => Math.max(high, of), 1);
  const [start, span] = [Date.parse(from), Math.max(1, Date.parse(to) - Date.parse(from))];
  // Points of no length with round ends: circles in whatever shape the picture is stretched to.
  const dots = all.map(({ date, amount: of, role }) => {
    const [x, y] = [1 + ((Date.parse(date) - start) / span) * (WIDTH - 2), HEIGHT - 1 - (of / most) * (HEIGHT - 2)];
    const at = `M${x.toFixed(2)} ${y.toFixed(2)}h0`;
    return role === "income" ? svg`<path class="dot" d=${at}/>` : svg`<path class="dot" d=${at}/><path class="hole" d=${at}/>`;
  });
  const names = words().joined;
  return html`<div class="card income"><h3>${named(text.title)}</h3><p class="small quiet">${text.says(all.length)}</p>
    ${frame(amount(most, currency), "0", dots)}
    <div class="ends small"><span>${from}</span><span>${to}</span></div>
    <details><summary>${names.asTable}</summary>${scrolls(
      named(text.title),
      html`<table class="rows">
      <thead><tr><th scope="col">${text.day}</th><th scope="col">${text.kind}</th><th scope="col" class="num">${text.amount}</th></tr></thead>
      <tbody>${all
        .slice(-LISTED)
        .map(
          ({ date, role, amount: of }) =>
            html`<tr><th scope="row">${date}</th><td>${role === "income" ? names.in : names.transfersIn}</td><td class="num n">${amount(of, currency)}</td></tr>`,
        )}</tbody></table>`,
    )}</details></div>`;
};

interface Sum {
  rows: number;
  minor: number;
}

/** What went out, by what it was for, the most first. */
const sumsOf = (joined: Joined, currency: string): [Category, Sum][] => {
  const sums = new Map<Category, Sum>();
  for (const { as, entry, purpose } of counted(joined, currency)) {
    if (as !== "spending" && as !== "repayment") continue;
    const { rows, minor } = sums.get(purpose) ?? { rows: 0, minor: 0 };
    sums.set(purpose, { rows: rows + 1, minor: minor + entry.amount });
  }
  return [...sums].sort(([, one], [, other]) => other.minor - one.minor);
};

/** From all that went out to what is called spending, line by line; the last is the sum of the months. */
const spendingLines = (joined: Joined, currency: string, whole: number): [string, number][] => {
  const text = wholeWords().spending;
  const all = counted(joined, currency);
  const sumOf = (what: "repayment" | "refund"): number => all.reduce((sum, { as, entry }) => (as === what ? sum + entry.amount : sum), 0);
  const spending = byMonth(joined, currency).reduce((sum, month) => sum + month.spending, 0);
  const less: [string, number][] = [
    [text.repayments, -sumOf("repayment")],
    [text.refunds, -sumOf("refund")],
  ];
  return [[text.all, whole], ...less.filter(([, minor]) => minor !== 0), [text.left, spending]];
};

export const categoriesCard = (joined: Joined, currency: string, named: Named): TemplateResult | typeof nothing => {
  const sums = sumsOf(joined, currency);
  const whole = sums.reduce((sum, [, { minor }]) => sum + minor, 0);
  if (whole === 0) return nothing;
  const text = correctWords();
  const share = (minor: number): string => `${Math.round((minor / whole) * 100)}%`;
  const untold = sums.find(([purpose]) => purpose === "unknown")?.[1].minor ?? 0;
  return html`<div class="card"><h3>${named(text.categories.title)}</h3><p class="small quiet">${text.categories.says}</p>
    ${untold > 0 ? html`<p class="small">${text.categories.untold(share(untold))}</p>` : nothing}
    ${scrolls(
      named(text.categories.title),
      html`<table class="rows bars"><thead><tr><th scope="col">${text.categories.what}</th><th scope="col" class="num">${text.categories.rows}</th><th scope="col" class="num">${text.categories.amount}</th><th scope="col" class="num">${text.categories.share}</th></tr></thead>
    <tbody>${sums.map(
      ([purpose, { rows, minor }]) =>
        html`<tr><th scope="row">${text.purpose[purpose]}<svg viewBox="0 0 ${WIDTH} 2" preserveAspectRatio="none" aria-hidden="true"><rect class=${purpose === "unknown" ? "untold" : "told"} width=${(minor / whole) * WIDTH} height="2"/></svg></th><td class="num n">${rows}</td><td class="num n">${amount(minor, currency)}</td><td class="num n">${share(minor)}</td></tr>`,
    )}</tbody>
    <tfoot>${spendingLines(joined, currency, whole).map(
      ([label, minor]) => html`<tr><th scope="row">${label}</th><td></td><td class="num n">${amount(minor, currency)}</td><td></td></tr>`,
    )}</tfoot></table>`,
    )}</div>`;
};
