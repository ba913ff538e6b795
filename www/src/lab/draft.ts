/** The pack under test: its text, what can be edited in it, and what it was when it was opened. */
import type { PackDocument } from "prescreen/lab";
import { parsed, type KnownPack } from "./packs";

export interface BandRow {
  class: string;
  from: number | null;
  to: number | null;
  was: { from: number | null; to: number | null };
}

export interface OptionRow {
  id: string;
  points: { dimension: string; value: number; was: number }[];
}

export interface Editable {
  bands: { dimension: string; rows: BandRow[] }[];
  items: { id: string; options: OptionRow[] }[];
}

export class Draft {
  readonly opened: KnownPack;
  text: string;
  /** The document of the text; none when it is not JSON. */
  document: PackDocument | undefined;

  constructor(opened: KnownPack) {
    this.opened = opened;
    this.text = opened.text;
    this.document = parsed(opened.text);
  }

  get edited(): boolean {
    return this.text !== this.opened.text;
  }

  reset(): void {
    this.text = this.opened.text;
    this.document = parsed(this.text);
  }

  /** Bands and points, or none where the pack is not shaped like one. */
  editable(): Editable | undefined {
    const before = parsed(this.opened.text);
    if (!this.document || !before) return undefined;
    try {
      return rows(this.document, before);
    } catch {
      return undefined;
    }
  }

  setPoints(item: string, option: string, dimension: string, value: number): void {
    this.#edit((document) => {
      const choice = itemsOf(document)
        .find((one) => one.id === item)
        ?.options.find((one) => one.id === option);
      if (choice) choice.points = { ...choice.points, [dimension]: value };
    });
  }

  /** Moves one limit of a band, and the neighbour's with it. */
  setBand(dimension: string, row: number, end: "from" | "to", value: number): void {
    this.#edit((document) => {
      const bands = document.classes.dimensions.find((one) => one.id === dimension)?.bands ?? [];
      const band = bands[row];
      const [neighbour, other, beside] =
        end === "to" ? [bands[row + 1], "from" as const, value + 1] : [bands[row - 1], "to" as const, value - 1];
      if (band) band[end] = value;
      if (neighbour) neighbour[other] = beside;
    });
  }

  #edit(change: (document: PackDocument) => void): void {
    const document = parsed(this.text);
    if (!document) return;
    change(document);
    this.document = document;
    const before = parsed(this.opened.text);
    const same = JSON.stringify(document) === JSON.stringify(before);
    this.text = same ? this.opened.text : `${JSON.stringify(document, null, 2)}\n`;
  }
}

const itemsOf = (document: PackDocument): PackDocument["questionnaire"]["sections"][number]["items"] =>
  document.questionnaire.sections.flatMap((section) => section.items);

const rows = (now: PackDocument, before: PackDocument): Editable => {
  const bandsBefore = new Map(before.classes.dimensions.map((one) => [one.id, one.bands ?? []]));
  const pointsBefore = new Map(
    itemsOf(before).flatMap((item) => item.options.map((option) => [`${item.id} ${option.id}`, option.points ?? {}])),
  );
  const bands = now.classes.dimensions.flatMap(({ id, bands }) =>
    (bands ?? []).length === 0
      ? []
      : [
          {
            dimension: id,
            rows: (bands ?? []).map((band, row): BandRow => {
              const old = bandsBefore.get(id)?.[row];
              const [from, to] = [band.from ?? null, band.to ?? null];
              return { class: band.class, from, to, was: { from: old ? (old.from ?? null) : from, to: old ? (old.to ?? null) : to } };
            }),
          },
        ],
  );
  const items = itemsOf(now).map((item) => {
    const dimensions = [...new Set(item.options.flatMap((option) => Object.keys(option.points ?? {})))];
    const options = item.options.map(
      (option): OptionRow => ({
        id: option.id,
        points: dimensions.map((dimension) => {
          const value = option.points?.[dimension] ?? 0;
          return { dimension, value, was: pointsBefore.get(`${item.id} ${option.id}`)?.[dimension] ?? value };
        }),
      }),
    );
    return { id: item.id, options };
  });
  return { bands, items };
};
