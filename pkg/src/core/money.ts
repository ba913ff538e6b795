/**
 * Money in minor units, as ISO 4217 counts them: yen have none, a dinar has a thousand fils.
 *
 * Takes and gives whole numbers of minor units; figures in units are for people to read, never to count with.
 */

/**
 * Digits after the point where they are not two. Source: ISO 4217:2015, list one of its maintenance agency. `Intl` is not
 * asked: it has the digits of cash, which are fewer for some (dinars of Iraq: none for three).
 */
const DIGITS: readonly (readonly [digits: number, currencies: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

/** Digits after the point of a currency (ISO 4217 code): its minor unit is one in so many tenths. Two where it is not known. */
export const minorDigits = (currency: string): number =>
  DIGITS.find(([, currencies]) => currencies.split(" ").includes(currency))?.[0] ?? 2;

/** Minor units as units of the currency, for display. */
export const inUnits = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

/** Units of the currency as whole minor units, to the nearest. */
export const inMinor = (units: number, currency: string): number => Math.round(units * 10 ** minorDigits(currency));
