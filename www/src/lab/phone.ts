/** The questionnaire as the investor sees it on a phone: the element itself in a frame of that size, with the draft's pack. */
import { html, noChange, nothing, type TemplateResult } from "lit";
import type { PackRef } from "prescreen/lab";
import { locale } from "../i18n";
import type { Desk } from "./desk";
import type { Jump } from "./jump";
import { Names } from "./names";
// Bundled by itself, as a worker is: nothing that investors' pages share is cut otherwise because of it.
import preview from "./preview?worker&url";
import type { Shown } from "./rehearsal";
import { labWords } from "./words";

/** Whether it was looked at: then it stays behind the other tabs, at the question where it was left. */
let seen = false;

export const phone = (desk: Desk): TemplateResult | typeof nothing => {
  const text = labWords().phone;
  const { examined } = desk;
  const shown = desk.tab === "phone";
  seen ||= shown;
  if (!seen) return nothing;
  const pack = examined?.proof?.pack;
  // What is edited meanwhile is shown when one comes back.
  return html`<div ?hidden=${!shown}><p class="small quiet">${text.body}</p>
    ${
      examined && pack
        ? html`${questions(desk)}<lab-phone .shows=${shown ? { pack, text: examined.text } : noChange} .label=${text.title}></lab-phone>`
        : html`<p class="note">${examined ? text.wrong : text.waiting}</p>`
    }</div>`;
};

/** A list of the questions, and the press that shows the chosen one. */
const questions = ({ draft }: Desk): TemplateResult | typeof nothing => {
  if (!draft?.document) return nothing;
  const text = labWords().phone;
  const names = new Names(draft.document);
  const headings = names.items.map(({ id }) => names.question(id));
  const go = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const to = form.querySelector("select")?.selectedIndex ?? 0;
    form.parentElement?.querySelector<Phone>("lab-phone")?.jump({ to, headings });
  };
  return html`<form class="jump" @submit=${go}><label><span>${text.question}</span>
      <select>${headings.map((heading, at) => html`<option>${at + 1}. ${heading}</option>`)}</select></label>
    <button class="btn" type="submit">${text.show}</button></form>`;
};

/**
 * A frame with a document of this page's own, which the policy of the site allows where it allows no framed page. It asks what to
 * show as soon as its script runs, and is made anew for each other pack.
 */
class Phone extends HTMLElement {
  #shows: { pack: PackRef; text: string } | undefined;
  #frame: HTMLIFrameElement | undefined;
  readonly #listen = ({ source, origin }: MessageEvent): void => {
    if (origin === location.origin && source !== null && source === this.#frame?.contentWindow) this.#tell();
  };
  readonly #again = (): void => this.#begin();

  set shows(shows: { pack: PackRef; text: string }) {
    const other = shows.pack.hash !== this.#shows?.pack.hash;
    this.#shows = shows;
    if (other && this.isConnected) this.#begin();
  }

  set label(label: string) {
    this.title = label;
    if (this.#frame) this.#frame.title = label;
  }

  /** Shows a question; the notices before it are agreed to. */
  jump(jump: Jump): void {
    this.#frame?.contentWindow?.postMessage(jump, location.origin);
  }

  connectedCallback(): void {
    addEventListener("message", this.#listen);
    document.addEventListener("site-preference", this.#again);
    this.#begin();
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#listen);
    document.removeEventListener("site-preference", this.#again);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  #begin(): void {
    const frame = document.createElement("iframe");
    frame.title = this.title;
    this.#frame = frame;
    this.replaceChildren(frame);
    const inner = frame.contentDocument;
    if (!inner) return;
    // Opened and written, it has the address of this page, and so its origin.
    inner.open();
    inner.write("<!doctype html><html><head><title></title></head><body class=preview><main></main></body></html>");
    inner.close();
    inner.title = this.title;
    inner.documentElement.lang = locale();
    const script = inner.createElement("script");
    script.type = "module";
    script.src = new URL(preview, location.href).href;
    inner.head.append(...[...document.querySelectorAll("link[rel=stylesheet]")].map((sheet) => sheet.cloneNode()), script);
  }

  #tell(): void {
    const { theme } = document.documentElement.dataset;
    if (!this.#shows) return;
    const shown: Shown = { ...this.#shows, locale: locale(), theme };
    this.#frame?.contentWindow?.postMessage(shown, location.origin);
  }
}

customElements.define("lab-phone", Phone);
