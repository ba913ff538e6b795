/** The counting thread as the page sees it: a check of the plan beside one longer task, which can be stopped. */
import type { Answers, Asked, Heard, Stage, Task } from "./jobs";
import type { Failure } from "./types";

/** What a task that did not finish says: stopped, or a failure with its code. */
export class Unfinished extends Error {
  constructor(readonly problem: (Failure & { file?: string }) | "stopped") {
    super(problem === "stopped" ? "stopped" : problem.code);
  }
}

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Unfinished) => void;
  onStage: (stage: Stage, part: number) => void;
}

const lost = { code: "module-failed", at: "", message: "the counting thread did not start", help: "" } as Failure;

export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor() {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data: { id, heard } }: MessageEvent<{ id: number; heard: Heard }>) => this.#hear(id, heard);
    this.#worker.onerror = () => {
      for (const { reject } of this.#waiting.values()) reject(new Unfinished(lost));
      this.#waiting.clear();
    };
  }

  run<K extends keyof Answers>(
    task: Task & { kind: K },
    onStage: (stage: Stage, part: number) => void = () => undefined,
  ): { id: number; done: Promise<Answers[K]> } {
    this.#last += 1;
    const id = this.#last;
    const done = new Promise<Answers[K]>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: never) => void, reject, onStage });
    });
    this.#post({ id, task });
    return { id, done };
  }

  /** Ends a task where it pauses next. */
  stop(id: number): void {
    this.#post({ stop: id });
  }

  #post(asked: Asked): void {
    this.#worker.postMessage(asked);
  }

  #hear(id: number, heard: Heard): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if ("stage" in heard) {
      waiting.onStage(heard.stage, heard.part);
      return;
    }
    this.#waiting.delete(id);
    if ("answer" in heard) waiting.resolve(heard.answer as never);
    else waiting.reject(new Unfinished("stopped" in heard ? "stopped" : heard.failed));
  }
}
