/**
 * One entry of the browser's history for each view, so that its back button goes to the view before.
 *
 * An entry holds the number of views before it, and nothing of the person. The address stays as it is.
 */

/** What the element does when the browser goes back. */
export interface Walk {
  /** Goes back by so many views; whether it did. */
  back(views: number): boolean;
  /** Before the first view: whether the page may be left. Asks the person where something would be lost. */
  leave(): boolean;
}

const KEY = "prescreen";

export class Trail {
  readonly #walk: Walk;
  /** Entries of this object; the first is that of the first view, and below it stands the page as it was. */
  #depth = 0;
  /** What the entry below holds: a page that was read anew stands on those of before. */
  #base = 0;
  /** Moves that this object asked for and that are no wish of the person's. */
  #own = 0;
  #listening = false;

  constructor(walk: Walk) {
    this.#walk = walk;
  }

  /** Whether there is a view to go back to. */
  get deep(): boolean {
    return this.#depth > 1;
  }

  start(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#base = placeOf(history.state);
    addEventListener("popstate", this.#popped);
    // A browser that asks nothing when a page is left, as on a phone, goes to the entry below first.
    this.step();
  }

  /** Notes that another view came. */
  step(): void {
    this.#depth += 1;
    history.pushState({ ...stateOf(history.state), [KEY]: this.#base + this.#depth }, "");
  }

  /** From here the browser's back leaves the page at once. */
  collapse(): void {
    if (this.#depth === 0) return;
    this.#own += 1;
    history.go(-this.#depth);
    this.#depth = 0;
  }

  end(): void {
    this.collapse();
    this.#listening = false;
    // The move that was just asked for is told after this.
    setTimeout(() => {
      if (!this.#listening) removeEventListener("popstate", this.#popped);
    }, SETTLED);
  }

  readonly #popped = ({ state }: PopStateEvent): void => {
    if (this.#own > 0) {
      this.#own -= 1;
      return;
    }
    const depth = Math.max(0, placeOf(state) - this.#base);
    const views = this.#depth - depth;
    if (views === 0) return;
    if (depth === 0 && this.#walk.leave()) {
      this.#depth = 0;
      history.go(-1 - this.#base);
      return;
    }
    if (depth > 0 && views > 0 && this.#walk.back(views)) {
      this.#depth = depth;
      return;
    }
    // Forward, or back to what is confirmed: the entry of what is shown is made the current one again.
    this.#own += 1;
    history.go(views);
  };
}

const SETTLED = 1000;

const placeOf = (state: unknown): number => Number(stateOf(state)[KEY] ?? 0);

const stateOf = (state: unknown): Record<string, unknown> => (typeof state === "object" && state !== null ? { ...state } : {});
