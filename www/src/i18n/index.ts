/** Language of the page: read from the root element, kept as a preference only. */
import { en } from "./en";
import { zh, type Words } from "./zh";

export type Locale = "zh-CN" | "en";
/** A text that the server sends in both languages. */
export type Text = Record<Locale, string>;

export const locale = (): Locale => (document.documentElement.lang === "en" ? "en" : "zh-CN");

export const words = (): Words => (locale() === "en" ? en : zh);

export const say = (text: Partial<Record<string, string>>): string => text[locale()] ?? text.en ?? "";

export const setLocale = (next: Locale): void => {
  document.documentElement.lang = next;
  keep("language", next);
};

/** Keeps and announces a preference. Storage can be switched off; it is then lost, nothing else. */
export const keep = (key: "language" | "theme", value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* preferences are a convenience */
  }
  document.dispatchEvent(new Event("site-preference"));
};
