/** Before something goes that rules refer to: what refers to it, what becomes of each, and the two ways on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import { goTo } from "../go-to";
import type { Names } from "../names";
import { placeName } from "../place-name";
import type { Reference } from "../shape/references";
import { said } from "./rule-said";
import { outlineWords } from "./words";

/** Asks where anything refers to it, and does it at once where nothing does. */
export const askFirst = (desk: Desk, at: string, references: Reference[], go: () => void): void => {
  if (references.length === 0) {
    go();
    return;
  }
  desk.outline.ask({ at, references, go });
  document.getElementById("asked")?.focus();
};

/** What is asked at a part, if anything is. */
export const asked = (desk: Desk, at: string, names: Names): TemplateResult | typeof nothing => {
  const one = desk.outline.asked;
  if (one?.at !== at) return nothing;
  const text = outlineWords().asked;
  const first = one.references.some(({ fate }) => fate === "first");
  const close = (): void => {
    desk.outline.ask(undefined);
    document.querySelector<HTMLElement>(`[data-asks="${at}"]`)?.focus();
  };
  const go = (): void => {
    desk.outline.asked = undefined;
    one.go();
  };
  return html`<div class="note asks" role="group" aria-labelledby="asked">
    <h4 id="asked" tabindex="-1">${text.title(one.references.length)}</h4>
    <ul class="refers">${one.references.map(
      (reference) =>
        html`<li><button class="link" type="button" @click=${() => goTo(desk, reference.at)}>${
          said(reference.at, names) ?? placeName(reference.at, names) ?? reference.at
        }</button> <span class="small">${text.fates[reference.fate]}</span></li>`,
    )}</ul>
    ${first ? html`<p>${text.first}</p>` : nothing}
    <p class="go">${first ? nothing : html`<button class="btn" type="button" @click=${go}>${text.go}</button>`}
      <button class="btn" type="button" @click=${close}>${text.keep}</button></p></div>`;
};
