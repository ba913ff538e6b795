/** What the pack is called, its version and its classes' names: opened where somebody wants to change them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import type { Names } from "../names";
import { labWords } from "../words";
import { forms } from "./forms";
import { ABOUT } from "./parts";

export const about = (desk: Desk, names: Names): TemplateResult => {
  const { id, version } = names.document;
  const toggle = (event: Event): void => {
    if (event.target === event.currentTarget) desk.outline.set(ABOUT, (event.currentTarget as HTMLDetailsElement).open);
  };
  return html`<h3 id="about" tabindex="-1">${labWords().outline.about}</h3>
    <details class="fold" data-key=${ABOUT} @toggle=${toggle}>
      <summary><b>${names.text("pack.title") ?? id}</b> <code class="id">${id}@${version}</code></summary>
      ${desk.outline.isOpen(ABOUT) ? (forms(desk)?.aboutForm(desk, names) ?? nothing) : nothing}</details>`;
};
