/** What of a pack can be edited in fields: bands, points and wording, each with its pointer and what it was when it was opened. */
import type { PackDocument } from "prescreen/lab";
import { escaped } from "./differences";

type Item = PackDocument["questionnaire"]["sections"][number]["items"][number];

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
  items: ItemRow[];
}

export interface ItemRow {
  id: string;
  at: string;
  options: OptionRow[];
  texts: TextRow[];
  /** The parts of the document that it was read of. */
  of: { item: Item; texts: PackDocument["texts"] };
}

/** One text of a question in each of the pack's languages. */
export interface TextRow {
  key: string;
  of: { locale: string; at: string; value: string; was: string }[];
}

/** Questions with their pointers. */
export const placedItems = (document: PackDocument): { at: string; item: Item }[] =>
  document.questionnaire.sections.flatMap((section, s) =>
    section.items.map((item, i) => ({ at: `/questionnaire/sections/${s}/items/${i}`, item })),
  );

/** The keys of texts in any language, as the pack lists them. */
const keysOf = ({ texts }: PackDocument): string[] => [...new Set(Object.values(texts).flatMap((of) => Object.keys(of)))];

/** The texts of a question, its own first; `keys`: those of all texts. */
const textsOf = (item: string, keys: string[], now: PackDocument, before: PackDocument): TextRow[] => {
  const locales = Object.keys(now.texts);
  const own = keys.filter((key) => key === `item.${item}` || key.startsWith(`item.${item}.`));
  const options = keys.filter((key) => key.startsWith(`option.${item}.`));
  return [...own, ...options].map((key) => ({
    key,
    of: locales.map((locale) => {
      const value = now.texts[locale]?.[key] ?? "";
      return { locale, at: `/texts/${locale}/${escaped(key)}`, value, was: before.texts[locale]?.[key] ?? value };
    }),
  }));
};

/** `last`: what was read last; a question of which nothing changed is the same row. */
export const rows = (now: PackDocument, before: PackDocument, last?: Editable): Editable => {
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
  const keys = keysOf(now);
  const items = placedItems(now).map(({ at, item }, place): ItemRow => {
    const was = last?.items[place];
    if (was?.at === at && was.of.item === item && was.of.texts === now.texts) return was;
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
    return { id: item.id, at, options, texts: textsOf(item.id, keys, now, before), of: { item, texts: now.texts } };
  });
  return { bands, items };
};
