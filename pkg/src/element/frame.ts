/**
 * The closed root of one element, and what is drawn in it.
 *
 * It is held beside the element and is no part of it: a page that could call what draws could read answers.
 */
import type { TemplateResult } from "lit-html";
import { DEFAULT } from "../core/locale.js";
import { openShell, type Shell } from "./shell.js";
import { coming, type Texts, type Words, words } from "./texts/index.js";

/** Whose root it is. */
export interface Host extends HTMLElement {
  readonly texts: Texts;
}

export interface Content {
  /** The locale to show, from what the element's attribute asks for and what the document is in. */
  locale(asked: string | null, document: string): string;
  template(own: Words, locale: string): TemplateResult;
  /** Told that something could not be drawn; from then on the page's own words are left out. */
  undrawn(error: unknown): void;
}

export class Frame {
  readonly #host: Host;
  readonly #content: Content;
  readonly #shell: Shell;
  /** Whether the page's own words are left out. */
  #plain = false;
  /** Whether the focus moves to the heading as soon as there are words to draw. */
  #focuses = false;

  constructor(host: Host, content: Content) {
    this.#host = host;
    this.#content = content;
    this.#shell = openShell(host);
    frames.set(host, this);
  }

  /** Where it is drawn. */
  get root(): ShadowRoot {
    return this.#shell.root;
  }

  get locale(): string {
    return this.#content.locale(this.#host.getAttribute("locale"), document.documentElement.lang || DEFAULT);
  }

  get words(): Words {
    return words(this.locale, this.#plain ? {} : this.#host.texts);
  }

  /** Draws what the element shows now, while it stands in a document. */
  draw(): void {
    if (!this.#host.isConnected) return;
    const fetching = coming(this.locale);
    if (fetching) {
      void fetching.then(() => this.#drawLate());
      return;
    }
    try {
      this.#shell.draw(this.#content.template(this.words, this.locale));
    } catch (error) {
      if (this.#plain) throw error;
      this.#plain = true;
      this.#content.undrawn(error);
    }
  }

  /** Moves the focus to the heading of what is shown now, or to the line of a review in which this was changed. */
  focusHeading(changed = ""): void {
    this.#focuses = coming(this.locale) !== undefined;
    if (!this.#focuses) this.#shell.focusHeading(changed);
  }

  #drawLate(): void {
    this.draw();
    if (this.#focuses) this.focusHeading();
  }
}

const frames = new WeakMap<HTMLElement, Frame>();

/** Draws an element again, if it has a frame. */
export const redraw = (host: HTMLElement): void => frames.get(host)?.draw();
