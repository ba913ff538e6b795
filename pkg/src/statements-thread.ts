/** The worker's side of `statements/records.ts`: a person's files, and what they say. */
import type { Answered } from "./core/answer.js";
import { call, fileBytes, type FileSource, Handle, init } from "./core/module.js";
import { answerCalls } from "./core/remote.js";
import { type ExportedRecords, glue, shippedFile } from "./statements/glue.js";
import type { FileRead, Joined, StatementRow } from "./statements/types.js";

/** What `open` was given, to be opened with again after a trap: then there are no files in it. */
let given: [shipped: string, layouts: string] = ["", "[]"];
const records = new Handle(() => glue.Records.start(...given));

const withRecords = <T>(work: (of: ExportedRecords) => unknown): Answered<T> => call<T>(() => work(records.get()));

answerCalls({
  init: () => init(),
  open: async (shipped: FileSource | undefined, layouts: string): Promise<Answered<null>> => {
    given = [new TextDecoder().decode(await fileBytes(shipped ?? shippedFile())), layouts];
    return withRecords(() => ({ ok: true, value: null }));
  },
  read: async (file: Blob | Uint8Array, said: string) => {
    const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
    return withRecords<FileRead>((of) => of.read(bytes, said));
  },
  joined: (corrections: string, from: string, to: string) => withRecords<Joined>((of) => of.joined(corrections, from, to)),
  found: (corrections: string, from: string, to: string) =>
    withRecords<string>((of) => ({ ok: true, value: of.found(corrections, from, to) })),
  forget: (file: string) => withRecords<boolean>((of) => ({ ok: true, value: of.forget(file) })),
  rows: (file: string, statement: number, from: number, count: number) =>
    withRecords<StatementRow[] | null>((of) => of.rows(file, statement, from, count)),
});
