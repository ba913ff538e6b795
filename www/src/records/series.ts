/** A ledger's entries as series: sums by month, balances by day. */
import type { Ledger } from "prescreen/statements";

export interface Month {
  /** `YYYY-MM`. */
  month: string;
  income: number;
  transfers: number;
  spending: number;
}

/** Income, transfers from others and spending, month by month. What is given back lowers spending. */
export const byMonth = ({ entries }: Ledger, currency: string): Month[] => {
  const months = new Map<string, Month>();
  for (const { date, role, amount, currency: of } of entries) {
    if (of !== currency) continue;
    const month = date.slice(0, 7);
    const sums = months.get(month) ?? { month, income: 0, transfers: 0, spending: 0 };
    if (role === "income") sums.income += amount;
    else if (role === "transfer_in") sums.transfers += amount;
    else if (role === "spending" || role === "transfer_out") sums.spending += amount;
    else if (role === "refund") sums.spending -= amount;
    else continue;
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
