/** A promise's condition as a form has it: tests joined by "and" and "or"; read from a pack and written back. */
import type { Names } from "./names";

type Json = Record<string, unknown>;

/** What a field holds, which decides how it is asked for. */
export type Kind = "choice" | "set" | "number" | "date" | "boolean";
export type Operator = "$in" | "$nin" | "$size" | "$eq" | "$gt" | "$gte" | "$lt" | "$lte";

export interface Test {
  field: string;
  operator: Operator;
  /** A list for `$in` and `$nin`. */
  value: unknown;
}

export interface Group {
  join: "$and" | "$or";
  parts: Part[];
}

export type Part = Test | Group;

/** Something that a condition can ask for. */
export interface Field {
  id: string;
  kind: Kind;
  /** Of a choice or a set. */
  options: string[];
}

/** The operators of each kind; the first is the usual one. */
export const operators: Record<Kind, Operator[]> = {
  choice: ["$in", "$nin"],
  set: ["$in", "$nin", "$size"],
  number: ["$gte", "$gt", "$lte", "$lt", "$eq"],
  date: ["$gte", "$gt", "$lte", "$lt", "$eq"],
  boolean: ["$eq"],
};

const kinds: Record<string, Kind> = {
  single: "choice",
  multiple: "set",
  choice: "choice",
  integer: "number",
  number: "number",
  date: "date",
  boolean: "boolean",
};

/** Everything that a promise may read: questions, facts, and marks where options carry any. */
export const fieldsOf = ({ items, document }: Names): Field[] => {
  const known = (id: string, kind: string, options: string[]): Field[] => {
    const of = kinds[kind];
    return of ? [{ id, kind: of, options }] : [];
  };
  const marks = [...new Set(items.flatMap(({ options }) => options.flatMap((option) => option.marks ?? [])))];
  return [
    ...items.flatMap(({ id, kind, options }) =>
      known(
        id,
        kind,
        (options ?? []).map((option) => option.id),
      ),
    ),
    ...document.facts.flatMap((fact) => known(fact.id, fact.type, fact.options ?? [])),
    ...(marks.length > 0 ? known("marks", "multiple", marks) : []),
  ];
};

const isObject = (value: unknown): value is Json => value !== null && typeof value === "object" && !Array.isArray(value);

/** The condition has something that no form shows; it stays as it is in the text. */
class Beyond extends Error {}

const readTest = (field: Field, operator: string, value: unknown): Test => {
  const listed = field.kind === "choice" && (operator === "$eq" || operator === "$ne");
  const test: Test = listed
    ? { field: field.id, operator: operator === "$eq" ? "$in" : "$nin", value: [value] }
    : { field: field.id, operator: operator as Operator, value };
  const isList = test.operator === "$in" || test.operator === "$nin";
  if (!operators[field.kind].includes(test.operator) || isList !== Array.isArray(test.value) || isObject(value)) throw new Beyond();
  return test;
};

const readParts = (condition: unknown, fields: Map<string, Field>): Part[] => {
  if (!isObject(condition)) throw new Beyond();
  return Object.entries(condition).flatMap(([key, asked]): Part[] => {
    if (key === "$and" || key === "$or") {
      if (!Array.isArray(asked)) throw new Beyond();
      return [{ join: key, parts: asked.map((one) => single({ join: "$and", parts: readParts(one, fields) })) }];
    }
    const field = fields.get(key);
    if (!field) throw new Beyond();
    if (!isObject(asked)) return [readTest(field, "$eq", asked)];
    return Object.entries(asked).map(([operator, value]) => readTest(field, operator, value));
  });
};

/** A group of one part is that part. */
const single = (group: Group): Part => (group.parts.length === 1 ? (group.parts[0] as Part) : group);

/** None where it asks something that a form has no fields for. */
export const read = (condition: unknown, fields: Field[]): Group | undefined => {
  try {
    const part = single({ join: "$and", parts: readParts(condition, new Map(fields.map((field) => [field.id, field]))) });
    return "join" in part ? part : { join: "$and", parts: [part] };
  } catch (problem) {
    if (problem instanceof Beyond) return undefined;
    throw problem;
  }
};

const writeTest = ({ field, operator, value }: Test, fields: Field[]): Json => {
  const plain = operator === "$in" && (value as unknown[]).length === 1 && fields.find(({ id }) => id === field)?.kind === "choice";
  if (plain) return { [field]: (value as unknown[])[0] };
  return { [field]: operator === "$eq" ? value : { [operator]: value } };
};

/** Tests of different fields, or of one by different operators, stand in one object. */
const merged = (tests: Json[]): Json | undefined => {
  const whole: Json = {};
  for (const [field, asked] of tests.flatMap((one) => Object.entries(one))) {
    const before = whole[field];
    if (before === undefined) whole[field] = asked;
    else if (isObject(before) && isObject(asked) && Object.keys(asked).every((key) => !(key in before)))
      whole[field] = { ...before, ...asked };
    else return undefined;
  }
  return whole;
};

export const write = ({ join, parts }: Group, fields: Field[]): Json => {
  const all = parts.map((part) => ("join" in part ? write(part, fields) : writeTest(part, fields)));
  const [first] = all;
  if (all.length === 1 && first) return first;
  const flat = join === "$and" && parts.every((part) => !("join" in part)) ? merged(all) : undefined;
  return flat ?? { [join]: all };
};

/** A value to begin with. */
const first = (kind: Kind, operator: Operator, options: string[]): unknown => {
  if (operator === "$in" || operator === "$nin") return options.slice(0, 1);
  if (kind === "boolean") return true;
  return kind === "date" ? "2000-01-01" : 0;
};

/** The usual test of a field. */
export const testOf = ({ id, kind, options }: Field, operator: Operator = operators[kind][0] as Operator): Test => ({
  field: id,
  operator,
  value: first(kind, operator, options),
});

/** The same test by another operator, with what was given as far as it fits. */
export const asked = (test: Test, field: Field, operator: Operator): Test => {
  const listed = (one: Operator): boolean => one === "$in" || one === "$nin";
  const fits = listed(operator) === listed(test.operator) && (operator === "$size") === (test.operator === "$size");
  return fits ? { ...test, operator } : testOf(field, operator);
};
