/** The options of a question as rows: each moves, is called something in rules, is marked, and can go. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Choice, Item } from "prescreen/lab";
import type { Desk } from "../desk";
import type { Names } from "../names";
import * as shape from "../shape/options";
import { referencesToOption } from "../shape/references";
import { typing } from "../typing";
import { labWords } from "../words";
import { asked, askFirst } from "./asked";
import { focusField, keepFocus } from "./focus";
import { nameField } from "./name-field";
import { grip } from "./sorting";
import { wordingAt } from "./wording-at";
import { outlineWords } from "./words";

const markName = (mark: shape.Mark): string => labWords().promises.markNames[mark] ?? mark;

const add = (desk: Desk, item: string): void => {
  let id = "";
  desk.revise((document) => {
    id = shape.addOption(document, item);
  });
  focusField(wordingAt(desk, `option.${item}.${id}`));
};

const remove = (desk: Desk, { id: item, options }: Item, place: number, at: string): void => {
  const now = desk.draft?.document;
  const option = options[place];
  if (!now || !option) return;
  const references = referencesToOption(now, item, option.id);
  askFirst(desk, at, references, () => {
    desk.revise((document) => shape.removeOption(document, item, option.id, references));
    document.getElementById(`options-${item}`)?.focus();
  });
};

const move = (desk: Desk, { id, options }: Item, from: number, to: number): void => {
  if (to >= 0 && to < options.length && to !== from) desk.revise((document) => shape.moveOption(document, id, from, to));
};

export const optionList = (desk: Desk, item: Item, at: string, names: Names): TemplateResult => {
  const text = outlineWords().option;
  return html`<h4 id="options-${item.id}" tabindex="-1">${text.title}</h4>
    <ol class="options">${repeat(
      item.options,
      ({ id }) => id,
      (option, place) => row(desk, item, option, place, `${at}/options/${place}`, names),
    )}</ol>
    <p class="go"><button class="btn" type="button" @click=${() => add(desk, item.id)}>${text.add}</button></p>`;
};

const row = (desk: Desk, item: Item, option: Choice, place: number, at: string, names: Names): TemplateResult => {
  const text = outlineWords();
  const name = names.option(item.id, option.id);
  const change = (change: (document: Parameters<typeof shape.addOption>[0]) => void): void => desk.revise(change);
  const sorted = {
    label: text.option.move(name),
    list: `options/${item.id}`,
    step: async (by: 1 | -1) => move(desk, item, place, place + by),
    drop: (to: number) => move(desk, item, place, to > place ? to - 1 : to),
  };
  const isChecked = (event: Event): boolean => (event.target as HTMLInputElement).checked;
  return html`<li data-row>${grip(sorted, option.id)}<details class="option">
    <summary><span>${name}${item.kind === "number" ? html` <span class="quiet n">${text.option.interval(option.from ?? null, option.to ?? null)}</span>` : nothing}${
      (option.marks ?? []).length > 0 || option.alone
        ? html` <span class="small quiet">${[...(option.alone ? [text.option.aloneShort] : []), ...(option.marks ?? []).map((mark) => markName(mark))].join(" · ")}</span>`
        : nothing
    }</span></summary>
    ${item.kind === "number" && place < item.options.length - 1 ? limit(desk, item, place, at) : nothing}
    ${
      item.kind === "multiple"
        ? html`<label class="check"><input type="checkbox" .checked=${option.alone === true} @change=${(event: Event) =>
            change((document) =>
              shape.setAlone(document, item.id, option.id, isChecked(event)),
            )}> <span>${text.option.alone}</span></label>`
        : nothing
    }
    <fieldset class="some"><legend>${text.option.marked}</legend>${shape.MARKS.map(
      (mark) =>
        html`<label><input type="checkbox" .checked=${(option.marks ?? []).includes(mark)} @change=${(event: Event) =>
          change((document) =>
            shape.setMark(document, item.id, option.id, mark, isChecked(event)),
          )}> <span>${markName(mark)}</span></label>`,
    )}</fieldset>
    ${nameField(desk, {
      at: `${at}/id`,
      value: option.id,
      label: text.option.id,
      free: (name) => /^[A-Za-z0-9_.-]{1,64}$/.test(name) && item.options.every(({ id }) => id !== name),
      set: (name) => change((document) => shape.renameOption(document, item.id, option.id, name)),
    })}</details>
    <span class="tools"><button class="tool" type="button" aria-label=${text.option.up(name)} @click=${() => keepFocus(() => move(desk, item, place, place - 1))}>↑</button>
      <button class="tool" type="button" aria-label=${text.option.down(name)} @click=${() => keepFocus(() => move(desk, item, place, place + 1))}>↓</button>
      ${
        item.options.length > 2
          ? html`<button class="tool" type="button" data-asks=${at} aria-label=${text.option.remove(name)} @click=${() => remove(desk, item, place, at)}>${text.option.removeShort}</button>`
          : nothing
      }</span>
    ${asked(desk, at, names)}</li>`;
};

/** The whole number that its interval ends with; the next begins after it. */
const limit = (desk: Desk, { id, options }: Item, place: number, at: string): TemplateResult => {
  const text = outlineWords().option;
  const here = `${at}/to`;
  const value = options[place]?.to ?? 0;
  const typed = typing(desk, (input) => {
    const whole = /^-?\d{1,15}$/.test(input.value.trim());
    desk.refuse(here, !whole);
    if (whole && Number(input.value) !== value) desk.revise((document) => shape.setLimit(document, id, place, Number(input.value)));
  });
  const refused = desk.refused.has(here);
  return html`<label class="pick named">${text.to}<input type="number" step="1" inputmode="numeric" aria-invalid=${refused} data-at=${here} data-value=${value} .value=${String(value)} @input=${typed} @change=${typed}>
    ${refused ? html`<small class="refused">${labWords().edit.whole}</small>` : nothing}</label>`;
};
