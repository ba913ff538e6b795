/** Where files are put: dropped, chosen, pasted. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons";
import { redraw } from "./shell";
import "./styles/drop.css";

/** What is said around the place. */
export interface DropWords {
  title: string;
  here: string;
  touch: string;
  body: string;
  choose: string;
  stays: string;
  /** Below the place. */
  under: string;
  noDialog: string;
}

/** How long a picker may take to open before a word is said about browsers that have none. */
const NO_DIALOG = 2_000;

let over = false;
let silent = false;

/** A place for files, which gives them to `take`. */
export const dropPlace = (text: DropWords, take: (files: Iterable<File>) => void): TemplateResult => {
  const shade =
    (shaded: boolean) =>
    (event: DragEvent): void => {
      event.preventDefault();
      if (over === shaded) return;
      over = shaded;
      redraw();
    };
  return html`<section class="sect" aria-labelledby="drop-h">
    <h2 id="drop-h">${text.title}</h2>
    <div class="drop ${over ? "over" : ""}" @dragover=${shade(true)} @dragenter=${shade(true)} @dragleave=${shade(false)} @drop=${(
      event: DragEvent,
    ) => {
      event.preventDefault();
      over = false;
      take(event.dataTransfer?.files ?? []);
    }}>
      ${icon("drop")}
      <h3>${matchMedia("(pointer: coarse)").matches ? text.touch : text.here}</h3>
      <p>${text.body}</p>
      <label class="btn main choose">${text.choose}<input class="vh" type="file" multiple @click=${watch} @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        take([...(input.files ?? [])]);
        input.value = "";
      }}></label>
      <p>${text.stays}</p>
    </div>
    ${silent ? html`<p class="note asks" role="status">${text.noDialog}</p>` : nothing}
    <p class="small quiet under">${text.under}</p>
  </section>`;
};

/** A page that neither loses the focus nor gets files has a browser without a picker. */
const watch = (event: Event): void => {
  const input = event.target as HTMLInputElement;
  const settled = new AbortController();
  const settle = (): void => settled.abort();
  addEventListener("blur", settle, { signal: settled.signal });
  addEventListener("visibilitychange", settle, { signal: settled.signal });
  input.addEventListener("cancel", settle, { signal: settled.signal });
  input.addEventListener("change", settle, { signal: settled.signal });
  setTimeout(() => {
    if (settled.signal.aborted || !document.hasFocus()) return;
    settled.abort();
    silent = true;
    redraw();
  }, NO_DIALOG);
};
