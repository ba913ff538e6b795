/** Figures of plans and reports in the page's language. */
import { locale } from "../i18n";
import { words } from "./words";

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

/** Digits behind the point of a percentage, at most. */
const MOST_DIGITS = 4;

/** A percentage without digits that say nothing. */
export const short = (share: number): string => minus(format({ style: "percent", maximumFractionDigits: MOST_DIGITS }).format(share));

/** The same of a share that was worked out: with more digits where those would say 0% or 100% of what is neither. */
export const rounded = (share: number, digits = 1): string => {
  const end = (shown: number): boolean => [0, 100].some((one) => Number((100 * share).toFixed(shown)) === one && 100 * share !== one);
  let shown = digits;
  while (shown < MOST_DIGITS && end(shown)) shown++;
  return percent(share, end(shown) ? digits : shown);
};

/** A difference as a percentage, with its sign. */
export const change = (share: number): string =>
  minus(format({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(share));

export const range = (low: number, high: number): string => `${change(low)} – ${change(high)}`;

const hundredths = (share: number, options: Intl.NumberFormatOptions): string => minus(format(options).format(share * 100));

/** A share, such as a margin, in percentage points. */
export const points = (share: number): string => words().plan.inPoints(hundredths(share, { maximumFractionDigits: 2 }));

/** The interval of a difference of shares, in percentage points. */
export const pointsRange = (low: number, high: number): string => {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  return words().plan.inPoints(`${hundredths(low, options)} – ${hundredths(high, options)}`);
};

export const figure = (value: number, digits = 4): string => minus(format({ maximumFractionDigits: digits }).format(value));

/** A p value below which no other is told from it. */
const LEAST = 0.0001;

const fourDigits = (value: number): string => format({ minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);

export const pValue = (p: number | null): string => (p === null ? "–" : p < LEAST ? `< ${fourDigits(LEAST)}` : fourDigits(p));

/** The same with its letter. */
export const pSaid = (p: number | null): string => (p !== null && p < LEAST ? `p ${pValue(p)}` : `p = ${pValue(p)}`);
