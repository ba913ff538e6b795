/** Reads an access condition as a list to check: one fact each, with what is needed and what the firm holds. Decides nothing. */
import type { Fact, FactValue, PackDocument } from "prescreen";

export type Standing = "met" | "unmet" | "unknown";

export interface Requirement {
  fact: Fact;
  /** The least number, or the one value, that is needed. */
  need: { least: number } | { value: FactValue };
  have: FactValue | undefined;
  standing: Standing;
}

/** Any one of them is enough. */
export interface Alternatives {
  oneOf: Requirement[][];
}

export type Condition = Requirement | Alternatives;

/** None where the condition has a form that is no such list; it is then told in words alone. */
export const conditions = (
  requires: unknown,
  document: Pick<PackDocument, "facts">,
  held: Record<string, FactValue>,
): Condition[] | undefined => {
  if (!isObject(requires)) return undefined;
  const found: Condition[] = [];
  for (const [key, inner] of Object.entries(requires)) {
    const part =
      key === "$or" ? alternatives(inner, document, held) : key === "$and" ? all(inner, document, held) : one(key, inner, document, held);
    if (!part) return undefined;
    found.push(...part);
  }
  return found;
};

/** Those that lack something: of alternatives, all of them where none is met. */
export const lacking = (all: readonly Condition[]): Condition[] =>
  all.filter((condition) =>
    "oneOf" in condition ? !condition.oneOf.some((each) => each.every(({ standing }) => standing === "met")) : condition.standing !== "met",
  );

type Reading = [document: Pick<PackDocument, "facts">, held: Record<string, FactValue>];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const all = (parts: unknown, ...reading: Reading): Condition[] | undefined => {
  if (!Array.isArray(parts)) return undefined;
  const read = parts.map((part) => conditions(part, ...reading));
  return read.every((part) => part !== undefined) ? read.flat() : undefined;
};

const alternatives = (parts: unknown, ...reading: Reading): [Alternatives] | undefined => {
  if (!Array.isArray(parts)) return undefined;
  const oneOf: Requirement[][] = [];
  for (const part of parts) {
    const read = conditions(part, ...reading);
    if (!read?.every((condition): condition is Requirement => "fact" in condition)) return undefined;
    oneOf.push(read);
  }
  return [{ oneOf }];
};

const one = (id: string, wanted: unknown, ...[document, held]: Reading): [Requirement] | undefined => {
  const fact = document.facts.find((known) => known.id === id);
  const need = needOf(wanted);
  if (!fact || !need) return undefined;
  const have = held[id];
  const holds = "least" in need ? typeof have === "number" && have >= need.least : have === need.value;
  return [{ fact, need, have, standing: have === undefined ? "unknown" : holds ? "met" : "unmet" }];
};

const needOf = (wanted: unknown): Requirement["need"] | undefined => {
  if (typeof wanted === "boolean" || typeof wanted === "number" || typeof wanted === "string") return { value: wanted };
  if (!isObject(wanted) || Object.keys(wanted).length !== 1) return undefined;
  if (typeof wanted.$gte === "number") return { least: wanted.$gte };
  const { $eq: value } = wanted;
  return typeof value === "boolean" || typeof value === "number" || typeof value === "string" ? { value } : undefined;
};
