/** Where conditions stand in a pack, and what they read. */
import type { PackDocument } from "prescreen/lab";

/** A condition as it is written. */
export type Written = { [key: string]: unknown };

export interface Placed {
  /** The pointer of the condition. */
  at: string;
  /** The pointer of the rule or promise that it is of. */
  owner: string;
  when: Written;
}

type Ruled = Record<string, unknown>;

const isObject = (value: unknown): value is Written => value !== null && typeof value === "object" && !Array.isArray(value);

/** The lists of rules that read answers, each with the fields that hold a condition. */
const LISTS: [at: string, of: (document: PackDocument) => readonly unknown[] | undefined | null, fields: string[]][] = [
  ["/classes/caps", ({ classes }) => classes.caps, ["when"]],
  ["/contradictions", ({ contradictions }) => contradictions, ["when"]],
  ["/eligibility", ({ eligibility }) => eligibility, ["when", "unless"]],
  ["/matching/rules", ({ matching }) => matching.rules, ["when", "unless"]],
  ["/gates", ({ gates }) => gates, ["requires"]],
  ["/permissions", ({ permissions }) => permissions, ["requires"]],
  ["/never", ({ never }) => never, ["when"]],
];

/** Every condition over answers, in the order of the pack. */
export const conditionsOf = (document: PackDocument): Placed[] => {
  const lowest = document.classes.lowest as unknown as Ruled;
  const found: Placed[] = isObject(lowest.when) ? [{ at: "/classes/lowest/when", owner: "/classes/lowest", when: lowest.when }] : [];
  for (const [at, of, fields] of LISTS)
    for (const [place, rule] of (of(document) ?? []).entries())
      for (const field of fields) {
        const when = (rule as Ruled)[field];
        if (isObject(when)) found.push({ at: `${at}/${place}/${field}`, owner: `${at}/${place}`, when });
      }
  return found;
};

/** The members of `$and`, `$or` and `$nor`, and the one of `$not`. */
const within = (key: string, asked: unknown): Written[] | undefined => {
  if (key === "$not") return isObject(asked) ? [asked] : [];
  return key === "$and" || key === "$or" || key === "$nor" ? (Array.isArray(asked) ? asked.filter(isObject) : []) : undefined;
};

/** Tells each test of a condition: its field and what is asked of it. */
export const testsOf = (when: Written, tell: (field: string, asked: unknown, of: Written) => void): void => {
  for (const [key, asked] of Object.entries(when)) {
    const inner = within(key, asked);
    if (inner) for (const one of inner) testsOf(one, tell);
    else tell(key, asked, when);
  }
};

export const reads = (when: Written, field: string): boolean => {
  let found = false;
  testsOf(when, (one) => {
    found ||= one === field;
  });
  return found;
};

/** The values that a test of a field names, as `$in`, `$eq` and the others have them. */
const valuesIn = (asked: unknown): unknown[] => {
  if (Array.isArray(asked)) return asked;
  if (!isObject(asked)) return [asked];
  return Object.entries(asked).flatMap(([operator, of]) => (operator === "$size" || operator === "$exists" ? [] : valuesIn(of)));
};

/** Whether a condition names a value of a field: an option of a question, a mark. */
export const names = (when: Written, field: string, value: string): boolean => {
  let found = false;
  testsOf(when, (one, asked) => {
    found ||= one === field && valuesIn(asked).includes(value);
  });
  return found;
};

/** Puts another in place of each value that a test names; `undefined` takes it out of its list. False where it cannot be taken out. */
const swapIn = (of: Written, key: string, value: string, next: string | undefined): boolean => {
  const asked = of[key];
  if (asked === value) {
    if (next === undefined) return false;
    of[key] = next;
    return true;
  }
  if (Array.isArray(asked)) {
    const left = asked.flatMap((one) => (one === value ? (next ?? []) : [one]));
    if (left.length === 0) return false;
    of[key] = left;
    return true;
  }
  return !isObject(asked) || Object.keys(asked).every((operator) => swapIn(asked, operator, value, next));
};

/** The same for a whole condition. What is left where it is false is no condition that says the same. */
export const swapValue = (when: Written, field: string, value: string, next: string | undefined): boolean => {
  let done = true;
  testsOf(when, (one, _, of) => {
    if (one === field && !swapIn(of, one, value, next)) done = false;
  });
  return done;
};

/** Calls a field by another name, at its place among the others. */
export const renameField = (when: Written, field: string, name: string): void => {
  for (const [key, asked] of Object.entries(when)) {
    for (const inner of within(key, asked) ?? []) renameField(inner, field, name);
    delete when[key];
    when[key === field ? name : key] = asked;
  }
};

/** Asks a field in another way, wherever it is asked. */
export const askOtherwise = (when: Written, field: string, otherwise: (asked: unknown) => unknown): void => {
  testsOf(when, (one, asked, of) => {
    if (one === field) of[one] = otherwise(asked);
  });
};
