/** Amounts and counts as people type them. */
import { minorDigits } from "prescreen/money";

/** The large units in which sums are said in Chinese, as powers of ten. */
const LARGE: Readonly<Record<string, number>> = { 万: 4, 亿: 8 };

/** A sum as it was typed, in minor units; nothing where it is no sum above zero, or has more decimals than the currency. */
export const readAmount = (typed: string, currency: string): number | undefined => {
  const plain = typed.normalize("NFKC").replace(/[\s,]|^¥|元$/g, "");
  const [, whole, part = "", large = ""] = /^(\d{1,12})(?:\.(\d{1,12}))?(万|亿)?$/.exec(plain) ?? [];
  const places = minorDigits(currency) + (LARGE[large] ?? 0);
  if (whole === undefined || /[^0]/.test(part.slice(places))) return undefined;
  const minor = Number(whole + part.slice(0, places).padEnd(places, "0"));
  return minor > 0 && Number.isSafeInteger(minor) ? minor : undefined;
};

/** A whole number as it was typed; nothing where it is none, or outside the range. */
export const readCount = (typed: string, least: number, most: number): number | undefined => {
  const plain = typed.normalize("NFKC").trim();
  const count = /^\d{1,9}$/.test(plain) ? Number(plain) : undefined;
  return count !== undefined && count >= least && count <= most ? count : undefined;
};
