/** What is wrong in a form, all of it at once, as far as the form alone can tell; and what may be meant or not. */
import { isFigure, scaled, signed } from "./decimal";
import { type Form, isShare, namesIn, PERCENT_DIGITS } from "./form";
import { figuresOf, LARGEST, type Limit, WEIGHT } from "./limits";
import { daysBetween, isDay } from "./days";

export type Mistake = { at: string } & (
  | { what: "id" | "twice" | "words"; name?: string }
  | { what: "day" | "phaseEnd" | "overlap" | "until" | "goal" | "weights" | "above" }
  | { what: "number" | "digits" | "range"; limit: Limit }
  | { what: "most"; most: number }
);

export type Doubt = { at: string } & ({ what: "year"; days: number } | { what: "nearAll"; share: number });

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const [MOST_VARIATIONS, MOST_PARTS, MOST_WORDS, MOST_SEGMENTS] = [16, 64, 200, 8];
const LONGEST = 366;
/** A share that hardly any questionnaire comes to. */
const NEARLY_ALL = 0.95;

/** What is wrong with a figure that stands there. */
export const wrongFigure = (at: string, text: string, limit: Limit): Mistake | undefined => {
  const { digits, low, high = LARGEST } = limit;
  if (!isFigure(text)) return { at, what: "number", limit };
  const coarse = signed(text, 12) ?? 0;
  if (coarse <= 0) return { at, what: "above" };
  const value = scaled(text, digits);
  if (value === undefined) return { at, what: "digits", limit };
  return value < low || value > high ? { at, what: "range", limit } : undefined;
};

/** What is wrong with names that stand in one field, or in several of one list. */
const wrongNames = (names: readonly (readonly [at: string, name: string])[], most: number, inOne: boolean): Mistake[] => {
  const found: Mistake[] = [];
  for (const [n, [at, name]] of names.entries()) {
    if (n === most) found.push({ at, what: "most", most });
    const said = inOne ? { name } : {};
    if (name === "") continue;
    if (!ID.test(name)) found.push({ at, what: "id", ...said });
    else if (names.slice(0, n).some(([, other]) => other === name)) found.push({ at, what: "twice", ...said });
  }
  return found;
};

const wrongPhases = ({ phases, until }: Form): Mistake[] => {
  const found: Mistake[] = [];
  for (const [n, { from, to, weights }] of phases.entries()) {
    const at = `/phases/${n}`;
    for (const [name, day] of Object.entries({ from, to })) if (day !== "" && !isDay(day)) found.push({ at: `${at}/${name}`, what: "day" });
    const before = phases[n - 1]?.to ?? "";
    if (isDay(from) && isDay(before) && from < before) found.push({ at: `${at}/from`, what: "overlap" });
    if (isDay(from) && isDay(to) && to <= from) found.push({ at: `${at}/to`, what: "phaseEnd" });
    for (const [place, weight] of weights.entries())
      if (weight.trim() !== "" && wrongFigure("", weight, WEIGHT)) found.push({ at: `${at}/weights/${place}`, what: "weights" });
  }
  const last = phases.at(-1)?.from ?? "";
  if (until !== "" && !isDay(until)) found.push({ at: "/collected_until", what: "day" });
  else if (until !== "" && isDay(last) && until <= last) found.push({ at: "/collected_until", what: "until" });
  return found;
};

const wrongSegments = ({ segments }: Form): Mistake[] => {
  const at = "/segments";
  const lines = segments
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...rest] = line.split(/[:：]/);
      return { name: name.trim(), words: namesIn(rest.join(":")) };
    });
  return [
    ...wrongNames(
      lines.map(({ name }) => [at, name]),
      MOST_SEGMENTS,
      true,
    ),
    ...lines.flatMap(({ name, words }): Mistake[] =>
      words.length === 0
        ? [{ at, what: "words", name }]
        : wrongNames(
            words.map((word) => [at, word]),
            MOST_WORDS,
            true,
          ),
    ),
  ];
};

/** Each field that is wrong, once, in the order in which the form has them. */
export const mistakesIn = (form: Form): Mistake[] => {
  const { experiment, variations, phases, metrics, goals } = form;
  const list = (at: string, text: string, most: number) =>
    wrongNames(
      namesIn(text).map((name) => [at, name]),
      most,
      true,
    );
  const named = namesIn(goals);
  const all: Mistake[] = [
    ...wrongNames([["/experiment", experiment.trim()]], 1, false),
    ...wrongNames(
      variations.map((name, n) => [`/variations/${n}`, name.trim()]),
      MOST_VARIATIONS,
      false,
    ),
    ...wrongNames(
      phases.map(({ id }, n) => [`/phases/${n}/id`, id.trim()]),
      MOST_PARTS,
      false,
    ),
    ...wrongPhases(form),
    ...list("/goals", goals, MOST_PARTS),
    ...wrongNames(
      metrics.map(({ id }, n) => [`/metrics/${n}/id`, id.trim()]),
      MOST_PARTS,
      false,
    ),
    ...metrics.flatMap(({ kind, goal, per }, n): Mistake[] =>
      Object.entries({ goal: kind === "completion" ? "" : goal, per: kind === "ratio" ? per : "" })
        .filter(([, name]) => name !== "" && !named.includes(name))
        .map(([field]) => ({ at: `/metrics/${n}/${field}`, what: "goal" })),
    ),
    ...figuresOf(form).flatMap(({ at, name, limit }) => (form[name].trim() === "" ? [] : (wrongFigure(at, form[name], limit) ?? []))),
    ...list("/questions", form.questions, MOST_WORDS),
    ...list("/classes", form.classes, MOST_WORDS),
    ...wrongSegments(form),
  ];
  return all.filter(({ at }, n) => all.findIndex((one) => one.at === at) === n);
};

/** What is allowed and still hardly ever meant. */
export const doubtsIn = (form: Form): Doubt[] => {
  const found = form.phases.flatMap(({ from, to }, n): Doubt[] => {
    const days = isDay(from) && isDay(to) ? daysBetween(from, to) : 0;
    return days > LONGEST ? [{ at: `/phases/${n}/to`, what: "year", days }] : [];
  });
  const [baseline, effect] = [scaled(form.baseline, PERCENT_DIGITS), scaled(form.smallest, PERCENT_DIGITS)];
  const share = isShare(form) && baseline !== undefined && effect !== undefined ? (baseline / 10_000) * (1 + effect / 10_000) : 0;
  // Above all of it, the plan's own check refuses it.
  return share > NEARLY_ALL && share <= 1 ? [...found, { at: "/smallest_effect_bp", what: "nearAll", share }] : found;
};
