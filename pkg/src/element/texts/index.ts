/** The element's own words in one language, with what a page wants otherwise. */
import { inLanguage } from "../../core/locale.js";
import { de } from "./de.js";
import { en, type Words } from "./en.js";
import { zh } from "./zh.js";

export type { Words } from "./en.js";

/** Words of one part, or the one that it is: what makes a sentence of figures stays a function. */
type Own<Part> = Part extends string | ((...given: never[]) => unknown) ? Part : Partial<Part>;

/** Replaces any of the element's words; the same for every language. */
export type Texts = { [Key in keyof Words]?: Own<Words[Key]> };

export const words = (locale: string, texts: Texts = {}): Words => {
  const own = inLanguage(locale, { en, zh, de });
  const merged = Object.entries(texts).map(([key, wanted]) => {
    const from = own[key as keyof Words];
    return [key, typeof from === "object" && typeof wanted === "object" ? { ...from, ...wanted } : wanted];
  });
  return { ...own, ...Object.fromEntries(merged) } as Words;
};
