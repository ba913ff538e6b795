/** The person's own record, offered from acceptance on: as a page to read, and as data. */
import { html, nothing, type TemplateResult } from "lit-html";
import { keeperOf } from "../../flow/record.js";
import { recordPage } from "../record-page.js";
import type { Scene } from "../scene.js";

// Taken at import: the record passes through them.
const { Blob: NativeBlob, File: NativeFile } = globalThis;
const { createObjectURL, revokeObjectURL } = globalThis.URL;
const share = globalThis.navigator?.share?.bind(globalThis.navigator);
const canShare = globalThis.navigator?.canShare?.bind(globalThis.navigator);

/** What it holds, who else has it, and how long it is there. */
export const ownRecord = (scene: Scene, stays: string): TemplateResult => {
  const { words, pack, saved } = scene;
  const { done, attempts } = words;
  const said = [done.recordBody, done.firm[keeperOf(pack.document)], stays].join(attempts.space);
  return html`<section class="sect record"><h3>${done.record}</h3><p class="lead">${said}</p>
    <div class="go">
      <button class="btn" part="button" type="button" @click=${() => savePage(scene)}>${done.save}</button>
      ${isShared() ? html`<button class="btn" part="button" type="button" @click=${() => void shareFile(scene)}>${done.share}</button>` : nothing}
    </div>
    <p class="small" role="status">${saved ? done.saved : nothing}</p>
    <button class="link" type="button" @click=${() => saveData(scene)}>${done.data}</button></section>`;
};

/** Whether this device hands a page on to another program, as phones do. */
const isShared = (): boolean => share !== undefined && canShare?.({ files: [new NativeFile([], "record.html", { type: PAGE })] }) === true;

const PAGE = "text/html";

const nameOf = ({ session }: Scene): string => `prescreen-record-${session.id}`;

const savePage = (scene: Scene): void => {
  const text = scene.flow.record();
  if (text !== undefined) give(scene, recordPage(scene, text), `${nameOf(scene)}.html`, PAGE);
};

const saveData = (scene: Scene): void => {
  const text = scene.flow.record();
  if (text !== undefined) give(scene, text, `${nameOf(scene)}.json`, "application/json");
};

/** A person who thinks better of it has saved nothing. */
const shareFile = async (scene: Scene): Promise<void> => {
  const text = scene.flow.record();
  if (text === undefined) return;
  const file = new NativeFile([recordPage(scene, text)], `${nameOf(scene)}.html`, { type: PAGE });
  await share?.({ files: [file] }).then(
    () => scene.save(),
    () => undefined,
  );
};

/** A file made in this page and given to the person; nothing is sent. */
const give = (scene: Scene, text: string, name: string, type: string): void => {
  const address = createObjectURL(new NativeBlob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => revokeObjectURL(address), 1000);
  scene.save();
};
