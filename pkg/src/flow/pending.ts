/**
 * What a pending step needs after the page was closed: the session's key, what was already sent, and the person's record,
 * encrypted. Kept only while steps wait, wiped when they are done. Answers are part of it nowhere else.
 */
import type { KeptRecord } from "./kept.js";
import type { SessionKey } from "./keys.js";
import type { WireEntry } from "./wire.js";

export interface Pending {
  readonly id: string;
  readonly key: SessionKey;
  /** The session without the facts that the firm holds. */
  readonly session: string;
  /** Every body that left, the verdict among them. */
  readonly sent: readonly WireEntry[];
  /** When it was kept, milliseconds of this device's clock. */
  readonly savedAt: number;
  /** The person's own record. */
  readonly record?: KeptRecord;
}

export interface PendingStore {
  save(pending: Pending): Promise<void>;
  load(id: string): Promise<Pending | undefined>;
  wipe(id: string): Promise<void>;
}

/** For one page only. */
export const memoryStore = (): PendingStore => {
  const held = new Map<string, Pending>();
  return {
    save: async (pending) => void held.set(pending.id, pending),
    load: async (id) => held.get(id),
    wipe: async (id) => void held.delete(id),
  };
};

const DATABASE = "prescreen";
const STORE = "pending";
/** Steps that nobody went on with are forgotten after this time. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/**
 * IndexedDB, which keeps a key without showing it. Where the browser cannot (private windows, Lockdown Mode,
 * which throws `DataCloneError` on a key), the memory of this page serves.
 */
export const browserStore = (): PendingStore => {
  const memory = memoryStore();
  const run = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await open();
    try {
      return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  };
  return {
    save: async (pending) => {
      const all = await run<Pending[]>("readonly", (store) => store.getAll()).catch(() => []);
      const old = all.filter(({ savedAt }) => savedAt < pending.savedAt - KEPT_FOR);
      await Promise.all(old.map(({ id }) => run("readwrite", (store) => store.delete(id)).catch(() => undefined)));
      await run("readwrite", (store) => store.put(pending)).catch(() => memory.save(pending));
    },
    load: (id) =>
      run<Pending | undefined>("readonly", (store) => store.get(id))
        .catch(() => undefined)
        .then((found) => found ?? memory.load(id)),
    wipe: async (id) => {
      await memory.wipe(id);
      await run("readwrite", (store) => store.delete(id)).catch(() => undefined);
    },
  };
};

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return settled(request);
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's store failed"));
  });
