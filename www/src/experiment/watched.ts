/** A file that says how far it was read, and lets nobody read on who was told to stop. */
export class Watched extends Blob {
  readonly #pass: (bytes: number) => void;

  /** `pass` is told where a piece begins; what it throws ends the reading. */
  constructor(file: Blob, pass: (bytes: number) => void) {
    super([file]);
    this.#pass = pass;
  }

  override slice(start = 0, end = this.size): Blob {
    this.#pass(start);
    return super.slice(start, end);
  }
}
