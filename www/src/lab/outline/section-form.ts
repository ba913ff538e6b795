/** The form of a section: its heading in each language, its name, its place. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import type { Names } from "../names";
import * as shape from "../shape/questions";
import { referencesToItem } from "../shape/references";
import { asked, askFirst } from "./asked";
import { focusOn, keepFocus } from "./focus";
import { nameField } from "./name-field";
import { moveSection } from "./question-form";
import { openParts, sectionKey } from "./parts";
import { textFields } from "./text-fields";
import { outlineWords } from "./words";

const remove = (desk: Desk, place: number, at: string): void => {
  const now = desk.draft?.document;
  const section = now?.questionnaire.sections[place];
  if (!now || !section) return;
  const found = section.items.flatMap(({ id }) => referencesToItem(now, id));
  const references = found.filter((one, nth) => found.findIndex(({ at }) => at === one.at) === nth);
  askFirst(desk, at, references, () => {
    desk.revise((document) => shape.removeSection(document, place, references));
    focusOn("questions");
  });
};

export const sectionForm = (desk: Desk, place: number, names: Names): TemplateResult | typeof nothing => {
  const { sections } = names.document.questionnaire;
  const section = sections[place];
  if (!section) return nothing;
  const text = outlineWords();
  const at = `/questionnaire/sections/${place}`;
  return html`<div class="form">
    ${textFields(desk, [{ key: `section.${section.id}`, label: text.section.title }], names)}
    ${nameField(desk, {
      at: `${at}/id`,
      value: section.id,
      label: text.section.id,
      free: (name) => /^[A-Za-z0-9_.-]{1,64}$/.test(name) && sections.every(({ id }) => id !== name),
      set: (name) => {
        desk.outline.rename(sectionKey(section.id), sectionKey(name));
        desk.revise((document) => shape.renameSection(document, place, name));
        openParts(desk, sectionKey(name));
      },
    })}
    ${asked(desk, at, names)}
    ${
      sections.length === 1
        ? nothing
        : html`<p class="go">
      <button class="btn" type="button" @click=${() => keepFocus(() => moveSection(desk, place, place - 1))}>${text.up}</button>
      <button class="btn" type="button" @click=${() => keepFocus(() => moveSection(desk, place, place + 1))}>${text.down}</button>
      <button class="btn" type="button" data-asks=${at} @click=${() => remove(desk, place, at)}>${text.section.remove}</button></p>`
    }</div>`;
};
