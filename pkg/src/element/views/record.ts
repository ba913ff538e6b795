/** The person's own record, offered from acceptance on: as a page to read, and as data. */
import { html, nothing, type TemplateResult } from "lit-html";
import { keeperOf } from "../../flow/record.js";
import type { Scene } from "../scene.js";

// Taken at import: the record passes through them.
const { Blob: NativeBlob, File: NativeFile } = globalThis;
const { createObjectURL, revokeObjectURL } = globalThis.URL;
const share = globalThis.navigator?.share?.bind(globalThis.navigator);
const canShare = globalThis.navigator?.canShare?.bind(globalThis.navigator);

/** What makes the page: loaded where a record is offered, and again by whoever takes one where that failed. */
let maker: Promise<typeof import("../record-page.js")> | undefined;

const pageMaker = (): Promise<typeof import("../record-page.js")> => {
  maker ??= import("../record-page.js").catch((error: unknown) => {
    maker = undefined;
    throw error;
  });
  return maker;
};

/** What it holds, who else has it, and how long it is there; of one that the person has, that is no matter. */
export const ownRecord = (scene: Scene, stays?: string): TemplateResult => {
  const { words, pack, saved } = scene;
  pageMaker().catch(() => undefined);
  const { done, attempts } = words;
  const said = [done.recordBody, done.firm[keeperOf(pack.document)], ...(stays === undefined ? [] : [stays])].join(attempts.space);
  return html`<section class="sect record"><h3>${done.record}</h3><p class="lead">${said}</p>
    <div class="go">
      <button class="btn" part="button" type="button" @click=${() => void savePage(scene)}>${done.save}</button>
      ${isShared() ? html`<button class="btn" part="button" type="button" @click=${() => void shareFile(scene)}>${done.share}</button>` : nothing}
    </div>
    <p class="small" role="status">${saved ? done.saved : nothing}</p>
    <button class="link" type="button" @click=${() => saveData(scene)}>${done.data}</button></section>`;
};

/** Whether this device hands a page on to another program, as phones do. */
const isShared = (): boolean => share !== undefined && canShare?.({ files: [new NativeFile([], "record.html", { type: PAGE })] }) === true;

const PAGE = "text/html";

interface Made {
  text: string;
  name: string;
  type: string;
}

const nameOf = ({ session }: Scene): string => `prescreen-record-${session.id}`;

const dataOf = (scene: Scene): Made | undefined => {
  const text = scene.flow.record();
  return text === undefined ? undefined : { text, name: `${nameOf(scene)}.json`, type: "application/json" };
};

/** The record as a page; as data where what makes the page cannot be loaded. */
const pageOf = (scene: Scene): Promise<Made | undefined> => {
  const data = dataOf(scene);
  return pageMaker().then(
    ({ recordPage }) => data && { text: recordPage(scene, data.text), name: `${nameOf(scene)}.html`, type: PAGE },
    () => data,
  );
};

const savePage = async (scene: Scene): Promise<void> => give(scene, await pageOf(scene));

const saveData = (scene: Scene): void => give(scene, dataOf(scene));

/** A person who thinks better of it has saved nothing. */
const shareFile = async (scene: Scene): Promise<void> => {
  const made = await pageOf(scene);
  if (!made) return;
  await share?.({ files: [new NativeFile([made.text], made.name, { type: made.type })] }).then(
    () => scene.save(),
    () => undefined,
  );
};

/** A file made in this page and given to the person; nothing is sent. */
const give = (scene: Scene, made: Made | undefined): void => {
  if (!made) return;
  const address = createObjectURL(new NativeBlob([made.text], { type: made.type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = made.name;
  link.click();
  setTimeout(() => revokeObjectURL(address), 1000);
  scene.save();
};
