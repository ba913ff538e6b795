/** What to say under a field, in plain words. It names the part to look at, blames nobody and repeats nothing. */
import { inLanguage } from "../../core/locale.js";
import type { FieldFinding } from "../check.js";
import { en } from "./en.js";
import { zh } from "./zh.js";

/** The sentence for a finding; none when nothing is to be corrected. */
export const fieldText = (finding: FieldFinding, locale: string): string | undefined =>
  finding?.part ? inLanguage(locale, { en, zh })[finding.part] : undefined;
