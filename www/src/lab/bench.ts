/** The proving thread as the page sees it: one job runs, a new one or a stop ends it. */
import type { Assessment, Problem } from "prescreen/lab";
import type { Applicant, Examined, Heard, Job, Stage } from "./jobs";

/** What a job that did not finish says: stopped, or a failure with its code. */
export class Unfinished extends Error {
  constructor(readonly problem: Problem | "stopped") {
    super(problem === "stopped" ? "stopped" : problem.code);
  }
}

const lost: Problem = { code: "module-failed" as never, at: "", message: "the proving thread did not start", help: "" };

export class Bench {
  #worker: Worker | undefined;
  #fail: ((problem: Problem | "stopped") => void) | undefined;

  examine(text: string, other: string, onStage: (stage: Stage) => void): Promise<Examined> {
    return this.#run({ kind: "examine", text, other }, onStage, (heard) => ("examined" in heard ? heard.examined : undefined));
  }

  replay(text: string, applicant: Applicant): Promise<Assessment> {
    return this.#run({ kind: "replay", text, applicant }, () => undefined, (heard) => ("replayed" in heard ? heard.replayed : undefined));
  }

  /** Ends the running job. A thread that computes hears nothing, so it is ended with it; the next job starts another. */
  stop(): void {
    if (!this.#fail) return;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#fail("stopped");
  }

  #run<T>(job: Job, onStage: (stage: Stage) => void, pick: (heard: Heard) => T | undefined): Promise<T> {
    this.stop();
    const worker = (this.#worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
    return new Promise<T>((resolve, reject) => {
      this.#fail = (problem) => {
        this.#fail = undefined;
        reject(new Unfinished(problem));
      };
      worker.onerror = () => {
        this.#worker = undefined;
        this.#fail?.(lost);
      };
      worker.onmessage = ({ data }: MessageEvent<Heard>) => {
        if ("stage" in data) return onStage(data.stage);
        if ("failed" in data) return this.#fail?.(data.failed);
        const value = pick(data);
        if (value === undefined) return;
        this.#fail = undefined;
        resolve(value);
      };
      worker.postMessage(job);
    });
  }
}
