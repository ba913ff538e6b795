/** On the card of a file in no known layout: the offer to say what its columns are, and the saying itself. */
import { html, nothing, type TemplateResult } from "lit";
import { redraw } from "../../shell";
import { save } from "../../save";
import { drawn } from "../drawn";
import type { Files } from "../files";
import type { OpenFile } from "../open-file";
import { mappingWords } from "../words";
import { columnsPart } from "./columns";
import { previewPart } from "./preview";
import { questionsPart, toLacking } from "./questions";
import type { Saying } from "./saying";

/** What a problem of an unknown table offers; `member`: which file of an archive. */
export const offer = (files: Files, file: OpenFile, member: number | undefined): TemplateResult => {
  const text = mappingWords().offer;
  if (file.looking) return html`<p class="small" role="status">${text.looking}</p>`;
  return html`<div class="say-offer"><p class="small">${text.help}</p>
    <p class="go"><button class="btn" type="button" data-say=${file.id} @click=${() => void begin(files, file, member)}>${text.say}<span class="vh">: ${drawn(file.file.name)}</span></button></p>
    <p class="small quiet">${text.given}</p></div>`;
};

/** What a file that was read by a layout of the person's own offers. */
export const ownPart = (files: Files, file: OpenFile): TemplateResult | typeof nothing => {
  const text = mappingWords().own;
  const id = file.statements.map(({ format }) => format).find((format) => files.own.text(format) !== undefined);
  if (id === undefined || file.saying) return nothing;
  const keep = (): void => save(`${text.file}-${id}.json`, "application/json", files.own.text(id) ?? "");
  return html`<div class="own"><p class="small">${text.says}</p><p class="go">
    <button class="btn" type="button" data-say=${file.id} @click=${() => void begin(files, file, undefined)}>${text.change}<span class="vh">: ${drawn(file.file.name)}</span></button>
    <button class="btn" type="button" data-keep @click=${keep}>${text.save}<span class="vh">: ${drawn(file.file.name)}</span></button></p></div>`;
};

const begin = async (files: Files, file: OpenFile, member: number | undefined): Promise<void> => {
  await files.own.open(file, member);
  document.getElementById(`say-${file.id}`)?.focus();
};

/** The columns, what is asked, what comes of it, and the way on. */
export const sayingPart = (files: Files, file: OpenFile, saying: Saying): TemplateResult => {
  const text = mappingWords();
  const heading = `say-${file.id}`;
  const cancel = (): void => {
    files.own.leave(file);
    Object.assign(file, { saying: undefined });
    files.told = (): string => `${drawn(file.file.name)}: ${mappingWords().told.cancelled}`;
    redraw();
    document.querySelector<HTMLElement>(`[data-say="${file.id}"]`)?.focus();
  };
  const leave = html`<button class="btn" type="button" data-cancel @click=${cancel}>${text.cancel}</button>`;
  if (!saying.table)
    return html`<section class="saying" aria-labelledby=${heading}><h4 id=${heading} tabindex="-1">${text.title}<span class="vh">: ${drawn(file.file.name)}</span></h4><p>${text.none}</p><p class="go">${leave}</p></section>`;
  const take = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    saying.pressed = true;
    redraw();
    if (await files.own.takeUp(file)) document.getElementById(`file-${file.id}`)?.focus();
    else toLacking(file, saying);
  };
  return html`<section class="saying" aria-labelledby=${heading}>
    <h4 id=${heading} tabindex="-1">${text.title}<span class="vh">: ${drawn(file.file.name)}</span></h4>
    <p class="small">${text.lead}</p>
    <form autocomplete="off" novalidate @submit=${take}>
      ${sheets(file, saying)}
      ${columnsPart(file, saying)}
      ${questionsPart(file, saying)}
      ${previewPart(file, saying)}
      <p class="go"><button class="btn main" type="submit">${text.read}</button> ${leave}</p>
    </form></section>`;
};

/** Which sheet, where several are tables. */
const sheets = (file: OpenFile, saying: Saying): TemplateResult | typeof nothing => {
  const { tables } = saying.ground;
  if (tables.length < 2) return nothing;
  const id = `sheet-${file.id}`;
  const choose = (event: Event): void => saying.choose(Number((event.target as HTMLSelectElement).value));
  return html`<p class="field"><label for=${id}>${mappingWords().sheet}</label><select id=${id} @change=${choose}>${tables.map(
    ({ sheet }, place) => html`<option value=${place} ?selected=${place === saying.place}>${sheet}</option>`,
  )}</select></p>`;
};
