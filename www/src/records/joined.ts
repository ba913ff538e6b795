/** All files as one: what came in and went out, what is at hand, which days are covered, and what that comes to. */
import { html, nothing, type TemplateResult } from "lit";
import type { Joined, Tier } from "prescreen/statements";
import { amount } from "./amount";
import { balanceCard, coverageCard, monthsCard } from "./charts";
import { contradictionsPart } from "./contradicted";
import { beside } from "./declared";
import { madePart } from "./effect";
import { isHidden, lacking, shownFeature } from "./features";
import type { Files } from "./files";
import { categoriesCard, incomeCard } from "./picture";
import { questionsPart } from "./questions";
import { wholeWords, words } from "./words";

/** The currency of most rows; none where there is nothing to add up. */
export const currencyOf = ({ features, ledger }: Joined): string | undefined => features?.currency ?? ledger.flows[0]?.currency;

/** The names of files with rows in a currency. */
const namesIn = (files: Files, { ledger: { sources, accounts } }: Joined, currency: string): string[] => {
  const of = sources.filter(({ account }) => accounts[account]?.currency === currency);
  return [...new Set(of.flatMap(({ file }) => files.holding(file)?.file.name ?? []))];
};

export const joinedPart = (files: Files, joined: Joined): TemplateResult | typeof nothing => {
  const text = words().joined;
  const own = wholeWords().currency;
  const main = currencyOf(joined);
  if (!main) return nothing;
  const others = joined.ledger.flows.map(({ currency }) => currency).filter((currency) => currency !== main);
  const shown = new Set([main, ...others].flatMap((currency) => namesIn(files, joined, currency)));
  const silent = files.list.filter(({ state, file }) => state === "read" && !shown.has(file.name)).map(({ file }) => file.name);
  const days = joined.ledger.entries.filter(({ currency }) => currency === main).map(({ date }) => date);
  return html`<section class="sect" aria-labelledby="joined-h">
    <h2 id="joined-h">${text.title}</h2>
    <p>${text.lead(days[0] ?? "", days[days.length - 1] ?? "", main)}${others.length > 0 ? html` ${own.first(main, others.join(", "))}` : nothing}</p>
    ${silent.length > 0 ? html`<p class="small">${own.none(silent.join(", "))}</p>` : nothing}
    ${contradictionsPart(files, joined.ledger)} ${questionsPart(files, joined, main)} ${madePart(files)}
    <div class="card two">
      ${figure(text.income, text.incomeSays, "income-monthly", joined, main)}
      ${figure(text.withTransfers, text.withTransfersSays, "income-monthly-with-transfers", joined, main)}
    </div>
    ${pictures(joined, main, (title) => title)}
    ${coverageCard(joined.ledger)} ${beside(joined, main)} ${figures(joined, main)}
  </section>
  ${others.map(
    (
      currency,
      n,
    ) => html`<section class="sect" aria-labelledby="currency-${n}-h"><h2 id="currency-${n}-h">${own.title(currency)}</h2><p>${own.says(currency)}</p>
      <p class="small">${own.from(namesIn(files, joined, currency).join(", "))}</p>
      ${pictures(joined, currency, (title) => `${title} · ${currency}`)}</section>`,
  )}`;
};

/** The pictures of one currency; `named`: a title that tells it from those of the others. */
const pictures = (joined: Joined, currency: string, named: (title: string) => string): TemplateResult =>
  html`${incomeCard(joined, currency, named)} ${balanceCard(joined.ledger, currency, named)} ${monthsCard(joined, currency, named)} ${categoriesCard(joined, currency, named)}`;

/** Whether files with rows of a currency contradict each other. */
const isDoubted = ({ ledger }: Joined, currency: string): boolean =>
  ledger.disagreements.some(({ account }) => ledger.accounts[account]?.currency === currency);

const tierOf = (tier: Tier): string => words().joined.tier[tier] ?? "";

const figure = (title: string, says: string, name: string, joined: Joined, currency: string): TemplateResult => {
  const found = joined.features?.currency === currency ? joined.features.found[name] : undefined;
  const hidden = isHidden(name, joined, currency);
  return html`<div><small>${title}</small>${
    found && "value" in found && !hidden
      ? html`<span class="fig">${amount(found.value, currency)}</span><small>${says} · ${tierOf(found.tier)}</small>`
      : html`<p class="small">${hidden ? wholeWords().noBank.income : lacking(found)}</p>`
  }</div>`;
};

const figures = (joined: Joined, currency: string): TemplateResult => {
  const text = words().joined;
  const own = wholeWords();
  const found = joined.features?.found ?? {};
  const contradicted = isDoubted(joined, currency);
  /** Figures that lack the same stand together. */
  const lack = new Map<string, string[]>();
  const told = Object.entries(text.figures).flatMap(([name, label]) => {
    const of = found[name];
    if (!of) return [];
    const doubted = name === "confidence" && contradicted;
    const shown = doubted ? own.contradicts.confidence : shownFeature(name, joined, currency);
    if (!("value" in of) || isHidden(name, joined, currency)) lack.set(shown, [...(lack.get(shown) ?? []), label]);
    else return [{ name, label, shown, tier: doubted ? undefined : tierOf(of.tier) }];
    return [];
  });
  return html`<details class="more"><summary>${text.more}</summary><p class="small quiet says">${own.median}</p><dl class="facts">${told.map(
    ({ name, label, shown, tier }) => html`<dt>${label}</dt><dd>${shown}${tier ? html` <span class="tier">${tier}</span>` : nothing}
        ${name === "confidence" ? html`<p class="small quiet">${own.confidence}</p>` : nothing}</dd>`,
  )}${[...lack].map(([why, labels]) => html`<dt>${labels.map((label) => html`<p>${label}</p>`)}</dt><dd>${why}</dd>`)}</dl></details>`;
};
