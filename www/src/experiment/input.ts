/** Fields of the form: each with its name, what is taken where it is left empty, and what is wrong with it. */
import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import type { Desk } from "./desk";
import type { TextField } from "./form";
import { words } from "./words";
import { doubtWords } from "./wrong";

/** The element of the field at a pointer. */
export const idOf = (at: string): string => `at${at.replace(/[^\w]/g, "-")}`;

/** The calendar of a plan: a year of more digits cannot be typed. */
const [FIRST_DAY, LAST_DAY] = ["1900-01-01", "2200-12-31"];

export interface Field {
  /** The pointer of what it holds in the plan. */
  at: string;
  label: string;
  value: string;
  set: (value: string) => void;
  hint?: string | undefined;
  unit?: string;
  kind?: "text" | "number" | "day" | "lines";
  /** Whether it may be left empty. */
  optional?: boolean;
}

/** What is wrong at a pointer, in words. */
export const wrongAt = (desk: Desk, at: string): string | undefined => desk.wrongs.find((wrong) => wrong.at === at)?.said;

/** What is asked at a pointer: it is allowed, and may still not be meant. */
const doubtAt = (desk: Desk, at: string): string | undefined => {
  const doubt = desk.doubts.find((one) => one.at === at);
  return doubt && doubtWords(doubt);
};

export const refused = (at: string, wrong: string | undefined): TemplateResult | typeof nothing =>
  wrong === undefined ? nothing : html`<p class="refused" id="${idOf(at)}-wrong">${wrong}</p>`;

export const describedBy = (at: string, hint: unknown, wrong: unknown, doubt?: unknown): string | undefined =>
  [hint && `${idOf(at)}-hint`, doubt && `${idOf(at)}-doubt`, wrong && `${idOf(at)}-wrong`].filter(Boolean).join(" ") || undefined;

export const field = (desk: Desk, { at, label, value, set, hint, unit, kind = "text", optional = false }: Field): TemplateResult => {
  const wrong = wrongAt(desk, at);
  const doubt = wrong === undefined ? doubtAt(desk, at) : undefined;
  const id = idOf(at);
  const typed = (event: Event): void => set((event.target as HTMLInputElement).value);
  const by = ifDefined(describedBy(at, hint, wrong, doubt));
  const invalid = wrong === undefined ? nothing : "true";
  const settle = (): void => desk.settle();
  const control =
    kind === "lines"
      ? html`<textarea id=${id} data-at=${at} rows=${Math.max(3, Math.min(9, value.split("\n").length + 1))} spellcheck="false" autocomplete="off" aria-describedby=${by} aria-invalid=${invalid} .value=${value} @input=${typed} @change=${settle}></textarea>`
      : html`<input id=${id} data-at=${at} type=${kind === "day" ? "date" : "text"} min=${kind === "day" ? FIRST_DAY : nothing} max=${kind === "day" ? LAST_DAY : nothing} inputmode=${kind === "number" ? "decimal" : nothing} class=${kind} spellcheck="false" autocomplete="off" aria-describedby=${by} aria-invalid=${invalid} .value=${value} @input=${typed} @change=${settle}>`;
  return html`<div class="asked ${kind}">
    <label for=${id}>${label}${optional ? html` <span class="quiet">${words().plan.optional}</span>` : nothing}</label>
    ${unit ? html`<span class="with-unit">${control}<span aria-hidden="true">${unit}</span></span>` : control}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${doubt === undefined ? nothing : html`<p class="doubt" id="${id}-doubt">${doubt}</p>`}${refused(at, wrong)}
  </div>`;
};

/** A field that holds one text of the plan. */
export const plain = (desk: Desk, name: TextField, given: Omit<Field, "value" | "set">): TemplateResult =>
  field(desk, {
    ...given,
    value: desk.form[name],
    set: (value) =>
      desk.change((form) => {
        (form as Record<TextField, string>)[name] = value;
      }, given.at),
  });

/** A choice among words. */
export const choice = (
  desk: Desk,
  { at, label, value, set, hint }: Omit<Field, "kind" | "unit">,
  options: readonly (readonly [value: string, label: string])[],
): TemplateResult => {
  const wrong = wrongAt(desk, at);
  const id = idOf(at);
  return html`<div class="asked">
    <label for=${id}>${label}</label>
    <select id=${id} data-at=${at} aria-describedby=${ifDefined(describedBy(at, hint, wrong))} aria-invalid=${wrong === undefined ? nothing : "true"} @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
      <option value="" .selected=${value === ""}>${words().plan.choose}</option>
      ${options.map(([each, said]) => html`<option value=${each} .selected=${each === value}>${said}</option>`)}
    </select>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${refused(at, wrong)}
  </div>`;
};
