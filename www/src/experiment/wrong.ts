/** What is wrong with a plan, in the page's language, at the field where it is typed. */
import type { Doubt, Mistake } from "./checks";
import { scaled, unscaled } from "./decimal";
import { count, figure, short } from "./figures";
import type { Form } from "./form";
import type { Limit } from "./limits";
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

/** A limit's figure with its unit. */
const limited = (value: number, { digits, unit }: Limit): string => {
  const said = figure(Number(unscaled(value, digits)));
  return unit === "percent" ? `${said}%` : unit === "points" ? words().plan.inPoints(said) : said;
};

export const mistakeWords = (mistake: Mistake): string => {
  const text = words().wrong;
  switch (mistake.what) {
    case "id":
    case "twice":
    case "words":
      return `${mistake.name === undefined ? "" : `${text.line(mistake.name)}${words().colon}`}${text[mistake.what]}`;
    case "number":
      return mistake.limit.digits === 0 ? text.whole : text.number;
    case "digits":
      return mistake.limit.digits === 0 ? text.whole : text.decimal(mistake.limit.digits);
    case "range": {
      const { low, high } = mistake.limit;
      return high === undefined
        ? text.atLeast(limited(low, mistake.limit))
        : text.range(limited(low, mistake.limit), limited(high, mistake.limit));
    }
    case "most":
      return text.most(count(mistake.most));
    default:
      return text[mistake.what];
  }
};

/** What the check says of a plan that the form alone does not see. */
export const failureWords = ({ message }: Failure): string => {
  const { other, detail } = words().wrong;
  return `${other} ${detail}${words().colon}${message}`;
};

export const doubtWords = (doubt: Doubt): string => {
  const text = words().doubt;
  return doubt.what === "year" ? text.year(count(doubt.days)) : text.nearAll(short(doubt.share));
};
