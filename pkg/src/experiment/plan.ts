/**
 * A plan, what it takes, and the report of what came of it. The same report as the command line's, number for number.
 *
 * Events and counts are read a piece at a time, and nothing of them is kept but what is counted.
 */
import { type Answered, PrescreenError } from "../core/answer.js";
import { call, Handle } from "../core/module.js";
import { kind, number, refused, word, written } from "../core/text.js";
import type { ExperimentItems } from "../generated/experiment-items.js";
import type { ExperimentPlan } from "../generated/experiment-plan.js";
import type { ExperimentPlanned } from "../generated/experiment-planned.js";
import type { ExperimentReport } from "../generated/experiment-report.js";
import { type ExportedCounting, type ExportedPlan, glue } from "./glue.js";

/** A file's content: lines of JSON, or CSV with its head. */
export type Content = string | Uint8Array | Blob;

/** The engines that a statement is written for. */
export type Engine = "duckdb" | "postgres" | "spark" | "bigquery" | "clickhouse";

export interface ReportOptions {
  /** Sums and counts of answers, from whoever may hold those: reliability and differential item functioning. */
  items?: string | ExperimentItems;
  /** People to make room for, at most; 5,000,000 where it is left out. */
  people?: number;
  /** Collecting is over: nothing more will come, though no event is from after the last phase. */
  over?: boolean;
}

export interface Reported {
  report: ExperimentReport;
  /** The report as the command line prints it, by language. */
  texts: { en: string; zh: string };
  /** Sentences of the report, for a page that shows the rest in pictures, by language. */
  said: { en: Said; zh: Said };
}

export interface Said {
  /** The conclusion, in order. */
  conclusion: string[];
  /** By phase, the likely causes of its sample ratio, then what was seen though it fits. */
  causes: string[][];
}

/** Bytes of a file that are read at once. */
const PIECE = 1 << 20;

export class Plan {
  /** The document as it was read; treat it as read-only. */
  readonly document: ExperimentPlan;
  readonly #handle: Handle<ExportedPlan>;

  /** @internal Use `readPlan`. */
  constructor(document: ExperimentPlan, handle: Handle<ExportedPlan>) {
    this.document = document;
    this.#handle = handle;
    handle.get();
  }

  /** How many people and days it takes, and what it can find: power, and the smallest effect. */
  planned(): Answered<ExperimentPlanned> {
    return call(() => this.#handle.get().planned());
  }

  /** The same as the command line prints it, in the language of a locale: English or Chinese. */
  plannedText(locale: string): Answered<string> {
    return call(() => this.#handle.get().planned_text(word(locale, "/locale")));
  }

  /** The statement with which an engine counts the events of a table: what `reportCounted` reads, and no event. */
  statement(engine: Engine, table = "events"): Answered<string> {
    return call(() => this.#handle.get().statement(word(engine, "/engine"), word(table, "/table")));
  }

  /** What events say, in files in any order. An event's form is `experiment-event.json` of the package's schemas. */
  report(events: Content | readonly Content[], options: ReportOptions = {}): Promise<Answered<Reported>> {
    const people = options?.people;
    const counting = () => {
      if (people !== undefined && !(number(people, "/people") >= 1 && people < 2 ** 32)) throw OF_PEOPLE;
      return glue.Counting.of_events(this.#handle.get(), people);
    };
    return reported(counting, events, "/events", options);
  }

  /** The same of what an engine counted, by `statement`: its result, as CSV with its head or lines of JSON. */
  reportCounted(counts: Content | readonly Content[], options: Pick<ReportOptions, "items" | "over"> = {}): Promise<Answered<Reported>> {
    return reported(() => glue.Counting.of_counts(this.#handle.get()), counts, "/counts", options);
  }

  /** Gives the module's memory back. */
  dispose(): void {
    this.#handle.free();
  }
}

const OF_PEOPLE = refused("/people", "a number of people from 1", "another number");

/** Reads and checks a plan, from its text or an object: whole numbers alone, rates are basis points. */
export const readPlan = (plan: string | object): Answered<Plan> =>
  call<Plan>(() => {
    const text = written(plan, "/plan");
    const handle = new Handle(() => glue.ExperimentPlan.read(text));
    handle.get();
    return { ok: true, value: new Plan(JSON.parse(text) as ExperimentPlan, handle) };
  });

const reported = async (
  make: () => ExportedCounting,
  files: Content | readonly Content[],
  at: string,
  options: Pick<ReportOptions, "items" | "over">,
): Promise<Answered<Reported>> => {
  let isBegun = false;
  const counting = new Handle(() => {
    // What was counted before the module stopped is gone: to go on would leave it out.
    if (isBegun) throw new PrescreenError({ code: "trapped", at, message: "the module stopped while it counted", help: "count again" });
    isBegun = true;
    return make();
  });
  try {
    const begun = call<null>(() => {
      counting.get();
      return { ok: true, value: null };
    });
    if (!begun.ok) return begun;
    const all = Array.isArray(files) ? (files as readonly Content[]) : [files as Content];
    for (const file of all) {
      const taken = await taking(counting, file, at);
      if (!taken.ok) return taken;
    }
    return call(() => {
      const items = options?.items === undefined ? "" : written(options.items, "/items");
      return counting.take().report(items, options?.over === true);
    });
  } finally {
    counting.free();
  }
};

/** Gives a file to what counts. */
const taking = async (counting: Handle<ExportedCounting>, file: Content, at: string): Promise<Answered<null>> => {
  const push = (piece: Uint8Array) => call<null>(() => counting.get().push(piece));
  const whole = typeof file === "string" ? new TextEncoder().encode(file) : file;
  if (whole instanceof Uint8Array) {
    for (let from = 0; from < whole.length; from += PIECE) {
      const pushed = push(whole.subarray(from, from + PIECE));
      if (!pushed.ok) return pushed;
    }
  } else if (whole instanceof Blob) {
    for (let from = 0; from < whole.size; from += PIECE) {
      const piece = await whole.slice(from, from + PIECE).arrayBuffer();
      const pushed = push(new Uint8Array(piece));
      if (!pushed.ok) return pushed;
    }
  } else {
    return call(() => {
      throw refused(at, "a text, bytes or a Blob, or a list of these", kind(file));
    });
  }
  return call(() => counting.get().end());
};
