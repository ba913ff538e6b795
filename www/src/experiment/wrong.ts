/** What is wrong with a plan, in the page's language, at the field where it is typed. */
import { scaled, unscaled } from "./decimal";
import { figure } from "./figures";
import { type Form, isShare, PERCENT_DIGITS, UNIT_DIGITS } from "./form";
import type { Failure } from "./types";
import { words } from "./words";

/** The field that an error is said at: lists have one for all their lines, what has a name is told of by it. */
export const fieldOf = (at: string, { phases }: Form): string => {
  const [, phase] = /^\/phases\/(\d+)\/weights$/.exec(at) ?? [];
  if (phase !== undefined) {
    const wrong = phases[Number(phase)]?.weights.findIndex((weight) => !scaled(weight, 0)) ?? 0;
    return `${at}/${Math.max(0, wrong)}`;
  }
  return at.replace(/^\/(goals|questions|classes|segments)\/.*$/, "/$1").replace(/^\/(phases|metrics)\/(\d+)$/, "/$1/$2/id");
};

/** Digits behind the point of the field of a number; none of other fields. */
export const digitsOf = (at: string, form: Form): number | undefined => {
  if (/^\/(people_per_day|tuned_to|phases\/\d+\/weights(\/\d+)?)$/.test(at)) return 0;
  if (at === "/deviation_bp" || (at === "/baseline_bp" && !isShare(form))) return UNIT_DIGITS;
  return at.endsWith("_bp") ? PERCENT_DIGITS : undefined;
};

/** The largest number that a plan takes where it has no other limit. */
const ANY = "4294967295";

export const wrongWords = ({ code, at, message }: Failure, form: Form): string => {
  const text = words().wrong;
  const [, low, high] = /from (\d+) to (\d+)$/.exec(message) ?? [];
  const digits = digitsOf(at, form);
  const unit = at.endsWith("_bp") && digits === PERCENT_DIGITS ? "%" : "";
  if (low !== undefined && high !== undefined && digits !== undefined) {
    const figureOf = (value: string): string => `${figure(Number(unscaled(Number(value), digits)))}${unit}`;
    return high === ANY ? text.atLeast(figureOf(low)) : text.range(figureOf(low), figureOf(high));
  }
  if (/^\/phases\/\d+\/weights/.test(at)) return text.weights;
  if (/expected an id/.test(message)) return at.startsWith("/segments") || /\/\d+$/.test(at) ? named(at, form) + text.id : text.id;
  if (code === "duplicate") return named(at, form) + text.twice;
  if (code === "missing-field") return text.needed;
  if (code === "limit") return text.most(/\d+/.exec(message)?.[0] ?? "");
  if (/\/(from|to)$|_until$/.test(at))
    return /overlap|one before/.test(message) ? text.overlap : /after its first/.test(message) ? text.phaseEnd : text.day;
  if (at === "/primary") return text.primary;
  if (/\/(goal|per)$/.test(at)) return text.goal;
  if (digits === 0) return text.whole;
  return digits === undefined ? text.other : text.decimal(digits);
};

/** The line of a list that an error is about, as a word before its sentence. */
const named = (at: string, form: Form): string => {
  const [, list, place] = /^\/(goals|questions|classes)\/(\d+)$/.exec(at) ?? [];
  if (list === undefined) return "";
  const name = form[list as "goals" | "questions" | "classes"]
    .split(/[\n,，、]/)
    .filter((line) => line.trim() !== "")
    [Number(place)]?.trim();
  return name === undefined ? "" : `${words().wrong.line(name)}${words().colon}`;
};
