/** The plan as a form holds it: what stands in each field, as it is typed; and the document that it stands for. */
import type { ExperimentPlan } from "prescreen/experiment";
import { scaled, unscaled } from "./decimal";

export type MetricKind = ExperimentPlan["metrics"][number]["kind"];
export type Looks = ExperimentPlan["looks"];

export interface PhaseForm {
  id: string;
  from: string;
  to: string;
  weights: string[];
}

export interface MetricForm {
  id: string;
  kind: MetricKind | "";
  goal: string;
  per: string;
  adjusted: boolean;
}

export interface Form {
  experiment: string;
  variations: string[];
  phases: PhaseForm[];
  metrics: MetricForm[];
  /** The place of the metric that decides; −1 where none was chosen. */
  primary: number;
  looks: Looks | "";
  smallest: string;
  baseline: string;
  deviation: string;
  people: string;
  alpha: string;
  power: string;
  tuned: string;
  classMargin: string;
  outcomeMargin: string;
  carelessMargin: string;
  until: string;
  /** Lists: a name on each line; of segments, a name and its words. */
  goals: string;
  questions: string;
  classes: string;
  segments: string;
}

/** The fields that hold one text. */
export type TextField = {
  [Field in keyof Form]: Form[Field] extends string ? Field : never;
}[keyof Form];

/** A plan before anything was decided. */
export const emptyForm = (): Form => ({
  experiment: "",
  variations: ["", ""],
  phases: [emptyPhase(2)],
  metrics: [emptyMetric()],
  primary: -1,
  looks: "",
  smallest: "",
  baseline: "",
  deviation: "",
  people: "",
  alpha: "",
  power: "",
  tuned: "",
  classMargin: "",
  outcomeMargin: "",
  carelessMargin: "",
  until: "",
  goals: "",
  questions: "",
  classes: "",
  segments: "",
});

export const emptyPhase = (variations: number): PhaseForm => ({
  id: "",
  from: "",
  to: "",
  weights: Array.from({ length: variations }, () => ""),
});
export const emptyMetric = (): MetricForm => ({ id: "", kind: "", goal: "", per: "", adjusted: false });

/** The names on the lines of a list. */
export const namesIn = (list: string): string[] =>
  list
    .split(/[\n,，、]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const segmentsIn = (list: string): Record<string, string[]> =>
  Object.fromEntries(
    list
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const [name = "", ...words] = line.split(/[:：]/);
        return [name.trim(), namesIn(words.join(":"))];
      }),
  );

/** Whether the metric that decides is a share of people, so that its baseline is a percentage. */
export const isShare = ({ metrics, primary }: Form): boolean => !["amount", "ratio"].includes(metrics[primary]?.kind ?? "");

/** Digits behind the point of percentages, and of figures in a metric's own unit: what a basis point can say. */
export const PERCENT_DIGITS = 2;
export const UNIT_DIGITS = 4;

/** What stands in a field as the document has it: nothing where it is empty, the text itself where it is no such number. */
const put = (text: string, digits: number): number | string | undefined => {
  const trimmed = text.trim();
  return trimmed === "" ? undefined : (scaled(trimmed, digits) ?? trimmed);
};

const without = (document: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined && value !== ""));

const some = (names: string[]): string[] | undefined => (names.length > 0 ? names : undefined);

/** The document that a form stands for: what is left empty is left out. */
export const planOf = (form: Form): Record<string, unknown> => {
  const { metrics, primary } = form;
  const percent = (text: string) => put(text, PERCENT_DIGITS);
  const baseline = isShare(form) ? PERCENT_DIGITS : UNIT_DIGITS;
  const margins = without({
    class_bp: percent(form.classMargin),
    outcome_bp: percent(form.outcomeMargin),
    careless_bp: percent(form.carelessMargin),
  });
  const segments = segmentsIn(form.segments);
  return without({
    experiment_plan: 1,
    experiment: form.experiment.trim(),
    variations: form.variations.map((name) => name.trim()),
    phases: form.phases.map(({ id, from, to, weights }) =>
      without({ id: id.trim(), from, to, weights: weights.map((weight) => put(weight, 0) ?? null) }),
    ),
    metrics: metrics.map(({ id, kind, goal, per, adjusted }) =>
      without({
        id: id.trim(),
        kind,
        goal: kind === "completion" ? undefined : goal,
        per: kind === "ratio" ? per : undefined,
        adjusted: kind === "amount" && adjusted ? true : undefined,
      }),
    ),
    primary: metrics[primary]?.id.trim(),
    looks: form.looks,
    alpha_bp: percent(form.alpha),
    power_bp: percent(form.power),
    smallest_effect_bp: percent(form.smallest),
    baseline_bp: put(form.baseline, baseline),
    deviation_bp: isShare(form) ? undefined : put(form.deviation, UNIT_DIGITS),
    people_per_day: put(form.people, 0),
    tuned_to: put(form.tuned, 0),
    goals: some(namesIn(form.goals)),
    questions: some(namesIn(form.questions)),
    classes: some(namesIn(form.classes)),
    segments: Object.keys(segments).length > 0 ? segments : undefined,
    margins: Object.keys(margins).length > 0 ? margins : undefined,
    collected_until: form.until,
  });
};

/** The text of a plan, as a file has it. */
export const textOf = (form: Form): string => `${JSON.stringify(planOf(form), null, 2)}\n`;

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const number = (value: unknown, digits: number): string => (typeof value === "number" ? unscaled(value, digits) : text(value));
const lines = (value: unknown): string => list(value).map(text).join("\n");

/** The form of a document that came from a file: what it cannot show is left empty. */
export const formOf = (document: unknown): Form => {
  const plan = record(document);
  const variations = list(plan.variations).map(text);
  while (variations.length < 2) variations.push("");
  const metrics = list(plan.metrics).map((one): MetricForm => {
    const metric = record(one);
    const kind = KINDS.find((each) => each === metric.kind) ?? "";
    return { id: text(metric.id), kind, goal: text(metric.goal), per: text(metric.per), adjusted: metric.adjusted === true };
  });
  const phases = list(plan.phases).map((one): PhaseForm => {
    const phase = record(one);
    const weights = list(phase.weights).map(text);
    return { id: text(phase.id), from: text(phase.from), to: text(phase.to), weights: variations.map((_, n) => weights[n] ?? "") };
  });
  const margins = record(plan.margins);
  const form: Form = {
    ...emptyForm(),
    experiment: text(plan.experiment),
    variations,
    phases: phases.length > 0 ? phases : [emptyPhase(variations.length)],
    metrics: metrics.length > 0 ? metrics : [emptyMetric()],
    primary: metrics.findIndex(({ id }) => id !== "" && id === plan.primary),
    looks: LOOKS.find((each) => each === plan.looks) ?? "",
    smallest: number(plan.smallest_effect_bp, PERCENT_DIGITS),
    people: text(plan.people_per_day),
    alpha: number(plan.alpha_bp, PERCENT_DIGITS),
    power: number(plan.power_bp, PERCENT_DIGITS),
    tuned: text(plan.tuned_to),
    classMargin: number(margins.class_bp, PERCENT_DIGITS),
    outcomeMargin: number(margins.outcome_bp, PERCENT_DIGITS),
    carelessMargin: number(margins.careless_bp, PERCENT_DIGITS),
    until: text(plan.collected_until),
    goals: lines(plan.goals),
    questions: lines(plan.questions),
    classes: lines(plan.classes),
    segments: Object.entries(record(plan.segments))
      .map(([name, words]) => `${name}: ${list(words).map(text).join(", ")}`)
      .join("\n"),
  };
  form.baseline = number(plan.baseline_bp, isShare(form) ? PERCENT_DIGITS : UNIT_DIGITS);
  form.deviation = number(plan.deviation_bp, UNIT_DIGITS);
  return form;
};

export const KINDS: readonly MetricKind[] = ["completion", "goal", "amount", "ratio"];
export const LOOKS: readonly Looks[] = ["once", "always"];
