/** The entries of a ledger as the module hands them over: numbers, beside what many entries share. */
import type { Joined, LedgerEntry } from "./types.js";

/** What all files come to, with one of each entries that are alike, and what it is for. */
export interface Shared {
  joined: Joined;
  days: string[];
}

/** What the worker gives before the entries. */
export interface Given {
  shared: Shared;
  /** By what number the entries are asked for. */
  ledger: number;
  /** A place for each entry, and for what it is for: what is put into a place that is there asks no setter above it. */
  entries: LedgerEntry[];
  purposes: Joined["purposes"];
}

/** How many numbers an entry is. */
export const WIDTH = 6;

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

const clock = (seconds: number): string => {
  const second = seconds % 60;
  const minutes = (seconds - second) / 60;
  const minute = minutes % 60;
  return `${two((minutes - minute) / 60)}:${two(minute)}:${two(second)}`;
};

/** Puts entries, given as numbers, into the places from `at` on; and what they are for. */
export const put = ({ shared: { joined, days }, entries, purposes }: Given, numbers: Float64Array, at: number): void => {
  const { ledger, purposes: told } = joined;
  const alike = ledger.entries;
  const count = numbers.length / WIDTH;
  const number = (entry: number, column: number): number => numbers[entry * WIDTH + column] as number;
  for (let n = 0; n < count; n += 1) {
    const like = number(n, 0);
    // A copy alone, whose properties are written over: engines make it ten times as fast as one with other parts, and what
    // is an own property asks no setter above it.
    const entry = { ...(alike[like] as LedgerEntry) };
    const seconds = number(n, 4);
    entry.row = number(n, 1);
    entry.line = number(n, 2);
    entry.date = days[number(n, 3)] as string;
    if (seconds >= 0) entry.time = clock(seconds);
    entry.amount = number(n, 5);
    entries[at + n] = entry;
    purposes[at + n] = told[like] ?? null;
  }
};
