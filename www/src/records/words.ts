/** Words of the page of records, in the language of the page. */
import type { LedgerAccount } from "prescreen/statements";
import { inLocale } from "../i18n";
import { en as correctEn } from "./correct/en";
import { type CorrectWords, zh as correctZh } from "./correct/zh";
import { en as declareEn } from "./declare/en";
import { type DeclareWords, zh as declareZh } from "./declare/zh";
import { en } from "./en";
import { en as mappingEn } from "./mapping/en";
import { type MappingWords, zh as mappingZh } from "./mapping/zh";
import { en as problemsEn } from "./problems/en";
import { type ProblemWords, zh as problemsZh } from "./problems/zh";
import { en as wholeEn } from "./whole/en";
import { type WholeWords, zh as wholeZh } from "./whole/zh";
import { type Words, zh } from "./zh";

export const words = (): Words => inLocale<Words>({ en, "zh-CN": zh });
export const problemWords = (): ProblemWords => inLocale<ProblemWords>({ en: problemsEn, "zh-CN": problemsZh });
export const correctWords = (): CorrectWords => inLocale<CorrectWords>({ en: correctEn, "zh-CN": correctZh });
export const declareWords = (): DeclareWords => inLocale<DeclareWords>({ en: declareEn, "zh-CN": declareZh });
export const mappingWords = (): MappingWords => inLocale<MappingWords>({ en: mappingEn, "zh-CN": mappingZh });
export const wholeWords = (): WholeWords => inLocale<WholeWords>({ en: wholeEn, "zh-CN": wholeZh });

/** Who keeps an account; of a layout of the person's own nobody knows. */
export const keeperOf = (institution: string): string => {
  if (/^own(?:-|$)/.test(institution)) return mappingWords().own.institution;
  return words().institution[institution] ?? institution.toUpperCase();
};

/** Who keeps an account, what it is, and its last digits. */
export const accountName = ({ institution, kind, name = "" }: Pick<LedgerAccount, "institution" | "kind" | "name">): string => {
  const text = words();
  return [`${keeperOf(institution)} ${text.account[kind]}`, name.replace(/\D/g, "").slice(-4)].filter(Boolean).join(" ");
};
