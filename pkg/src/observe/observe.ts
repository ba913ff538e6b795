/**
 * Watches *how* a form is used, in statistics of fixed size. Nothing is watched before `observe` is called,
 * which a host does only after consent; not calling it is no signal.
 */
import { beforeRestart, type Collector, collectorOf, isRunning } from "../core/module.js";
import type { Signals } from "../core/types.js";
import { Answering, type Place } from "./answering.js";
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
  /** A question is shown now, by any name that is its own; none where nothing is asked. */
  shows(question?: string): void;
  /**
   * A question is answered now: `place` is that of the chosen option from the top, from 0, and is left out where the answer has no
   * one place, as of a number or of several options. `false` where an answer was taken back.
   */
  answered(question: string, place?: number | false): void;
  /** What is known until now: the case's `signals`. `asked`: how many times it was asked about answers that do not agree. */
  signals(asked?: number): Signals;
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
  const answering = new Answering();
  const now = (): number => performance.now();
  /** When the device takes sound from a page in view, as it does in a call; only some browsers have a session to ask. */
  const { audioSession } = navigator as Navigator & { audioSession?: EventTarget & { state?: string } };
  const heard = (): void => {
    if (audioSession?.state === "interrupted" && !document.hidden) collector?.probe("sound-taken", "true");
  };
  const moved = (): void => (document.hidden ? answering.hides(now()) : answering.returns(now()));
  const entered = (event: Event): void => {
    if (event.isTrusted && PASTED.has((event as InputEvent).inputType)) answering.pastes(now());
  };
  const listened: (readonly [EventTarget, string, (event: Event) => void])[] = [
    [document, "visibilitychange", moved],
    [target, "input", entered],
  ];
  if (probes && audioSession) {
    listened.push([audioSession, "statechange", heard]);
    heard();
  }
  collector.start(target, document);
  for (const [on, type, hear] of listened) on.addEventListener(type, hear, true);
  const stop = (): void => {
    forget();
    for (const [on, type, hear] of listened) on.removeEventListener(type, hear, true);
    answering.forget();
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
    step: () => collector?.step(now()),
    shows: (question) => answering.shows(question, now()),
    answered: (question, place?: Place | false) => answering.answers(question, place, now()),
    signals: (asked = 0) => (collector ? { ...(JSON.parse(collector.signals(now())) as Signals), ...answering.signals(asked, now()) } : {}),
    ready,
    stop,
  };
};

/** As an input event says that text was not typed. */
const PASTED: ReadonlySet<string> = new Set(["insertFromPaste", "insertFromPasteAsQuotation", "insertFromDrop", "insertFromYank"]);
