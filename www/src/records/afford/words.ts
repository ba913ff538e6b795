/** Words of what a person can afford, in the language of the page. */
import { inLocale } from "../../i18n";
import { en } from "./en";
import { type AffordWords, zh } from "./zh";

export const affordWords = (): AffordWords => inLocale<AffordWords>({ en, "zh-CN": zh });

/** Basis points as a percentage: without decimals where there are none. */
export const percent = (basisPoints: number, decimals?: number): string => {
  const share = basisPoints / 100;
  return `${decimals === undefined ? String(Number(share.toFixed(2))) : share.toFixed(decimals)}%`;
};

/** How a part of a whole is rounded, where it is no whole number of basis points; the rules round every share up. */
export const roundedUp = (part: number, whole: number): string => (whole > 0 && (part * 10_000) % whole !== 0 ? affordWords().calc.up : "");
