/** Figures of plans and reports in the page's language. */
import { locale } from "../i18n";

const formats = new Map<string, Intl.NumberFormat>();

const format = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${locale()} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.NumberFormat(locale(), options);
  formats.set(key, made);
  return made;
};

const minus = (text: string): string => text.replace("-", "−");

export const count = (value: number): string => format({ maximumFractionDigits: 0 }).format(value);

/** A share as a percentage. */
export const percent = (share: number, digits = 1): string =>
  minus(format({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share));

/** A percentage without digits that say nothing. */
export const short = (share: number): string => minus(format({ style: "percent", maximumFractionDigits: 2 }).format(share));

/** A difference as a percentage, with its sign. */
export const change = (share: number): string =>
  minus(format({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(share));

export const range = (low: number, high: number): string => `${change(low)} – ${change(high)}`;

export const figure = (value: number, digits = 4): string => minus(format({ maximumFractionDigits: digits }).format(value));

/** A p value below which no other is told from it. */
const LEAST = 0.0001;

const fourDigits = (value: number): string => format({ minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);

export const pValue = (p: number | null): string => (p === null ? "–" : p < LEAST ? `< ${fourDigits(LEAST)}` : fourDigits(p));

/** The same with its letter. */
export const pSaid = (p: number | null): string => (p !== null && p < LEAST ? `p ${pValue(p)}` : `p = ${pValue(p)}`);
