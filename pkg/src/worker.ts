/** The same calls inside a dedicated worker, for pages that must not block. Answers stay in the tab. */
import type { Answered } from "./core/answer.js";
import { failure } from "./core/answer.js";
import type { Screened } from "./core/calls.js";
import type { Started } from "./core/module.js";
import { type Text, text } from "./core/text.js";
import type { Case, PackRef, Readiness, Session } from "./core/types.js";

/** A pack inside the worker. */
export interface RemotePack {
  readonly id: number;
  readonly reference: PackRef;
}

export interface Screener {
  init(): Promise<Started>;
  loadPack(source: string | object): Promise<Answered<RemotePack>>;
  check(pack: RemotePack, session: Text<Session>, case_: Text<Case>): Promise<Answered<Readiness>>;
  screen(pack: RemotePack, session: Text<Session>, case_: Text<Case>, options?: { shadow?: RemotePack }): Promise<Answered<Screened>>;
  /** Ends the worker. */
  dispose(): void;
}

/** Starts a worker; `worker` replaces the one that lies beside the package's files. */
export const createScreener = (
  worker: Worker = new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" }),
): Screener => {
  const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
  let last = 0;
  let ended = false;
  const end = (): void => {
    ended = true;
    worker.terminate();
    for (const settle of waiting.values()) settle({ error: "the worker ended" });
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<{ id: number; value?: unknown; error?: string }>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", end);
  const ask = <T>(method: string, ...inputs: unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended) return reject(new Error("the worker ended"));
      last += 1;
      waiting.set(last, ({ value, error }) => (error === undefined ? resolve(value as T) : reject(new Error(error))));
      worker.postMessage({ id: last, method, inputs });
    });
  const decide = <T>(method: string, ...inputs: unknown[]): Promise<Answered<T>> =>
    ask<Answered<T>>(method, ...inputs).catch((error: unknown) => failure("worker", String(error), "let a person decide this case"));
  return {
    init: () => ask("init"),
    loadPack: (source) => decide("loadPack", text(source)),
    check: (pack, session, case_) => decide("check", pack.id, session, case_),
    screen: (pack, session, case_, { shadow } = {}) => decide("screen", pack.id, session, case_, shadow?.id),
    dispose: end,
  };
};
