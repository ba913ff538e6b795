/** Which language serves a wish: the one home of that choice. Takes BCP 47 tags, gives one of those that are offered. */

const languageOf = (tag: string): string => (typeof tag === "string" ? (tag.toLowerCase().split(/[-_]/)[0] ?? "") : "");

/** The offered locale nearest to a wish: the same, else one of the same language, else the first. */
export const nearest = <Locale extends string>(wish: string, offered: readonly [Locale, ...Locale[]]): Locale =>
  offered.find((one) => one === wish) ?? offered.find((one) => languageOf(one) === languageOf(wish)) ?? offered[0];

/** The language that stands in for one that nobody wrote words in. A pack's words are the pack's. */
export const DEFAULT = "en";

/** The words of the language nearest to a wish, of those that there are. */
export const inLanguage = <Words>(wish: string, words: Readonly<Record<string, Words>> & { readonly en: Words }): Words =>
  words[nearest(wish, [DEFAULT, ...Object.keys(words)])] ?? words.en;
