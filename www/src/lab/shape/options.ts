/** Options of a question: added, moved, renamed, marked, taken out; intervals stay without gap. */
import type { Choice, Item, PackDocument } from "prescreen/lab";
import { begun } from "./begun";
import { conditionsOf, swapValue } from "./conditions";
import { freeId, scoredIn } from "./questions";
import { FITS, itemsOf, type Reference, removeOwners } from "./references";
import { recall, say, tidy, unsay } from "./texts";

export type Mark = NonNullable<Choice["marks"]>[number];

export const MARKS: readonly Mark[] = ["no_loss", "no_capacity", "no_experience", "short_horizon", "no_civil_capacity"];

const itemOf = (document: PackDocument, item: string): Item | undefined => itemsOf(document).find(({ id }) => id === item);

/** An option after all others, which scores nothing yet; gives its id. */
export const addOption = (document: PackDocument, item: string): string => {
  const changed = itemOf(document, item);
  if (!changed) return "";
  const { options } = changed;
  const id = freeId(
    "option",
    options.map((one) => one.id),
  );
  const last = options.at(-1);
  const option: Choice = { id, points: Object.fromEntries(scoredIn(changed).map((dimension) => [dimension, 0])) };
  if (changed.kind === "number" && last) {
    // The open end of the last becomes one whole number long.
    const from = (last.to ?? last.from ?? 0) + 1;
    last.to = from - 1;
    option.from = from;
  }
  options.push(option);
  if ((changed.risk_order ?? []).length > 0) changed.risk_order?.push(id);
  for (const fit of FITS) {
    const table = document.matching[fit];
    if (table?.item === item) table.fits[id] = [...(last ? (table.fits[last.id] ?? []) : [])];
  }
  say(document, `option.${item}.${id}`, begun.option(id.slice("option-".length)));
  return id;
};

/** Intervals belong to places: an option that moves takes that of its new place. */
const keepIntervals = (options: Choice[], change: () => void): void => {
  const ends = options.map(({ from, to }) => ({ from, to }));
  change();
  for (const [place, option] of options.entries()) {
    const { from, to } = ends[place] ?? {};
    delete option.from;
    delete option.to;
    if (typeof from === "number") option.from = from;
    if (typeof to === "number") option.to = to;
  }
};

export const moveOption = (document: PackDocument, item: string, from: number, to: number): void => {
  const { options } = itemOf(document, item) ?? { options: [] };
  keepIntervals(options, () => {
    const [moved] = options.splice(from, 1);
    if (moved) options.splice(to, 0, moved);
  });
};

/** Calls an option by another name, wherever it is named. */
export const renameOption = (document: PackDocument, item: string, option: string, name: string): void => {
  const changed = itemOf(document, item);
  const renamed = changed?.options.find(({ id }) => id === option);
  if (!changed || !renamed) return;
  renamed.id = name;
  if (changed.risk_order) changed.risk_order = changed.risk_order.map((id) => (id === option ? name : id));
  for (const { when } of conditionsOf(document)) swapValue(when, item, option, name);
  for (const fit of FITS) {
    const table = document.matching[fit];
    if (table?.item === item)
      table.fits = Object.fromEntries(Object.entries(table.fits).map(([id, of]) => [id === option ? name : id, of]));
  }
  recall(document, (key) => (key === `option.${item}.${option}` ? `option.${item}.${name}` : key));
};

/** Takes out an option, with what cannot stand without it; what it was of an interval falls to its neighbour. */
export const removeOption = (document: PackDocument, item: string, option: string, references: Reference[]): void => {
  const before = JSON.parse(JSON.stringify(document)) as PackDocument;
  removeOwners(
    document,
    references.filter(({ fate }) => fate === "goes").map(({ at }) => at),
  );
  const changed = itemOf(document, item);
  const place = changed?.options.findIndex(({ id }) => id === option) ?? -1;
  const [removed] = changed && place >= 0 ? changed.options.splice(place, 1) : [];
  if (!changed || !removed) return;
  closeGap(changed, place, removed);
  if (changed.risk_order) changed.risk_order = changed.risk_order.filter((id) => id !== option);
  for (const { when } of conditionsOf(document)) swapValue(when, item, option, undefined);
  for (const fit of FITS) {
    const table = document.matching[fit];
    if (table?.item === item) delete table.fits[option];
  }
  unsay(document, (key) => key === `option.${item}.${option}`);
  tidy(document, before);
};

const closeGap = ({ kind, options }: Item, place: number, { from, to }: Choice): void => {
  if (kind !== "number") return;
  const [below, above] = [options[place - 1], options[place]];
  if (below) {
    if (typeof to === "number") below.to = to;
    else delete below.to;
  } else if (above) {
    if (typeof from === "number") above.from = from;
    else delete above.from;
  }
};

/** Moves the limit between an option of a number question and the one above it. */
export const setLimit = (document: PackDocument, item: string, place: number, to: number): void => {
  const { options } = itemOf(document, item) ?? { options: [] };
  const [below, above] = [options[place], options[place + 1]];
  if (below) below.to = to;
  if (above) above.from = to + 1;
};

/** Marks an option, or takes the mark from it. */
export const setMark = (document: PackDocument, item: string, option: string, mark: Mark, marked: boolean): void => {
  const changed = itemOf(document, item)?.options.find(({ id }) => id === option);
  if (!changed) return;
  const marks = MARKS.filter((one) => (one === mark ? marked : (changed.marks ?? []).includes(one)));
  if (marks.length > 0) changed.marks = marks;
  else delete changed.marks;
};

/** Lets an option be chosen alone or not at all, or with others. */
export const setAlone = (document: PackDocument, item: string, option: string, alone: boolean): void => {
  const changed = itemOf(document, item)?.options.find(({ id }) => id === option);
  if (!changed) return;
  if (alone) changed.alone = true;
  else delete changed.alone;
};
