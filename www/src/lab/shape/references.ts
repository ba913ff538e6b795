/** What in a pack refers to a question, to one of its options or to a mark, and what becomes of it when that is taken out. */
import type { Item, PackDocument } from "prescreen/lab";
import { conditionsOf, names, type Placed, reads, swapValue, testsOf, type Written } from "./conditions";

/**
 * `goes`: it cannot stand without. `loses`: one answer fewer is named, and it says the same of everybody. `idle`: it stays, and
 * applies to nobody any more. `first`: every pack has it, so it has to be changed before.
 */
export type Fate = "goes" | "loses" | "idle" | "first";

export interface Reference {
  /** The pointer of the rule, promise or table. */
  at: string;
  fate: Fate;
}

const LOWEST = "/classes/lowest";

type Fits = "term" | "type";

/** The tables that say which products fit an answer. */
export const FITS: readonly Fits[] = ["term", "type"];

export const itemsOf = ({ questionnaire }: PackDocument): PackDocument["questionnaire"]["sections"][number]["items"] =>
  questionnaire.sections.flatMap((section) => section.items);

/** The owner stands once, with the hardest fate. */
const each = (references: Reference[]): Reference[] => {
  const hardest: Fate[] = ["first", "goes", "idle", "loses"];
  const by = new Map<string, Fate>();
  for (const { at, fate } of references) {
    const before = by.get(at);
    if (before === undefined || hardest.indexOf(fate) < hardest.indexOf(before)) by.set(at, fate);
  }
  return [...by].map(([at, fate]) => ({ at, fate }));
};

const gone = (owner: string): Reference => ({ at: owner, fate: owner === LOWEST ? "first" : "goes" });

/** Rules over a mark that no option carries any more once these are gone. */
const idle = (document: PackDocument, isGone: (item: string, option: string) => boolean): Reference[] => {
  const all = itemsOf(document).flatMap((item) =>
    item.options.flatMap((option) => (option.marks ?? []).map((mark) => ({ mark, gone: isGone(item.id, option.id) }))),
  );
  const lost = new Set(
    all.filter((one) => one.gone && !all.some((other) => other.mark === one.mark && !other.gone)).map(({ mark }) => mark),
  );
  return conditionsOf(document).flatMap(({ owner, when }): Reference[] =>
    [...lost].some((mark) => names(when, "marks", mark)) ? [{ at: owner, fate: "idle" }] : [],
  );
};

/** What refers to a question. */
export const referencesToItem = (document: PackDocument, item: string): Reference[] => {
  const rules = conditionsOf(document).flatMap(({ owner, when }) => (reads(when, item) ? [gone(owner)] : []));
  const shown = (document.contradictions ?? []).flatMap((one, place) =>
    one.items.includes(item)
      ? [{ at: `/contradictions/${place}`, fate: one.items.length > 1 ? ("loses" as const) : ("goes" as const) }]
      : [],
  );
  const fits = FITS.flatMap((fit): Reference[] =>
    document.matching[fit]?.item === item ? [{ at: `/matching/${fit}`, fate: "goes" }] : [],
  );
  return each([...rules, ...shown, ...fits, ...idle(document, (of) => of === item)]);
};

/** What refers to an option. */
export const referencesToOption = (document: PackDocument, item: string, option: string): Reference[] => {
  const rules = conditionsOf(document).flatMap(({ owner, when }): Reference[] => {
    if (!names(when, item, option)) return [];
    const without = JSON.parse(JSON.stringify(when)) as Written;
    return [swapValue(without, item, option, undefined) ? { at: owner, fate: "loses" } : gone(owner)];
  });
  return each([...rules, ...idle(document, (of, one) => of === item && one === option)]);
};

/** What asks of a question something that one of another kind cannot be asked: a number has no options, and one answer no count of them. */
export const referencesToKind = (document: PackDocument, item: string, kind: Item["kind"]): Reference[] => {
  const was = itemsOf(document).find(({ id }) => id === item)?.kind;
  if (was === kind || (was === "single" && kind === "multiple")) return [];
  const number = was === "number" || kind === "number";
  const isLost = ({ when }: Placed): boolean => {
    let lost = false;
    testsOf(when, (field, asked) => {
      lost ||= field === item && (number || /"\$(all|size)"/.test(JSON.stringify(asked)));
    });
    return lost;
  };
  const rules = conditionsOf(document).flatMap((one) => (isLost(one) ? [gone(one.owner)] : []));
  const fits = FITS.flatMap((fit): Reference[] =>
    number && document.matching[fit]?.item === item ? [{ at: `/matching/${fit}`, fate: "goes" }] : [],
  );
  return each([...rules, ...fits]);
};

/** Takes out rules, promises and tables by their pointers. */
export const removeOwners = (document: PackDocument, owners: string[]): void => {
  const places = owners.map((at) => {
    const [, list = "", place = ""] = /^(.*)\/([^/]+)$/.exec(at) ?? [];
    return { list, place, nth: /^\d+$/.test(place) ? Number(place) : -1 };
  });
  // The last of a list first: those before it keep their places.
  for (const { list, place } of places.sort((a, b) => b.nth - a.nth)) {
    const of = list
      .split("/")
      .slice(1)
      .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document);
    if (Array.isArray(of)) of.splice(Number(place), 1);
    else delete (of as Record<string, unknown>)[place];
  }
};
