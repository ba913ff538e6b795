/** Calls into a worker, each answered once; and the worker's own side of them. */

interface Reply {
  id: number;
  value?: unknown;
  error?: string;
  /** How far the answer is, while it is not there yet. */
  told?: number[];
}

interface Call {
  id: number;
  method: string;
  inputs: never[];
  /** Whether the caller listens to how far the answer is: then the method's last input is whom to tell. */
  listens: boolean;
}

interface Waiting {
  settle: (reply: Omit<Reply, "id">) => void;
  tell: ((...told: number[]) => void) | undefined;
}

/** @internal */
export interface AskOptions {
  /** What changes hands and is not copied. */
  given?: Transferable[];
  /** Told how far the answer is. */
  tell?: ((...told: number[]) => void) | undefined;
}

/** @internal A worker that answers calls. When it ends, whatever was asked of it is refused. */
export class Remote {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      if (data.told) return waiting?.tell?.(...data.told);
      waiting?.settle(data);
      this.#waiting.delete(data.id);
    });
    worker.addEventListener("error", () => this.end());
  }

  /** Calls a method. */
  ask<T>(method: string, inputs: readonly unknown[], { given = [], tell }: AskOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(new Error("the worker ended"));
      this.#last += 1;
      const settle: Waiting["settle"] = ({ value, error }) => (error === undefined ? resolve(value as T) : reject(new Error(error)));
      this.#waiting.set(this.#last, { settle, tell });
      this.#worker.postMessage({ id: this.#last, method, inputs, listens: tell !== undefined }, given);
    });
  }

  end(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const { settle } of this.#waiting.values()) settle({ error: "the worker ended" });
    this.#waiting.clear();
  }
}

/** @internal Answers calls inside a worker. */
export const answerCalls = (methods: Readonly<Record<string, (...inputs: never[]) => unknown>>): void => {
  globalThis.addEventListener("message", async ({ data: { id, method, inputs, listens } }: MessageEvent<Call>) => {
    const tell = (...told: number[]): void => globalThis.postMessage({ id, told });
    try {
      const all = listens ? [...inputs, tell as never] : inputs;
      globalThis.postMessage({ id, value: await methods[method]?.(...all) });
    } catch (error) {
      globalThis.postMessage({ id, error: error instanceof Error ? error.message : "failed" });
    }
  });
};
