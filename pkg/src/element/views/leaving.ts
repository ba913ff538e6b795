/** The question before answers are lost: by Stop, by the browser's back, by a link of the page. */
import { html, nothing, type TemplateResult } from "lit-html";
import { SIZES } from "../elder.js";
import { heading, type Scene } from "../scene.js";
import { draftChoice } from "./kept.js";
import { ownRecord } from "./record.js";

/** What the person may do about it. */
export interface Leaving {
  stay(): void;
  leave(): void;
}

export const leaving = (scene: Scene, { stay, leave }: Leaving): TemplateResult => {
  const { words, flow } = scene;
  const text = words.leaving;
  const { answered, questions } = flow.progress;
  const { kind } = flow.view;
  const [title, body] =
    kind === "done"
      ? [text.titleRecord, text.bodyRecord]
      : kind === "result"
        ? [text.titleResult, text.bodyResult]
        : [text.title, (flow.draft.kept ? text.bodyKept : text.body)(answered, questions)];
  return html`<div class="asks" role="group" aria-labelledby="leaving">${heading(title, "leaving")}
    <p class="lead">${body}</p>
    ${kind === "done" ? ownRecord(scene, words.done.recordGoes) : kind === "result" ? nothing : draftChoice(scene)}
    <div class="even foot">
      <button class="btn" part="button" type="button" @click=${stay}>${text.stay}</button>
      <button class="btn" part="button" type="button" @click=${leave}>${text.leave}</button>
    </div></div>`;
};

/** The way out that every view before the result has. */
export const stopLink = ({ words, stop, elder }: Scene): TemplateResult =>
  html`${elder.size === 0 ? html`<button class="link larger" type="button" @click=${() => elder.set(SIZES[0])}><span aria-hidden="true">A+</span><span class="vh">${words.elder.on}</span></button>` : nothing}<button class="link stop" type="button" @click=${stop}>${words.stop}</button>`;
