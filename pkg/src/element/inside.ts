/** What the panel may know of a flow element. Held beside the elements, where the page cannot reach it. */
import type { Flow } from "../flow/flow.js";
import type { Wire } from "../flow/wire.js";
import { redraw } from "./frame.js";

export interface Inside {
  readonly wire: Wire;
  readonly flow: Flow | undefined;
  readonly locale: string;
  /** Requests for a person that were given to the page to pass on. */
  readonly passedOn: number;
}

const known = new WeakMap<EventTarget, Inside>();
const watchers = new WeakMap<EventTarget, Set<() => void>>();

export const tell = (host: EventTarget, inside: Inside | undefined): void => {
  if (inside) known.set(host, inside);
  else known.delete(host);
  for (const changed of watchers.get(host) ?? []) changed();
};

export const insideOf = (host: EventTarget): Inside | undefined => known.get(host);

/** Tells of what is known of a flow element, and that there is somebody to whom it is told. */
export const watch = (host: HTMLElement, changed: () => void): (() => void) => {
  const all = watchers.get(host) ?? new Set();
  watchers.set(host, all.add(changed));
  redraw(host);
  return () => {
    all.delete(changed);
    redraw(host);
  };
};

/** Whether a panel stands beside a flow element. */
export const isWatched = (host: HTMLElement): boolean => (watchers.get(host)?.size ?? 0) > 0;
