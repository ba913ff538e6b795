/** What every element of the package is: words in the reader's language, and a drawing that is made again when something is set. */
import { redraw } from "./frame.js";
import { type Texts, usable } from "./texts/index.js";

/**
 * @attr {string} locale - Language wished for (BCP 47); the document's when left out. The pack's nearest is shown.
 * @attr {"light" | "dark"} theme - Colours; the system's choice when left out.
 */
export abstract class ScreenElement extends HTMLElement {
  /** @internal */
  static readonly observedAttributes: string[] = ["locale", "elder"];

  #texts: Texts = {};

  /** Words to use instead of the element's own. One that the element does not have, or of another kind, is told on the console. */
  get texts(): Texts {
    return this.#texts;
  }
  set texts(texts: Texts) {
    this.#texts = usable(texts, (problem) => console.error(`prescreen: texts: ${problem}`));
    redraw(this);
  }

  /** @internal */
  connectedCallback(): void {
    takeUp(this);
    redraw(this);
  }

  /** @internal */
  attributeChangedCallback(): void {
    redraw(this);
  }
}

/** A property that was set before the element was defined hides the accessor: it is set again, through it. */
const takeUp = (element: object): void => {
  const own = element as Record<string, unknown>;
  for (const name of Object.keys(own)) {
    if (!(name in Object.getPrototypeOf(element))) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
};
