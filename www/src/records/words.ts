/** Words of the page of records, in the language of the page. */
import { inLocale } from "../i18n";
import { en } from "./en";
import { type Words, zh } from "./zh";

export const words = (): Words => inLocale<Words>({ en, "zh-CN": zh });
