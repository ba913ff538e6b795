/** A proving thread as the page sees it: one task counts, a new one or a stop ends it. */
import type { Problem } from "prescreen/lab";
import type { Answers, Heard, Job, Stage, Task } from "./jobs";

/** What a task that did not finish says: stopped, or a failure with its code. */
export class Unfinished extends Error {
  constructor(readonly problem: Problem | "stopped") {
    super(problem === "stopped" ? "stopped" : problem.code);
  }
}

const lost: Problem = { code: "module-failed" as never, at: "", message: "the proving thread did not start", help: "" };

/** How long a task that nobody waits for may still run, in milliseconds: a new thread takes about as long to warm up. */
const PATIENCE = 500;

export class Bench {
  #worker: Worker | undefined;
  #fail: ((problem: Problem | "stopped") => void) | undefined;
  #last = 0;
  /** Since when the thread works. */
  #since: number | undefined;

  /** Runs a task; the one before it, if it runs still, is stopped. */
  run<K extends keyof Answers>(task: Task & { kind: K }, onStage: (stage: Stage) => void = () => undefined): Promise<Answers[K]> {
    if (this.#since !== undefined && performance.now() - this.#since > PATIENCE) this.stop();
    this.#fail?.("stopped");
    this.#last += 1;
    this.#since ??= performance.now();
    const id = this.#last;
    this.#worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const worker = this.#worker;
    return new Promise<Answers[K]>((resolve, reject) => {
      this.#fail = (problem) => {
        this.#fail = undefined;
        reject(new Unfinished(problem));
      };
      worker.onerror = () => {
        this.#end();
        this.#fail?.(lost);
      };
      worker.onmessage = ({ data }: MessageEvent<{ id: number; heard: Heard }>) => {
        if (data.id !== id) return;
        if ("stage" in data.heard) return onStage(data.heard.stage);
        this.#since = undefined;
        if ("failed" in data.heard) return this.#fail?.(data.heard.failed);
        this.#fail = undefined;
        resolve(data.heard.answer as Answers[K]);
      };
      worker.postMessage({ id, task } satisfies Job);
    });
  }

  /** Ends what runs. A thread that computes hears nothing, so it is ended with it; the next task starts another. */
  stop(): void {
    if (this.#since !== undefined) this.#end();
    this.#fail?.("stopped");
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#since = undefined;
  }
}
