/** Arguments as the module reads them. Documents cross the boundary as JSON text; an object is written to text first. */
import { PrescreenError } from "./answer.js";

export type Text<T> = string | T;

/** A document as the module reads it. What JSON cannot hold stays what it is, and the call that takes it refuses it. */
export const text = (document: string | object): string => {
  if (typeof document === "string") return document;
  try {
    return (JSON.stringify(document) as string | undefined) ?? (document as unknown as string);
  } catch {
    // A cycle, a big integer, something that throws when it is read.
    return document as unknown as string;
  }
};

/** @internal The same inside a call, where what is no document is refused. */
export const written = (document: unknown, at: string): string => {
  const found = text(document as object);
  if (typeof found === "string") return found;
  const cannot = typeof found === "object" ? " that cannot" : "";
  throw refused(
    at,
    "a JSON text, or an object that can be written as one",
    kind(found) + cannot,
    "see that JSON.stringify takes the object",
  );
};

/** @internal An argument that is a text. */
export const word = (given: unknown, at: string): string => {
  if (typeof given === "string") return given;
  throw refused(at, "a text", kind(given));
};

/** @internal An argument that is a number. */
export const number = (given: unknown, at: string): number => {
  if (typeof given === "number") return given;
  throw refused(at, "a number", kind(given));
};

/** @internal An argument that is a whole number from 0 to `most`. */
export const integer = (given: unknown, at: string, most: number): number => {
  if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= most) return given;
  throw refused(at, `a whole number from 0 to ${most}`, typeof given === "number" ? "another number" : kind(given));
};

/** @internal An argument that is bytes. */
export const bytes = (given: unknown, at: string): Uint8Array<ArrayBuffer> => {
  if (given instanceof Uint8Array) return given as Uint8Array<ArrayBuffer>;
  throw refused(at, "bytes, as a Uint8Array", kind(given));
};

/** @internal Properties of an argument, each read once: what a getter throws is not the module's. */
export const parts = <T extends object, K extends keyof T>(given: T, names: readonly K[], at: string): { [name in K]: T[name] } => {
  try {
    return Object.fromEntries(names.map((name) => [name, given[name]])) as { [name in K]: T[name] };
  } catch {
    throw refused(at, "an object that can be read", kind(given));
  }
};

/** @internal The failure of a call for an argument of another kind. It never repeats the argument. */
export const refused = (at: string, expected: string, found: string, help = "see the types of the call"): PrescreenError =>
  new PrescreenError({ code: "type", at, message: `expected ${expected}, found ${found}`, help });

/** @internal What is said of an argument. */
export const kind = (given: unknown): string => {
  if (given === null || given === undefined) return String(given);
  const type = typeof given;
  return KINDS[type] ?? `a ${type}`;
};

const KINDS: Readonly<Record<string, string>> = { string: "a text", object: "an object", bigint: "a big integer" };
