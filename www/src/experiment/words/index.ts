/** The words of the experiments desk in the language of the page. */
import { inLocale } from "../../i18n";
import { en } from "./en";
import { type ExperimentWords, zh } from "./zh";

export const words = (): ExperimentWords => inLocale<ExperimentWords>({ en, "zh-CN": zh });
