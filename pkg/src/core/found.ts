/** What a person's records say, on its way from the worker that read them into a screening. A page carries it unread. */
export class Found {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** @internal */
  static of(text: string): Found {
    return new Found(text);
  }

  /** @internal */
  static text(of: Found): string {
    return of.#text;
  }
}
