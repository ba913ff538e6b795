/** A condition as a form: each part asks for a question, a fact or a mark, and groups join parts by "and" or "or". */
import { html, nothing, type TemplateResult } from "lit";
import { asked, type Field, type Group, type Kind, type Operator, operators, type Part, type Test, testOf } from "./condition-tree";
import type { Desk } from "./desk";
import type { Names } from "./names";
import { labWords } from "./words";

/** What every part of the form needs. */
export interface Form {
  desk: Desk;
  names: Names;
  fields: Field[];
  /** The pointer of the condition. */
  at: string;
}

/** Groups in groups: deeper ones are read, and not begun here. */
const DEEPEST = 2;

const givenBy = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** `way`: the places of the groups around it. */
export const group = (form: Form, of: Group, set: (next: Group) => void, way: number[] = []): TemplateResult => {
  const text = labWords().promises;
  const { join, parts } = of;
  const begin = form.fields[0];
  const put = (n: number, next?: Part): void => set({ join, parts: parts.flatMap((one, place) => (place === n ? (next ?? []) : one)) });
  const add = (part: Part): void => set({ join, parts: [...parts, part] });
  return html`<div class="group" role="group" aria-label=${way.length === 0 ? text.who : text.group(way.map((n) => n + 1).join("."))}>
    ${
      parts.length < 2
        ? nothing
        : html`<label class="pick">${text.join}<select data-at=${form.at} @change=${(event: Event) => set({ join: givenBy(event) as Group["join"], parts })}>
      ${(["$and", "$or"] as const).map((one) => html`<option value=${one} .selected=${one === join}>${text.joins[one]}</option>`)}</select></label>`
    }
    ${parts.map((part, n) =>
      "join" in part
        ? html`<div>${group(form, part, (next) => put(n, next), [...way, n])}
          <button class="link" type="button" @click=${() => put(n)}>${text.less([...way, n].map((place) => place + 1).join("."))}</button></div>`
        : test(form, part, (next) => put(n, next), [...way, n].map((place) => place + 1).join(".")),
    )}
    ${
      begin
        ? html`<p class="go"><button class="btn" type="button" @click=${() => add(testOf(begin))}>${text.more}</button>
      ${
        way.length + 1 < DEEPEST
          ? html`<button class="btn" type="button" @click=${() => add({ join: join === "$and" ? "$or" : "$and", parts: [testOf(begin), testOf(form.fields[1] ?? begin)] })}>${text.moreGroup}</button>`
          : nothing
      }</p>`
        : nothing
    }
  </div>`;
};

/** What a field is called. */
const called = ({ names }: Form, id: string): string => {
  if (id === "marks") return labWords().promises.marks;
  return names.number(id) > 0 ? `${names.number(id)}. ${names.question(id)}` : names.named("fact", id);
};

const test = (form: Form, part: Test, set: (next?: Part) => void, nth: string): TemplateResult => {
  const text = labWords().promises;
  const { fields, names, at } = form;
  const field = fields.find(({ id }) => id === part.field);
  if (!field) return html``;
  const choose = (event: Event): void => {
    const chosen = fields.find(({ id }) => id === givenBy(event));
    if (chosen) set(testOf(chosen));
  };
  const option = ({ id }: Field): TemplateResult => html`<option value=${id} .selected=${id === part.field}>${called(form, id)}</option>`;
  const of = (which: (one: Field) => boolean): TemplateResult[] => fields.filter(which).map(option);
  const isItem = ({ id }: Field): boolean => names.number(id) > 0;
  return html`<div class="test" role="group" aria-label=${text.part(nth)}>
    <label class="pick">${text.asks}<select data-at=${`${at}/${part.field}`} @change=${choose}>
      <optgroup label=${text.questions}>${of(isItem)}</optgroup>
      <optgroup label=${text.facts}>${of((one) => !isItem(one))}</optgroup>
    </select></label>
    ${
      field.kind === "boolean"
        ? nothing
        : html`<label class="pick">${text.how}<select @change=${(event: Event) => set(asked(part, field, givenBy(event) as Operator))}>
      ${operators[field.kind].map((one) => html`<option value=${one} .selected=${one === part.operator}>${operator(one, field.kind)}</option>`)}</select></label>`
    }
    ${Array.isArray(part.value) ? options(form, part, field, set) : value(form, part, field, set)}
    <button class="link" type="button" @click=${() => set()}>${text.less(nth)}</button>
  </div>`;
};

const operator = (of: Operator, kind: Kind): string => labWords().promises.operators[of][kind === "date" ? 1 : 0] ?? of;

const options = ({ names }: Form, part: Test, { id, options: all }: Field, set: (next: Part) => void): TemplateResult => {
  const text = labWords().promises;
  const chosen = part.value as unknown[];
  const name = (one: string): string => {
    if (names.number(id) > 0) return names.option(id, one);
    return id === "marks" ? (labWords().promises.markNames[one] ?? one) : (names.text(`fact.${id}.${one}`) ?? one);
  };
  const toggle = (one: string): void =>
    set({ ...part, value: all.filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))) });
  return html`<fieldset class="some"><legend>${text.options}</legend>${all.map(
    (one) =>
      html`<label><input type="checkbox" .checked=${chosen.includes(one)} @change=${() => toggle(one)}> <span>${name(one)}</span></label>`,
  )}</fieldset>`;
};

const value = ({ desk, names, at }: Form, part: Test, { kind, id }: Field, set: (next: Part) => void): TemplateResult => {
  const text = labWords().promises;
  const here = `${at}/${part.field}/${part.operator}`;
  if (kind === "boolean")
    return html`<label class="pick">${text.value}<select @change=${(event: Event) => set({ ...part, value: givenBy(event) === "true" })}>
      ${[true, false].map((one) => html`<option value=${String(one)} .selected=${one === part.value}>${one ? labWords().applicant.yes : labWords().applicant.no}</option>`)}</select></label>`;
  const number = kind !== "date";
  const take = (event: Event): void => {
    const given = givenBy(event).trim();
    const right = number ? /^-?\d{1,15}$/.test(given) : given !== "";
    desk.refuse(here, !right);
    if (right) set({ ...part, value: number ? Number(given) : given });
  };
  const fact = names.document.facts.find((one) => one.id === id);
  return html`<label class="pick">${fact?.unit === "minor_units" ? text.minor : text.value}<input type=${number ? "number" : "date"} step=${number ? "1" : nothing}
    aria-invalid=${desk.refused.has(here)} data-at=${here} data-value=${String(part.value)} .value=${String(part.value)} @change=${take}>
    ${desk.refused.has(here) ? html`<small class="refused">${text.wrong}</small>` : nothing}</label>`;
};
