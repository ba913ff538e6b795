/**
 * A person's own records, read and checked in a worker of this tab: nothing of them goes to a network, a log or a store.
 *
 * Takes files, gives what they say. A file that cannot be read is an answer with a problem, not an error.
 */
import { type Answered, failure } from "../core/answer.js";
import type { Started } from "../core/module.js";
import { type Found, foundOf } from "../core/found.js";
import { text, word, written } from "../core/text.js";
import { type Given, put } from "./columns.js";
import { type JoinOptions, joining, options as named, type ReadOptions, reading as readingOf, taken } from "./given.js";
import { withLayout } from "./layouts.js";
import { type Proposal, type ProposeOptions, propose } from "./proposal.js";
import { type Readable, type Reading, Reader } from "./reader.js";
import type { FileRead, Joined, Said, StatementRow } from "./types.js";

/** How many entries a page takes over at once: some milliseconds of its time. */
const PIECE = 4_000;

export interface RecordsOptions {
  /** Layouts of your own, as `prescreen statement check-format` takes them: texts or objects. They are tried first. */
  layouts?: readonly (string | object)[];
  /** The package's `statements.json`, where it does not lie beside its own files. */
  shipped?: URL | string;
  /** Makes a worker in place of the one that lies beside the package's files; asked again after a reading was cancelled. */
  worker?: () => Worker;
}

/** The files that a person opened, and what they say. */
export interface Records {
  init(): Promise<Started>;
  /** Reads a file, or all of an archive's. The same file again takes the place of the first. A cancelled reading fails with `cancelled`. */
  read(file: Blob | Uint8Array, said?: Said, options?: ReadOptions): Promise<Answered<FileRead>>;
  /** All files as one: each movement once, what belongs together, what is open, and what that says. */
  joined(options?: JoinOptions): Promise<Answered<Joined>>;
  /** What they say, for a flow: `createFlow(connection, { found })`. Nothing in it is to be read or written by a page. */
  found(options?: JoinOptions): Promise<Answered<Found>>;
  /** Forgets a file, by its digest; whether there was one. */
  forget(file: string): Promise<Answered<boolean>>;
  /** Rows of one of a file's statements, by the file's digest and the statement's place in it; null where there is none such. */
  rows(file: string, statement: number, from: number, count: number): Promise<Answered<StatementRow[] | null>>;
  /** What the tables of a file look like that is in no known layout, for a person who says what their columns are. */
  propose(file: Blob | Uint8Array, options?: ProposeOptions): Promise<Answered<Proposal>>;
  /**
   * Takes up one more layout, in place of one of the same `id`: it is tried first from then on, and what was read before is
   * read again with it. What it reads comes to `parsed` at most.
   */
  addLayout(layout: string | object): Promise<Answered<null>>;
  /** Ends the worker; everything in it is gone. */
  dispose(): void;
}

/** Puts all entries of a ledger into their places; whether the worker still had them. */
const takeOver = async (reader: Reader, given: Given): Promise<Answered<boolean>> => {
  const { ledger, entries } = given;
  const ask = (at: number): Promise<Answered<Float64Array>> => reader.ask("entries", [ledger, at, at + PIECE]);
  // The worker cuts the next piece while the page puts one in.
  let next = entries.length > 0 ? ask(0) : undefined;
  for (let at = 0; next; at += PIECE) {
    const piece = await next;
    if (!piece.ok) return piece;
    if (piece.value.length === 0) return { ok: true, value: false };
    next = at + PIECE < entries.length ? ask(at + PIECE) : undefined;
    put(given, piece.value, at);
  }
  return { ok: true, value: true };
};

const joinedOf = ({ shared: { joined }, entries, purposes }: Given): Joined => ({
  ...joined,
  ledger: { ...joined.ledger, entries },
  purposes,
});

const own = (): Worker => new Worker(new URL("./statements-thread.js", import.meta.url), { type: "module" });

/**
 * Opens a place for a person's records, in a worker.
 *
 * ```js
 * const records = openRecords();
 * const { statements, problem } = unwrap(await records.read(input.files[0]));
 * ```
 */
export const openRecords = (options: RecordsOptions = {}): Records => {
  const { layouts = [], shipped, worker = own } = named(options, ["layouts", "shipped", "worker"], "/options");
  /** What was read, to be read again where the worker had to end. */
  const kept = new Map<string, Reading>();
  const forgotten = new Set<string>();
  let inUse = layouts.map(text);
  const opening = (): unknown[] => [shipped?.toString(), JSON.stringify(inUse)];
  const reader = new Reader(worker, opening(), async (remote) => {
    for (const reading of kept.values()) await remote.ask("read", reading);
    for (const file of forgotten) await remote.ask("forget", [file]);
  });
  const read = async (file: Readable, said: Said | undefined, options: ReadOptions): Promise<Answered<FileRead>> => {
    const given = taken(() => readingOf(file, said, options));
    if (!given.ok) return given;
    const [reading, signal, progress] = given.value;
    const cancelled = failure("cancelled", "the reading was cancelled", "read the file again");
    if (signal?.aborted) return cancelled;
    const stop = (): void => reader.restart();
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const answered = await reader.ask<FileRead>("read", reading, { tell: progress, unless: signal });
      if (signal?.aborted) return cancelled;
      if (answered.ok && answered.value.file !== "") {
        for (const digest of answered.value.file.split(" ")) forgotten.delete(digest);
        kept.delete(answered.value.file);
        kept.set(answered.value.file, reading);
      }
      return answered;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  };
  return {
    init: () => reader.started,
    read: (file, said, options = {}) => read(file, said, options),
    joined: async (options = {}) => {
      const asked = taken(() => joining(options));
      if (!asked.ok) return asked;
      for (;;) {
        const given = await reader.ask<Given>("joined", asked.value);
        if (!given.ok) return given;
        const taking = await takeOver(reader, given.value);
        if (!taking.ok) return taking;
        // Else another worker took the place of the one that had the entries.
        if (taking.value) return { ok: true, value: joinedOf(given.value) };
      }
    },
    found: async (options = {}) => {
      const asked = taken(() => joining(options));
      if (!asked.ok) return asked;
      const found = await reader.ask<string>("found", asked.value);
      return found.ok ? { ok: true, value: foundOf(found.value) } : found;
    },
    forget: async (file) => {
      const digests = taken(() => word(file, "/file").split(" "));
      if (!digests.ok) return digests;
      for (const digest of digests.value) forgotten.add(digest);
      // A file may have been read by itself and among others.
      for (const read of kept.keys()) if (read.split(" ").every((digest) => forgotten.has(digest))) kept.delete(read);
      return reader.ask("forget", [file]);
    },
    propose: (file, options = {}) => propose(reader, file, options),
    addLayout: async (layout) => {
      const given = taken(() => written(layout, "/layout"));
      if (!given.ok) return given;
      const checked = await reader.ask<null>("check", [given.value]);
      if (!checked.ok) return checked;
      inUse = withLayout(inUse, given.value);
      reader.restart(opening());
      // Answered by the worker that has read all files again.
      return reader.ask<null>("check", [given.value]);
    },
    rows: (file, statement, from, count) => reader.ask("rows", [file, statement, from, count]),
    dispose: () => reader.end(),
  };
};
