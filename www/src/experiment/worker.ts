/** The thread that counts: checks plans, draws people, reads events. What it is given stays on this device. */
import { type Engine, init, type Plan, readPlan, unwrap } from "prescreen/experiment";
import { concludedOn } from "./concluded";
import type { Answers, Asked, Heard, Look, Planned, Shown, Source, Stage, Taken, Task } from "./jobs";
import { lookDays, planUntil } from "./looks";
import { simulated } from "./simulate";
import type { Failure } from "./types";
import { Watched } from "./watched";

const started = init();
/** Of events that take more to read, no looks are made. */
const MOST_FOR_LOOKS = 100 * 1024 * 1024;
/** Smallest effects beside the plan's own, as percentages of it. */
const BESIDE = [50, 60, 75, 100, 125, 150, 175, 200];

let stopped = 0;

class Stopped extends Error {}

class Wrong extends Error {
  constructor(readonly failure: Failure & { file?: string }) {
    super(failure.message);
  }
}

/** A pause in which the page is heard. */
const breath = (): Promise<void> => new Promise((go) => setTimeout(go));

/** What a task says while it runs. */
interface Run {
  tell: (stage: Stage, part: number) => void;
  /** Throws where the page does not wait any more. */
  go: () => void;
}

const check = ({ text, checked, whole }: Task & { kind: "plan" }): Answers["plan"] => {
  const read = readPlan(whole ? text : checked);
  if (!read.ok) return { wrong: read.error, planned: undefined };
  try {
    return { wrong: undefined, planned: whole ? planned(read.value) : undefined };
  } finally {
    read.value.dispose();
  }
};

const planned = (plan: Plan): Planned => ({
  planned: unwrap(plan.planned()),
  texts: { en: unwrap(plan.plannedText("en")), zh: unwrap(plan.plannedText("zh")) },
  taken: BESIDE.flatMap((percent) => taken(plan, Math.round((plan.document.smallest_effect_bp * percent) / 100)) ?? []),
});

/** What another smallest effect takes, of the variation that takes most people; none where one is a rise and the other a fall. */
const taken = (plan: Plan, effect: number): Taken | undefined => {
  const other = readPlan({ ...plan.document, smallest_effect_bp: effect });
  if (!other.ok) return undefined;
  const { falls, phases } = unwrap(other.value.planned());
  other.value.dispose();
  if (falls !== unwrap(plan.planned()).falls) return undefined;
  const comparisons = phases.at(-1)?.comparisons ?? [];
  const most = (of: (number | null)[]): number | null => (of.some((one) => one === null) ? null : Math.max(...(of as number[])));
  return { effect, once: most(comparisons.map((one) => one.people_once)), always: most(comparisons.map((one) => one.people_always)) };
};

const simulate = async ({ plan: text, population, items }: Task & { kind: "simulate" }, run: Run): Promise<Answers["simulate"]> => {
  const plan = unwrap(readPlan(text));
  try {
    const pieces: Blob[] = [];
    for (const { lines, done } of simulated(plan.document, population)) {
      pieces.push(new Blob([lines]));
      run.tell("drawing", done / population.people);
      await breath();
      run.go();
    }
    const events = new Blob(pieces, { type: "application/x-ndjson" });
    // Nothing more will come of people who are not there.
    return { ...(await reported(plan, text, [events], "simulated", { items, over: true }, run)), events };
  } finally {
    plan.dispose();
  }
};

const open = async ({ plan: text, files, counts, items, over }: Task & { kind: "report" }, run: Run): Promise<Answers["report"]> => {
  const plan = unwrap(readPlan(text));
  try {
    return await reported(plan, text, files, counts ? "counts" : "events", { items, over }, run);
  } finally {
    plan.dispose();
  }
};

/** What is read beside the files: sums of the items, and whether collecting is over. */
interface Beside {
  items: string | undefined;
  over: boolean;
}

const reported = async (plan: Plan, text: string, files: Blob[], source: Source, { items, over }: Beside, run: Run): Promise<Shown> => {
  const options = items === undefined ? { over } : { items, over };
  const first = await read(plan, files, source, options, (part) => run.tell("reading", part), run);
  const { report } = first;
  const phase = concludedOn(report);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const looks: Look[] = [];
  const days =
    source === "counts" || !phase || bytes > MOST_FOR_LOOKS ? [] : lookDays(phase, report.events.last, plan.document.collected_until);
  for (const [n, day] of days.entries()) {
    const earlier = unwrap(readPlan(planUntil(plan.document, day)));
    const tell = (part: number): void => run.tell("looks", (n + part) / days.length);
    try {
      looks.push(look(day, plan.document.primary, (await read(earlier, files, source, {}, tell, run)).report));
    } finally {
      earlier.dispose();
    }
  }
  return { source, plan: text, ...first, looks: looks.length > 0 ? looks : undefined };
};

const look = (until: string, primary: string, report: Shown["report"]): Look => {
  const phase = concludedOn(report);
  const effects = phase?.metrics.find(({ metric }) => metric === primary)?.effects ?? [];
  return {
    until,
    counted: phase?.sample_ratio.people.reduce((sum, people) => sum + people, 0) ?? 0,
    effects: effects.flatMap(({ variation, of_control: ofControl }) =>
      ofControl
        ? [
            {
              variation,
              estimate: ofControl.estimate,
              fixed: ofControl.fixed as [number, number],
              always: ofControl.always_valid as [number, number],
            },
          ]
        : [],
    ),
  };
};

/** Reads files, and tells the part that was read. What is wrong in a file names it. */
const read = async (
  plan: Plan,
  files: Blob[],
  source: Source,
  options: { items?: string; over?: boolean },
  tell: (part: number) => void,
  run: Run,
): Promise<Pick<Shown, "report" | "texts" | "said">> => {
  const all = Math.max(
    1,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  let before = 0;
  let current: Blob | undefined;
  const watched = files.map((file) => {
    const offset = before;
    before += file.size;
    return new Watched(file, (bytes) => {
      current = file;
      run.go();
      tell((offset + bytes) / all);
    });
  });
  const counted = source === "counts" ? await plan.reportCounted(watched, options) : await plan.report(watched, options);
  run.go();
  if (counted.ok) return counted.value;
  const name = current instanceof File ? current.name : undefined;
  throw new Wrong({ ...counted.error, ...(name !== undefined && { file: name }) });
};

const statement = ({ plan: text, engine, table }: Task & { kind: "statement" }): Answers["statement"] => {
  const plan = unwrap(readPlan(text));
  try {
    return { statement: unwrap(plan.statement(engine as Engine, table)) };
  } finally {
    plan.dispose();
  }
};

const answer = async (task: Task, run: Run): Promise<Answers[keyof Answers]> => {
  run.tell("starting", 0);
  await started;
  if (task.kind === "plan") return check(task);
  if (task.kind === "statement") return statement(task);
  return task.kind === "simulate" ? simulate(task, run) : open(task, run);
};

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if ("stop" in data) {
    stopped = Math.max(stopped, data.stop);
    return;
  }
  const { id, task } = data;
  const say = (heard: Heard): void => postMessage({ id, heard });
  const run: Run = {
    tell: (stage, part) => say({ stage, part }),
    go: () => {
      if (task.kind !== "plan" && id <= stopped) throw new Stopped();
    },
  };
  answer(task, run).then(
    (done) => say({ answer: done }),
    (error: Error & Partial<Failure>) => {
      if (task.kind !== "plan" && id <= stopped) return say({ stopped: true });
      const { code = "module-failed", at = "", message, help = "" } = error instanceof Wrong ? error.failure : error;
      say({ failed: { ...(error instanceof Wrong && error.failure), code, at, message, help } as Failure });
    },
  );
});
