/** Every place where the draft differs from the pack as it was opened, in words, each leading to its field. */
import { html, nothing, type TemplateResult } from "lit";
import type { Difference } from "./differences";
import type { Desk } from "./desk";
import { goTo } from "./go-to";
import type { Names } from "./names";
import { type Promised, promiseSaid } from "./promise-said";
import { stepsOf } from "./places";
import { labWords } from "./words";

/** The limit of a band: its dimension, its class, and which end. */
const bandName = ([, , dimension, , band, end]: string[], names: Names): string | undefined => {
  const of = names.document.classes.dimensions?.[Number(dimension)];
  const reached = of?.bands?.[Number(band)]?.class;
  if (!of || reached === undefined || (end !== "from" && end !== "to")) return undefined;
  return [names.named("dimension", of.id), names.short(reached), labWords().edit[end]].join(" · ");
};

/** The id of what is there now, or of what was there. */
const idOf = ({ a, b }: Difference): string | undefined => (b as { id?: string } | undefined)?.id ?? (a as { id?: string } | undefined)?.id;

/** What an edit is of: a promise that came or went, by its id; anything else as `placeName` has it. */
const editName = (edit: Difference, names: Names): string | undefined => {
  const [list, place, ...inner] = stepsOf(edit.at);
  return list === "never" && place !== undefined && inner.length === 0 ? labWords().edits.promise(idOf(edit)) : placeName(edit.at, names);
};

/** A promise in words, and anything else as JSON. */
const told = (value: unknown, at: string, names: Names): unknown => {
  const isPromise = /^\/never\/(\d+|-)$/.test(at) && typeof value === "object" && value !== null;
  return isPromise
    ? promiseSaid(value as Promised, names).map((said) => html`<span class="says">${said}</span>`)
    : html`<code>${short(value)}</code>`;
};

/** What a place in the pack is called: a band's limit, a question with its option, the language of a wording; none where it has no name. */
export const placeName = (at: string, names: Names): string | undefined => {
  const steps = stepsOf(at);
  const text = labWords().edits;
  if (steps[0] === "classes" && steps[1] === "dimensions" && steps[3] === "bands") return bandName(steps, names);
  if (steps[0] === "never") return text.promise(names.document.never?.[Number(steps[1] ?? "")]?.id);
  if (steps[0] === "texts") {
    const [, locale = "", key = ""] = steps;
    const found = /^(item|option)\.([^.]+)\.?(.*)$/.exec(key);
    const [, kind, item = "", rest = ""] = found ?? [];
    if (!kind || names.number(item) === 0) return undefined;
    const of = kind === "option" ? names.option(item, rest) : "";
    return [text.question(names.number(item)), of, text.wording(locale)].filter((part) => part !== "").join(" · ");
  }
  const [, , , , item = "", , option] = steps;
  if (steps[0] !== "questionnaire" || steps[3] !== "items") return undefined;
  const found = names.document.questionnaire.sections[Number(steps[2])]?.items[Number(item)];
  if (!found) return undefined;
  const chosen = option === undefined ? undefined : found.options[Number(option)];
  const of = chosen ? names.option(found.id, chosen.id) : "";
  const dimension = steps[7] === "points" ? names.named("dimension", steps[8] ?? "") : "";
  return [text.question(names.number(found.id)), of, dimension].filter((part) => part !== "").join(" · ");
};

/** A value as JSON, as much of it as a cell holds. */
export const short = (value: unknown): string => {
  const written = value === undefined ? "—" : JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
};

/** `lead`: whether each place is a button that leads there. */
export const editsTable = (desk: Desk, found: readonly Difference[], names: Names, lead: boolean): TemplateResult => {
  const { place, was, now } = labWords().blame;
  const { came, went } = labWords().edits;
  const kind = (edit: Difference): unknown =>
    "a" in edit ? ("b" in edit ? nothing : html`<b class="went">${went}</b>`) : html`<b>${came}</b>`;
  const of = (edit: Difference): TemplateResult => html`${kind(edit)} ${editName(edit, names) ?? nothing} <code>${edit.at}</code>`;
  return html`<table class="edits">
    <caption class="vh">${labWords().edits.title(found.length)}</caption>
    <thead><tr><th scope="col">${place}</th><th scope="col">${was}</th><th scope="col">${now}</th></tr></thead>
    <tbody>${found.map(
      (edit) => html`<tr>
      <th scope="row">${lead ? html`<button class="link" type="button" @click=${() => goTo(desk, edit.at)}>${of(edit)}</button>` : of(edit)}</th>
      <td>${told(edit.a, edit.at, names)}</td><td>${told(edit.b, edit.at, names)}</td></tr>`,
    )}</tbody>
  </table>`;
};

export const edits = (desk: Desk, names: Names): TemplateResult | typeof nothing => {
  const found = desk.draft?.edits() ?? [];
  if (found.length === 0) return nothing;
  return html`<details class="made" id="edits"><summary>${labWords().edits.title(found.length)}</summary>${editsTable(desk, found, names, true)}</details>`;
};
