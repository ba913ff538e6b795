/** What the worker reads of a file at once: a text, or the sheets of a workbook. */
import type { Answered } from "../core/answer.js";
import { toBase64url } from "../core/base64url.js";
import { digest } from "../core/subtle.js";
import { PROBLEMS } from "../generated/problems.js";
import type { FileRead as Read } from "../generated/records.js";
import { type ExportedRecords, glue } from "./glue.js";
import type { FileProblem, FileRead } from "./types.js";
import { type Inside, unpack } from "./unpack.js";

/** A text or a workbook's sheets, and the digest by which the file is known. */
export type Source = { file: string; text: Uint8Array } | { file: string; sheets: Inside["sheets"] };

/** A file opened: what is read of it, or an archive's files, or why it stays shut. */
export type Opened = { source: Source } | { files: Inside["files"] } | { problem: FileProblem };

/** The name by which a file is known: its digest, of a copy where other threads could change the bytes. */
const named = async (bytes: Uint8Array): Promise<string> => {
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
  return toBase64url(new Uint8Array(await digest("SHA-256", own)));
};

/** Opens a file of any kind. */
export const open = async (bytes: Uint8Array, password: string): Promise<Opened> => {
  const content = glue.content_of(bytes);
  if (content !== "zip" && content !== "workbook") return { source: { file: await named(bytes), text: bytes } };
  const { files, sheets, problem } = await unpack(bytes, password);
  if (problem) return { problem };
  return files.length > 0 ? { files } : { source: { file: await named(bytes), sheets } };
};

/** Told how many of a table's lines are read, and how many there are. */
export type Tell = ((rows: number, of: number) => void) | undefined;

/** Reads what a file says, as the module answers it. */
export const readSource = (of: ExportedRecords, source: Source, said: string, tell: Tell): unknown =>
  "text" in source
    ? of.read(source.text, source.file, said, tell)
    : of.read_sheets(
        source.file,
        source.sheets.map(({ cells }) => cells),
        said,
      );

/** A problem with its words. */
export const worded = (problem: FileProblem): FileProblem => ({ ...PROBLEMS[problem.code as keyof typeof PROBLEMS], ...problem });

/** What a file came to, its problem with words. */
export const inWords = (read: Answered<Read>): Answered<FileRead> => {
  if (!read.ok) return read;
  const { problem, ...rest } = read.value;
  return { ok: true, value: { ...rest, ...(problem && { problem: worded(problem as FileProblem) }) } };
};
