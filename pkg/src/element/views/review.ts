/** Before anything leaves: the one neutral clarification, then the confirmation of all answers. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { View } from "../../flow/view.js";
import type { Answer, Item } from "../../core/types.js";
import { bytes, number } from "../format.js";
import { heading, type Scene } from "../scene.js";

export const clarify = (scene: Scene, { contradiction, items }: View & { kind: "clarify" }): TemplateResult => {
  const { words, say, flow } = scene;
  return html`${heading(words.clarify.title(items.length))}
    <div class="card notices">
      <div class="pair">
        ${items.map(({ item, number: at, value }) => html`<div><small>${words.clarify.question(at)} · ${say(`item.${item.id}`)}</small>${answered(scene, item, value)}</div>`)}
      </div>
      <p>${say(`reason.${contradiction.id}`)}</p><p class="quiet">${words.clarify.note}</p>
      <div class="even">
        <button class="btn" part="button" type="button" @click=${() => flow.clarify(true)}>${words.clarify.keep(items.length)}</button>
        ${items.map(({ item, number: at }) => html`<button class="btn" part="button" type="button" @click=${() => flow.clarify({ change: item.id })}>${words.clarify.change(at)}</button>`)}
      </div>
    </div>`;
};

const answered = ({ say, words, locale }: Scene, item: Item, value: Answer | undefined): string => {
  if (value === undefined) return words.clarify.unanswered;
  if (typeof value === "number") return number(value, locale);
  return (Array.isArray(value) ? value : [value]).map((id) => say(`option.${item.id}.${id}`)).join(words.separator);
};

export const review = (scene: Scene, view: View & { kind: "review" }): TemplateResult => {
  const { words, flow, locale } = scene;
  const text = words.review;
  const size = bytes(view.bytes, locale);
  return html`${heading(view.classOnFile ? text.titleOnFile : text.title)}
    ${view.questions > 0 ? html`<p class="lead">${text.answered(view.answered, view.questions)}</p>` : nothing}
    ${
      view.missing.length > 0
        ? html`<div class="missing"><p>${text.missing(view.missing.length)}</p>
      ${view.answered < view.questions ? html`<button class="link" type="button" @click=${() => flow.toMissing()}>${text.fill}</button>` : nothing}</div>`
        : nothing
    }
    ${view.recordsLeftOut ? html`<p class="lead" data-records-left-out>${text.recordsLeftOut}</p>` : nothing}
    <p class="lead small">${view.classOnFile ? text.sealOnFile(size) : text.seal(size)}</p>
    <div class="go">
      <button class="btn" part="button" type="button" @click=${() => flow.back()}>${words.back}</button>
      <button class="btn main" part="button main" type="button" @click=${() => void flow.commit()}>${view.classOnFile ? text.confirmOnFile : text.confirm}</button>
    </div>`;
};
