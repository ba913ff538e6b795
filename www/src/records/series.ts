/** A ledger's entries as series: sums by month, balances by day. */
import type { Category, Joined, Ledger, LedgerEntry } from "prescreen/statements";

export interface Month {
  /** `YYYY-MM`. */
  month: string;
  income: number;
  transfers: number;
  spending: number;
}

/** What is paid back to whoever lent it: no spending. */
const REPAID: readonly (Category | null)[] = ["mortgage", "loan_repayment", "card_repayment", "bnpl", "payday", "repayment"];
/** What stays the person's own. */
const MOVED: readonly (Category | null)[] = ["own_transfer", "investment"];

/** What an entry is in every picture; none where it is neither money in nor money out. One meaning for all of them. */
export const countsAs = (
  { role }: LedgerEntry,
  purpose: Category | null,
): "income" | "transfer" | "spending" | "repayment" | "refund" | undefined => {
  if (role === "income") return "income";
  if (role === "transfer_in") return "transfer";
  if (role === "repayment") return "repayment";
  if (role === "refund") return "refund";
  if ((role !== "spending" && role !== "transfer_out") || MOVED.includes(purpose)) return undefined;
  return REPAID.includes(purpose) ? "repayment" : "spending";
};

/** Entries of a currency with what they are and what they are for. */
export const counted = (
  { ledger, purposes }: Joined,
  currency: string,
): { as: ReturnType<typeof countsAs>; entry: LedgerEntry; purpose: Category }[] =>
  ledger.entries.flatMap((entry, position) => {
    const purpose = purposes[position] ?? null;
    return entry.currency === currency ? [{ as: countsAs(entry, purpose), entry, purpose: purpose ?? "unknown" }] : [];
  });

/** Income, transfers from others and spending, month by month. What is given back lowers spending. */
export const byMonth = (joined: Joined, currency: string): Month[] => {
  const months = new Map<string, Month>();
  for (const {
    as,
    entry: { date, amount },
  } of counted(joined, currency)) {
    if (as === undefined || as === "repayment") continue;
    const month = date.slice(0, 7);
    const sums = months.get(month) ?? { month, income: 0, transfers: 0, spending: 0 };
    if (as === "income") sums.income += amount;
    else if (as === "transfer") sums.transfers += amount;
    else sums.spending += as === "refund" ? -amount : amount;
    months.set(month, sums);
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
};

/** The balances of all accounts of a currency together, at the end of each day from the first that all of them have. */
export const byDay = ({ accounts }: Ledger, currency: string): { day: string; value: number }[] => {
  const known = accounts.filter(({ currency: of, balances, kind }) => of === currency && balances.length > 0 && kind !== "broker");
  const starts = known.map(({ balances }) => balances[0]?.[0] ?? "").sort();
  const all = known.flatMap(({ balances }) => balances.map(([day]) => day)).sort();
  const [from, to] = [starts[starts.length - 1], all[all.length - 1]];
  if (!from || !to) return [];
  const series = known.map(({ balances }) => new Map(balances));
  const last = known.map(({ balances }) => balances.filter(([day]) => day <= from).pop()?.[1] ?? 0);
  const days: { day: string; value: number }[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    for (const [n, of] of series.entries()) last[n] = of.get(day) ?? last[n] ?? 0;
    days.push({ day, value: last.reduce((sum, value) => sum + value, 0) });
  }
  return days;
};

/** Days in a row on which the balance was below zero. */
export interface Period {
  from: string;
  to: string;
  days: number;
  /** Minor units. */
  lowest: number;
}

export const below = (days: readonly { day: string; value: number }[]): Period[] => {
  const periods: Period[] = [];
  for (const [n, { day, value }] of days.entries()) {
    if (value >= 0) continue;
    const last = periods[periods.length - 1];
    const goesOn = last && (days[n - 1]?.value ?? 0) < 0;
    if (goesOn) Object.assign(last, { to: day, days: last.days + 1, lowest: Math.min(last.lowest, value) });
    else periods.push({ from: day, to: day, days: 1, lowest: value });
  }
  return periods;
};
