/** The form of a question beside its wording and points: its kind, what it counts for, its options, its name, and its place. */
import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "prescreen/lab";
import type { Desk } from "../desk";
import type { ItemRow } from "../fields";
import type { Names } from "../names";
import * as shape from "../shape/questions";
import { referencesToItem, referencesToKind } from "../shape/references";
import { begun } from "../shape/begun";
import { say, unsay } from "../shape/texts";
import { asked, askFirst } from "./asked";
import { focusField, focusOn } from "./focus";
import { nameField } from "./name-field";
import { optionList } from "./option-list";
import { itemKey, openParts, sectionKey } from "./parts";
import { wordingAt } from "./wording-at";
import { outlineWords } from "./words";

const KINDS: readonly shape.Kind[] = ["single", "multiple", "number"];
const PICKS = ["max", "sum"] as const;
const STEPS = [-1, 1] as const;

export const addQuestion = (desk: Desk, section: number): void => {
  let id = "";
  desk.revise((document) => {
    id = shape.addItem(document, section);
  });
  openParts(desk, itemKey(id));
  focusField(wordingAt(desk, `item.${id}`));
};

export const addSection = (desk: Desk): void => {
  let id = "";
  desk.revise((document) => {
    id = shape.addSection(document);
  });
  openParts(desk, sectionKey(id));
  focusField(wordingAt(desk, `section.${id}`));
};

export const moveSection = (desk: Desk, from: number, to: number): void => {
  const count = desk.draft?.document?.questionnaire.sections.length ?? 0;
  if (to < 0 || to >= count || to === from) return;
  desk.revise(({ questionnaire }) => shape.moveIn(questionnaire.sections, from, to));
};

export const stepQuestion = (desk: Desk, id: string, by: 1 | -1): void => {
  const now = desk.draft?.document;
  const from = now && shape.spotOf(now, id);
  const to = from && shape.beside(now, from, by);
  if (to) desk.revise((document) => shape.moveItem(document, id, to));
};

/** The same by its button, which comes along: in another section it is drawn anew. */
const step = (desk: Desk, id: string, by: 1 | -1): void => {
  stepQuestion(desk, id, by);
  openParts(desk, itemKey(id));
  document.querySelector<HTMLElement>(`[data-step="${id} ${by}"]`)?.focus();
};

/** Puts a question before the one at a place among all, or right after the one before that. */
export const dropQuestion = (desk: Desk, id: string, place: number, after: boolean): void =>
  desk.revise((document) => {
    const all = document.questionnaire.sections.flatMap(({ items }) => items.map((one) => one.id));
    const beside = all[after ? place - 1 : place];
    const [from, to] = [shape.spotOf(document, id), beside === undefined ? undefined : shape.spotOf(document, beside)];
    if (!from || !to) return;
    const later = to.place + (after ? 1 : 0);
    const shift = from.section === to.section && from.place < later ? 1 : 0;
    shape.moveItem(document, id, { section: to.section, place: later - shift });
  });

const remove = (desk: Desk, id: string, at: string): void => {
  const now = desk.draft?.document;
  if (!now) return;
  const references = referencesToItem(now, id);
  askFirst(desk, at, references, () => {
    desk.revise((document) => shape.removeItem(document, id, references));
    focusOn("questions");
  });
};

const setKind = (desk: Desk, id: string, at: string, kind: shape.Kind): void => {
  const now = desk.draft?.document;
  if (!now) return;
  const references = referencesToKind(now, id, kind);
  // The field shows what the question still is.
  askFirst(desk, `${at}/kind`, references, () => desk.revise((document) => shape.setKind(document, id, kind, references)));
};

export const questionForm = (desk: Desk, { id, at }: ItemRow, names: Names): TemplateResult | typeof nothing => {
  const item = names.items.find((one) => one.id === id);
  if (!item) return nothing;
  const text = outlineWords();
  const last = names.items.length === 1;
  return html`<div class="form">
    ${kindOf(desk, item, at, names)}
    ${optionList(desk, item, at, names)}
    ${nameField(desk, {
      at: `${at}/id`,
      value: id,
      label: text.question.id,
      free: (name) => shape.isFreeName(names.document, name),
      set: (name) => {
        desk.outline.rename(itemKey(id), itemKey(name));
        desk.revise((document) => shape.renameItem(document, id, name));
        openParts(desk, itemKey(name));
      },
    })}
    ${asked(desk, at, names)}
    <p class="go">
      ${explanation(desk, id, names)}
      ${STEPS.map((by) => html`<button class="btn" type="button" data-step="${id} ${by}" @click=${() => step(desk, id, by)}>${by < 0 ? text.up : text.down}</button>`)}
      ${last ? nothing : html`<button class="btn" type="button" data-asks=${at} @click=${() => remove(desk, id, at)}>${text.question.remove}</button>`}
    </p></div>`;
};

const kindOf = (desk: Desk, item: Item, at: string, names: Names): TemplateResult => {
  const text = outlineWords().question;
  const { id } = item;
  const scored = shape.scoredIn(item);
  const choose = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const kind = select.value as shape.Kind;
    select.value = item.kind;
    setKind(desk, id, at, kind);
  };
  const pick = (event: Event): void => desk.edit((draft) => draft.put([[`${at}/pick`, (event.target as HTMLSelectElement).value]]));
  const score =
    (dimension: string) =>
    (event: Event): void =>
      desk.revise((document) => shape.setScored(document, id, dimension, (event.target as HTMLInputElement).checked));
  return html`<div class="limits">
    <label class="pick">${text.kind}<select data-at=${`${at}/kind`} data-asks=${`${at}/kind`} @change=${choose}>
      ${KINDS.map((kind) => html`<option value=${kind} .selected=${kind === item.kind}>${text.kinds[kind]}</option>`)}</select></label>
    ${
      item.kind === "multiple"
        ? html`<label class="pick">${text.pick}<select data-at=${`${at}/pick`} @change=${pick}>
      ${PICKS.map((one) => html`<option value=${one} .selected=${one === item.pick}>${text.picks[one]}</option>`)}</select></label>`
        : nothing
    }</div>
    ${asked(desk, `${at}/kind`, names)}
    <fieldset class="some"><legend>${text.counts}</legend>${shape
      .basics(names.document)
      .map(
        (dimension) =>
          html`<label><input type="checkbox" .checked=${scored.includes(dimension)} @change=${score(dimension)}> <span>${names.named("dimension", dimension)}</span></label>`,
      )}</fieldset>`;
};

/** An explanation is a text that a question may have. */
const explanation = (desk: Desk, id: string, names: Names): TemplateResult => {
  const text = outlineWords().question;
  const key = `item.${id}.help`;
  const has = Object.values(names.document.texts).some((texts) => key in texts);
  const change = (): void => {
    desk.revise((document) => (has ? unsay(document, (one) => one === key) : say(document, key, begun.help)));
    if (!has) focusField(wordingAt(desk, key));
  };
  return html`<button class="btn" type="button" @click=${change}>${has ? text.noHelp : text.help}</button>`;
};
