/**
 * Watches *how* a form is used, in statistics of fixed size. Nothing is watched before `observe` is called,
 * which a host does only after consent; not calling it is no signal.
 */
import { beforeRestart, type Collector, collectorOf, isRunning } from "../core/module.js";
import type { Signals } from "../core/types.js";
import { classify } from "./classify.js";
import { gather } from "./gather.js";

export interface ObserveOptions {
  /** Also compare the page with a frame, and what the browser says with itself. On unless `false`. */
  probes?: boolean;
  /** Also compare with a worker, from a blob: needs a policy of `worker-src blob:`. */
  worker?: boolean;
}

export interface Observation {
  /** The journey went on to its next step. */
  step(): void;
  /** What is known until now: the case's `signals`. */
  signals(): Signals;
  /** Settled when the probes have answered. */
  readonly ready: Promise<void>;
  /** Takes every listener away and forgets everything. */
  stop(): void;
}

/**
 * Listens on a target and on its document's visibility. `init()` comes first.
 *
 * @throws Error with `code: "not-started"` before `init()`.
 */
export const observe = (target: EventTarget, { probes = true, worker = false }: ObserveOptions = {}): Observation => {
  if (!isRunning()) throw Object.assign(new Error("the module is not started"), { code: "not-started" });
  let collector: Collector | undefined = collectorOf(globalThis.devicePixelRatio || 1);
  collector.start(target, document);
  const stop = (): void => {
    forget();
    collector?.stop();
    collector?.free();
    collector = undefined;
  };
  // Listeners of a module that trapped would call into memory that is gone.
  const forget = beforeRestart(stop);
  const ready = probes
    ? gather(worker).then((says) => {
        for (const [id, word] of Object.entries(classify(says))) collector?.probe(id, String(word));
      })
    : Promise.resolve();
  return {
    step: () => collector?.step(performance.now()),
    signals: () => (collector ? (JSON.parse(collector.signals(performance.now())) as Signals) : {}),
    ready,
    stop,
  };
};
