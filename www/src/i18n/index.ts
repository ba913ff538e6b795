/** Language of the page: on the root element, where `public/preferences.js` sets it before the first paint; kept as a preference only. */
import { en } from "./en";
import { type Words, zh } from "./zh";

/** The languages of the site. */
export type Locale = "zh-CN" | "en";
/** A text that the server sends in both languages. */
export type Text = Record<Locale, string>;

export const locale = (): Locale => (document.documentElement.lang === "en" ? "en" : "zh-CN");

/** What is there once for each language, in the language of the page. */
export const inLocale = <Words>(each: Readonly<Record<Locale, Words>>): Words => each[locale()];

/** The language that the page is not in. */
export const otherLocale = (): Locale => inLocale({ en: "zh-CN", "zh-CN": "en" });

export const words = (): Words => inLocale<Words>({ en, "zh-CN": zh });

export const say = (text: Partial<Record<string, string>>): string => text[locale()] ?? text.en ?? "";

export const setLocale = (next: Locale): void => {
  document.documentElement.lang = next;
  keep("language", next);
};

/** Keeps and announces a preference. Storage can be switched off; it is then lost, nothing else. */
export const keep = (key: "language" | "theme" | "size", value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* preferences are a convenience */
  }
  document.dispatchEvent(new Event("site-preference"));
};
