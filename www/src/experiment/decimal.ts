/** Decimal figures as whole numbers, digit by digit: no figure that is typed is rounded. */

interface Parts {
  negative: boolean;
  whole: string;
  behind: string;
}

/** What a figure is made of, full-width digits and signs taken as what they mean; none where the text is no figure. */
const partsOf = (text: string): Parts | undefined => {
  const plain = text.normalize("NFKC").replace(/[\s%]/g, "").replace(/^[−–]/, "-");
  // A comma is one between thousands and nothing else.
  const even = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.|$)/.test(plain) ? plain.replace(/,/g, "") : plain;
  const [, sign, whole, behind = ""] = /^([+-]?)(\d{1,12})(?:\.(\d+))?$/.exec(even) ?? [];
  return whole === undefined ? undefined : { negative: sign === "-", whole, behind };
};

/** Whether a text is a figure at all, of whatever sign and however many digits. */
export const isFigure = (text: string): boolean => partsOf(text) !== undefined;

/** A figure times 10 to the power of `digits`, with its sign; none where it has more digits behind its point. */
export const signed = (text: string, digits: number): number | undefined => {
  const parts = partsOf(text);
  if (!parts || parts.behind.length > digits) return undefined;
  const value = Number(parts.whole + parts.behind.padEnd(digits, "0"));
  return parts.negative ? 0 - value : value;
};

/** The same where it has no sign. */
export const scaled = (text: string, digits: number): number | undefined =>
  /^\s*[+\-−–－＋]/.test(text) ? undefined : signed(text, digits);

/** The figure of which a whole number is 10 to the power of `digits` times as much. */
export const unscaled = (value: number, digits: number): string => {
  if (!Number.isInteger(value)) return String(value);
  const text = String(Math.abs(value)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  const behind = text.slice(cut).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${text.slice(0, cut)}${behind === "" ? "" : `.${behind}`}`;
};
