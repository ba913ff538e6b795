/** What this device keeps for the person: what they agreed to before, and a draft where they want one. */
import { html, nothing, type TemplateResult } from "lit-html";
import { DRAFT_FOR } from "../../flow/device.js";
import { day } from "../format.js";
import { momentSaid } from "../said.js";
import type { Scene } from "../scene.js";

const SECOND = 1000;

/** That notices and consents are not shown again, since when, and the way to change them. */
export const agreedLine = ({ words, flow, locale, pack }: Scene): TemplateResult | typeof nothing =>
  flow.agreedAt === undefined
    ? nothing
    : html`<p class="refused agreed">${words.kept.agreed(day(flow.agreedAt, locale, pack.document.time_zone.name))}
      <button class="link" type="button" @click=${() => flow.showAgreed()}>${words.kept.changeAgreed}</button></p>`;

/** That the session is looked at, by the person's consent, and the way to withdraw it; then that it is withdrawn. */
export const watchedLine = ({ words, flow, withdrawn, withdraw }: Scene): TemplateResult =>
  html`<p class="refused watched" role="status">${
    flow.observed
      ? html`${words.kept.watched} <button class="link" type="button" @click=${withdraw}>${words.kept.withdraw}</button>`
      : withdrawn
        ? words.kept.withdrawn
        : nothing
  }</p>`;

/** Asks whether a draft is to be kept; nothing where this device cannot keep one here. */
export const draftChoice = (scene: Scene): TemplateResult | typeof nothing => {
  const { words, flow } = scene;
  const { possible, kept, failed } = flow.draft;
  if (!possible) return nothing;
  const change = (event: Event): void => void flow.keepDraft((event.target as HTMLInputElement).checked);
  return html`<div class="draft"><input type="checkbox" id="draft" .checked=${kept} aria-describedby="draft-note" @change=${change}>
    <label for="draft">${words.kept.keep}</label><p id="draft-note" role="status">${failed ? words.kept.failed : kept ? heldUntil(scene) : words.kept.keepNote}</p></div>`;
};

/** Until when the draft is kept, and from when its answers are. */
const heldUntil = (scene: Scene): string => {
  const { words, flow } = scene;
  const at = (milliseconds: number): string => momentSaid(scene, milliseconds / SECOND);
  const { takenUp, until: end } = flow.draft;
  // Until the first is written, it is as if it were now.
  const until = at(end ?? Date.now() + DRAFT_FOR);
  return takenUp === undefined ? words.kept.until(until) : words.kept.takenUp(at(takenUp), until);
};

/** That a draft is kept, until when, and one press to clear it; then that it is cleared, and one press to keep one again. */
export const draftLine = (scene: Scene): TemplateResult | typeof nothing => {
  const { words, flow } = scene;
  const { kept, failed, cleared } = flow.draft;
  if (cleared)
    return html`<p class="refused drafted" role="status">${words.kept.cleared}
    <button class="link" type="button" @click=${() => void flow.keepDraft(true)}>${words.kept.keep}</button></p>`;
  if (!kept || failed) return nothing;
  return html`<p class="refused drafted">${heldUntil(scene)}
    <button class="link" type="button" @click=${() => void flow.keepDraft(false)}>${words.kept.clear}</button></p>`;
};
