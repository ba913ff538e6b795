/** All files as one: what came in and went out, what is at hand, which days are covered, and what that comes to. */
import { html, nothing, type TemplateResult } from "lit";
import type { FeatureFound, Joined } from "prescreen/statements";
import { amount } from "./amount";
import { balanceCard, coverageCard, monthsCard } from "./charts";
import { beside } from "./declared";
import { madePart } from "./effect";
import type { Files } from "./files";
import { categoriesCard, incomeCard } from "./picture";
import { questionsPart } from "./questions";
import { words } from "./words";

/** Features that are money, and those in ten-thousandths; the others are counts. */
const MONEY = ["outflow-monthly", "obligations-monthly", "liquid-balance"];
const SHARES = ["essential-share", "obligations-to-income", "confidence"];

/** The currency of most rows; none where there is nothing to add up. */
export const currencyOf = ({ features, ledger }: Joined): string | undefined => features?.currency ?? ledger.flows[0]?.currency;

export const joinedPart = (files: Files, joined: Joined): TemplateResult | typeof nothing => {
  const text = words().joined;
  const { ledger, features } = joined;
  const currency = currencyOf(joined);
  if (!currency) return nothing;
  const found = features?.found ?? {};
  const days = ledger.entries.map(({ date }) => date);
  return html`<section class="sect" aria-labelledby="joined-h">
    <h2 id="joined-h">${text.title}</h2>
    <p>${text.lead(days[0] ?? "", days[days.length - 1] ?? "", currency)}</p>
    ${questionsPart(files, joined, currency)} ${madePart(files)}
    <div class="card two">
      ${figure(text.income, text.incomeSays, found["income-monthly"], currency)}
      ${figure(text.withTransfers, text.withTransfersSays, found["income-monthly-with-transfers"], currency)}
    </div>
    ${incomeCard(joined, currency)} ${balanceCard(ledger, currency)} ${monthsCard(ledger, currency)} ${categoriesCard(joined, currency)}
    ${coverageCard(ledger)} ${beside(joined, currency)} ${figures(found, currency)}
  </section>`;
};

const lacking = (found: FeatureFound | undefined): string => {
  const text = words().joined;
  return found && "needs" in found ? text.notEnough(text.needs[found.of] ?? found.of, found.needs, found.has) : "";
};

const figure = (name: string, says: string, found: FeatureFound | undefined, currency: string): TemplateResult =>
  html`<div><small>${name}</small>${
    found && "value" in found
      ? html`<span class="fig">${amount(found.value, currency)}</span><small>${says} · ${words().joined.tier[found.tier]}</small>`
      : html`<p class="small">${lacking(found)}</p>`
  }</div>`;

const figures = (found: Record<string, FeatureFound>, currency: string): TemplateResult => {
  const text = words().joined;
  const shown = (name: string, of: FeatureFound): string => {
    if (!("value" in of)) return lacking(of);
    if (MONEY.includes(name)) return amount(of.value, currency);
    return SHARES.includes(name) ? `${(of.value / 100).toFixed(0)}%` : String(of.value);
  };
  return html`<details class="more"><summary>${text.more}</summary><dl class="facts">${Object.entries(text.figures).map(([name, label]) => {
    const of = found[name];
    return of
      ? html`<dt>${label}</dt><dd>${shown(name, of)}${"tier" in of ? html` <span class="tier">${text.tier[of.tier]}</span>` : nothing}</dd>`
      : nothing;
  })}</dl></details>`;
};
