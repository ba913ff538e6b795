/** All files as one: what came in and went out, what is at hand, which days are covered, and what that comes to. */
import { html, nothing, type TemplateResult } from "lit";
import type { FeatureFound, Joined } from "prescreen/statements";
import { amount } from "./amount";
import { balanceCard, coverageCard, monthsCard } from "./charts";
import { beside } from "./declared";
import { madePart } from "./effect";
import { featureText, lacking } from "./features";
import type { Files } from "./files";
import { categoriesCard, incomeCard } from "./picture";
import { questionsPart } from "./questions";
import { words } from "./words";

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

const figure = (name: string, says: string, found: FeatureFound | undefined, currency: string): TemplateResult =>
  html`<div><small>${name}</small>${
    found && "value" in found
      ? html`<span class="fig">${amount(found.value, currency)}</span><small>${says} · ${words().joined.tier[found.tier]}</small>`
      : html`<p class="small">${lacking(found)}</p>`
  }</div>`;

const figures = (found: Record<string, FeatureFound>, currency: string): TemplateResult => {
  const text = words().joined;
  return html`<details class="more"><summary>${text.more}</summary><dl class="facts">${Object.entries(text.figures).map(([name, label]) => {
    const of = found[name];
    return of
      ? html`<dt>${label}</dt><dd>${featureText(name, of, currency)}${"tier" in of ? html` <span class="tier">${text.tier[of.tier]}</span>` : nothing}</dd>`
      : nothing;
  })}</dl></details>`;
};
