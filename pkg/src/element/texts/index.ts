/** The element's own words in one language, with what a page wants otherwise. */
import { inLanguage, nearest } from "../../core/locale.js";
import { en, type Words } from "./en.js";
import { zh } from "./zh.js";

export type { Words } from "./en.js";

/** Words of one part, or the one that it is: what makes a sentence of figures stays a function. */
type Own<Part> = Part extends string | ((...given: never[]) => unknown) ? Part : Partial<Part>;

/** Replaces any of the element's words; the same for every language. */
export type Texts = { [Key in keyof Words]?: Own<Words[Key]> };

/** The languages that are here, by their tag. */
const here: Record<string, Words> & { en: Words } = { en, zh };

/** Those that are fetched where one is asked for. */
const elsewhere: Readonly<Record<string, () => Promise<Words>>> = { de: () => import("./de.js").then(({ de }) => de) };

const fetched = new Map<string, Promise<void>>();

/** Fulfilled once the words for a locale are here; none where they are. English stands in for what cannot be fetched. */
export const coming = (locale: string): Promise<void> | undefined => {
  const language = nearest(locale, ["en", ...Object.keys(here), ...Object.keys(elsewhere)]);
  const fetch = here[language] ? undefined : elsewhere[language];
  if (!fetch) return undefined;
  const put = (words: Words): void => {
    here[language] = words;
  };
  const fetching = fetched.get(language) ?? fetch().then(put, () => put(en));
  fetched.set(language, fetching);
  return fetching;
};

export const words = (locale: string, texts: Texts = {}): Words => {
  const own = inLanguage(locale, here);
  const merged = Object.entries(texts).map(([key, wanted]) => {
    const from = own[key as keyof Words];
    return [key, typeof from === "object" && typeof wanted === "object" ? { ...from, ...wanted } : wanted];
  });
  return { ...own, ...Object.fromEntries(merged) } as Words;
};
