/** Tables in no known layout, for a person who says what their columns are; and the layouts that come of it. */
import type { Answered } from "../core/answer.js";
import { kind, number, refused, word, written } from "../core/text.js";
import { options, taken } from "./given.js";
import type { Looked, Tables } from "./mapping.js";
import type { Readable, Reader } from "./reader.js";
import type { FileProblem, Mapped, Mapping, ProposedTable } from "./types.js";

export interface ProposeOptions {
  /** Opens a locked archive. */
  password?: string;
  /** Which file of an archive, from 1, as a problem names it. */
  member?: number;
}

/** What the tables of a file look like. It holds the file until it is closed. */
export interface Proposal {
  /** The file's tables, of a workbook one for each sheet that is one; none where nothing in it has days and amounts. */
  readonly tables: readonly ProposedTable[];
  /** Why there is none. */
  readonly problem?: FileProblem;
  /** What comes of what a person says of a table's columns, and what the file reads to with it. Nothing of it is held. */
  map(mapping: Mapping, table?: number): Promise<Answered<Mapped>>;
  /** Forgets the file. */
  close(): Promise<Answered<null>>;
}

let proposals = 0;

/** Looks at the tables of a file. */
export const propose = async (reader: Reader, file: Readable, given: ProposeOptions): Promise<Answered<Proposal>> => {
  const asked = taken((): Looked => {
    if (!(file instanceof Blob || file instanceof Uint8Array)) throw refused("/file", "a file, a Blob or a Uint8Array", kind(file));
    const { password = "", member = 0 } = options(given, ["password", "member"], "/options");
    return [file instanceof Blob ? file : file.slice(), word(password, "/options/password"), number(member, "/options/member")];
  });
  if (!asked.ok) return asked;
  proposals += 1;
  const id = proposals;
  const looked = await reader.ask<Tables>("propose", [id, asked.value]);
  if (!looked.ok) return looked;
  const map = async (mapping: Mapping, table = 0): Promise<Answered<Mapped>> => {
    const said = taken(() => written(mapping, "/mapping"));
    return said.ok ? reader.ask<Mapped>("map", [id, asked.value, table, said.value]) : said;
  };
  return { ok: true, value: { ...looked.value, map, close: () => reader.ask("close", [id]) } };
};
