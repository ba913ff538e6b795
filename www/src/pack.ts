/** The pack's document with its words, which a page shows without screening anything. */
import type { PackDocument } from "prescreen";
import { type Me, Trouble } from "./broker";
import { locale } from "./i18n";

/** A pack's document with its texts in the language of the page. */
export interface PackTexts {
  document: PackDocument;
  text: (key: string) => string | undefined;
}

/** With its source, for what screens. */
export const readPack = async (me: Pick<Me, "pack">): Promise<PackTexts & { source: string }> => {
  const response = await fetch(`/packs/${me.pack.hash}.json`).catch(() => undefined);
  if (!response?.ok) throw new Trouble("pack-missing", response?.status ?? 0);
  const source = await response.text();
  const document = JSON.parse(source) as PackDocument;
  return { source, document, text: (key) => document.texts[locale()]?.[key] };
};

/** A class as it stands in a sentence. */
export const className = (id: string, pack: PackTexts | undefined): string =>
  [shortClass(id, pack), pack?.text(`class.${id}`)].filter((part) => part !== undefined).join(" ");

/** A class as it stands on a tile. */
export const shortClass = (id: string, pack: PackTexts | undefined): string => pack?.text(`class.${id}.short`) ?? id;

/** A grade as it stands on a tile: the field's own letter and number, and otherwise the pack's word. */
export const shortGrade = (id: string, { text }: Pick<PackTexts, "text">): string =>
  /^[A-Z]+\d+$/.test(id) ? id : (text(`grade.${id}`) ?? id);

/** A grade as it stands in a sentence: the same, with the pack's word for it. */
export const gradeName = (id: string, pack: Pick<PackTexts, "text">): string =>
  [...new Set([shortGrade(id, pack), pack.text(`grade.${id}`) ?? id])].join(" ");
