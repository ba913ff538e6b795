/** People who are not there: what a simulated population does, each figure as it is typed and as it is used. */
import type { ExperimentPlan } from "prescreen/experiment";
import type { Mistake } from "./checks";
import { daysBetween } from "./days";
import { isFigure, signed, unscaled } from "./decimal";
import { PERCENT_DIGITS } from "./form";

/** What somebody typed over the figures that follow from the plan. */
export interface PopulationForm {
  seed?: string;
  people?: string;
  completes?: string;
  reaches?: Record<string, string>;
  amounts?: Record<string, string>;
  /** By variation, without the control. */
  differences?: Record<string, string>;
  /** By variation, a share for each class. */
  classes?: Record<string, string[]>;
  refer?: string;
  insufficient?: string;
  careless?: string;
  lost?: string;
  repeated?: string;
  clocks?: string;
  bots?: string;
  botsIn?: string;
}

/** The figures that have one field. */
export type Single = "seed" | "people" | "completes" | "refer" | "insufficient" | "careless" | "lost" | "repeated" | "clocks" | "bots";

/** A population as it is used: shares are basis points. */
export interface Population {
  seed: number;
  people: number;
  completes: number;
  reaches: Record<string, number>;
  amounts: Record<string, number>;
  /** For each variation, by how much more than in the control the primary metric is reached; 0 for the control. */
  differences: number[];
  /** For each variation, the weight of each class. */
  classes: number[][];
  refer: number;
  insufficient: number;
  careless: number;
  lost: number;
  repeated: number;
  clocks: number;
  bots: number;
  /** The variation in which the bots are. */
  botsIn: number;
}

/** People, at most: their events stay in the memory of this device. */
export const MOST_PEOPLE = 100_000;
/** Share that completes, or reaches a goal, where the plan's baseline says nothing of it. */
const USUAL_SHARE = 7000;
const FULL = 10_000;
/** Mean amounts, at most. */
const MOST_AMOUNT = 100_000;

/** What stands in a field where nothing was typed: what follows from the plan, or the usual. */
export const usual = (plan: ExperimentPlan): Required<Omit<PopulationForm, "botsIn">> & { botsIn: string } => {
  const { phases, people_per_day, variations, classes = [], goals = [], metrics, primary, baseline_bp } = plan;
  const decides = metrics.find(({ id }) => id === primary);
  const days = phases.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0);
  const completes = decides?.kind === "completion" ? baseline_bp : USUAL_SHARE;
  // Goals are reached by people who complete: so many of them that the baseline comes out of everybody.
  const ofThese = (goal: string): number =>
    decides?.kind === "goal" && decides.goal === goal ? Math.min(FULL, Math.round((baseline_bp * FULL) / completes)) : 3000;
  // A mean of everybody's amounts is one of those who reach the goal, as many times as large as they are fewer.
  const each = (goal: string): number =>
    decides?.kind === "amount" && decides.goal === goal
      ? Math.min(MOST_AMOUNT, Math.max(1, Math.round((baseline_bp * FULL) / (completes * ofThese(goal)))))
      : 1;
  const percent = (value: number): string => unscaled(value, PERCENT_DIGITS);
  return {
    seed: "1",
    people: String(Math.max(1, Math.min(MOST_PEOPLE, days * people_per_day))),
    completes: percent(decides?.kind === "goal" ? Math.max(completes, Math.min(FULL, baseline_bp)) : completes),
    reaches: Object.fromEntries(goals.map((goal) => [goal, percent(ofThese(goal))])),
    amounts: Object.fromEntries(goals.map((goal) => [goal, String(each(goal))])),
    differences: Object.fromEntries(variations.slice(1).map((name) => [name, percent(plan.smallest_effect_bp)])),
    classes: Object.fromEntries(variations.map((name) => [name, classes.map(() => "1")])),
    refer: "5",
    insufficient: "1",
    careless: "2",
    lost: "1",
    repeated: "5",
    clocks: "2",
    bots: "0",
    botsIn: variations.at(-1) ?? "",
  };
};

/** The population of what was typed; where fields cannot be used, each with what is wrong with it. */
export const populationOf = (plan: ExperimentPlan, form: PopulationForm): { population: Population } | { wrong: Mistake[] } => {
  const from = usual(plan);
  const wrong: Mistake[] = [];
  const taken = (at: string, text: string, digits: number, most: number, least = 0): number => {
    const value = signed(text, digits);
    if (value !== undefined && value >= least && value <= most) return value;
    const limit = { digits, low: least, high: most, unit: digits === PERCENT_DIGITS ? "percent" : "none" } as const;
    wrong.push({ at, what: !isFigure(text) ? "number" : value === undefined ? "digits" : "range", limit });
    return least;
  };
  const share = (name: Single): number => taken(name, form[name] ?? from[name], PERCENT_DIGITS, FULL);
  const { variations, classes = [], goals = [] } = plan;
  const population: Population = {
    seed: taken("seed", form.seed ?? from.seed, 0, 4_294_967_295),
    people: taken("people", form.people ?? from.people, 0, MOST_PEOPLE, 1),
    completes: share("completes"),
    reaches: Object.fromEntries(
      goals.map((goal) => [goal, taken(`reaches/${goal}`, form.reaches?.[goal] ?? from.reaches[goal] ?? "", PERCENT_DIGITS, FULL)]),
    ),
    amounts: Object.fromEntries(
      goals.map((goal) => [goal, taken(`amounts/${goal}`, form.amounts?.[goal] ?? from.amounts[goal] ?? "", 0, MOST_AMOUNT, 1)]),
    ),
    differences: variations.map((name, n) =>
      n === 0
        ? 0
        : taken(`differences/${name}`, form.differences?.[name] ?? from.differences[name] ?? "", PERCENT_DIGITS, FULL * 10, -FULL),
    ),
    classes: variations.map((name) =>
      classes.map((_, n) => taken(`classes/${name}/${n}`, form.classes?.[name]?.[n] ?? from.classes[name]?.[n] ?? "1", 0, 10_000)),
    ),
    refer: share("refer"),
    insufficient: share("insufficient"),
    careless: share("careless"),
    lost: share("lost"),
    repeated: share("repeated"),
    clocks: share("clocks"),
    bots: taken("bots", form.bots ?? from.bots, 0, MOST_PEOPLE),
    botsIn: Math.max(0, variations.indexOf(form.botsIn ?? from.botsIn)),
  };
  return wrong.length > 0 ? { wrong } : { population };
};
