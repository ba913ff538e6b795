/** Answers and facts in words, as a person reads them. */
import type { Answer, Fact, FactValue, Item } from "../core/types.js";
import { amount, moment, number, zoneName } from "./format.js";
import type { Scene } from "./scene.js";

type Saying = Pick<Scene, "say" | "words" | "locale">;

/** A moment, in seconds since 1970, by the clock of the pack's time zone, which is named. */
export const momentSaid = ({ words, locale, pack }: Pick<Scene, "words" | "locale" | "pack">, seconds: number): string => {
  const zone = pack.document.time_zone.name;
  return words.byClock(moment(seconds, locale, zone), zone, zoneName(seconds, locale, zone));
};

export const answerSaid = ({ say, words, locale }: Saying, item: Pick<Item, "id">, value: Answer | undefined): string => {
  if (value === undefined) return words.clarify.unanswered;
  if (typeof value === "number") return number(value, locale);
  return (Array.isArray(value) ? value : [value]).map((id) => say(`option.${item.id}.${id}`)).join(words.separator);
};

export const factSaid = ({ words, say, locale }: Saying, fact: Fact, value: FactValue): string => {
  if (typeof value === "boolean") return value ? words.facts.yes : words.facts.no;
  if (typeof value === "string") return fact.type === "choice" ? say(`fact.${fact.id}.${value}`) : value;
  if (fact.unit === "minor_units") return words.money(amount(value, fact.currency ?? "", locale), fact.currency ?? "");
  return `${number(value, locale)} ${words.unit[fact.unit ?? "count"] ?? ""}`.trim();
};
