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

/** Sets of words whose names are a pack's or a server's, and no list of ours. */
const OPEN: ReadonlySet<string> = new Set(["steps.hosts"]);

const isPart = (one: unknown): one is Record<string, unknown> => typeof one === "object" && one !== null;

/** `given` as far as it fits what stands in its place; what does not is told by its path. */
const fitting = (given: object, own: Record<string, unknown>, path: string, told: (problem: string) => void): Record<string, unknown> => {
  const fits: Record<string, unknown> = {};
  for (const [key, wanted] of Object.entries(given)) {
    const [at, from] = [`${path}${key}`, own[key]];
    if (from === undefined) told(`'${at}' is no word of the element; ${near(key, Object.keys(own))}`);
    else if (typeof wanted !== typeof from || isPart(wanted) !== isPart(from))
      told(`'${at}' has to be a ${kindOf(from)}, as the type Texts says`);
    else fits[key] = isPart(wanted) && isPart(from) && !OPEN.has(at) ? fitting(wanted, from, `${at}.`, told) : wanted;
  }
  return fits;
};

const kindOf = (word: unknown): string => (typeof word === "function" ? "function" : isPart(word) ? "set of words" : "text");

/** A name that begins alike, or all of them. */
const near = (wanted: string, names: readonly string[]): string => {
  const alike = names.filter((name) => name.startsWith(wanted.slice(0, 3)));
  return `there is ${(alike.length > 0 ? alike : names).slice(0, 12).join(", ")}`;
};

/** What of a page's words can be used; what cannot is told, and the element's own stand in its place. */
export const usable = (texts: Texts, told: (problem: string) => void): Texts => fitting(texts, en, "", told) as Texts;

export const words = (locale: string, texts: Texts = {}): Words => {
  const own = inLanguage(locale, here);
  const merged = Object.entries(texts).map(([key, wanted]) => {
    const from = own[key as keyof Words];
    return [key, typeof from === "object" && typeof wanted === "object" ? { ...from, ...wanted } : wanted];
  });
  return { ...own, ...Object.fromEntries(merged) } as Words;
};
