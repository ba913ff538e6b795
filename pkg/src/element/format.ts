/** Figures, amounts and times as a person reads them. */

const MINUS = "−";

export const number = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value).replace("-", MINUS);

/** With its sign, always. */
export const signed = (value: number, locale: string): string => `${value < 0 ? MINUS : "+"}${number(Math.abs(value), locale)}`;

/** Minor units as whole units where they are whole. */
export const amount = (minor: number, locale: string): string => number(minor / 100, locale);

/** With its currency: `CNY 100,000`, `100,000 元`. */
export const money = (minor: number, currency: string, locale: string): string => {
  const figure = amount(minor, locale);
  return locale.startsWith("zh") && currency === "CNY" ? `${figure} 元` : `${currency} ${figure}`;
};

export const bytes = (count: number, locale: string): string => `${number(count, locale)} B`;

/** A moment in the pack's time zone. */
export const moment = (seconds: number, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(seconds * 1000);

export const clock = (milliseconds: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }).format(milliseconds);

/** Hours, minutes and seconds of a wait. */
export const remaining = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
