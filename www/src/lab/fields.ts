/** What of a pack can be edited in fields: bands, points and wording, each with its pointer and what it was when it was opened. */
import type { PackDocument } from "prescreen/lab";
import { escaped } from "./differences";

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
  items: { id: string; at: string; options: OptionRow[]; texts: TextRow[] }[];
}

/** One text of a question in each of the pack's languages. */
export interface TextRow {
  key: string;
  of: { locale: string; at: string; value: string; was: string }[];
}

type Item = PackDocument["questionnaire"]["sections"][number]["items"][number];

/** Questions with their pointers. */
export const placedItems = (document: PackDocument): { at: string; item: Item }[] =>
  document.questionnaire.sections.flatMap((section, s) =>
    section.items.map((item, i) => ({ at: `/questionnaire/sections/${s}/items/${i}`, item })),
  );

/** The texts of a question, its own first, as the pack lists them. */
const textsOf = (item: string, now: PackDocument, before: PackDocument): TextRow[] => {
  const locales = Object.keys(now.texts);
  const keys = new Set(locales.flatMap((locale) => Object.keys(now.texts[locale] ?? {})));
  const own = [...keys].filter((key) => key === `item.${item}` || key.startsWith(`item.${item}.`));
  const options = [...keys].filter((key) => key.startsWith(`option.${item}.`));
  return [...own, ...options].map((key) => ({
    key,
    of: locales.map((locale) => {
      const value = now.texts[locale]?.[key] ?? "";
      return { locale, at: `/texts/${locale}/${escaped(key)}`, value, was: before.texts[locale]?.[key] ?? value };
    }),
  }));
};

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
    return { id: item.id, at, options, texts: textsOf(item.id, now, before) };
  });
  return { bands, items };
};
