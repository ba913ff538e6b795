/** The lab's words in the language of the page. */
import { inLocale } from "../../i18n";
import { en } from "./en";
import { type LabWords, zh } from "./zh";

export const labWords = (): LabWords => inLocale<LabWords>({ en, "zh-CN": zh });
