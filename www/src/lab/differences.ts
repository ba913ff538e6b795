/** Where two JSON documents differ: the smallest values that do, each with a pointer to it. */

export interface Difference {
  at: string;
  /** Not there when the first has nothing at this place. */
  a?: unknown;
  b?: unknown;
  /** The members of a list stand in another order: `a` and `b` are the ids of those that both have. */
  order?: true;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => value !== null && typeof value === "object" && !Array.isArray(value);

/** A name as a step of a pointer. */
export const escaped = (step: string): string => step.replace(/~/g, "~0").replace(/\//g, "~1");

/** Conditions: half of one means something else. */
const WHOLE = /\/(when|unless|requires)$/;

/** The members of a list by their ids, where each has one of its own. */
const named = (list: unknown[]): Map<string, number> | undefined => {
  const ids = list.map((one) => (isObject(one) && typeof one.id === "string" ? one.id : undefined));
  const places = new Map(ids.flatMap((id, place) => (id === undefined ? [] : [[id, place] as const])));
  return places.size === list.length ? places : undefined;
};

/** Two lists whose members are told by their ids; none where they are not. */
const byName = (a: unknown[], b: unknown[], at: string): Difference[] | undefined => {
  const [before, now] = [named(a), named(b)];
  if (!before || !now) return undefined;
  const [was, is] = [[...before.keys()].filter((id) => now.has(id)), [...now.keys()].filter((id) => before.has(id))];
  const order = was.join(" ") === is.join(" ") ? [] : [{ at, a: was, b: is, order: true as const }];
  const members = [...now].flatMap(([id, place]): Difference[] => {
    const was = before.get(id);
    return was === undefined ? [{ at: `${at}/${place}`, b: b[place] }] : differences(a[was], b[place], `${at}/${place}`);
  });
  const gone = [...before].filter(([id]) => !now.has(id)).map(([, place]): Difference => ({ at: `${at}/-`, a: a[place] }));
  return [...order, ...members, ...gone];
};

/**
 * Members of lists are told by their ids where each has one: what is gone stands at `-`. Other lists of another length are one
 * difference; so is a condition.
 */
export const differences = (a: unknown, b: unknown, at = ""): Difference[] => {
  if (a === b) return [];
  if (WHOLE.test(at)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ at, a, b }];
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => {
      const here = `${at}/${escaped(key)}`;
      if (!(key in a)) return [{ at: here, b: b[key] }];
      return key in b ? differences(a[key], b[key], here) : [{ at: here, a: a[key] }];
    });
  }
  const told = Array.isArray(a) && Array.isArray(b) ? byName(a, b, at) : undefined;
  if (told) return told;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((one, place) => differences(one, b[place], `${at}/${place}`));
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ at, a, b }];
};
