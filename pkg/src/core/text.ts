/** What crosses the boundary into the module: documents as JSON text, an object written to text first; texts and numbers. */
import { PrescreenError } from "./answer.js";

export type Text<T> = string | T;

/** A document as the module reads it; what JSON has no text for is read as null, and answered so. */
export const text = (document: string | object): string =>
  typeof document === "string" ? document : ((JSON.stringify(document) as string | undefined) ?? "null");

interface Crossing {
  string: string;
  number: number;
}

const crossing =
  <K extends keyof Crossing>(kind: K) =>
  (name: string, value: unknown): Crossing[K] => {
    if (typeof value === kind) return value as Crossing[K];
    const found = value === null ? "null" : typeof value;
    throw new PrescreenError({ code: "type", at: `/${name}`, message: `\`${name}\` is ${found}; a ${kind} is expected`, help: "" });
  };

/** A text for the module, which stops at anything else: thrown as a failure that `call` answers. */
export const string = crossing("string");

/** The same for a number. */
export const number = crossing("number");
