/** The person's own record, offered as a file from acceptance on. */
import { html, type TemplateResult } from "lit-html";
import { keeperOf } from "../../flow/record.js";
import type { Scene } from "../scene.js";

// Taken at import: the record passes through them.
const { Blob: NativeBlob } = globalThis;
const { createObjectURL, revokeObjectURL } = globalThis.URL;

/** What it holds, who else has it, and how long it is there. */
export const ownRecord = (scene: Scene, stays: string): TemplateResult => {
  const { words, pack } = scene;
  const said = [words.done.recordBody, words.done.firm[keeperOf(pack.document)], stays].join(words.attempts.space);
  return html`<section class="sect"><h3>${words.done.record}</h3><p class="lead">${said}</p>
    <div class="go"><button class="btn" part="button" type="button" @click=${() => download(scene)}>${words.done.record}</button></div></section>`;
};

/** A file made in this page and given to the person; nothing is sent. */
const download = ({ flow, session }: Scene): void => {
  const text = flow.record();
  if (text === undefined) return;
  const address = createObjectURL(new NativeBlob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `prescreen-record-${session.id}.json`;
  link.click();
  setTimeout(() => revokeObjectURL(address), 1000);
};
