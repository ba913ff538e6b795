/** Figures and days in the page's language. */
import type { Fact, FactValue } from "prescreen";
import { inUnits, minorDigits } from "prescreen/money";
import { locale, words } from "./i18n";

/** The firm's own clock: what "day" means on its pages. */
const timeZone = "Asia/Shanghai";

const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value).replace("-", "−");

/** Minor units of a currency as a sum with its name; rounded as its language rounds. */
export const money = (minor: number, currency: string): string =>
  words().unit.money(inUnits(minor, currency), currency, (value, digits = minorDigits(currency)) => number(value, digits));

/** A number in the unit of its fact; a plain count without one. */
export const amount = (value: number, fact: Pick<Fact, "unit" | "currency"> = {}): string => {
  const { unit, currency } = fact;
  const unitWords = words().unit;
  if (unit === "minor_units") return money(value, currency ?? "");
  if (unit === "months") return unitWords.months(number(value));
  if (unit === "years") return unitWords.years(number(value));
  if (unit === "basis_points") return `${number(value / 100, 2)}%`;
  return unitWords.count(number(value));
};

/** By the firm's clock, which is named. */
export const moment = (seconds: number): string =>
  words().unit.byClock(new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", timeZone }).format(seconds * 1000));

/** A day `YYYY-MM-DD`, as one reads it. */
export const date = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

export const factValue = (fact: Fact | undefined, value: FactValue, option: (id: string) => string): string => {
  if (typeof value === "boolean") return value ? words().account.yes : words().account.no;
  if (typeof value === "number") return amount(value, fact);
  return fact?.type === "choice" ? option(value) : value;
};

/** `YYYY-MM-DD`. */
export const day = (seconds: number): string => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(seconds * 1000);

/** A sum to the last digit, with its currency: what is paid is never rounded. */
export const sum = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  const whole = minor % 10 ** digits === 0;
  const figure = new Intl.NumberFormat(locale(), { minimumFractionDigits: whole ? 0 : digits, maximumFractionDigits: digits });
  return words().order.sum(figure.format(inUnits(minor, currency)), currency);
};

/** A day `YYYY-MM-DD` with its weekday. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
