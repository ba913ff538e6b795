/** Figures and days in the page's language. */
import { locale, words } from "./i18n";
import type { Fact } from "prescreen";
import type { FactValue, Me } from "./broker";

/** The firm's own clock: what "day" means on its pages. */
const timeZone = "Asia/Shanghai";

const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value).replace("-", "−");

/** Money in hundredths; 万 where a Chinese reader expects it. */
export const money = (minor: number): string => {
  const yuan = minor / 100;
  if (locale() === "zh-CN" && Math.abs(yuan) >= 10000) return words().unit.tenThousand(number(yuan / 10000, 2));
  return words().unit.yuan(number(yuan, 2));
};

export const amount = (value: number, unit: Fact["unit"]): string => {
  const unitWords = words().unit;
  if (unit === "minor_units") return money(value);
  if (unit === "months") return unitWords.months(number(value));
  if (unit === "years") return unitWords.years(number(value));
  if (unit === "basis_points") return `${number(value / 100, 2)}%`;
  return unitWords.count(number(value));
};

export const moment = (seconds: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", timeZone }).format(seconds * 1000);

export const factValue = (fact: Fact | undefined, value: FactValue, option: (id: string) => string): string => {
  if (typeof value === "boolean") return value ? words().account.yes : words().account.no;
  if (typeof value === "number") return amount(value, fact?.unit);
  return fact?.type === "choice" ? option(value) : value;
};

/** `YYYY-MM-DD`. */
export const day = (seconds: number): string => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(seconds * 1000);

export const expired = (me: Me): boolean => me.profile !== null && me.profile.valid_until < day(me.now);
