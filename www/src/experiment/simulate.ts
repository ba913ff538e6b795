/** The events of a population that is not there, as a collector would receive them: the same for the same seed. */
import type { ExperimentEvent, ExperimentPlan } from "prescreen/experiment";
import type { Population } from "./population";
import { Random } from "./random";
import { SIMULATED } from "./sniff";

type Sent = Omit<ExperimentEvent, "experiment" | "unit" | "seq" | "received" | "at"> & Record<string, unknown>;

/** People of one piece. */
const PIECE = 500;
/** The hours of a day in which people come. */
const [FIRST, LAST] = [8, 20];
/** How far clocks are off: two days. */
const OFF = 48;
const PER_BP = 100;
/** The number of a person's last event. */
const LAST_NUMBER = 255;

/** A day of a phase: people are drawn by its weights. */
interface Day {
  hour: number;
  weights: readonly number[];
}

/** Pieces of the events, as lines of JSON, each with how many of the people are done. */
export function* simulated(plan: ExperimentPlan, population: Population): Generator<{ lines: string; done: number }, void, undefined> {
  const random = new Random(population.seed);
  const days = plan.phases.flatMap(({ from, to, weights }): Day[] => {
    const [start, end] = [Date.parse(from) / 3_600_000, Date.parse(to) / 3_600_000];
    return Array.from({ length: (end - start) / 24 }, (_, n) => ({ hour: start + n * 24, weights }));
  });
  let piece: string[] = [];
  for (let n = 0; n < population.people; n += 1) {
    const day = days[random.below(days.length)];
    if (day) person(plan, population, random, `${SIMULATED}${n}`, day, piece);
    if (n % PIECE === PIECE - 1) {
      yield { lines: piece.join(""), done: n + 1 };
      piece = [];
    }
  }
  // A wave of programs: all in one hour, in the middle of the experiment, which see the first page and no more.
  const middle = days[Math.floor(days.length / 2)];
  for (let n = 0; middle && n < population.bots; n += 1) {
    const at = hourText(middle.hour + 3);
    piece.push(
      line(plan, `program-${n}`, 0, at, at, {
        event: "exposure",
        variation: plan.variations[population.botsIn] ?? "",
        ...segmentsOf(plan, random),
      }),
    );
  }
  yield { lines: piece.join(""), done: population.people };
}

const person = (plan: ExperimentPlan, population: Population, random: Random, unit: string, day: Day, into: string[]): void => {
  const received = day.hour + FIRST + random.below(LAST - FIRST);
  const off = random.happens(population.clocks * PER_BP) ? (random.below(2) === 0 ? OFF : -OFF) : 0;
  const variation = random.weighed(day.weights);
  let seq = 0;
  const send = (event: Sent): void => {
    if (seq > LAST_NUMBER) return;
    const text = line(plan, unit, seq, hourText(received), hourText(received + off), event);
    seq += 1;
    if (!random.happens(population.lost * PER_BP)) into.push(text);
    if (random.happens(population.repeated * PER_BP)) into.push(text);
  };
  send({ event: "exposure", variation: plan.variations[variation] ?? "", ...segmentsOf(plan, random) });
  const completes = random.happens(rate(plan, population, variation, "completion"));
  const { questions = [], classes = [], goals = [] } = plan;
  // Who does not complete leaves at any question alike.
  const answered = completes ? questions.length : random.below(questions.length);
  for (const question of questions.slice(0, answered)) send({ event: "question", question, seconds: 5 + random.below(25) });
  if (!completes) return;
  const place = random.weighed(population.classes[variation] ?? []);
  const outcome = random.below(10_000);
  send({
    event: "completion",
    ...(classes.length > 0 && { class: classes[place] ?? "" }),
    outcome:
      outcome < population.refer ? "refer" : outcome < population.refer + population.insufficient ? "insufficient_evidence" : "proceed",
    careless: random.happens(population.careless * PER_BP),
  });
  for (const goal of goals) {
    if (!random.happens(rate(plan, population, variation, goal))) continue;
    const most = 2 * (population.amounts[goal] ?? 1) - 1;
    send({ event: "goal", goal, amount: 1 + random.below(most) });
  }
};

/** How many of a million complete, or of those who did reach a goal: the planted difference is one of the primary metric. */
const rate = (plan: ExperimentPlan, population: Population, variation: number, of: string): number => {
  const decides = plan.metrics.find(({ id }) => id === plan.primary);
  const planted = (decides?.kind === "completion" ? "completion" : decides?.goal) === of;
  const base = of === "completion" ? population.completes : (population.reaches[of] ?? 0);
  const more = planted ? (population.differences[variation] ?? 0) : 0;
  return Math.max(0, Math.min(1_000_000, Math.round((base * (10_000 + more)) / PER_BP)));
};

const segmentsOf = ({ segments = {} }: ExperimentPlan, random: Random): { segments?: Record<string, string> } => {
  const all = Object.entries(segments).flatMap(([name, words]) => {
    const word = words[random.below(Math.max(1, words.length))];
    return word === undefined ? [] : [[name, word] as const];
  });
  return all.length > 0 ? { segments: Object.fromEntries(all) } : {};
};

const line = ({ experiment }: ExperimentPlan, unit: string, seq: number, received: string, at: string, { event, ...rest }: Sent): string =>
  `${JSON.stringify({ event, experiment, unit, seq, received, at, ...rest })}\n`;

const hourText = (hour: number): string => new Date(hour * 3_600_000).toISOString().slice(0, 13);
