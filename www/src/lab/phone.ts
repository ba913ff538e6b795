/** The questionnaire as the investor sees it on a phone: the element itself in a frame of that size, with the draft's pack. */
import { html, type TemplateResult } from "lit";
import type { PackRef } from "prescreen/lab";
import { locale } from "../i18n";
import type { Desk } from "./desk";
import type { Shown } from "./rehearsal";
import { labWords } from "./words";

export const phone = (desk: Desk): TemplateResult => {
  const text = labWords().phone;
  const { examined } = desk;
  const pack = examined?.proof?.pack;
  return html`<p class="small quiet">${text.body}</p>
    ${
      examined && pack
        ? html`<lab-phone .shows=${{ pack, text: examined.text }} .label=${text.title}></lab-phone>`
        : html`<p class="note">${examined ? text.wrong : text.waiting}</p>`
    }`;
};

/**
 * A frame with a document of this page's own, which the policy of the site allows where it allows no framed page; what the page
 * `preview.html` holds is written into it. The frame asks what to show as soon as it runs, and begins anew with each other pack.
 */
class Phone extends HTMLElement {
  #shows: { pack: PackRef; text: string } | undefined;
  #frame: HTMLIFrameElement | undefined;
  readonly #listen = ({ source, origin }: MessageEvent): void => {
    if (origin === location.origin && source !== null && source === this.#frame?.contentWindow) this.#tell();
  };
  readonly #again = (): void => void this.#begin();

  set shows(shows: { pack: PackRef; text: string }) {
    const other = shows.pack.hash !== this.#shows?.pack.hash;
    this.#shows = shows;
    if (other && this.isConnected) void this.#begin();
  }

  set label(label: string) {
    this.title = label;
    if (this.#frame) this.#frame.title = label;
  }

  connectedCallback(): void {
    addEventListener("message", this.#listen);
    document.addEventListener("site-preference", this.#again);
    void this.#begin();
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#listen);
    document.removeEventListener("site-preference", this.#again);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  async #begin(): Promise<void> {
    const frame = document.createElement("iframe");
    frame.title = this.title;
    this.#frame = frame;
    this.replaceChildren(frame);
    const page = await fetch("preview.html");
    const inner = frame.contentDocument;
    if (!page.ok || frame !== this.#frame || !inner) return;
    const written = await page.text();
    inner.open();
    inner.write(written);
    inner.close();
  }

  #tell(): void {
    const { theme } = document.documentElement.dataset;
    if (!this.#shows) return;
    const shown: Shown = { ...this.#shows, locale: locale(), theme };
    this.#frame?.contentWindow?.postMessage(shown, location.origin);
  }
}

customElements.define("lab-phone", Phone);
