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
      ? [scene.saved ? text.titleSaved : text.titleRecord, text.bodyRecord]
      : kind === "result"
        ? [text.titleResult, unsentBody(scene)]
        : [text.title, (flow.draft.kept ? text.bodyKept : text.body)(answered, questions)];
  const unsent = words.result[scene.session.purpose === "purchase" ? "leave" : "doNotSend"];
  return html`<div class="asks" role="group" aria-labelledby="leaving">${heading(title, "leaving")}
    <p class="lead">${body}</p>
    ${kind === "done" ? ownRecord(scene, scene.saved ? undefined : words.done.recordGoes) : kind === "result" ? nothing : draftChoice(scene)}
    <div class="even foot">
      <button class="btn" part="button" type="button" @click=${stay}>${kind === "result" ? text.stayResult : text.stay}</button>
      <button class="btn" part="button" type="button" @click=${leave}>${kind === "result" ? unsent : text.leave}</button>
    </div></div>`;
};

/** What becomes of a result that is not sent, and of a class on file. */
const unsentBody = ({ words, flow, session }: Scene): string =>
  flow.counts
    ? [words.leaving.bodyResult, session.profile ? words.attempts.withheldNow : ""].filter((said) => said !== "").join(words.attempts.space)
    : words.leaving.bodyResultOnFile;

/** The question before a consent is declined without which nothing goes on. */
export const declining = (scene: Scene, { stay, leave }: Leaving): TemplateResult => {
  const { leaving: text, back } = scene.words;
  return html`<div class="asks" role="group" aria-labelledby="declining">${heading(text.titleConsent, "declining")}
    <p class="lead">${text.bodyConsent}</p>
    <div class="even foot">
      <button class="btn" part="button" type="button" @click=${stay}>${back}</button>
      <button class="btn" part="button" type="button" @click=${leave}>${text.endConsent}</button>
    </div></div>`;
};

/** The way out that every view before the result has. */
export const stopLink = ({ words, stop, elder }: Scene): TemplateResult =>
  html`${elder.size === 0 ? html`<button class="link larger" type="button" @click=${() => elder.set(SIZES[0])}><span aria-hidden="true">A+</span><span class="vh">${words.elder.on}</span></button>` : nothing}<button class="link stop" type="button" @click=${stop}>${words.stop}</button>`;
