/** `<prescreen-panel>`: what leaves this device, what stays, in bytes and in words. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { View } from "../flow/view.js";
import { bodyLeft, bytesLeft, type WireEntry, type WireKind } from "../flow/wire.js";
import { sizeOf } from "./elder.js";
import { bytes, number } from "./format.js";
import { type Inside, insideOf, watch } from "./inside.js";
import { Frame } from "./frame.js";
import { audit } from "./panel/audit.js";
import { crossing } from "./panel/crossing.js";
import type { ProvedFigures, Shown } from "./panel/shown.js";
import { ScreenElement } from "./screen-element.js";
import type { Words } from "./texts/index.js";

/**
 * What leaves this device: before it goes, as it goes, and what stays. A picture for people, and below it every claim and byte.
 *
 * @tagname prescreen-panel
 * @attr {"" | "20" | "25" | "30"} elder - Larger text and targets, as of `<prescreen-flow>`.
 */
export class PanelElement extends ScreenElement {
  readonly #frame: Frame = new Frame(this, {
    locale: (asked, page) => asked ?? this.#inside()?.locale ?? page,
    template: (own, locale) => this.#template(own, locale),
    undrawn: () => this.#frame.draw(),
  });
  #flow: HTMLElement | undefined;
  #entries: readonly WireEntry[] = [];
  #files = 0;
  #proofs: readonly ProvedFigures[] = [];
  #open = false;
  #unwatch: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  /** The `<prescreen-flow>` to look at. */
  get flow(): HTMLElement | undefined {
    return this.#flow;
  }
  set flow(element: HTMLElement | undefined) {
    this.#unwatch?.();
    this.#flow = element ?? undefined;
    this.#unwatch = element ? watch(element, () => this.#changed()) : undefined;
    this.#changed();
  }

  /** For pages without the element: the entries of a `Wire`. */
  get entries(): readonly WireEntry[] {
    return this.#entries;
  }
  set entries(entries: readonly WireEntry[]) {
    this.#entries = entries;
    this.#frame.draw();
  }

  /** How many files of the person were read on this device, for pages that read some; none is shown for 0. */
  get files(): number {
    return this.#files;
  }
  set files(files: number) {
    if (files === this.#files) return;
    this.#files = files;
    this.#frame.draw();
  }

  /**
   * Proofs of packs, as `prescreen prove PACK --json` prints them: of sessions under these packs, it is said how much the
   * answers hold and how much of it a result can tell.
   */
  get proofs(): readonly ProvedFigures[] {
    return this.#proofs;
  }
  set proofs(proofs: readonly ProvedFigures[]) {
    this.#proofs = proofs;
    this.#frame.draw();
  }

  #changed(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.#inside()?.flow?.subscribe(() => this.#frame.draw());
    this.#frame.draw();
  }

  #inside(): Inside | undefined {
    return this.#flow && insideOf(this.#flow);
  }

  #template(own: Words, locale: string): TemplateResult {
    const inside = this.#inside();
    const entries = inside ? inside.wire.entries : this.#entries;
    const left = entries.filter(bodyLeft);
    const sum = bytesLeft(left);
    const passedOn = inside?.passedOn ?? 0;
    const size = sizeOf(this.getAttribute("elder"));
    const large = size > 0 ? `elder e${size}` : "";
    const shown: Shown = { own, locale, entries, inside, files: this.#files, proofs: this.#proofs };
    const toggle = (): void => {
      this.#open = !this.#open;
      this.#frame.draw();
    };
    const closeByKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !this.#open) return;
      toggle();
      (event.currentTarget as HTMLElement).querySelector<HTMLElement>(".wire-bar")?.focus();
    };
    return html`<section class="root wire ${sum > 0 ? "sent" : ""} ${this.#open ? "open" : ""} ${large}" lang=${locale} aria-labelledby="title" @keydown=${closeByKey}>
      <p class="vh" role="status">${summary(own, left)}</p>
      <button class="wire-bar" type="button" aria-expanded=${this.#open} aria-controls="body" @click=${toggle}>
        ${sum === 0 ? html`<span>${own.panel.zero}</span>` : html`<b>${bytes(sum, locale)}</b><span>${own.panel.short}${passedOn === 0 ? nothing : html`<br>${own.panel.passedOn(passedOn)}`}</span>`}<span>${this.#open ? own.panel.hide : own.panel.show}</span></button>
      <div class="wire-body" id="body">
        <h2 id="title">${own.panel.title}</h2>
        <p class="bytes"><b>${number(sum, locale)}</b><small>B</small></p>
        <p class="say" aria-hidden="true">${summary(own, left)}</p>
        ${inside?.flow && answered(inside.flow.view, left) ? html`<p class="say">${inside.flow.connection.serverKeys ? own.panel.checked : own.panel.unchecked}</p>` : nothing}
        ${crossing(shown)}
        ${audit(shown)}
        <p class="say">${passedOn === 0 ? nothing : own.panel.passedOnBody(passedOn)} ${own.panel.scope}</p>
      </div></section>`;
  }
}

/** Whether the server answered with what it signs, and that was not refused. */
const answered = (view: View, left: readonly WireEntry[]): boolean =>
  left.some(({ kind, state }) => kind !== "claim" && state === "left") && !(view.kind === "stopped" && view.why === "forged");

/** What left so far, in a sentence. */
const summary = ({ panel }: Words, left: readonly WireEntry[]): string => {
  const has = (kind: WireKind): boolean => left.some((entry) => entry.kind === kind && entry.state === "left");
  if (has("verdict")) return panel.all;
  if (has("commit")) return panel.sealed;
  return left.length > 0 ? panel.claimed : panel.nothing;
};
