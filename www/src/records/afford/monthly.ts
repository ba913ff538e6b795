/** The months that a monthly figure of the records is the middle of. */
import type { Joined } from "prescreen/statements";
import { counted } from "../series";

/** Sums by month of what came in as income, or of all that went out, whichever a figure is of. */
const sums = (joined: Joined, currency: string, of: "income" | "outflow"): [month: string, sum: number][] => {
  const months = new Map<string, number>();
  for (const { as, entry } of counted(joined, currency)) {
    const month = entry.date.slice(0, 7);
    const out = as === "spending" || as === "repayment" ? entry.amount : as === "refund" ? -entry.amount : 0;
    const amount = of === "income" ? (as === "income" ? entry.amount : 0) : out;
    months.set(month, (months.get(month) ?? 0) + amount);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** The middle one; of two in the middle, what lies half way between them, rounded down. */
const middle = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : Math.floor((low + high) / 2);
};

/**
 * The months whose middle a figure is; none where the records alone do not show which: a month that is not whole is left out
 * at either end.
 */
export const monthsOf = (
  joined: Joined,
  currency: string,
  of: "income" | "outflow",
  value: number,
): [month: string, sum: number][] | undefined => {
  const all = sums(joined, currency, of);
  return [all, all.slice(0, -1), all.slice(1), all.slice(1, -1)].find((months) => middle(months.map(([, sum]) => sum)) === value);
};
