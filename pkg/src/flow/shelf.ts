/**
 * Entries that this device keeps for a time, in IndexedDB, which holds a key without showing it.
 *
 * What an entry holds is its owner's matter; nothing here reads it.
 */

export interface Kept {
  readonly id: string;
  /** When it was kept, milliseconds of this device's clock. */
  readonly savedAt: number;
}

export interface Shelf<Entry extends Kept> {
  /** Whether it outlives the page. */
  save(entry: Entry): Promise<boolean>;
  load(id: string): Promise<Entry | undefined>;
  wipe(id: string): Promise<void>;
}

/** For one page only. */
export const memoryShelf = <Entry extends Kept>(): Shelf<Entry> => {
  const held = new Map<string, Entry>();
  return {
    save: async (entry) => {
      held.set(entry.id, entry);
      return false;
    },
    load: async (id) => held.get(id),
    wipe: async (id) => void held.delete(id),
  };
};

const DATABASE = "prescreen";
const STORES = ["pending", "consents", "drafts"] as const;

/**
 * Where the browser cannot keep it (private windows, Lockdown Mode, which throws `DataCloneError` on a key), the memory of
 * this page serves. What is older than `keptFor` milliseconds is never given, and wiped whenever the shelf is used.
 */
export const browserShelf = <Entry extends Kept>(name: (typeof STORES)[number], keptFor: number): Shelf<Entry> => {
  const memory = memoryShelf<Entry>();
  const run = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await open();
    try {
      return await settled(work(database.transaction(name, mode).objectStore(name)));
    } finally {
      database.close();
    }
  };
  const isOld = ({ savedAt }: Entry): boolean => savedAt < Date.now() - keptFor;
  const wipeOld = async (): Promise<void> => {
    const all = await run<Entry[]>("readonly", (store) => store.getAll()).catch(() => []);
    await Promise.all(all.filter(isOld).map(({ id }) => run("readwrite", (store) => store.delete(id)).catch(() => undefined)));
  };
  return {
    save: async (entry) => {
      await wipeOld();
      return run("readwrite", (store) => store.put(entry)).then(
        () => true,
        () => memory.save(entry),
      );
    },
    load: async (id) => {
      await wipeOld();
      const found = await run<Entry | undefined>("readonly", (store) => store.get(id)).catch(() => undefined);
      return found ?? memory.load(id);
    },
    wipe: async (id) => {
      await memory.wipe(id);
      await run("readwrite", (store) => store.delete(id)).catch(() => undefined);
    },
  };
};

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 2);
  request.onupgradeneeded = () => {
    const { result } = request;
    for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath: "id" });
  };
  return settled(request);
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's store failed"));
  });
