/** A file that a person put on the page: how far it is read, what it came to, and its place among the ledger's statements. */
import type { FileProblem, Ledger, Said, Statement, StatementRow } from "prescreen/statements";
import type { Saying } from "./mapping/saying";

export interface OpenFile {
  /** A number of its own on this page. */
  readonly id: number;
  readonly file: File;
  /**
   * `twice`: another file has the same content; `lost`: the reader stopped, and what it had read is gone; `layout`: it is no
   * statement, but says how tables are read; `no-layout`: it would, and cannot be used.
   */
  state: "queued" | "reading" | "read" | "problem" | "twice" | "lost" | "layout" | "no-layout";
  /** Whether its columns are being looked at. */
  looking?: boolean;
  /** Which file of an archive has the columns that were said last, from 1. */
  member?: number | undefined;
  /** What the person says of its columns, while they do. */
  saying?: Saying | undefined;
  /** The name of the file with the same content. */
  same?: string;
  /** Whether the reader stopped at this file. */
  stopper?: boolean;
  digest?: string;
  statements: Statement[];
  problem?: FileProblem | undefined;
  /** What keeps an archive's other files from being read. */
  others?: FileProblem[];
  said: Said;
  /** The password that was typed in last; forgotten with the page. */
  password: string;
  /** How many lines are read, of how many. */
  progress: { rows: number; of: number } | undefined;
  /** Rows that the person asked to see, by statement. */
  rows: Map<number, StatementRow[]>;
  /** The row whose figure does not hold first, by statement; null where there is none such. */
  broken: Map<number, StatementRow | null>;
}

/** How many rows of a statement there are, and how many of them do not count for themselves. */
export interface Counts {
  all: number;
  notMoved: number;
  repeated: number;
}

/** The digests of what a file holds: several of an archive, none of what stays shut. */
export const digestsOf = ({ digest = "" }: OpenFile): string[] => digest.split(" ").filter(Boolean);

/** The rows of each of a ledger's statements. */
export const countsIn = ({ entries, sources }: Ledger): Map<string, Counts> => {
  const all = sources.map((): Counts => ({ all: 0, notMoved: 0, repeated: 0 }));
  for (const { source, role } of entries) {
    const counts = all[source];
    if (!counts) continue;
    counts.all += 1;
    if (role === "not_moved") counts.notMoved += 1;
    if (role === "repeated") counts.repeated += 1;
  }
  return new Map(sources.map(({ file, place }, n) => [`${file} ${place}`, all[n] ?? { all: 0, notMoved: 0, repeated: 0 }]));
};

/** The file of a statement, and its place among that file's: an archive holds several files. */
export const placeOf = ({ statements }: OpenFile, position: number): { file: string; place: number } => {
  const file = statements[position]?.file ?? "";
  return { file, place: statements.slice(0, position).filter((other) => other.file === file).length };
};
