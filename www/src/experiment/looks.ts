/** A result at several looks: the same events, counted until a day, by the plan's own last day of collecting. */
import type { ExperimentPlan } from "prescreen/experiment";

/** Looks, at most: each reads all events again. */
const MOST = 8;
const DAY = 86_400_000;

/** The days before which each look counts: evenly over the time in which events of the last phase came, its end the last. */
export const lookDays = ({ from, to }: { from: string; to: string }, last: string | null, until?: string | null): string[] => {
  if (last === null) return [];
  const start = Date.parse(from);
  const ends = [Date.parse(last.slice(0, 10)) + DAY, Date.parse(to), ...(until ? [Date.parse(until)] : [])];
  const days = Math.round((Math.min(...ends) - start) / DAY);
  const looks = Math.min(days, MOST);
  if (looks < 2) return [];
  return Array.from({ length: looks }, (_, n) => new Date(start + Math.round(((n + 1) * days) / looks) * DAY).toISOString().slice(0, 10));
};

/** The plan as somebody has it who looks at the end of a day. */
export const planUntil = (plan: ExperimentPlan, day: string): ExperimentPlan => ({ ...plan, collected_until: day });
