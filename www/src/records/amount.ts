/** Amounts of statements: all of a currency's decimals, so that columns line up and sums can be checked. */
import { inUnits, minorDigits } from "prescreen/money";
import { locale } from "../i18n";

/** Whole minor units, without the currency's name. */
export const amount = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(inUnits(minor, currency)).replace("-", "−");
};

/** The same with a sign in front of what came in, too. */
export const signed = (minor: number, currency: string): string => (minor > 0 ? "+" : "") + amount(minor, currency);
