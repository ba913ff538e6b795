/** The form of what a pack says of itself. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import type { Desk } from "../desk";
import type { Names } from "../names";
import { labWords } from "../words";
import { textFields } from "./text-fields";
import { outlineWords } from "./words";

/** Three numbers of up to six digits. */
const VERSION = /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/;

/** What of a pack an experiment may vary, in the order in which a pack names it. */
const KNOBS = ["texts", "items", "options", "notices", "layout"] as const;

export const aboutForm = (desk: Desk, names: Names): TemplateResult => {
  const text = outlineWords().about;
  const { id, version, regulator, effective, classes } = names.document;
  const banded = classes.dimensions.filter(({ bands }) => (bands ?? []).length > 0);
  return html`<div class="form">
    ${textFields(desk, [{ key: "pack.title", label: text.title }], names)}
    <div class="limits">
      ${plain(desk, "/id", text.id, id, /^[a-z0-9-]{1,64}$/, outlineWords().taken)}
      ${plain(desk, "/version", text.version, version, VERSION, text.badVersion)}
      ${plain(desk, "/regulator", text.regulator, regulator, /\S/, outlineWords().empty)}
      <label class="pick named">${text.from}<input type="date" data-at="/effective/from" .value=${effective.from} @change=${(
        event: Event,
      ) => {
        const { value } = event.target as HTMLInputElement;
        if (value !== "") desk.revise((document) => beginOn(document, value));
      }}></label></div>
    <fieldset class="some" data-at="/knobs"><legend>${text.knobs}</legend>${KNOBS.map(
      (knob) =>
        html`<label><input type="checkbox" data-knob=${knob} .checked=${(names.document.knobs ?? []).includes(knob)} @change=${(
          event: Event,
        ) => {
          const { checked } = event.target as HTMLInputElement;
          desk.revise((document) => vary(document, knob, checked));
        }}> <span>${labWords().variant.knob[knob]}</span></label>`,
    )}</fieldset>
    <h4>${text.classes}</h4>
    ${textFields(
      desk,
      classes.list.flatMap((one) => [
        { key: `class.${one}`, label: text.name(one) },
        { key: `class.${one}.short`, label: text.short(one) },
        { key: `class.${one}.meaning`, label: text.meaning(one) },
      ]),
      names,
    )}
    ${textFields(
      desk,
      banded.map((one) => ({ key: `dimension.${one.id}`, label: text.dimension })),
      names,
    )}</div>`;
};

/** Lets an experiment vary a part, or no longer; a pack of which nothing may vary does not name any. */
const vary = (document: PackDocument, knob: string, may: boolean): void => {
  const named = document.knobs ?? [];
  const knobs = KNOBS.filter((one) => (one === knob ? may : named.includes(one)));
  if (knobs.length > 0) document.knobs = knobs;
  else delete document.knobs;
};

/** What began with the pack begins with it on another day too. */
const beginOn = (document: PackDocument, day: string): void => {
  for (const [first] of [document.attempts, document.validity]) if (first?.from === document.effective.from) first.from = day;
  document.effective.from = day;
};

/** A word of a form: another is not taken, and said to be wrong. */
const plain = (desk: Desk, at: string, label: string, value: string, form: RegExp, wrong: string): TemplateResult => {
  const take = (event: Event): void => {
    const given = (event.target as HTMLInputElement).value.trim();
    const right = form.test(given);
    desk.refuse(at, !right);
    if (right && given !== value) desk.edit((draft) => draft.put([[at, given]]));
  };
  const refused = desk.refused.has(at);
  return html`<label class="pick named">${label}<input type="text" autocomplete="off" spellcheck="false" aria-invalid=${refused} data-at=${at} .value=${value} @change=${take}>
    ${refused ? html`<small class="refused">${wrong}</small>` : nothing}</label>`;
};
