/** What is typed in a field of the draft: taken a moment after the last key, and at once when the field or the page is left. */
import { defer, settle } from "./deferred";
import type { Desk } from "./desk";

type Input = HTMLInputElement | HTMLTextAreaElement;

/** How long after the last key, in milliseconds. */
const PAUSE = 400;

/** The listener of a field's `input` and `change`; `take` changes the draft that was typed in. */
export const typing =
  (desk: Desk, take: (input: Input) => void) =>
  (event: Event): void => {
    const input = event.target as Input;
    defer(desk, input, PAUSE, () => take(input));
    if (event.type === "change") settle(input);
  };
