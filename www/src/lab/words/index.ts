/** The lab's words in the language of the page. */
import { locale } from "../../i18n";
import { en } from "./en";
import { zh, type LabWords } from "./zh";

export const labWords = (): LabWords => (locale() === "en" ? en : zh);
