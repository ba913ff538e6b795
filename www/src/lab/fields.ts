/** What of a pack can be edited in fields: bands and points, each with its pointer and what it was when it was opened. */
import type { PackDocument } from "prescreen/lab";

export interface BandRow {
  at: string;
  class: string;
  from: number | null;
  to: number | null;
  was: { from: number | null; to: number | null };
}

export interface OptionRow {
  id: string;
  points: { at: string; dimension: string; value: number; was: number }[];
}

export interface Editable {
  bands: { dimension: string; rows: BandRow[] }[];
  items: { id: string; at: string; options: OptionRow[] }[];
}

type Item = PackDocument["questionnaire"]["sections"][number]["items"][number];

/** Questions with their pointers. */
export const placedItems = (document: PackDocument): { at: string; item: Item }[] =>
  document.questionnaire.sections.flatMap((section, s) =>
    section.items.map((item, i) => ({ at: `/questionnaire/sections/${s}/items/${i}`, item })),
  );

export const rows = (now: PackDocument, before: PackDocument): Editable => {
  const bandsBefore = new Map(before.classes.dimensions.map((one) => [one.id, one.bands ?? []]));
  const pointsBefore = new Map(
    placedItems(before).flatMap(({ item }) => item.options.map((option) => [`${item.id} ${option.id}`, option.points ?? {}])),
  );
  const bands = now.classes.dimensions.flatMap(({ id, bands }, d) =>
    (bands ?? []).length === 0
      ? []
      : [
          {
            dimension: id,
            rows: (bands ?? []).map((band, row): BandRow => {
              const old = bandsBefore.get(id)?.[row];
              const [from, to] = [band.from ?? null, band.to ?? null];
              const was = { from: old ? (old.from ?? null) : from, to: old ? (old.to ?? null) : to };
              return { at: `/classes/dimensions/${d}/bands/${row}`, class: band.class, from, to, was };
            }),
          },
        ],
  );
  const items = placedItems(now).map(({ at, item }) => {
    const dimensions = [...new Set(item.options.flatMap((option) => Object.keys(option.points ?? {})))];
    const options = item.options.map(
      (option, o): OptionRow => ({
        id: option.id,
        points: dimensions.map((dimension) => {
          const value = option.points?.[dimension] ?? 0;
          const was = pointsBefore.get(`${item.id} ${option.id}`)?.[dimension] ?? value;
          return { at: `${at}/options/${o}/points/${dimension}`, dimension, value, was };
        }),
      }),
    );
    return { id: item.id, at, options };
  });
  return { bands, items };
};
