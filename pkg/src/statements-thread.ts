/** The worker's side of `statements/records.ts`: a person's files, and what they say. */
import { type Answered, failure } from "./core/answer.js";
import { call, fileBytes, type FileSource, Handle, init } from "./core/module.js";
import { answerCalls } from "./core/remote.js";
import { digest } from "./core/subtle.js";
import type { FileRead as Read } from "./generated/records.js";
import { type ExportedRecords, glue, shippedFile } from "./statements/glue.js";
import { type Given, type Shared, WIDTH } from "./statements/columns.js";
import { check, close, type Looked, map, propose } from "./statements/mapping.js";
import { inWords, open, readSource, type Tell } from "./statements/source.js";
import type { FileProblem, FileRead, StatementRow } from "./statements/types.js";

/** What `open` was given, to be opened with again after a trap: then there are no files in it. */
let given = { shipped: "", layouts: "[]" };
const records = new Handle(() => glue.Records.start(given.shipped, given.layouts));

const withRecords = <T>(work: (of: ExportedRecords) => unknown): Answered<T> => call<T>(() => work(records.get()));

/** Entries that are still to be handed over, by the ledger that they are of. */
const waiting = new Map<number, Float64Array>();
let ledgers = 0;

/** What all files come to, and the number by which its entries are asked for: a page takes many in pieces, and answers meanwhile. */
const joined = (corrections: string, from: string, to: string): Answered<Given> => {
  let entries = new Float64Array();
  const answered = withRecords<Shared>((of) => {
    const shared = of.joined(corrections, from, to);
    entries = of.entries() as Float64Array<ArrayBuffer>;
    return shared;
  });
  if (!answered.ok) return answered;
  const count = entries.length / WIDTH;
  const places = (): never[] => new Array<never>(count).fill(null as never);
  ledgers += 1;
  if (count > 0) waiting.set(ledgers, entries);
  return { ok: true, value: { shared: answered.value, ledger: ledgers, entries: places(), purposes: places() } };
};

/** Entries of a ledger from a place on, as numbers; the last of them are handed over once. */
const entries = (ledger: number, from: number, to: number): Answered<Float64Array> => {
  const all = waiting.get(ledger) ?? new Float64Array();
  if (to * WIDTH >= all.length) waiting.delete(ledger);
  return { ok: true, value: all.slice(from * WIDTH, to * WIDTH) };
};

/** Forgets files, by their digests; whether there was one. */
const forget = (file: string): Answered<boolean> =>
  withRecords<boolean>((of) => ({ ok: true, value: file.split(" ").filter((one) => of.forget(one)).length > 0 }));

/** Reads a file of any kind: a text, a workbook, an archive of several. */
const read = async (bytes: Uint8Array, said: string, password: string, tell: Tell): Promise<Answered<FileRead>> => {
  const opened = await open(bytes, password);
  if ("problem" in opened) return { ok: true, value: { file: "", statements: [], problem: opened.problem } };
  if ("source" in opened) return inWords(withRecords((of) => readSource(of, opened.source, said, tell)));
  const inside: Answered<FileRead>[] = [];
  for (const { number, bytes } of opened.files) inside.push(ofMember(await read(bytes, said, password, tell), number));
  return several(inside);
};

/** What a file of an archive came to: its problem names the file by its number. */
const ofMember = (read: Answered<FileRead>, member: number): Answered<FileRead> =>
  read.ok && read.value.problem ? { ok: true, value: { ...read.value, problem: { ...read.value.problem, member } } } : read;

/** The digests of the files that statements are of. */
const digests = (statements: FileRead["statements"]): string[] => [...new Set(statements.map(({ file }) => file))];

/** The statements among an archive's files, and what keeps the others from being one. */
const several = (inside: readonly Answered<FileRead>[]): Answered<FileRead> => {
  const statements = inside.flatMap((one) => (one.ok ? one.value.statements : []));
  const problems = inside.flatMap((one) => (one.ok && one.value.problem ? [one.value.problem] : []));
  const failed = inside.find((one) => !one.ok);
  if (failed) {
    // What it leaves behind is nobody's.
    for (const file of digests(statements)) forget(file);
    return failed;
  }
  const [problem, ...rest] = statements.length === 0 ? problems : [undefined, ...problems];
  const file = digests(statements).join(" ");
  return { ok: true, value: { file, statements, ...(problem && { problem }), ...(rest.length > 0 && { others: rest as FileProblem[] }) } };
};

answerCalls({
  init: () => init(),
  open: async (shipped: FileSource | undefined, layouts: string): Promise<Answered<null>> => {
    if (!digest)
      return failure("unsupported", "the page is not in a secure context, so files get no digests", "open it by https, or on this machine");
    given = { shipped: new TextDecoder().decode(await fileBytes(shipped ?? shippedFile())), layouts };
    return withRecords(() => ({ ok: true, value: null }));
  },
  read: async (file: Blob | Uint8Array, said: string, password: string, tell: Tell) => {
    const stated = call<Read | null>(() => glue.too_large(file instanceof Blob ? file.size : file.length));
    if (!stated.ok) return stated;
    if (stated.value) return inWords({ ok: true, value: stated.value });
    const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
    return read(bytes, said, password, tell);
  },
  joined,
  entries,
  found: (corrections: string, from: string, to: string) =>
    withRecords<string>((of) => ({ ok: true, value: of.found(corrections, from, to) })),
  forget,
  propose: (id: number, looked: Looked) => propose(given, id, looked),
  map: (id: number, looked: Looked, table: number, said: string) => map(given, id, looked, table, said),
  close,
  check: (layout: string) => check(given, layout),
  rows: (file: string, statement: number, from: number, count: number) =>
    withRecords<StatementRow[] | null>((of) => of.rows(file, statement, from, count)),
});
