/** What of a pack's outline is opened, and what is asked before something is taken out. */
import type { Reference } from "../shape/references";

/** What somebody wants to take out, or to change so, while rules refer to it. */
export interface Asked {
  /** The pointer of the part that it is asked at. */
  at: string;
  references: Reference[];
  /** Does it, with what cannot stand without it. */
  go: () => void;
}

export class Outline {
  asked: Asked | undefined;
  /** Moves on with each change: what is drawn of the outline is drawn of this. */
  turn = 0;
  readonly #opened = new Set<string>();
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** Whether a part is opened: only then is it worth drawing what is in it. */
  isOpen(key: string): boolean {
    return this.#opened.has(key);
  }

  set(key: string, open: boolean): void {
    if (open === this.#opened.has(key)) return;
    if (open) this.#opened.add(key);
    else this.#opened.delete(key);
    this.draw();
  }

  /** Lets a part stay open under its new name. */
  rename(key: string, name: string): void {
    if (this.#opened.delete(key)) this.#opened.add(name);
  }

  ask(asked: Asked | undefined): void {
    this.asked = asked;
    this.draw();
  }

  draw(): void {
    this.turn += 1;
    this.#redraw();
  }
}
