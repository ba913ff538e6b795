/** Reads an access condition as measures that a meter can show: a fact and the least value it needs. */
import type { Fact, FactValue, PackDocument } from "prescreen";

export interface Measure {
  fact: Fact;
  need: number;
  have: number | undefined;
  /** Whether any one of several such measures is enough. */
  alternative: boolean;
}

export const measures = (requires: unknown, document: PackDocument, held: Record<string, FactValue>): Measure[] => {
  const found: Measure[] = [];
  collect(requires, (field, need, alternative) => {
    const fact = document.facts.find((one) => one.id === field);
    if (fact?.type !== "integer" || found.some((one) => one.fact.id === field)) return;
    const value = held[field];
    found.push({ fact, need, have: typeof value === "number" ? value : undefined, alternative });
  });
  return found;
};

type Found = (field: string, need: number, alternative: boolean) => void;

const collect = (condition: unknown, found: Found, alternative = false): void => {
  if (Array.isArray(condition)) {
    for (const part of condition) collect(part, found, alternative);
    return;
  }
  if (typeof condition !== "object" || condition === null) return;
  for (const [key, inner] of Object.entries(condition)) {
    if (key === "$and" || key === "$or") collect(inner, found, alternative || key === "$or");
    else if (!key.startsWith("$") && typeof inner === "object" && inner !== null) {
      const least: unknown = (inner as Record<string, unknown>).$gte;
      if (typeof least === "number") found(key, least, alternative);
    }
  }
};
