/** The same calls inside a dedicated worker, for pages that must not block. Answers stay in the tab. */
import type { Answered } from "./core/answer.js";
import { failure } from "./core/answer.js";
import type { Screened } from "./core/calls.js";
import type { Started } from "./core/module.js";
import { Remote } from "./core/remote.js";
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
  const remote = new Remote(worker);
  const decide = <T>(method: string, ...inputs: unknown[]): Promise<Answered<T>> =>
    remote.ask<Answered<T>>(method, inputs).catch((error: unknown) => failure("worker", String(error), "let a person decide this case"));
  return {
    init: () => remote.ask("init", []),
    loadPack: (source) => decide("loadPack", text(source)),
    check: (pack, session, case_) => decide("check", pack.id, session, case_),
    screen: (pack, session, case_, { shadow } = {}) => decide("screen", pack.id, session, case_, shadow?.id),
    dispose: () => remote.end(),
  };
};
