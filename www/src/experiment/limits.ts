/** Figures of a plan and the limits that they have: each as a whole number of its smallest step. */
import type { Form, TextField } from "./form";
import { isShare, PERCENT_DIGITS, UNIT_DIGITS } from "./form";

export interface Limit {
  /** Digits behind the point. */
  digits: number;
  low: number;
  /** None where only the format ends it. */
  high?: number;
  unit: "percent" | "points" | "none";
}

/** The largest number that a plan takes where it has no other limit. */
export const LARGEST = 4_294_967_295;

const whole: Limit = { digits: 0, low: 1, unit: "none" };
const percent = (low: number, high: number): Limit => ({ digits: PERCENT_DIGITS, low, high, unit: "percent" });
const margin: Limit = { digits: PERCENT_DIGITS, low: 1, high: 10_000, unit: "points" };
const own: Limit = { digits: UNIT_DIGITS, low: 1, unit: "none" };

/** Whether it is known what the metric that decides measures, so that its value today can be held against a limit. */
const isKnown = ({ metrics, primary }: Form): boolean => (metrics[primary]?.kind ?? "") !== "";

/** A weight of a phase. */
export const WEIGHT = whole;

/** The figures that a form has, each with its pointer. */
export const figuresOf = (form: Form): { at: string; name: TextField; limit: Limit }[] => {
  const share = isShare(form);
  const baseline = !isKnown(form) ? { ...own, low: 1 } : share ? percent(1, 9999) : own;
  return [
    { at: "/people_per_day", name: "people", limit: whole },
    { at: "/baseline_bp", name: "baseline", limit: baseline },
    ...(share ? [] : [{ at: "/deviation_bp", name: "deviation" as const, limit: own }]),
    { at: "/smallest_effect_bp", name: "smallest", limit: percent(1, 100_000) },
    { at: "/alpha_bp", name: "alpha", limit: percent(1, 5000) },
    { at: "/power_bp", name: "power", limit: percent(5000, 9999) },
    { at: "/margins/class_bp", name: "classMargin", limit: margin },
    { at: "/margins/outcome_bp", name: "outcomeMargin", limit: margin },
    { at: "/margins/careless_bp", name: "carelessMargin", limit: margin },
    { at: "/tuned_to", name: "tuned", limit: whole },
  ];
};
