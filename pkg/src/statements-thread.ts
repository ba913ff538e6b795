/** The worker's side of `statements/records.ts`: a person's files, and what they say. */
import type { Answered } from "./core/answer.js";
import { call, Handle, init } from "./core/module.js";
import { answerCalls } from "./core/remote.js";
import { type ExportedRecords, glue } from "./statements/glue.js";
import type { FileRead, StatementRow } from "./statements/types.js";

let layouts = "[]";
/** Made again after a trap, with no files in it. */
const records = new Handle(() => glue.Records.start(layouts));

const withRecords = <T>(work: (of: ExportedRecords) => unknown): Answered<T> => call<T>(() => work(records.get()));

answerCalls({
  init: () => init(),
  open: (given: string): Answered<null> => {
    layouts = given;
    return withRecords(() => ({ ok: true, value: null }));
  },
  read: async (file: Blob | Uint8Array, said: string) => {
    const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
    return withRecords<FileRead>((of) => of.read(bytes, said));
  },
  forget: (file: string) => withRecords<boolean>((of) => ({ ok: true, value: of.forget(file) })),
  rows: (file: string, statement: number, from: number, count: number) =>
    withRecords<StatementRow[] | null>((of) => of.rows(file, statement, from, count)),
});
