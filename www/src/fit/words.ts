/** Words of which products fit, in the language of the page. */
import { inLocale } from "../i18n";
import { en } from "./en";
import { type FitWords, zh } from "./zh";

export const fitWords = (): FitWords => inLocale<FitWords>({ en, "zh-CN": zh });
