/** The packs that can be opened: those that the server has, and files of the reader's own. */
import type { PackDocument, PackRef } from "prescreen/lab";

export interface KnownPack {
  key: string;
  label: string;
  text: string;
}

const shipped = ["cn-securities", "cn-bank", "cn-securities-firm-a", "cn-affordability"];

const read = async (id: string): Promise<KnownPack | undefined> => {
  const current = await fetch(`/packs/current/${id}`);
  if (!current.ok) return undefined;
  const { hash, version } = (await current.json()) as PackRef;
  const file = await fetch(`/packs/${hash}.json`);
  return file.ok ? { key: id, label: `${id}@${version}`, text: await file.text() } : undefined;
};

/** The server's packs; none when it cannot be reached. */
export const shippedPacks = async (): Promise<KnownPack[]> => {
  const packs = await Promise.all(shipped.map((id) => read(id).catch(() => undefined)));
  return packs.filter((pack) => pack !== undefined);
};

/** A text as a pack's document; none when it is not even JSON. What is wrong within is for the check. */
export const parsed = (text: string): PackDocument | undefined => {
  try {
    const document = JSON.parse(text) as PackDocument | null;
    return document !== null && typeof document === "object" ? document : undefined;
  } catch {
    return undefined;
  }
};

const documents = new WeakMap<KnownPack, PackDocument | undefined>();

/** The document of a pack, read once; none when its text is not even JSON. */
export const documentOf = (pack: KnownPack): PackDocument | undefined => {
  if (!documents.has(pack)) documents.set(pack, parsed(pack.text));
  return documents.get(pack);
};

/** A pack of the reader's own, named by its content and its file; `nth`: of several that are named alike, from 1. */
export const ownPack = (text: string, fileName: string, nth = 1): KnownPack => {
  const document = parsed(text);
  const name = document?.id && document.version ? `${document.id}@${document.version} · ${fileName}` : fileName;
  const label = nth > 1 ? `${name} (${nth})` : name;
  return { key: `own/${label}`, label, text };
};
