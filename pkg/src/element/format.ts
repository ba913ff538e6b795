/** Figures, amounts and times as a person reads them. */
import { inUnits, minorDigits } from "../core/money.js";

const MINUS = "−";

export const number = (value: number, locale: string, digits = 3): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value).replace("-", MINUS);

/** What was typed for a number, without the marks that people group its digits with. */
export const ungrouped = (typed: string): string => typed.replace(/[\s,，]/g, "");

/** Minor units as units of their currency, with a point only where they are not whole. */
export const amount = (minor: number, currency: string, locale: string): string =>
  number(inUnits(minor, currency), locale, minorDigits(currency));

/** A gain or a loss, with its sign, always. */
export const change = (minor: number, currency: string, locale: string): string =>
  `${minor < 0 ? MINUS : "+"}${amount(Math.abs(minor), currency, locale)}`;

export const bytes = (count: number, locale: string): string => `${number(count, locale)} B`;

/** A moment in a time zone. */
export const moment = (seconds: number, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(seconds * 1000);

/** What a time zone is called at a moment: "China Time"; by its own name where the browser, of before 2022, knows no other. */
export const zoneName = (seconds: number, locale: string, zone: string): string => {
  try {
    const named = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortGeneric" }).formatToParts(seconds * 1000);
    return named.find(({ type }) => type === "timeZoneName")?.value ?? zone;
  } catch {
    return zone;
  }
};

/** Whole years from a day of birth, as `YYYY-MM-DD`, to a moment in seconds; what is no day is of no age. */
export const dateAge = (born: string, seconds: number): number => {
  const [year = Number.NaN, month = 0, day = 0] = born.split("-").map(Number);
  const now = new Date(seconds * 1000);
  const before = now.getUTCMonth() + 1 < month || (now.getUTCMonth() + 1 === month && now.getUTCDate() < day);
  return now.getUTCFullYear() - year - (before ? 1 : 0);
};

/** A day in the pack's time zone. */
export const day = (seconds: number, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: zone }).format(seconds * 1000);

/** A time of day to the second; in the pack's time zone where it is known. */
export const clock = (milliseconds: number, locale: string, zone: string | undefined): string =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: zone }).format(
    milliseconds,
  );

/** A time of day in the pack's time zone. */
export const timeOfDay = (seconds: number, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(seconds * 1000);

/** Hours, minutes and seconds of a wait. */
export const remaining = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
