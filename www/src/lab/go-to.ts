/** Leads the reader to what a JSON Pointer names: to its field, or else to its place in the text. */
import type { Desk } from "./desk";
import { placeOf } from "./places";
import type { TextEditor } from "./text-editor";

/** What can be changed in fields. */
const FIELDS =
  /^\/(classes\/dimensions\/\d+\/bands|questionnaire\/sections\/\d+\/items\/\d+\/options\/\d+\/points|never\/\d+|texts\/[^/]+\/(item|option)\.)/;

/** What in a condition has no field of its own: the field of the condition stands for it. */
const PART = /(?<=\/never\/\d+\/when)\/.*$|(?<=\/never\/\d+)\/(?!when).*$/;

const fieldAt = (at: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(":is(input, select, textarea)[data-at]")].find(
    ({ dataset }) => dataset.at === at || dataset.at?.startsWith(`${at}/`),
  );

/** `message`: what the check says, which of a text that is no JSON names the line. */
export const goTo = (desk: Desk, at: string, message = ""): void => {
  if (FIELDS.test(at)) {
    desk.turnTo("fields");
    const field = fieldAt(at) ?? fieldAt(at.replace(PART, ""));
    if (field) {
      field.closest("details")?.setAttribute("open", "");
      field.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
      return;
    }
  }
  desk.turnTo("text");
  const text = desk.draft?.text ?? "";
  document.querySelector<TextEditor>("lab-text")?.reveal(placeOf(text, { at, message }));
};
