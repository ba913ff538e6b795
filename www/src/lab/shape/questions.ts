/** Questions and sections of a pack: added, moved, renamed, of another kind, taken out; all that refers to them follows. */
import type { Choice, Item, PackDocument } from "prescreen/lab";
import { askOtherwise, conditionsOf, renameField } from "./conditions";
import { FITS, itemsOf, type Reference, removeOwners } from "./references";
import { begun } from "./begun";
import { recall, say, tidy, unsay } from "./texts";

export type Kind = Item["kind"];

/** An id that nothing of a kind has yet: what it begins with, and a number. */
export const freeId = (begins: string, taken: Iterable<string>): string => {
  const all = new Set(taken);
  let nth = 1;
  while (all.has(`${begins}-${nth}`)) nth += 1;
  return `${begins}-${nth}`;
};

/** Questions and facts share their names. */
const fieldNames = (document: PackDocument): string[] => [...itemsOf(document), ...document.facts].map(({ id }) => id);

/** The fields that every pack has. */
const BUILT_IN = new Set(["marks", "class", "grade", "type", "term", "tags", "grade_fits", "term_fits", "type_fits", "earlier_fits"]);

/** Whether a question may be called so. */
export const isFreeName = (document: PackDocument, name: string): boolean =>
  /^[a-z0-9_-]{1,64}$/.test(name) && !BUILT_IN.has(name) && !fieldNames(document).includes(name);

/** The dimensions in which options score. */
export const basics = ({ classes }: PackDocument): string[] =>
  classes.dimensions.filter((one) => (one.sum_of ?? []).length === 0).map(({ id }) => id);

export interface Spot {
  section: number;
  place: number;
}

export const spotOf = ({ questionnaire }: PackDocument, item: string): Spot | undefined => {
  for (const [section, { items }] of questionnaire.sections.entries()) {
    const place = items.findIndex(({ id }) => id === item);
    if (place >= 0) return { section, place };
  }
  return undefined;
};

const itemOf = (document: PackDocument, item: string): Item | undefined => itemsOf(document).find(({ id }) => id === item);

/** A question that can be answered and scores nothing yet, so that nobody's class changes, at the end of a section; gives its id. */
export const addItem = (document: PackDocument, section: number): string => {
  const id = freeId("question", fieldNames(document));
  const [dimension] = basics(document);
  const options = [1, 2].map((nth): Choice => ({ id: `option-${nth}`, ...(dimension && { points: { [dimension]: 0 } }) }));
  document.questionnaire.sections[section]?.items.push({ id, kind: "single", options });
  say(document, `item.${id}`, begun.question);
  say(document, `item.${id}.why`, begun.why);
  for (const option of options) say(document, `option.${id}.${option.id}`, begun.option(option.id.slice("option-".length)));
  return id;
};

/** A section with one question, after all others; gives its id. */
export const addSection = (document: PackDocument): string => {
  const { sections } = document.questionnaire;
  const id = freeId(
    "section",
    sections.map((one) => one.id),
  );
  sections.push({ id, items: [] });
  say(document, `section.${id}`, begun.section);
  addItem(document, sections.length - 1);
  return id;
};

/** Moves a question to a place of a section, counted without it. */
export const moveItem = (document: PackDocument, item: string, to: Spot): void => {
  const from = spotOf(document, item);
  const { sections } = document.questionnaire;
  const [moved] = from ? (sections[from.section]?.items.splice(from.place, 1) ?? []) : [];
  if (moved) sections[to.section]?.items.splice(to.place, 0, moved);
};

/** Where a question comes to by one place up or down, into the section beside its own from its end; none at the very end. */
export const beside = ({ questionnaire: { sections } }: PackDocument, { section, place }: Spot, step: 1 | -1): Spot | undefined => {
  const next = place + step;
  if (next >= 0 && next < (sections[section]?.items.length ?? 0)) return { section, place: next };
  const other = sections[section + step];
  return other && { section: section + step, place: step === 1 ? 0 : other.items.length };
};

/** Moves a member of a list by a place. */
export const moveIn = <T>(list: T[], from: number, to: number): void => {
  const [moved] = list.splice(from, 1);
  if (moved !== undefined) list.splice(to, 0, moved);
};

/** Calls a question by another name, wherever it is named. */
export const renameItem = (document: PackDocument, item: string, name: string): void => {
  const renamed = itemOf(document, item);
  if (!renamed) return;
  renamed.id = name;
  for (const { when } of conditionsOf(document)) renameField(when, item, name);
  for (const one of document.contradictions ?? []) one.items = one.items.map((id) => (id === item ? name : id));
  for (const fit of FITS) {
    const table = document.matching[fit];
    if (table?.item === item) table.item = name;
  }
  const parts = [`item.${item}.`, `option.${item}.`];
  recall(document, (key) => {
    if (key === `item.${item}`) return `item.${name}`;
    const part = parts.find((one) => key.startsWith(one));
    return part ? `${part.split(".")[0]}.${name}.${key.slice(part.length)}` : key;
  });
};

/** Calls a section by another name. */
export const renameSection = (document: PackDocument, section: number, name: string): void => {
  const renamed = document.questionnaire.sections[section];
  if (!renamed) return;
  const old = `section.${renamed.id}`;
  renamed.id = name;
  recall(document, (key) => (key === old ? `section.${name}` : key));
};

const withIts = (document: PackDocument, references: Reference[], change: () => void): void => {
  const before = JSON.parse(JSON.stringify(document)) as PackDocument;
  removeOwners(
    document,
    references.filter(({ fate }) => fate === "goes").map(({ at }) => at),
  );
  change();
  tidy(document, before);
};

/** Takes out a question, with what cannot stand without it. */
export const removeItem = (document: PackDocument, item: string, references: Reference[]): void =>
  withIts(document, references, () => dropItem(document, item));

const dropItem = (document: PackDocument, item: string): void => {
  for (const section of document.questionnaire.sections) section.items = section.items.filter(({ id }) => id !== item);
  for (const one of document.contradictions ?? []) one.items = one.items.filter((id) => id !== item);
  unsay(document, (key) => key === `item.${item}` || key.startsWith(`item.${item}.`) || key.startsWith(`option.${item}.`));
};

/** Takes out a section with its questions, and what cannot stand without them. */
export const removeSection = (document: PackDocument, section: number, references: Reference[]): void =>
  withIts(document, references, () => {
    const removed = document.questionnaire.sections[section];
    if (!removed) return;
    for (const { id } of removed.items) dropItem(document, id);
    document.questionnaire.sections.splice(section, 1);
    unsay(document, (key) => key === `section.${removed.id}`);
  });

/** What a choice is asked, of a set: whether it is among those chosen. */
const asSet = (asked: unknown): unknown => {
  if (typeof asked === "string") return { $in: [asked] };
  const { $eq, $ne, ...rest } = asked as Record<string, unknown>;
  return { ...rest, ...($eq !== undefined && { $in: [$eq] }), ...($ne !== undefined && { $nin: [$ne] }) };
};

/** Makes a question of another kind; `references`: what asks it something that the new kind cannot be asked. */
export const setKind = (document: PackDocument, item: string, kind: Kind, references: Reference[]): void =>
  withIts(document, references, () => {
    const changed = itemOf(document, item);
    if (!changed) return;
    changed.kind = kind;
    delete changed.pick;
    if (kind === "multiple") changed.pick = scoredIn(changed).length > 1 ? "sum" : "max";
    for (const [place, option] of changed.options.entries()) {
      delete option.from;
      delete option.to;
      if (kind !== "multiple") delete option.alone;
      if (kind !== "number") continue;
      if (place > 0) option.from = place;
      if (place < changed.options.length - 1) option.to = place;
    }
    if (kind === "multiple") for (const { when } of conditionsOf(document)) askOtherwise(when, item, asSet);
  });

/** The dimensions in which any of its options scores. */
export const scoredIn = ({ options }: Item): string[] => [...new Set(options.flatMap(({ points }) => Object.keys(points ?? {})))];

/** Lets the options score in a dimension, or in it no more; the one highest option counts in one dimension alone. */
export const setScored = (document: PackDocument, item: string, dimension: string, scores: boolean): void => {
  const changed = itemOf(document, item);
  for (const option of changed?.options ?? []) {
    const points = Object.entries(option.points ?? {}).filter(([id]) => id !== dimension && !(scores && changed?.pick === "max"));
    option.points = Object.fromEntries(scores ? [...points, [dimension, option.points?.[dimension] ?? 0]] : points);
  }
};
