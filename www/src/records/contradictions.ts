/** Files of one account that say different things about the same days: then either may be what happened. */
import type { Ledger, LedgerEntry } from "prescreen/statements";

export interface Contradiction {
  /** The digests of the two files. */
  files: readonly [one: string, other: string];
  /** How many rows of the shared days stand in one file alone. */
  only: readonly [one: number, other: number];
  /** First and last of the days that both cover. */
  from: string;
  to: string;
  currency: string;
}

const sameRow = ({ date, amount, direction }: LedgerEntry): string => `${date} ${amount} ${direction}`;

/** How often each row stands in a list. */
const tally = (entries: readonly LedgerEntry[]): Map<string, number> => {
  const rows = new Map<string, number>();
  for (const entry of entries) rows.set(sameRow(entry), (rows.get(sameRow(entry)) ?? 0) + 1);
  return rows;
};

/** How many rows of the first list are not in the other. */
const missingIn = (rows: Map<string, number>, other: Map<string, number>): number =>
  [...rows].reduce((sum, [row, times]) => sum + Math.max(0, times - (other.get(row) ?? 0)), 0);

/** The days that two lists both cover wholly: where one ends before the other, its last day may be half. */
const shared = (one: readonly LedgerEntry[], other: readonly LedgerEntry[]): ((entry: LedgerEntry) => boolean) => {
  const [first, last] = [one, other].reduce<[string[], string[]]>(
    ([firsts, lasts], entries) => [
      [...firsts, entries[0]?.date ?? ""],
      [...lasts, entries[entries.length - 1]?.date ?? ""],
    ],
    [[], []],
  );
  const [from = "", sameStart] = [[...first].sort()[1], first[0] === first[1]];
  const [to = "", sameEnd] = [[...last].sort()[0], last[0] === last[1]];
  return ({ date }) => (sameStart ? date >= from : date > from) && (sameEnd ? date <= to : date < to);
};

/** Each two files of one account of which each has rows that the other has not, on days that both cover. */
export const contradictions = ({ entries, sources, accounts }: Ledger): Contradiction[] => {
  const moved = sources.map((): LedgerEntry[] => []);
  for (const entry of entries) if (entry.role !== "not_moved") moved[entry.source]?.push(entry);
  return sources.flatMap((one, n) =>
    sources.flatMap((other, m) => {
      if (m <= n || one.account !== other.account || one.file === other.file) return [];
      const [ours, theirs] = [moved[n] ?? [], moved[m] ?? []];
      const both = shared(ours, theirs);
      const [left, right] = [ours.filter(both), theirs.filter(both)];
      const [rows, others] = [tally(left), tally(right)];
      const only = [missingIn(rows, others), missingIn(others, rows)] as const;
      if (only[0] === 0 || only[1] === 0) return [];
      const days = [...left, ...right].map(({ date }) => date).sort();
      const [from = "", to = ""] = [days[0], days[days.length - 1]];
      return [{ files: [one.file, other.file], only, from, to, currency: accounts[one.account]?.currency ?? "" }] as const;
    }),
  );
};
