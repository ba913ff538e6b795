/**
 * A person's own records, read and checked in a worker of this tab: nothing of them goes to a network, a log or a store.
 *
 * Takes files, gives what they say. A file that cannot be read is an answer with a problem, not an error.
 */
import { type Answered, failure } from "../core/answer.js";
import type { Started } from "../core/module.js";
import { Remote } from "../core/remote.js";
import { text } from "../core/text.js";
import { type Found, foundOf } from "../core/found.js";
import type { Corrections, FileRead, Joined, Said, StatementRow } from "./types.js";

const join = ({ corrections, asked = ["", ""] }: JoinOptions): string[] => [corrections ? JSON.stringify(corrections) : "", ...asked];

export interface RecordsOptions {
  /** Layouts of your own, as `prescreen statement check-format` takes them: texts or objects. They are tried first. */
  layouts?: readonly (string | object)[];
  /** The package's `statements.json`, where it does not lie beside its own files. */
  shipped?: URL | string;
  /** Replaces the worker that lies beside the package's files. */
  worker?: Worker;
}

export interface JoinOptions {
  /** What the person says against the files; what it touches counts as declared. */
  corrections?: Corrections;
  /** The first and last day that are asked for, `YYYY-MM-DD`. */
  asked?: readonly [from: string, to: string];
}

/** The files that a person opened, and what they say. */
export interface Records {
  init(): Promise<Started>;
  /** Reads a file, or all of an archive's. The same file again takes the place of the first. */
  read(file: Blob | Uint8Array, said?: Said, options?: { password?: string }): Promise<Answered<FileRead>>;
  /** All files as one: each movement once, what belongs together, what is open, and what that says. */
  joined(options?: JoinOptions): Promise<Answered<Joined>>;
  /** What they say, for a flow: `createFlow(connection, { found })`. Nothing in it is to be read or written by a page. */
  found(options?: JoinOptions): Promise<Answered<Found>>;
  /** Forgets a file, by its digest; whether there was one. */
  forget(file: string): Promise<Answered<boolean>>;
  /** Rows of one of a file's statements, by the file's digest and the statement's place in it; null where there is none such. */
  rows(file: string, statement: number, from: number, count: number): Promise<Answered<StatementRow[] | null>>;
  /** Ends the worker; everything in it is gone. */
  dispose(): void;
}

/**
 * Opens a place for a person's records, in a worker.
 *
 * ```js
 * const records = openRecords();
 * const { statements, problem } = unwrap(await records.read(input.files[0]));
 * ```
 */
export const openRecords = ({ layouts = [], shipped, worker }: RecordsOptions = {}): Records => {
  const remote = new Remote(worker ?? new Worker(new URL("./statements-thread.js", import.meta.url), { type: "module" }));
  const started = remote.ask<Started>("init", []);
  const opened = started.then(() => remote.ask<Answered<null>>("open", [shipped?.toString(), JSON.stringify(layouts.map(text))]));
  opened.catch(() => undefined);
  const ask = async <T>(method: string, inputs: readonly unknown[], given: Transferable[] = []): Promise<Answered<T>> => {
    try {
      const open = await opened;
      return open.ok ? await remote.ask<Answered<T>>(method, inputs, given) : open;
    } catch (error) {
      return failure("worker", String(error), "open the files again");
    }
  };
  return {
    init: () => started,
    read: (file, said, { password = "" } = {}) => {
      const words = said ? JSON.stringify(said) : "";
      // A file goes over as it is and is read there; bytes are the caller's, and go over as a copy.
      if (file instanceof Blob) return ask("read", [file, words, password]);
      const bytes = file.slice();
      return ask("read", [bytes, words, password], [bytes.buffer]);
    },
    joined: (options = {}) => ask("joined", join(options)),
    found: async (options = {}) => {
      const found = await ask<string>("found", join(options));
      return found.ok ? { ok: true, value: foundOf(found.value) } : found;
    },
    forget: (file) => ask("forget", [file]),
    rows: (file, statement, from, count) => ask("rows", [file, statement, from, count]),
    dispose: () => remote.end(),
  };
};
