/** The questions in their order, section by section: each opens, moves, and says whether it was edited. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { locale } from "../../i18n";
import type { Desk } from "../desk";
import { errorsOf } from "../field-errors";
import type { Editable, ItemRow } from "../fields";
import type { Names } from "../names";
import { labWords } from "../words";
import { forms, withForms } from "./forms";
import { itemKey, sectionKey } from "./parts";
import { grip, type Sorted } from "./sorting";

/** `inside`: what of a question is edited beside its form. */
export const questions = (desk: Desk, { items }: Editable, names: Names, inside: (row: ItemRow) => TemplateResult): TemplateResult => {
  const text = labWords().outline;
  const { sections } = names.document.questionnaire;
  const about = [...errorsOf(desk), desk.refused.size, locale(), desk.outline.turn];
  return html`${repeat(
    sections,
    ({ id }) => id,
    ({ id }, place) => {
      const own = items.filter(({ at }) => at.startsWith(`/questionnaire/sections/${place}/`));
      return html`<div class="part">
      ${section(desk, id, place, names)}
      <div class="items sorted">${repeat(
        own,
        (row) => row.id,
        (row) => guard([row, names.number(row.id), ...about], () => question(desk, row, names, inside)),
      )}</div>
      <p class="go"><button class="btn" type="button" data-add=${id} @click=${() => withForms((of) => of.addQuestion(desk, place))}>${text.addQuestion}${sections.length > 1 ? html`<span class="vh"> ${text.to(sectionName(id, names))}</span>` : nothing}</button></p>
    </div>`;
    },
  )}
  <p class="go"><button class="btn" type="button" @click=${() => withForms((of) => of.addSection(desk))}>${text.addSection}</button></p>`;
};

const sectionName = (id: string, names: Names): string => names.text(`section.${id}`) ?? id;

const opened =
  ({ outline }: Desk, key: string) =>
  (event: Event): void => {
    if (event.target === event.currentTarget) outline.set(key, (event.currentTarget as HTMLDetailsElement).open);
  };

const section = (desk: Desk, id: string, place: number, names: Names): TemplateResult => {
  const text = labWords().outline;
  const key = sectionKey(id);
  const open = desk.outline.isOpen(key);
  const sorted: Sorted = {
    label: text.moveSection(sectionName(id, names)),
    list: "sections",
    step: (by) => withForms((of) => of.moveSection(desk, place, place + by)),
    drop: (to) => void withForms((of) => of.moveSection(desk, place, to > place ? to - 1 : to)),
  };
  return html`<div class="sorted section">${grip(sorted, id)}<details data-key=${key} @toggle=${opened(desk, key)}>
    <summary><b>${text.section(place + 1, sectionName(id, names))}</b></summary>
    ${open ? (forms(desk)?.sectionForm(desk, place, names) ?? nothing) : nothing}</details></div>`;
};

const question = (desk: Desk, row: ItemRow, names: Names, inside: (row: ItemRow) => TemplateResult): TemplateResult => {
  const { id, options, texts } = row;
  const key = itemKey(id);
  const worded = texts.some(({ of }) => of.some((one) => one.value !== one.was));
  const changed = worded || options.some((option) => option.points.some((one) => one.value !== one.was));
  const sorted: Sorted = {
    label: labWords().outline.moveQuestion(names.number(id), names.question(id)),
    list: "questions",
    step: (by) => withForms((of) => of.stepQuestion(desk, id, by)),
    drop: (place, after) => void withForms((of) => of.dropQuestion(desk, id, place, after)),
  };
  return html`${grip(sorted, id)}<details data-key=${key} @toggle=${opened(desk, key)}>
    <summary><span class="q">${names.number(id)}</span><span>${names.question(id)}${changed ? html` <span class="tier">${labWords().open.edited}</span>` : nothing}</span></summary>
    ${inside(row)}
    ${desk.outline.isOpen(key) ? (forms(desk)?.questionForm(desk, row, names) ?? nothing) : nothing}</details>`;
};
