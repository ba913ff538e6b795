/** Figures and days in the page's language. */
import type { Fact, FactValue } from "prescreen";
import { inUnits, minorDigits } from "prescreen/money";
import { locale, words } from "./i18n";

/** The firm's own clock: what "day" means on its pages. */
const timeZone = "Asia/Shanghai";
/** Seconds that this clock is ahead of UTC: China has one time, all year. */
const AHEAD = 8 * 60 * 60;

const formats = new Map<string, Intl.NumberFormat>();

/** A page has hundreds of figures, and to make a format takes longer than to use it. */
const numberFormat = (least: number, most: number): Intl.NumberFormat => {
  const key = `${locale()} ${least} ${most}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale(), { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(key, format);
  return format;
};

const number = (value: number, digits = 0): string => numberFormat(0, digits).format(value).replace("-", "−");

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

/** `YYYY-MM-DD` by the firm's clock. No formatter: the first of a language takes a slow phone a tenth of a second. */
export const day = (seconds: number): string => new Date((seconds + AHEAD) * 1000).toISOString().slice(0, 10);

/** A sum to the last digit, with its currency: what is paid is never rounded. */
export const sum = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  const whole = minor % 10 ** digits === 0;
  return words().order.sum(numberFormat(whole ? 0 : digits, digits).format(inUnits(minor, currency)), currency);
};

/** A day `YYYY-MM-DD` with its weekday. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
