/** Files are held in the tab alone: whoever leaves the page is asked before they are gone. Nothing is stored for it. */
import { html, type TemplateResult } from "lit";
import { followed } from "../links";
import { redraw } from "../shell";
import type { Files } from "./files";
import { wholeWords } from "./words";

/** Where a link leads that was followed while files are held. */
let target: string | undefined;
/** Whether the person said that they leave. */
let leaves = false;

const dialog = (): HTMLDialogElement | null => document.querySelector("dialog.leaving");

/** Asks before the page is left while it holds files: the browser in its own words, a link of the page in ours. */
export const guard = (files: Files): void => {
  addEventListener("beforeunload", (event) => {
    if (files.list.length > 0 && !leaves) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = followed(event);
    if (!link || files.list.length === 0) return;
    event.preventDefault();
    target = link.href;
    redraw();
    dialog()?.showModal();
  });
};

const go = (): void => {
  if (target === undefined) return;
  leaves = true;
  location.assign(target);
};

/** The question; shown by `guard`. The focus goes back to the link by itself. */
export const leavingDialog = (files: Files): TemplateResult => {
  const text = wholeWords().leave;
  return html`<dialog class="leaving" aria-labelledby="leaving-h" @close=${() => {
    target = undefined;
  }}><h2 id="leaving-h">${text.title}</h2><p>${text.says(files.list.length)}</p>
    <p class="go"><button class="btn" type="button" autofocus @click=${() => dialog()?.close()}>${text.stay}</button>
    <button class="btn" type="button" @click=${go}>${text.go}</button></p></dialog>`;
};
