/** What a page gives to its records, seen to be what they take. Nothing of it is in what is said of it. */
import { type Failure, failure, PrescreenError } from "../core/answer.js";
import { kind, refused, word, written } from "../core/text.js";
import type { Readable, Reading } from "./reader.js";
import type { Corrections, Said } from "./types.js";

export interface ReadOptions {
  /** Opens a locked archive. */
  password?: string;
  /** Stops the reading at once: the worker ends, nothing of the file is kept, and the files that were read before are read again. */
  signal?: AbortSignal;
  /** Told how many of the file's lines are read, and how many it has; never told of what is small or no table of text. */
  progress?: (rows: number, of: number) => void;
}

export interface JoinOptions {
  /** What the person says against the files; what it touches counts as declared. */
  corrections?: Corrections;
  /** The first and last day that are asked for, `YYYY-MM-DD`. */
  asked?: readonly [from: string, to: string];
}

/** How many letters have to change for one word to be the other. */
const distance = (one: string, other: string): number => {
  let row = [...one, ""].map((_, place) => place);
  for (const [place, letter] of [...other].entries()) {
    const above = row;
    row = [place + 1];
    for (const [at, own] of [...one].entries()) {
      row.push(Math.min((above[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1, (above[at] ?? 0) + (own === letter ? 0 : 1)));
    }
  }
  return row[one.length] ?? 0;
};

/** Options, each of a name that is known. */
export const options = <T extends object>(given: T, known: readonly (keyof T & string)[], at: string): T => {
  if (typeof given !== "object" || given === null) throw refused(at, "an object", kind(given));
  const unknown = Object.keys(given).find((name) => !known.some((other) => other === name));
  if (unknown === undefined) return given;
  const [nearest] = [...known].sort((one, other) => distance(one, unknown) - distance(other, unknown));
  throw new PrescreenError({
    code: "unknown-field",
    at: `${at}/${unknown}`,
    message: `there is no option of this name; the nearest is '${nearest}'`,
    help: `use one of ${known.join(", ")}`,
  });
};

const SAID: readonly (keyof Said & string)[] = ["day_order", "numbers", "currency"];

/** A file and how it is read. */
export const reading = (
  file: Readable,
  said: Said | undefined,
  given: ReadOptions,
): [Reading, ReadOptions["signal"], ReadOptions["progress"]] => {
  if (!(file instanceof Blob || file instanceof Uint8Array)) throw refused("/file", "a file, a Blob or a Uint8Array", kind(file));
  const { password = "", signal, progress } = options(given, ["password", "signal", "progress"], "/options");
  if (progress !== undefined && typeof progress !== "function") throw refused("/options/progress", "a function", kind(progress));
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw refused("/options/signal", "an AbortSignal", kind(signal));
  const says = said ? written(typeof said === "object" ? options(said, SAID, "/said") : said, "/said") : "";
  // Bytes are the caller's, who may change them.
  return [[file instanceof Blob ? file : file.slice(), says, word(password, "/options/password")], signal, progress];
};

/** What is joined: the corrections, and the first and last day that are asked for. */
export const joining = (given: JoinOptions): string[] => {
  const { corrections, asked } = options(given, ["corrections", "asked"], "/options");
  const says = corrections ? written(corrections, "/corrections") : "";
  if (asked === undefined) return [says, "", ""];
  if (!Array.isArray(asked) || asked.length !== 2) throw refused("/asked", "a first and a last day", kind(asked));
  const [from, to] = [word(asked[0], "/asked/0"), word(asked[1], "/asked/1")];
  // Days of one form are in the order of their texts.
  if (from <= to) return [says, from, to];
  throw new PrescreenError({
    code: "range",
    at: "/asked",
    message: "the last day asked for is before the first",
    help: "give the first day first",
  });
};

/** What is made of what was given, or what is wrong with it. */
export const taken = <T>(take: () => T): { ok: true; value: T } | Failure => {
  try {
    return { ok: true, value: take() };
  } catch (error) {
    if (!(error instanceof PrescreenError)) throw error;
    return failure(error.code, error.message, error.help, error.at);
  }
};
