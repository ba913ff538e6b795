/** What the check of a pack says, in the language of the page: in Chinese by the English sentence, with its values. */
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "prescreen/lab";
import { locale } from "../i18n";
import { labWords } from "./words";
import { findingsInChinese, kindsInChinese } from "./words/findings-zh";
import { variantFindingsInChinese } from "./words/variant-zh";

/** What was found in place of what is expected, at the end of a sentence. */
const FOUND = /, found '(.*)'$/s;

const patternOf = (english: string): RegExp =>
  new RegExp(
    `^${english
      .split("{}")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("(.+?)")}$`,
    "s",
  );

const patterns = [...variantFindingsInChinese, ...findingsInChinese].map(([english, chinese]) => [patternOf(english), chinese] as const);

/** None where the sentence has no Chinese one. */
export const inChinese = (message: string): string | undefined => {
  const said = message.replace(FOUND, "");
  for (const [pattern, chinese] of patterns) {
    const values = pattern.exec(said);
    if (!values) continue;
    const found = FOUND.exec(message)?.[1];
    const told = chinese.replace(/\{(\d)\}/g, (_, place) => kindsInChinese[values[Number(place)] ?? ""] ?? values[Number(place)] ?? "");
    return found === undefined ? told : `${told}这里写的是「${found}」。`;
  }
  return undefined;
};

/** A finding in words; one that has none in this language stands as the check wrote it, marked as such. */
export const worded = ({ message, help }: Pick<Problem, "message" | "help">): TemplateResult => {
  const told = locale() === "zh-CN" ? inChinese(message) : undefined;
  if (told !== undefined) return html`<span>${told}</span>`;
  const { asWritten } = labWords().findings;
  return html`<span>${asWritten}<span lang="en">${message}${help ? html` <span class="quiet">${help}</span>` : nothing}</span></span>`;
};
