/** What a person can afford: a usual month, the same under stress, the ceilings, and the limit that they leave. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, CreditArithmetic, PackDocument } from "prescreen";
import type { Joined } from "prescreen/statements";
import { locale } from "../../i18n";
import { amount, signed } from "../amount";
import { evidencePart } from "./evidence";
import { type Figure, figureList, type SumLine, type ToRows } from "./figure";
import { monthsOf } from "./monthly";
import { BOOKS, currencyOf, type Reckoned } from "./reckoning";
import { type Stopped, stoppedBy } from "./stopped";
import { affordWords, percent, roundedUp } from "./words";

type Limit = NonNullable<PackDocument["credit"]>["limit"];
type Basis = Limit["ceilings"][number]["basis"];

/** Basis points of a whole. */
const WHOLE = 10_000;
/** Months in which a yearly rate is paid. */
const YEAR = 12;

/** Minor units without the decimals of whole units. */
const short = (minor: number, currency: string): string => amount(minor, currency).replace(/[.,]00$/, "");

/** The value of a fact that the pack reads; what counts is known to be there. */
export const factOf = (id: string, joined: Joined | undefined, elsewhere = 0): number => {
  const feature = id.startsWith("found-") ? joined?.features?.found[id.slice("found-".length)] : undefined;
  if (feature && "value" in feature) return feature.value;
  const book = BOOKS[id];
  return typeof book === "number" ? book : elsewhere;
};

/** What a rule rests on, in the pack's words; none where it is the firm's own choice. */
const sourceOf = ({ at, source }: Basis, say: (key: string) => string): string | undefined =>
  source ? say(at ? `basis.${at}` : `source.${source}`) : undefined;

export const limitPart = (of: Reckoned, toRows: ToRows): TemplateResult => {
  const { limit: text } = affordWords();
  const { pack, credit, assessment } = of;
  const rules = pack.document.credit;
  const currency = currencyOf(pack.document);
  const stopped = stoppedBy(assessment);
  const outcome = assessment.credit?.outcome;
  // Who has a limit, and would borrow more, sees both.
  const financed = rules?.limit.financed;
  const above = !stopped && assessment.reasons.some(({ code, outcome: led }) => led === "refer" && code === `credit.${financed}`);
  const hasLimit = !stopped && (above || outcome === "proceed" || outcome === "proceed_with_limit");
  const { title, says } = heading(of, stopped, hasLimit);
  const say = (key: string): string => pack.text(pack.locale(locale()), key) ?? "";
  const keys = stopped ? stopped.codes.flatMap((code) => [code, `${code}.next`]) : ofLimit(assessment);
  const told = keys.map((key) => say(`reason.${key}`)).filter((one) => one !== "");
  return html`<section class="sect" aria-labelledby="limit-h"><p class="eyebrow">${text.section}</p><h2 id="limit-h">${title}</h2>
    ${above ? html`<p data-out="above">${text.above(short(factOf(financed ?? "", of.joined), currency), currency)}</p>` : nothing}
    <p>${says}</p>
    ${told.length === 0 ? nothing : html`<ul class="why">${told.map((one) => html`<li>${one}</li>`)}</ul>`}
    ${
      credit && rules
        ? html`<div class="card">${figureList([...month(of, rules.limit, say), ...stresses(of, rules.limit, credit, say), ...ceilings(of, rules.limit, credit, say, hasLimit)], toRows)}</div>`
        : evidencePart(of, rules?.evidence ?? [])
    }</section>`;
};

/** What it comes to, and what that means. */
const heading = ({ pack, credit }: Reckoned, stopped: Stopped | undefined, hasLimit: boolean): { title: string; says: string } => {
  const { limit: text } = affordWords();
  if (stopped) return text.stopped[stopped.outcome];
  if (!credit) return text.insufficient;
  if (!hasLimit) return text.stopped.refer;
  const currency = currencyOf(pack.document);
  return { title: text.proceeds(short(credit.limit, currency), currency), says: text.says };
};

/** What set the limit, or leaves none. */
const ofLimit = ({ reasons }: Assessment): string[] =>
  reasons.flatMap(({ code, unknown }) => (!unknown && /^(credit|limit)\./.test(code) ? [code] : []));

/** A usual month: what comes in, what goes out, and how long the balances last. */
const month = ({ pack, joined }: Reckoned, limit: Limit, say: (key: string) => string): Figure[] => {
  const { limit: text, calc } = affordWords();
  const currency = currencyOf(pack.document);
  const found = (name: string): number | undefined => {
    const feature = joined?.features?.found[name];
    return feature && "value" in feature ? feature.value : undefined;
  };
  const middle = (id: string, title: string, of: "income" | "outflow", value: number): Figure => {
    const months = joined && monthsOf(joined, currency, of, value);
    const says = months ? calc.median(months.length) : calc.medianOnly;
    const lines = (months ?? []).map(([label, sum]) => ({ label, figure: amount(sum, currency) }));
    return { id, title, figure: amount(value, currency), lines, says, from: ["files"] };
  };
  const [income, spent] = [factOf(limit.income, joined), found("outflow-monthly")];
  const [repaid, share] = [found("obligations-monthly"), found("obligations-to-income")];
  const [liquid, days] = [found("liquid-balance"), found("buffer-days")];
  const figures = [middle("income", text.income, "income", income)];
  if (spent !== undefined) figures.push(middle("outflow", text.outflow, "outflow", spent));
  if (repaid !== undefined && share !== undefined)
    figures.push({
      id: "obligations",
      title: text.obligations,
      figure: percent(share),
      lines: [
        { label: calc.repaid, figure: amount(repaid, currency) },
        { label: calc.incomeOf, figure: amount(income, currency) },
      ],
      total: { label: `${calc.share}${roundedUp(repaid, income)}`, figure: percent(share) },
      says: calc.within,
      from: ["files"],
    });
  if (liquid !== undefined && spent !== undefined && days !== undefined)
    figures.push({
      id: "buffer",
      title: text.buffer,
      note: say("fact.found-liquid-balance"),
      figure: text.days(days),
      lines: [
        { label: calc.liquid, figure: amount(liquid, currency) },
        { label: calc.perDay, figure: amount(spent, currency) },
      ],
      total: { label: calc.lasts, figure: text.days(days) },
      from: ["files"],
    });
  return figures;
};

/** What is left of a month under each stress: income rounded down, all else up, as the rules round. */
const stresses = (
  { pack, joined }: Reckoned,
  limit: Limit,
  { stresses: left }: CreditArithmetic,
  say: (key: string) => string,
): Figure[] => {
  const { limit: text, calc } = affordWords();
  const currency = currencyOf(pack.document);
  return limit.stresses.map((stress, n): Figure => {
    const kept = Math.floor((factOf(limit.income, joined) * (WHOLE - stress.income_less)) / WHOLE);
    const dearer = WHOLE + stress.costs_more;
    const lines: SumLine[] = [{ label: calc.kept(percent(WHOLE - stress.income_less)), figure: signed(kept, currency) }];
    const less = (label: string, minor: number): void => {
      lines.push({ label, figure: signed(0 - minor, currency) });
    };
    for (const fact of limit.obligations ?? []) less(say(`fact.${fact}`), factOf(fact, joined));
    for (const fact of limit.costs ?? []) less(calc.dearer(percent(dearer)), Math.ceil((factOf(fact, joined) * dearer) / WHOLE));
    if (limit.debt)
      less(calc.interest(percent(stress.rate_more)), Math.ceil((factOf(limit.debt, joined) * stress.rate_more) / (WHOLE * YEAR)));
    const figure = amount(left[n]?.left ?? 0, currency);
    return {
      id: `stress-${stress.id}`,
      title: text.left(say(`stress.${stress.id}`)),
      figure,
      lines,
      total: { label: calc.left, figure },
      adds: true,
      from: ["files", "rule"],
      source: sourceOf(stress.basis, say),
    };
  });
};

/** Every ceiling, and the least of them, which is the limit. */
const ceilings = (
  { pack, joined }: Reckoned,
  limit: Limit,
  { ceilings: heights, stresses: left, limit: given }: CreditArithmetic,
  say: (key: string) => string,
  goesOn: boolean,
): Figure[] => {
  const { limit: text, calc } = affordWords();
  const currency = currencyOf(pack.document);
  const worst = Math.max(0, Math.min(...left.map((one) => one.left)));
  const figures = limit.ceilings.map((ceiling, n): Figure => {
    const height = amount(heights[n]?.amount ?? 0, currency);
    const id = `ceiling-${ceiling.id}`;
    const { left_months: months, fact, share } = ceiling;
    const source = sourceOf(ceiling.basis, say);
    if (typeof months === "number") {
      const lines = [
        { label: calc.worst, figure: amount(worst, currency) },
        { label: calc.times(months), figure: "" },
      ];
      return {
        id,
        title: text.ceiling.left_months(months),
        figure: height,
        lines,
        total: { label: "=", figure: height },
        from: ["files", "rule"],
        source,
      };
    }
    if (fact && typeof share === "number") {
      const lines = [
        { label: say(`fact.${fact}`), figure: amount(factOf(fact, joined), currency) },
        { label: calc.part(percent(share)), figure: "" },
      ];
      const from = [fact.startsWith("found-") ? ("files" as const) : ("books" as const), "rule" as const];
      return {
        id,
        title: text.ceiling.share(say(`fact.${fact}`), percent(share)),
        figure: height,
        lines,
        total: { label: "=", figure: height },
        from,
        source,
      };
    }
    return { id, title: text.ceiling.amount, figure: height, lines: [{ label: calc.own, figure: height }], from: ["rule"], source };
  });
  if (!goesOn) return figures;
  const least = Math.min(...heights.map((one) => one.amount));
  const step = short(limit.step, currency);
  const lines = [
    { label: calc.least, figure: amount(least, currency) },
    { label: calc.down(step), figure: signed(given - least, currency) },
  ];
  const [figure, note] = [
    amount(given, currency),
    `${text.leastOf}${given === least ? "" : `${affordWords().comma}${text.rounded(step)}`}`,
  ];
  return [
    ...figures,
    { id: "limit", title: text.limit, note, figure, lines, total: { label: text.limit, figure }, adds: true, from: ["rule"], last: true },
  ];
};
