/** Calls into a worker, each answered once; and the worker's own side of them. */

interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}

interface Call {
  id: number;
  method: string;
  inputs: never[];
}

/** @internal A worker that answers calls. When it ends, whatever was asked of it is refused. */
export class Remote {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: Omit<Reply, "id">) => void>();
  #last = 0;
  #ended = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
    worker.addEventListener("error", () => this.end());
  }

  /** Calls a method. What is in `given` changes hands and is not copied. */
  ask<T>(method: string, inputs: readonly unknown[], given: Transferable[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(new Error("the worker ended"));
      this.#last += 1;
      this.#waiting.set(this.#last, ({ value, error }) => (error === undefined ? resolve(value as T) : reject(new Error(error))));
      this.#worker.postMessage({ id: this.#last, method, inputs }, given);
    });
  }

  end(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const settle of this.#waiting.values()) settle({ error: "the worker ended" });
    this.#waiting.clear();
  }
}

/** @internal Answers calls inside a worker. */
export const answerCalls = (methods: Readonly<Record<string, (...inputs: never[]) => unknown>>): void => {
  globalThis.addEventListener("message", async ({ data: { id, method, inputs } }: MessageEvent<Call>) => {
    try {
      globalThis.postMessage({ id, value: await methods[method]?.(...inputs) });
    } catch (error) {
      globalThis.postMessage({ id, error: error instanceof Error ? error.message : "failed" });
    }
  });
};
