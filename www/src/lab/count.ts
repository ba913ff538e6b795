/** Counts and shares in the page's language. Counts come as decimal texts: they may be larger than a float holds. */
import { locale } from "../i18n";
import { labWords } from "./words";

/** Formats by language and places: to make one costs more than to use it a hundred times. */
const formats = new Map<string, Intl.NumberFormat>();

const format = (digits: number): Intl.NumberFormat => {
  const key = `${locale()} ${digits}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, made);
  }
  return made;
};

export const count = (text: string | bigint): string => format(0).format(BigInt(text));

const decimals = (value: number, digits: number): string => format(digits).format(value);

/** Percent with two places; what is there but smaller says so, and what is not all of it never reads 100. */
export const percent = (share: number): string => {
  if (share === 0) return "0%";
  if (share > 0 && share < 0.0001) return `<${decimals(0.01, 2)}%`;
  if (share < 1 && share > 0.9999) return `>${decimals(99.99, 2)}%`;
  return `${decimals(share * 100, 2)}%`;
};

/** A difference: where two places would leave nothing of it, it has four; what is there but smaller says so. */
const small = (value: number): string =>
  value >= 0.005 ? decimals(value, 2) : value < 0.0001 ? `<${decimals(0.0001, 4)}` : decimals(value, 4);

export const differenceOf = {
  percent: (share: number): string => `${small(share * 100)}${labWords().percentagePoints}`,
  bits: small,
};

/** Bits with two places; what is there but smaller says so. */
export const bits = (value: number): string => (value > 0 && value < 0.005 ? `<${decimals(0.01, 2)}` : decimals(value, 2));

/** A part of a whole, as a float for pictures and percentages. */
export const shareOf = (part: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((part * 10_000_000_000_000n) / whole) / 1e13);
