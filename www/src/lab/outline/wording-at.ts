/** Where a text stands in the language of the page, or else in the first of the pack. */
import { locale } from "../../i18n";
import type { Desk } from "../desk";
import { escaped } from "../differences";

export const wordingAt = ({ draft }: Desk, key: string): string => {
  const locales = draft?.document?.locales ?? [];
  return `/texts/${locales.includes(locale()) ? locale() : locales[0]}/${escaped(key)}`;
};
