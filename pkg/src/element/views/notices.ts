/** What is read, and agreed to, before anything is collected. */
import { html, nothing, type TemplateResult } from "lit-html";
import { keeperOf } from "../../flow/record.js";
import type { Notice } from "../../core/types.js";
import type { View } from "../../flow/view.js";
import { heading, paragraphs, matterLine, type Scene } from "../scene.js";
import type { Words } from "../texts/index.js";
import { beforeAsking } from "./attempts.js";
import { stopLink } from "./leaving.js";

export const notices = (scene: Scene, { notices: shown }: View & { kind: "notices" }): TemplateResult => {
  const { words, say, flow } = scene;
  return html`<div class="top">${matterLine(scene)}${stopLink(scene)}</div>
  ${heading(words.notices.title)}
  ${beforeAsking(scene)}
  <div class="card prose notices">
    ${shown.map(({ id }) => html`<section class="notice"><h3>${say(`notice.${id}.title`)}</h3>${paragraphs(say(`notice.${id}.body`))}</section>`)}
  </div>
  ${keeps(scene)}
  <div class="go"><button class="btn main" part="button main" type="button" @click=${() => flow.next()}>${words.proceed}</button></div>`;
};

/** Where the firm keeps the record, the page says so beside the firm's own words. */
const keeps = ({ words, pack }: Scene): TemplateResult | typeof nothing => {
  const said = words.notices.keeps[keeperOf(pack.document)];
  return said === "" ? nothing : html`<p class="card prose" part="record">${said}</p>`;
};

/** What declining a consent means. */
export const consentNote = ({ notices: text }: Words, { required }: Notice): string => (required === true ? text.noteRequired : text.note);

export const consent = (scene: Scene, { notice }: View & { kind: "consent" }): TemplateResult => {
  const { id, required } = notice;
  const { words, say, flow, back, pack } = scene;
  const read = pack.document.notices.some(({ kind }) => kind === "notice");
  return html`<div class="top"><p class="eyebrow">${words.notices.consent}</p>${stopLink(scene)}</div>
  ${heading(say(`notice.${id}.title`))}
  <div class="card prose notices notice">${paragraphs(say(`notice.${id}.body`))}</div>
  ${read ? nothing : keeps(scene)}
  <p class="refused">${consentNote(words, notice)}</p>
  <p><button class="link" type="button" @click=${() => back()}>${words.back}</button></p>
  <div class="even foot below">
    <button class="btn" part="button" type="button" @click=${() => flow.consent(true)}>${words.notices.give}</button>
    <button class="btn" part="button" type="button" @click=${() => (required === true ? scene.decline() : flow.consent(false))}>${words.notices.decline}</button>
  </div>`;
};
