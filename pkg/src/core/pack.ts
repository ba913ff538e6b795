/** A rule pack, parsed once. Keeps its text, so that it can be parsed again after a trap. */
import type { PackDocument, PackRef } from "./types.js";
import type { Answered } from "./answer.js";
import { type ExportedPack, type ExportedSitting, glue } from "./glue.js";
import { nearest } from "./locale.js";
import { call, Handle } from "./module.js";
import { kind, refused, written } from "./text.js";

/** @internal The module's own object. No part of the class: whoever holds it could make others of its kind. */
export let handleOf: (pack: Pack, at?: string) => ExportedPack;
/** @internal The pack with a session, read once. */
export let sittingOf: (given: Pack, session: string) => Handle<ExportedSitting>;

export class Pack {
  /** The document as it was loaded; treat it as read-only. */
  readonly document: PackDocument;
  readonly reference: PackRef;
  readonly #handle: Handle<ExportedPack>;
  /** The session that was read last: many cases are screened in one. */
  #sitting: { session: string; handle: Handle<ExportedSitting> } | undefined;

  /** @internal Use `loadPack`. */
  constructor(document: PackDocument, hash: string, handle: Handle<ExportedPack>) {
    this.document = document;
    this.reference = { id: document.id, version: document.version, hash };
    this.#handle = handle;
  }

  /** SHA-256 of the canonical document, base64url. */
  get hash(): string {
    return this.reference.hash;
  }

  /** A text of the pack. */
  text(locale: string, key: string): string | undefined {
    return typeof locale === "string" && typeof key === "string" ? this.document.texts[locale]?.[key] : undefined;
  }

  /** The pack's locale nearest to a wish: the same, the same language, else the pack's first. */
  locale(wish: string): string {
    const [first = wish, ...others] = this.document.locales;
    return nearest(wish, [first, ...others]);
  }

  /** Gives the module's memory back. */
  dispose(): void {
    this.#sitting?.handle.free();
    this.#handle.free();
  }

  static {
    handleOf = (pack, at = "/pack") => known(pack, at).#handle.get();
    sittingOf = (given, session) => {
      const pack = known(given, "/pack");
      if (pack.#sitting?.session !== session) {
        pack.#sitting?.handle.free();
        pack.#sitting = { session, handle: new Handle(() => glue.Sitting.of(pack.#handle.get(), session)) };
      }
      return pack.#sitting.handle;
    };
  }
}

const known = (pack: Pack, at: string): Pack => {
  if (pack instanceof Pack) return pack;
  throw refused(at, "a pack that loadPack gave", kind(pack), "load it with loadPack of this entry of the package");
};

/**
 * Loads a pack from its text, or from an object with the same content. What screening stands on is checked;
 * that texts and sources are complete is for `prescreen pack check`, or the server that serves the pack.
 */
export const loadPack = (source: string | object): Answered<Pack> => {
  return call<Pack>(() => {
    const document = written(source, "/source");
    const handle = new Handle(() => glue.Pack.parse(document));
    const hash = handle.get().hash();
    return { ok: true, value: new Pack(JSON.parse(document) as PackDocument, hash, handle) };
  });
};
