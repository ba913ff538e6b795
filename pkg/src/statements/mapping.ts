/** The worker's side of `proposal.ts`: tables in no known layout, and what becomes of them as a person says what their columns are. */
import { type Answered, failure } from "../core/answer.js";
import { call, Handle } from "../core/module.js";
import type { Mapped as MappedTo, ProposedTable as Table, ShownProblem } from "../generated/records.js";
import { glue } from "./glue.js";
import { later } from "./later.js";
import { nameFor, withLayout } from "./layouts.js";
import { inWords, open, readSource, type Source, worded } from "./source.js";
import type { FileProblem, FileRead, Mapped, ProposedTable } from "./types.js";

/** What `open` of the worker was given. */
export interface Given {
  shipped: string;
  layouts: string;
}

/** Which file, and which of an archive's from 1; none where it is 0. */
export type Looked = readonly [file: Blob | Uint8Array, password: string, member: number];

/** What the tables of a file look like; or why there are none. */
export interface Tables {
  tables: ProposedTable[];
  problem?: FileProblem;
}

const load = later({
  module: () => import("../../dist/prescreen_mapping.js"),
  file: () => new URL("./prescreen_mapping_bg.wasm", import.meta.url),
  translation: () => import("../../dist/prescreen_mapping.wasm2js.js"),
});

type Columns = Awaited<ReturnType<typeof load>>["Tables"]["prototype"];

/** The file that was looked at last, kept until another is or its proposal is closed. */
let kept: { id: number; source: Source; columns: Columns } | undefined;

/** Forgets what a proposal is of. */
export const close = (id: number): Answered<null> => {
  if (kept?.id === id) {
    kept.columns.free();
    kept = undefined;
  }
  return { ok: true, value: null };
};

const TRAPPED = failure("trapped", "the module that makes layouts stopped", "open the files again");

/** What a text of that module says; what stops it is no answer. */
const answered = <T>(work: () => unknown): Answered<T> => {
  try {
    return JSON.parse(work() as string) as Answered<T>;
  } catch {
    return TRAPPED;
  }
};

/** What a file is read of: by itself, or one of an archive's. */
const sourceOf = async ([file, password, member]: Looked): Promise<Source | FileProblem> => {
  const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
  const opened = await open(bytes, password);
  if ("problem" in opened) return opened.problem;
  if ("source" in opened) return opened.source;
  const inside = opened.files.find(({ number }) => number === member) ?? opened.files[0];
  return inside ? sourceOf([inside.bytes, password, 0]) : worded({ code: "empty" } as FileProblem);
};

/** What the columns of known layouts are called. */
const namesIn = (shipped: string): string =>
  JSON.stringify((JSON.parse(shipped) as { formats: { columns: object }[] }).formats.map(({ columns }) => columns));

/** Looks at a file's tables. */
export const propose = async (given: Given, id: number, looked: Looked): Promise<Answered<Tables>> => {
  const source = await sourceOf(looked);
  if (!("file" in source)) return { ok: true, value: { tables: [], problem: source } };
  const { Tables } = await load();
  let columns: Columns;
  try {
    const known = namesIn(given.shipped);
    columns =
      "text" in source
        ? Tables.of_text(source.text, known)
        : Tables.of_sheets(
            source.sheets.map(({ cells }) => cells),
            known,
          );
  } catch {
    return TRAPPED;
  }
  if (kept) close(kept.id);
  kept = { id, source, columns };
  const shown = answered<{ tables: Table[]; sheets: number[]; problem?: ShownProblem }>(() => columns.shown());
  if (!shown.ok) return shown;
  const { tables, sheets, problem } = shown.value;
  const named = tables.map(async (table, n) => ({
    ...table,
    id: await nameFor(table.columns),
    sheet: "sheets" in source ? (source.sheets[sheets[n] ?? 0]?.name ?? "") : "",
  }));
  return { ok: true, value: { tables: await Promise.all(named), ...(problem && { problem: worded(problem as FileProblem) }) } };
};

/** What comes of what a person says of one of a file's tables, and what the file reads to with it. Nothing of it is held. */
export const map = async (given: Given, id: number, looked: Looked, table: number, said: string): Promise<Answered<Mapped>> => {
  if (kept?.id !== id) {
    const again = await propose(given, id, looked);
    if (!again.ok) return again;
  }
  const at = kept;
  if (at?.id !== id) return failure("reference", "the file has no table any more", "look at the file again", "/file");
  const mapped = answered<MappedTo>(() => at.columns.mapped(table, said));
  if (!mapped.ok || mapped.value.layout === undefined) return mapped;
  const { layout } = mapped.value;
  const read = tried(given, at.source, layout);
  return read.ok ? { ok: true, value: { ...mapped.value, read: read.value } } : read;
};

/** What a file reads to with one more layout. */
const tried = ({ shipped, layouts }: Given, source: Source, layout: string): Answered<FileRead> => {
  const all = JSON.stringify(withLayout(JSON.parse(layouts) as string[], layout));
  const records = new Handle(() => glue.Records.start(shipped, all));
  try {
    return inWords(call(() => readSource(records.get(), source, "", undefined)));
  } finally {
    records.free();
  }
};

/** Whether a text is a layout; else what is wrong with it. */
export const check = ({ shipped }: Given, layout: string): Answered<null> => {
  const records = new Handle(() => glue.Records.start(shipped, JSON.stringify([layout])));
  return call<null>(() => {
    records.get();
    records.free();
    return { ok: true, value: null };
  });
};
