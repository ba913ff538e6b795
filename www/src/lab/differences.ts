/** Where two JSON documents differ: the smallest values that do, each with a pointer to it. */

export interface Difference {
  at: string;
  /** Not there when the first has nothing at this place. */
  a?: unknown;
  b?: unknown;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => value !== null && typeof value === "object" && !Array.isArray(value);

/** A name as a step of a pointer. */
export const escaped = (step: string): string => step.replace(/~/g, "~0").replace(/\//g, "~1");

/** Conditions: half of one means something else. */
const WHOLE = /\/(when|unless|requires)$/;

/** Lists of another length are one difference, as their members have no names by which to tell them; so is a condition. */
export const differences = (a: unknown, b: unknown, at = ""): Difference[] => {
  if (WHOLE.test(at)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ at, a, b }];
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => {
      const here = `${at}/${escaped(key)}`;
      if (!(key in a)) return [{ at: here, b: b[key] }];
      return key in b ? differences(a[key], b[key], here) : [{ at: here, a: a[key] }];
    });
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((one, place) => differences(one, b[place], `${at}/${place}`));
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ at, a, b }];
};
