/** The worker that reads a person's files, and the one that takes its place when a reading is cancelled. */
import { type Answered, failure } from "../core/answer.js";
import type { Started } from "../core/module.js";
import { Remote } from "../core/remote.js";

export type Readable = Blob | Uint8Array;

/** What `read` of the worker takes. */
export type Reading = readonly [file: Readable, said: string, password: string];

interface AskOptions {
  /** Told how far the answer is. */
  tell?: ((...told: number[]) => void) | undefined;
  /** No other worker is asked once this is aborted. */
  unless?: AbortSignal | undefined;
}

interface Thread {
  remote: Remote;
  started: Promise<Started>;
  /** What `open` answered, once it holds what the worker before it held. */
  opened: Promise<Answered<null>>;
}

/** @internal */
export class Reader {
  readonly #make: () => Worker;
  #given: readonly unknown[];
  readonly #refill: (remote: Remote) => Promise<void>;
  #thread: Thread;
  #ended = false;

  /** `given`: what `open` of the worker takes; `refill`: tells a new worker what the one before it held. */
  constructor(make: () => Worker, given: readonly unknown[], refill: (remote: Remote) => Promise<void>) {
    this.#make = make;
    this.#given = given;
    this.#refill = refill;
    this.#thread = this.#begin();
  }

  get started(): Promise<Started> {
    return this.#thread.started;
  }

  /** Asks the worker; where another took its place meanwhile, that one. */
  async ask<T>(method: string, inputs: readonly unknown[], { tell, unless }: AskOptions = {}): Promise<Answered<T>> {
    for (;;) {
      const thread = this.#thread;
      try {
        const open = await thread.opened;
        return open.ok ? await thread.remote.ask<Answered<T>>(method, inputs, { tell }) : open;
      } catch (error) {
        if (thread === this.#thread || this.#ended || unless?.aborted) return failure("worker", String(error), "open the files again");
      }
    }
  }

  /** Ends the worker in the middle of what it does; another takes its place, and `open` takes this from then on. */
  restart(given = this.#given): void {
    if (this.#ended) return;
    this.#given = given;
    const { remote } = this.#thread;
    this.#thread = this.#begin();
    remote.end();
  }

  end(): void {
    this.#ended = true;
    this.#thread.remote.end();
  }

  #begin(): Thread {
    const remote = new Remote(this.#make());
    const started = remote.ask<Started>("init", []);
    const opened = started.then(async () => {
      const open = await remote.ask<Answered<null>>("open", this.#given);
      if (open.ok) await this.#refill(remote);
      return open;
    });
    started.catch(() => undefined);
    opened.catch(() => undefined);
    return { remote, started, opened };
  }
}
