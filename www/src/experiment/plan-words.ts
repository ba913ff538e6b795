/** A plan in words, with its units, for whoever reads the printed report. */
import { html, type TemplateResult } from "lit";
import { dated } from "./dated";
import { daysBetween } from "./days";
import { unscaled } from "./decimal";
import { count, figure, points, short } from "./figures";
import { UNIT_DIGITS } from "./form";
import type { ExperimentPlan } from "./types";
import { words } from "./words";

/** What is taken where a plan leaves it out, in basis points; people for what intervals are tightest near. */
const [ALPHA, POWER, MARGIN, TUNED] = [500, 8000, 300, 5000];

const share = (basisPoints: number): number => basisPoints / 10_000;

const metricWords = ({ id, kind, goal, per, adjusted }: ExperimentPlan["metrics"][number]): string => {
  const { plan: text, colon, comma } = words();
  const of = [goal, per].filter((each) => each != null).join(" / ");
  return `${id}${colon}${text.kinds[kind]}${of ? ` (${of})` : ""}${adjusted ? `${comma}CUPED` : ""}`;
};

const rowsOf = (plan: ExperimentPlan): [name: string, value: string][] => {
  const { plan: text, report, take, comma, colon } = words();
  const { margins = {}, metrics, primary, variations, baseline_bp: baseline, smallest_effect_bp: smallest } = plan;
  const kind = metrics.find(({ id }) => id === primary)?.kind;
  const isShare = kind === "completion" || kind === "goal";
  const value = (basisPoints: number): string => (isShare ? short(share(basisPoints)) : figure(Number(unscaled(basisPoints, UNIT_DIGITS))));
  const list = (names: readonly string[] | undefined): string => (names?.length ? names.join(comma) : take.notGiven);
  const taken = (given: number | null | undefined, usual: number, said: (value: number) => string): string =>
    given == null ? take.usual(said(usual)) : said(given);
  const margin = (given: number | null | undefined): string => taken(given, MARGIN, (one) => points(share(one)));
  return [
    [text.name, plan.experiment],
    [text.control, variations[0] ?? ""],
    ...variations.slice(1).map((name, n): [string, string] => [text.variation(n + 1), name]),
    ...plan.phases.flatMap(({ id, from, to, weights }, n): [string, string][] => [
      [text.phase(n + 1), `${report.phase(id, from, to)} (${text.days(daysBetween(from, to))})`],
      [`${text.phase(n + 1)} · ${text.weights}`, weights.map((weight, place) => `${variations[place]} ${count(weight)}`).join(comma)],
    ]),
    [text.people, report.ofPeople(count(plan.people_per_day))],
    ...metrics.map((metric, n): [string, string] => [text.metric(n + 1), metricWords(metric)]),
    [text.primary, primary],
    [text.baseline, value(baseline)],
    ...(plan.deviation_bp == null ? [] : [[text.deviation, value(plan.deviation_bp)] as [string, string]]),
    [
      text.smallest,
      `${take.ofControl(short(share(smallest)))} ${text.smallestMeans(value(baseline), value(Math.round(baseline * (1 + share(smallest)))))}`,
    ],
    [text.looks, plan.looks === "once" ? text.once : text.always],
    [
      text.alpha,
      `${taken(plan.alpha_bp, ALPHA, (one) => short(share(one)))}${colon}${text.alphaMeans(short(share(plan.alpha_bp ?? ALPHA)))}`,
    ],
    [
      text.power,
      `${taken(plan.power_bp, POWER, (one) => short(share(one)))}${colon}${text.powerMeans(short(share(plan.power_bp ?? POWER)))}`,
    ],
    [text.classMargin, margin(margins.class_bp)],
    [text.outcomeMargin, margin(margins.outcome_bp)],
    [text.carelessMargin, margin(margins.careless_bp)],
    [text.tuned, taken(plan.tuned_to, TUNED, (one) => report.ofPeople(count(one)))],
    [text.goals, list(plan.goals)],
    [text.questions, list(plan.questions)],
    [text.classes, list(plan.classes)],
    [text.segments, list(Object.entries(plan.segments ?? {}).map(([name, all]) => `${name} (${all.join(comma)})`))],
    [text.until, plan.collected_until ?? take.notGiven],
  ];
};

export const planWords = (plan: ExperimentPlan): TemplateResult => {
  const { plannedBy } = words().take;
  return html`<section class="block by-plan"><h3>${plannedBy}</h3><table><caption class="vh">${plannedBy}</caption>
    <tbody>${rowsOf(plan).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${dated(value)}</td></tr>`)}</tbody></table></section>`;
};
