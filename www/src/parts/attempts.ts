/** How many assessments are left, from the pack's limits and the server's own tickets: told before the first question. */
import type { PackDocument } from "prescreen";
import type { Tickets } from "../broker";
import { words } from "../i18n";

export interface Left {
  /** None where the pack has no such limit. */
  today: number | undefined;
  year: number | undefined;
}

interface Counted {
  attempt: number;
  iat: number;
}

const claimsOf = (ticket: string): Counted | undefined => {
  const payload = ticket.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/");
  return payload === undefined ? undefined : (JSON.parse(atob(payload)) as Counted);
};

export interface Unsent {
  /** Seconds since 1970. */
  at: number;
  /** Whether it counts as an assessment; a look at one product does not. */
  counts: boolean;
}

/** What was confirmed and its result never sent, the newest first. */
export const unsentOf = ({ unsent }: Tickets): Unsent[] =>
  unsent.flatMap((ticket) => {
    const claims = claimsOf(ticket);
    return claims ? [{ at: claims.iat, counts: claims.attempt > 0 }] : [];
  });

/** When the last assessment was counted, if its result was never sent. */
export const unfinishedAt = (tickets: Tickets): number | undefined => {
  const [last] = tickets.tickets[0] === tickets.unsent[0] ? unsentOf(tickets) : [];
  return last?.counts ? last.at : undefined;
};

/** `now` in seconds by the firm's clock. */
export const attemptsLeft = ({ attempts, time_zone: zone }: PackDocument, { tickets }: Tickets, now: number): Left | undefined => {
  const local = (seconds: number): Date => new Date((seconds + zone.offset_minutes * 60) * 1000);
  const day = (seconds: number): string => local(seconds).toISOString().slice(0, 10);
  const [limit] = attempts.filter(({ from }) => from <= day(now)).sort((a, b) => (a.from < b.from ? 1 : -1));
  if (!limit) return undefined;
  const at = tickets.flatMap((ticket) => {
    const counted = claimsOf(ticket);
    return counted && counted.attempt > 0 ? [counted.iat] : [];
  });
  const yearAgo = local(now);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  const since = yearAgo.toISOString().slice(0, 10);
  const left = (most: number | null | undefined, used: number): number | undefined => (most == null ? undefined : Math.max(0, most - used));
  return {
    today: left(limit.per_day, at.filter((one) => day(one) === day(now)).length),
    year: left(limit.per_12_months, at.filter((one) => day(one) > since).length),
  };
};

export const isNoneLeft = (left: Left | undefined): boolean => left?.today === 0 || left?.year === 0;

/** What is left, in one sentence; nothing where there is no limit. */
export const leftSaid = (left: Left | undefined): string => {
  const text = words().assess.left;
  if (left?.year === 0) return text.noneYear;
  if (left?.today === 0) return text.noneToday;
  if (left?.today !== undefined && left.year !== undefined) return text.both(left.today, left.year);
  if (left?.today !== undefined) return text.today(left.today);
  return left?.year === undefined ? "" : text.year(left.year);
};
