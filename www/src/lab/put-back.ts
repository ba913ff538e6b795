/** Puts edits back: what stood at each place stands there again. */
import type { Difference } from "./differences";
import { stepsOf } from "./places";

type Json = Record<string, unknown>;

const isHolder = (value: unknown): value is Json | unknown[] => value !== null && typeof value === "object";

/** The object or list that a place is in, begun where it is not there; and the last step. */
const holderOf = (document: unknown, at: string): { holder: Json | unknown[]; step: string } | undefined => {
  const steps = stepsOf(at);
  const step = steps.pop();
  let holder: unknown = document;
  for (const next of steps) {
    if (!isHolder(holder)) return undefined;
    if (!Array.isArray(holder)) holder[next] ??= {};
    holder = (holder as Json)[next];
  }
  return step !== undefined && isHolder(holder) ? { holder, step } : undefined;
};

/** What is there in both in the order that it had; what came since stays where it is. */
const orderAgain = (list: { id: string }[], ids: string[]): void => {
  const moved = ids.flatMap((id) => list.find((one) => one.id === id) ?? []);
  const places = list.flatMap((one, place) => (moved.includes(one) ? [place] : []));
  for (const [nth, place] of places.entries()) list[place] = moved[nth] as { id: string };
};

const putOne = (document: unknown, { at, a, order }: Difference): boolean => {
  const found = holderOf(document, at);
  if (!found) return false;
  const { holder, step } = found;
  if (order) orderAgain((holder as Json)[step] as { id: string }[], a as string[]);
  else if (!Array.isArray(holder)) {
    if (a === undefined) delete holder[step];
    else holder[step] = a;
  } else if (a === undefined) holder.splice(Number(step), 1);
  else if (step === "-") holder.push(a);
  else holder[Number(step)] = a;
  return true;
};

/** How deep the list is whose members a difference is of. */
const depth = ({ at, order }: Difference): number => stepsOf(at).length + (order ? 1 : 0);

const rank = (one: Difference): number => {
  if (one.order) return 2;
  if (!("a" in one)) return 1;
  return one.at.endsWith("/-") ? 3 : 0;
};

/** Of a document that has these edits; false where one cannot be put back. */
export const putBack = (document: unknown, places: readonly Difference[]): boolean => {
  const place = ({ at }: Difference): number => Number(at.split("/").at(-1)) || 0;
  // What is in a member comes before the members move; what came is taken out from the last on, before the order, and before what went.
  const inOrder = [...places].sort((one, other) => depth(other) - depth(one) || rank(one) - rank(other) || place(other) - place(one));
  return inOrder.every((one) => putOne(document, one));
};
