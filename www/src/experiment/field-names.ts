/** What the field at a pointer is called. */
import { words } from "./words";

export const nameOf = (at: string): string => {
  const text = words().plan;
  const [, list, place, field] = /^\/(\w+)(?:\/(\w+))?(?:\/(\w+))?/.exec(at) ?? [];
  const n = Number(place);
  if (list === "variations") return n === 0 ? text.control : text.variation(n);
  if (list === "phases") {
    const of = { id: text.phaseName, from: text.from, to: text.to, weights: text.weights }[field ?? ""] ?? text.phase(n + 1);
    return n > 0 ? `${text.phase(n + 1)} · ${of}` : of;
  }
  if (list === "metrics") {
    const of = { id: text.metricName, kind: text.kind, goal: text.goal, per: text.per }[field ?? ""] ?? text.metric(n + 1);
    return n > 0 ? `${text.metric(n + 1)} · ${of}` : of;
  }
  const names: Record<string, string> = {
    experiment: text.name,
    primary: text.primary,
    looks: text.looks,
    baseline_bp: text.baseline,
    smallest_effect_bp: text.smallest,
    deviation_bp: text.deviation,
    people_per_day: text.people,
    goals: text.goals,
    questions: text.questions,
    classes: text.classes,
    segments: text.segments,
    alpha_bp: text.alpha,
    power_bp: text.power,
    tuned_to: text.tuned,
    class_bp: text.classMargin,
    outcome_bp: text.outcomeMargin,
    careless_bp: text.carelessMargin,
    collected_until: text.until,
  };
  return names[list === "margins" ? (place ?? "") : (list ?? "")] ?? at;
};
