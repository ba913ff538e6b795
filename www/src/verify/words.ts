/** Words of the page that verifies, in the language of the page. */
import { inLocale } from "../i18n";
import { en } from "./en";
import { type VerifyWords, zh } from "./zh";

export const words = (): VerifyWords => inLocale<VerifyWords>({ en, "zh-CN": zh });
