/** What becomes of the draft when the page is left, where that needs a word. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { labWords } from "./words";

export const keeping = (desk: Desk): TemplateResult => {
  const text = labWords().keep;
  const { draft, drafts } = desk;
  const { keeping: how } = drafts;
  const elsewhere = draft && drafts.isElsewhere(draft);
  return html`<div role="alert">${how === "full" || how === "denied" ? html`<p class="note broken">${text[how]}</p>` : nothing}
    ${
      elsewhere
        ? html`<div class="note asks"><h3>${text.elsewhere}</h3><p>${text.elsewhereBody}</p>
      <p class="go"><button class="btn" type="button" @click=${() => desk.takeOver()}>${text.theirs}</button>
        <button class="btn" type="button" @click=${() => drafts.insist(draft)}>${text.mine}</button></p></div>`
        : nothing
    }</div>`;
};
