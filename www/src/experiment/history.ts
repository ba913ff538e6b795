/** What a form was before, step by step: undo and redo. */

/** Steps that can be taken back, at most. */
const MOST = 200;

export class History<State> {
  #before: State[] = [];
  #after: State[] = [];
  #now: State;
  /** What the last step changed, where the next one to the same place goes on with it. */
  #place: string | undefined;

  constructor(now: State) {
    this.#now = now;
  }

  get now(): State {
    return this.#now;
  }

  get undoable(): boolean {
    return this.#before.length > 0;
  }

  get redoable(): boolean {
    return this.#after.length > 0;
  }

  /** Takes a step. Steps to one place without another between them are one: a word that is typed is taken back whole. */
  step(next: State, place?: string): void {
    if (place === undefined || place !== this.#place) this.#before.push(this.#now);
    if (this.#before.length > MOST) this.#before.shift();
    this.#after = [];
    this.#now = next;
    this.#place = place;
  }

  /** Ends what is typed at one place: the next step is one of its own. */
  settle(): void {
    this.#place = undefined;
  }

  undo(): void {
    this.#turn(this.#before, this.#after);
  }

  redo(): void {
    this.#turn(this.#after, this.#before);
  }

  #turn(from: State[], to: State[]): void {
    const next = from.pop();
    if (next === undefined) return;
    to.push(this.#now);
    this.#now = next;
    this.settle();
  }
}
