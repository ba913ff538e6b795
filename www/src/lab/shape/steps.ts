/** How one document becomes another: the fewest changes of its text, so that all else stays as it is written. */
import { escaped } from "../differences";
import { type Change, insertAt, ordered, putAt, renamedAt } from "../places";

/** One change; each is of the document that the changes before it left. `set` puts a value in place of another. */
export type Step =
  | { kind: "set"; at: string; value: unknown }
  | { kind: "put"; at: string; value: unknown }
  | { kind: "insert"; at: string; place: number; value: unknown }
  | { kind: "order"; at: string; order: number[] }
  | { kind: "rename"; at: string; name: string };

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => value !== null && typeof value === "object" && !Array.isArray(value);

const alike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The ids of a list whose members are told by them; none for another list. */
const idsOf = (list: unknown[]): string[] | undefined => {
  const ids = list.flatMap((one) => (isObject(one) && typeof one.id === "string" ? [one.id] : []));
  return ids.length === list.length && new Set(ids).size === ids.length ? ids : undefined;
};

/** Members of lists are told by their ids. */
export const steps = (before: unknown, now: unknown, at = ""): Step[] => {
  if (before === now) return [];
  if (isObject(before) && isObject(now)) return ofObjects(before, now, at);
  if (Array.isArray(before) && Array.isArray(now)) {
    const [was, is] = [idsOf(before), idsOf(now)];
    if (was && is) return ofLists({ list: before, ids: was }, { list: now, ids: is }, at);
  }
  return alike(before, now) ? [] : [{ kind: "set", at, value: now }];
};

const ofObjects = (before: Json, now: Json, at: string): Step[] => {
  const has = (of: Json, key: string): boolean => Object.hasOwn(of, key);
  const gone = new Set(Object.keys(before).filter((key) => !has(now, key)));
  const came = Object.keys(now).filter((key) => !has(before, key));
  const place = (key: string): string => `${at}/${escaped(key)}`;
  const renamed: Step[] = [];
  const added: Step[] = [];
  for (const key of came) {
    const old = [...gone].find((one) => alike(before[one], now[key]));
    if (old === undefined) added.push({ kind: "put", at: place(key), value: now[key] });
    else {
      gone.delete(old);
      renamed.push({ kind: "rename", at: place(old), name: key });
    }
  }
  // What comes stands before what goes is taken out: an object is never empty meanwhile.
  const removed = [...gone].map((key): Step => ({ kind: "put", at: place(key), value: undefined }));
  const stay = Object.keys(now).filter((key) => has(before, key));
  return [...renamed, ...added, ...removed, ...stay.flatMap((key) => steps(before[key], now[key], place(key)))];
};

interface Told {
  list: unknown[];
  ids: string[];
}

const ofLists = (before: Told, now: Told, at: string): Step[] => {
  const same = before.ids.every(
    (id, place) => now.ids[place] === id || !(now.ids.includes(id) || before.ids.includes(now.ids[place] ?? "")),
  );
  // A member whose id is another one is still that member.
  if (before.ids.length === now.ids.length && same)
    return now.list.flatMap((one, place) => steps(before.list[place], one, `${at}/${place}`));
  const gone = before.ids.flatMap((id, place) => (now.ids.includes(id) ? [] : [place])).reverse();
  const left = before.ids.filter((id) => now.ids.includes(id));
  const stay = now.ids.filter((id) => before.ids.includes(id));
  const order = stay.map((id) => left.indexOf(id));
  const moved = order.some((was, place) => was !== place);
  const came = now.ids.flatMap((id, place) => (before.ids.includes(id) ? [] : [place]));
  return [
    ...gone.map((place): Step => ({ kind: "put", at: `${at}/${place}`, value: undefined })),
    ...(moved ? [{ kind: "order" as const, at, order }] : []),
    ...came.map((place): Step => ({ kind: "insert", at, place, value: now.list[place] })),
    ...now.ids.flatMap((id, place) => {
      const was = before.ids.indexOf(id);
      return was < 0 ? [] : steps(before.list[was], now.list[place], `${at}/${place}`);
    }),
  ];
};

/** Steps that can be taken at once: those that move nothing lead to the same places before and after each other. */
export const batches = (all: Step[]): Step[][] => {
  const found: Step[][] = [];
  const still = (step?: Step): boolean => step?.kind === "set" || step?.kind === "rename";
  for (const step of all) {
    const last = found.at(-1);
    if (last && still(last[0]) && still(step)) last.push(step);
    else found.push([step]);
  }
  return found;
};

/** What a step changes in a text. */
export const changesOf = (text: string, step: Step): Change[] => {
  switch (step.kind) {
    case "set":
    case "put":
      return [putAt(text, step.at, step.value) ?? []].flat();
    case "insert":
      return [insertAt(text, step.at, step.place, step.value) ?? []].flat();
    case "order":
      return ordered(text, step.at, step.order);
    case "rename":
      return [renamedAt(text, step.at, step.name) ?? []].flat();
  }
};
