/** Leads the reader to what a JSON Pointer names: to its field, or else to its place in the text. */
import type { Desk } from "./desk";
import { atOf } from "./field-errors";
import { load } from "./outline/forms";
import { openParts, partsOf } from "./outline/parts";
import { placeOf } from "./places";
import type { TextEditor } from "./text-editor";

/** What can be changed in fields, beside what has a part of its own in the outline. */
const FIELDS = /^\/(classes\/dimensions\/\d+\/bands|never\/\d+)/;

/** What in a condition has no field of its own: the field of the condition stands for it. */
const PART = /(?<=\/(?:when|unless))\/.*$|(?<=\/never\/\d+)\/(?!when).*$/;

const fieldAt = (at: string): HTMLElement | undefined => {
  const fields = [...document.querySelectorAll<HTMLElement>(":is(input, select, textarea)[data-at]")];
  const of = (place: string): HTMLElement | undefined =>
    fields.find(({ dataset }) => dataset.at === place || dataset.at?.startsWith(`${place}/`));
  return of(at) ?? of(at.replace(PART, ""));
};

const focus = (field: HTMLElement): void => {
  for (let part = field.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.setAttribute("open", "");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
};

const toText = (desk: Desk, at: string, message: string): void => {
  desk.turnTo("text");
  const text = desk.draft?.text ?? "";
  const editor = document.querySelector<TextEditor>("lab-text");
  editor?.reveal(placeOf(text, { at, message }));
  editor?.scrollIntoView({ block: "center" });
};

/** Opens the parts around it, and goes to its field there. */
const toPart = (desk: Desk, parts: string[], at: string): boolean => {
  openParts(desk, ...parts);
  const field = fieldAt(at);
  if (field) focus(field);
  return field !== undefined;
};

/** `message`: what the check says, which of a text that is no JSON names the line. */
export const goTo = (desk: Desk, pointer: string, message = ""): void => {
  const at = atOf({ at: pointer, message });
  const parts = partsOf(desk.draft?.document, at);
  if (parts.length > 0 || FIELDS.test(at)) desk.turnTo("fields");
  const inText = (): void => toText(desk, at, message);
  const field = parts.length > 0 || FIELDS.test(at) ? fieldAt(at) : undefined;
  if (field) focus(field);
  else if (parts.length === 0) inText();
  else load().then(() => toPart(desk, parts, at) || inText(), inText);
};
