/** For eyes and hands that want more: larger text, larger targets, the telephone always there, and reading aloud. */
import { html, nothing, type TemplateResult } from "lit-html";
import { SIZES } from "../elder.js";
import { dateAge } from "../format.js";
import * as icons from "../icons.js";
import { type Scene, telephone } from "../scene.js";

/** From this age on, by the firm's own facts, it is offered before anything is asked. */
const OFFERED_FROM = 65;

/** Before the first answer, where the firm's facts say so. */
export const offer = ({ words, elder, session }: Scene): TemplateResult | typeof nothing => {
  const born = session.facts?.birth_date;
  const is = typeof born === "string" && dateAge(born, session.now) >= OFFERED_FROM;
  if (!is || elder.size > 0) return nothing;
  return html`<div class="offer"><p>${words.elder.offer}</p>
    <button class="btn" part="button" type="button" @click=${() => elder.set(SIZES[0])}>${words.elder.yes}</button></div>`;
};

/** Reading aloud, and the sizes, above what is shown. */
export const tools = ({ words, elder }: Scene): TemplateResult | typeof nothing => {
  if (elder.size === 0) return nothing;
  const { size, set, canRead, reads, read } = elder;
  return html`<div class="tools" role="group" aria-label=${words.elder.on}>
    ${canRead ? html`<button class="btn aloud" part="button" type="button" aria-pressed=${reads} @click=${read}>${icons.aloud}${reads ? words.elder.quiet : words.elder.read}</button>` : nothing}
    <div class="sizes">${SIZES.map((one) => html`<button class="btn s${one}" type="button" aria-pressed=${one === size} aria-label=${words.elder.size(one)} @click=${() => set(one)}>A</button>`)}
      <button class="btn usual" type="button" @click=${() => set(0)}>${words.elder.off}</button></div></div>`;
};

/** The telephone, below everything, on every view. */
export const call = ({ words, elder: { size, phone } }: Pick<Scene, "words" | "elder">): TemplateResult | typeof nothing =>
  size === 0 || phone === ""
    ? nothing
    : html`<a class="call" href=${telephone(phone)}>${icons.phone}<span>${words.elder.call} <b class="n">${phone}</b></span></a>`;
