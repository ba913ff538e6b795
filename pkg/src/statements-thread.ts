/** The worker's side of `statements/records.ts`: a person's files, and what they say. */
import type { Answered } from "./core/answer.js";
import { call, fileBytes, type FileSource, Handle, init } from "./core/module.js";
import { answerCalls } from "./core/remote.js";
import { type ExportedRecords, glue, shippedFile } from "./statements/glue.js";
import { unpack } from "./statements/unpack.js";
import type { FileRead, Joined, StatementRow } from "./statements/types.js";

/** What `open` was given, to be opened with again after a trap: then there are no files in it. */
let given: [shipped: string, layouts: string] = ["", "[]"];
const records = new Handle(() => glue.Records.start(...given));

const withRecords = <T>(work: (of: ExportedRecords) => unknown): Answered<T> => call<T>(() => work(records.get()));

/** Told how many of a table's lines are read, and how many there are. */
type Tell = ((rows: number, of: number) => void) | undefined;

/** Reads a file of any kind: a text, a workbook, an archive of several. */
const read = async (bytes: Uint8Array, said: string, password: string, tell: Tell): Promise<Answered<FileRead>> => {
  const content = glue.content_of(bytes);
  if (content !== "zip" && content !== "compound") return withRecords<FileRead>((of) => of.read(bytes, said, tell));
  const { files, sheets, problem } = await unpack(bytes, password);
  if (problem) return { ok: true, value: { file: "", statements: [], problem } };
  if (files.length === 0) return withRecords<FileRead>((of) => of.read_sheets(bytes, sheets, said));
  const inside: Answered<FileRead>[] = [];
  for (const file of files) inside.push(await read(file, said, password, tell));
  return several(inside);
};

/** The statements among an archive's files. What is no statement beside one is passed over. */
const several = (inside: readonly Answered<FileRead>[]): Answered<FileRead> => {
  const [first] = inside;
  const statements = inside.flatMap((one) => (one.ok ? one.value.statements : []));
  if (statements.length === 0 && first) return first;
  return { ok: true, value: { file: statements.map(({ file }) => file).join(" "), statements } };
};

answerCalls({
  init: () => init(),
  open: async (shipped: FileSource | undefined, layouts: string): Promise<Answered<null>> => {
    given = [new TextDecoder().decode(await fileBytes(shipped ?? shippedFile())), layouts];
    return withRecords(() => ({ ok: true, value: null }));
  },
  read: async (file: Blob | Uint8Array, said: string, password: string, tell: Tell) => {
    const stated = call<FileRead | null>(() => glue.too_large(file instanceof Blob ? file.size : file.length));
    if (!stated.ok) return stated;
    if (stated.value) return { ok: true, value: stated.value };
    const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
    return read(bytes, said, password, tell);
  },
  joined: (corrections: string, from: string, to: string) => withRecords<Joined>((of) => of.joined(corrections, from, to)),
  found: (corrections: string, from: string, to: string) =>
    withRecords<string>((of) => ({ ok: true, value: of.found(corrections, from, to) })),
  forget: (file: string) => withRecords<boolean>((of) => ({ ok: true, value: file.split(" ").filter((one) => of.forget(one)).length > 0 })),
  rows: (file: string, statement: number, from: number, count: number) =>
    withRecords<StatementRow[] | null>((of) => of.rows(file, statement, from, count)),
});
