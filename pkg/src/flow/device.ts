/**
 * What this device keeps for one person at one firm, because they want it: which notices they read and agreed to, and, where
 * they ask for it, an encrypted draft of their answers. Nothing of it leaves, and nothing is kept in a frame of another site.
 *
 * A draft is encrypted (AES-GCM) under a key that no script can read, not even this one.
 */
import { fromBase64url, toBase64url } from "../core/base64url.js";
import type { Pack } from "../core/pack.js";
import * as subtle from "../core/subtle.js";
import type { Answer, FactValue, Session } from "../core/types.js";
import { browserShelf, type Kept, type Shelf } from "./shelf.js";

const DAY = 24 * 60 * 60 * 1000;
/** A consent is asked for again after this time. */
const CONSENTS_FOR = 365 * DAY;
/** A draft is never kept for longer. */
export const DRAFT_FOR = 7 * DAY;

/** What the person said to one notice. */
export interface Agreed {
  /** Of its texts, in all languages. */
  readonly version: string;
  /** A notice that was read counts as given. */
  readonly given: boolean;
  /** Server's time, seconds since 1970. */
  readonly at: number;
}

export interface Consents extends Kept {
  readonly notices: Readonly<Record<string, Agreed>>;
}

export interface DraftEntry extends Kept {
  readonly key: CryptoKey;
  readonly iv: string;
  readonly sealed: string;
}

export interface Draft {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly facts: Readonly<Record<string, FactValue>>;
}

/** Where it is kept; IndexedDB when left out of `connect`. */
export interface DeviceShelves {
  readonly consents: Shelf<Consents>;
  readonly drafts: Shelf<DraftEntry>;
}

export interface Device {
  /** By notice; only what was said to the texts as they are in the pack. */
  readonly agreed: ReadonlyMap<string, Agreed>;
  /** The draft that was found at the start, and when it was kept, milliseconds. */
  readonly draft: { readonly of: Draft; readonly savedAt: number } | undefined;
  remember(notice: string, given: boolean, at: number): Promise<void>;
  /** Whether the draft outlives the page. */
  keep(draft: Draft): Promise<boolean>;
  clear(): Promise<void>;
}

/** Whether every frame above is of the page's own origin. */
const isOwnPage = (): boolean => {
  try {
    return globalThis.top !== undefined && globalThis.top?.location.origin === globalThis.location.origin;
  } catch {
    return false;
  }
};

export const browserShelves = (): DeviceShelves | undefined =>
  isOwnPage() && "indexedDB" in globalThis
    ? { consents: browserShelf("consents", CONSENTS_FOR), drafts: browserShelf("drafts", DRAFT_FOR) }
    : undefined;

const digestOf = async (text: string): Promise<string> =>
  toBase64url(new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(text))));

/** The texts of a notice in every language, and whether it is a consent that is required. */
const versionOf = ({ document }: Pack, id: string, kind: string, required: boolean): Promise<string> => {
  const texts = Object.keys(document.texts)
    .sort()
    .map((locale) => [locale, document.texts[locale]?.[`notice.${id}.title`], document.texts[locale]?.[`notice.${id}.body`]]);
  return digestOf(JSON.stringify([kind, required, texts]));
};

/** Under what a draft is kept: whose it is, under which pack, and what for. */
type Way = Pick<Session, "audience" | "subject" | "purpose"> & { pack: string; matter: string | null };

const nameOf = ({ audience, subject, pack, purpose, matter }: Way): Promise<string> =>
  digestOf(JSON.stringify([audience, subject, pack, purpose, matter]));

/** A draft that this device keeps. */
export interface HeldDraft {
  /** How many questions are answered. */
  readonly answered: number;
  /** When it was kept, milliseconds since 1970 by this device's clock. */
  readonly savedAt: number;
  /** Until when it is kept at most, the same. */
  readonly until: number;
  /** Clears it, where the person wants to start anew. */
  clear(): Promise<void>;
}

/** What a session will be opened for, as the page knows it before. */
export interface DraftSought {
  /** As the firm's back end will open the session. */
  subject: string;
  /** With the hash of the document that the session will name. */
  pack: Pick<Session["pack"], "hash">;
  purpose: Session["purpose"];
  /** The product's id, of a purchase. */
  product?: string | null;
  /** The pack's id of what is applied for, of a permission. */
  permission?: string | null;
  /** The page's own origin when left out. */
  audience?: string;
}

/**
 * Whether this device keeps a draft that a session would go on with, so that a page can offer it before it opens one. Asks
 * nothing of the network, and gives no answer; nothing where there is none, or none can be kept here.
 */
export const heldDraft = async (
  { subject, pack, purpose, product = null, permission = null, audience = globalThis.location?.origin }: DraftSought,
  shelves = browserShelves(),
): Promise<HeldDraft | undefined> => {
  const way = await nameOf({ audience, subject, pack: pack.hash, purpose, matter: product ?? permission });
  const entry = await shelves?.drafts.load(way);
  const draft = entry && (await opened(entry));
  const clear = async (): Promise<void> => shelves?.drafts.wipe(way);
  return draft && { answered: Object.keys(draft.answers).length, savedAt: entry.savedAt, until: entry.savedAt + DRAFT_FOR, clear };
};

export const openDevice = async (pack: Pack, session: Session, { consents, drafts }: DeviceShelves): Promise<Device> => {
  const { audience, subject, product, permission } = session;
  // Names of a person's entries tell nothing of the person.
  const person = await digestOf(JSON.stringify([audience, subject, pack.document.id]));
  const way = await nameOf({ ...session, pack: pack.hash, matter: product?.id ?? permission ?? null });
  const versions = new Map<string, string>();
  for (const { id, kind, required } of pack.document.notices) versions.set(id, await versionOf(pack, id, kind, required === true));
  const held = { ...(await consents.load(person))?.notices };
  const agreed = new Map(Object.entries(held).filter(([id, { version }]) => versions.get(id) === version));
  const found = await drafts.load(way);
  const of = found && (await opened(found));
  if (found && !of) await drafts.wipe(way);
  let key = found?.key;
  // One after another: an answer that was changed twice is kept as it was changed last.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    agreed,
    draft: found && of ? { of, savedAt: found.savedAt } : undefined,
    remember: (notice, given, at) =>
      inTurn(async () => {
        held[notice] = { version: versions.get(notice) ?? "", given, at };
        await consents.save({ id: person, savedAt: Date.now(), notices: { ...held } });
      }),
    keep: (draft) =>
      inTurn(async () => {
        key ??= await subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
        const iv = subtle.randomBytes(12);
        const text = new TextEncoder().encode(JSON.stringify(draft));
        const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv: iv as BufferSource }, key, text));
        text.fill(0);
        return drafts.save({ id: way, savedAt: Date.now(), key, iv: toBase64url(iv), sealed: toBase64url(sealed) });
      }),
    clear: () =>
      inTurn(async () => {
        key = undefined;
        await drafts.wipe(way);
      }),
  };
};

/** What an entry holds; nothing where it does not open. */
const opened = async ({ key, iv, sealed }: DraftEntry): Promise<Draft | undefined> => {
  try {
    const text = await subtle.decrypt({ name: "AES-GCM", iv: fromBase64url(iv) }, key, fromBase64url(sealed));
    return JSON.parse(new TextDecoder().decode(text)) as Draft;
  } catch {
    return undefined;
  }
};
