/** Decimal figures as whole numbers, digit by digit: no figure that is typed is rounded. */

/** A figure times 10 to the power of `digits`; none where the text is no such figure, or has more digits behind its point. */
export const scaled = (text: string, digits: number): number | undefined => {
  const parts = /^(\d{1,12})(?:[.．](\d+))?$/.exec(text.replace(/[\s,，%％]/g, "").replace("−", "-"));
  const [, whole = "", behind = ""] = parts ?? [];
  if (!parts || behind.length > digits) return undefined;
  return Number(whole + behind.padEnd(digits, "0"));
};

/** The same with a sign before it. */
export const signed = (text: string, digits: number): number | undefined => {
  const [, sign = "", rest = ""] = /^\s*([+−-]?)(.*)$/.exec(text) ?? [];
  const value = scaled(rest, digits);
  return value === undefined || sign === "" || sign === "+" ? value : 0 - value;
};

/** The figure of which a whole number is 10 to the power of `digits` times as much. */
export const unscaled = (value: number, digits: number): string => {
  if (!Number.isInteger(value)) return String(value);
  const text = String(Math.abs(value)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  const behind = text.slice(cut).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${text.slice(0, cut)}${behind === "" ? "" : `.${behind}`}`;
};
