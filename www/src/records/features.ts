/** Features of records as text: their value, or what is missing for it. */
import type { FeatureFound, Joined } from "prescreen/statements";
import { amount } from "./amount";
import { wholeWords, words } from "./words";

/** Features that are money, and those in ten-thousandths; the others are counts. */
const MONEY = ["outflow-monthly", "obligations-monthly", "liquid-balance"];
const SHARES = ["essential-share", "obligations-to-income", "confidence"];

/** Needs that are shares of money, in ten-thousandths. */
const TOLD = ["told_spending", "told_income"];
/** Needs of which there is none at all, whatever the number. */
const NONE = ["income", "spending", "purchases", "holdings"];
/** Features that rest on income. */
const OF_INCOME = ["income-monthly", "obligations-to-income", "income-sources", "salary-months", "negative-months"];

const percent = (share: number): string => `${(share / 100).toFixed(0)}%`;

export const lacking = (found: FeatureFound | undefined): string => {
  const text = words().joined;
  if (!found || !("needs" in found)) return "";
  const of = text.needs[found.of] ?? found.of;
  if (NONE.includes(found.of) && found.has === 0) return wholeWords().without(of);
  if (found.of === "figures_that_hold") return wholeWords().hold(found.needs, found.has);
  return TOLD.includes(found.of)
    ? wholeWords().share(of, percent(found.needs), percent(found.has))
    : text.notEnough(of, found.needs, found.has);
};

/** A feature's value in its unit, or what is missing for it. */
export const featureText = (name: string, of: FeatureFound, currency: string): string => {
  if (!("value" in of)) return lacking(of);
  if (MONEY.includes(name)) return amount(of.value, currency);
  return SHARES.includes(name) ? percent(of.value) : String(of.value);
};

/** Whether income of a currency cannot be seen: no file is a bank's, and none has any. */
export const hidesIncome = ({ ledger: { accounts, flows } }: Joined, currency: string): boolean =>
  accounts.every(({ kind, currency: of }) => of !== currency || kind === "wallet" || kind === "card") &&
  (flows.find((flow) => flow.currency === currency)?.income.amount ?? 0) === 0;

/** Whether a feature is not to be told from the files, whatever it came to. */
export const isHidden = (name: string, joined: Joined, currency: string): boolean =>
  OF_INCOME.includes(name) && hidesIncome(joined, currency);

/** A feature's value, what is missing for it, or that the files cannot show it. */
export const shownFeature = (name: string, joined: Joined, currency: string): string => {
  const of = joined.features?.currency === currency ? joined.features.found[name] : undefined;
  if (!of) return "";
  return isHidden(name, joined, currency) ? wholeWords().noBank.income : featureText(name, of, currency);
};
