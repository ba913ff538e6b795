/** Answers and facts as a person would say them. */
import { amount } from "../format";
import type { Names } from "./names";
import { labWords } from "./words";

export const answer = (item: string, given: unknown, names: Names): string => {
  if (given === undefined || given === null) return labWords().applicant.unanswered;
  const list = Array.isArray(given) ? given : [given];
  return list.map((one) => (typeof one === "string" ? names.option(item, one) : String(one))).join(" · ");
};

export const factValue = (id: string, value: unknown, names: Names): string => {
  const text = labWords().applicant;
  const fact = names.document.facts.find((one) => one.id === id);
  if (typeof value === "boolean") return value ? text.yes : text.no;
  if (typeof value === "number") return amount(value, fact);
  if (fact?.type === "choice") return names.text(`fact.${id}.${String(value)}`) ?? String(value);
  return String(value);
};
