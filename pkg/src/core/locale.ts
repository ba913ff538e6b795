/** Which language serves a wish: the one home of that choice. Takes BCP 47 tags, gives one of those that are offered. */

const languageOf = (tag: string): string => (typeof tag === "string" ? (tag.toLowerCase().split(/[-_]/)[0] ?? "") : "");

/** The offered locale nearest to a wish: the same, else one of the same language, else the first. */
export const nearest = <Locale extends string>(wish: string, offered: readonly [Locale, ...Locale[]]): Locale =>
  offered.find((one) => one === wish) ?? offered.find((one) => languageOf(one) === languageOf(wish)) ?? offered[0];

/** The languages that the package has words of its own in. A pack's words are the pack's. */
export type Language = "en" | "zh";

export const DEFAULT: Language = "en";

/** The words of the language nearest to a wish. */
export const inLanguage = <Words>(wish: string, words: Readonly<Record<Language, Words>>): Words =>
  words[nearest<Language>(wish, [DEFAULT, "zh"])];
