/** The months that a monthly figure of the records is the middle of. */
import type { Joined, LedgerEntry } from "prescreen/statements";
import { counted } from "../series";

/** What a figure sums up: what came in as income, or all that went out. */
export type Flow = "income" | "outflow";

type Covered = readonly (readonly [from: string, to: string])[];

const isOf = (flow: Flow, as: ReturnType<typeof counted>[number]["as"]): boolean =>
  flow === "income" ? as === "income" : as === "spending" || as === "repayment";

/** The month after one, both `YYYY-MM`. */
const next = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};

/** The last day of a month. */
const lastDay = (month: string): string => new Date(Date.parse(`${next(month)}-01`) - 86_400_000).toISOString().slice(0, 10);

/** The months of which every account covers every day. */
const wholeMonths = (accounts: readonly Covered[]): string[] => {
  const periods = accounts.flat();
  const first = periods.map(([from]) => from).sort()[0];
  const last = periods.map(([, to]) => to).sort()[periods.length - 1];
  const months: string[] = [];
  if (!first || !last) return months;
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = next(month)) {
    const [begin, end] = [`${month}-01`, lastDay(month)];
    if (accounts.every((covered) => covered.some(([from, to]) => from <= begin && end <= to))) months.push(month);
  }
  return months;
};

/** The middle one; of two in the middle, what lies half way between them, rounded down. */
const middle = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : Math.floor((low + high) / 2);
};

/**
 * The whole months of the accounts that have such rows, each with its sum; a month without a row counts as nothing. None where
 * their middle is not the figure, so that no figure is shown with months that it does not come of.
 */
export const monthsOf = (joined: Joined, currency: string, flow: Flow, value: number): [month: string, sum: number][] | undefined => {
  const entries: LedgerEntry[] = counted(joined, currency).flatMap(({ as, entry }) => (isOf(flow, as) ? [entry] : []));
  const accounts = [...new Set(entries.map(({ account }) => account))];
  const months = wholeMonths(accounts.map((account) => joined.ledger.accounts[account]?.coverage.covered ?? []));
  const sums = new Map(months.map((month) => [month, 0]));
  for (const { date, amount } of entries) {
    const sum = sums.get(date.slice(0, 7));
    if (sum !== undefined) sums.set(date.slice(0, 7), sum + amount);
  }
  return middle([...sums.values()]) === value ? [...sums] : undefined;
};
