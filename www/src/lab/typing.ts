/** What is typed in a field of the draft: taken a moment after the last key, and at once when the field or the page is left. */
import type { Desk } from "./desk";

type Input = HTMLInputElement | HTMLTextAreaElement;

/** How long after the last key, in milliseconds. */
const PAUSE = 400;

/** What is to be taken, by its field. */
const due = new Map<Input, { timer: ReturnType<typeof setTimeout>; take: () => void }>();

const settle = (input: Input): void => {
  const waiting = due.get(input);
  clearTimeout(waiting?.timer);
  due.delete(input);
  waiting?.take();
};

// Before the draft itself is kept for the last time.
addEventListener("pagehide", () => [...due.keys()].forEach(settle), { capture: true });

/** The listener of a field's `input` and `change`; `take` changes the draft that was typed in, whichever is open then. */
export const typing =
  (desk: Desk, take: (input: Input) => void) =>
  (event: Event): void => {
    const input = event.target as Input;
    const { draft } = desk;
    clearTimeout(due.get(input)?.timer);
    const takes = (): void => {
      if (desk.draft === draft) take(input);
    };
    due.set(input, { timer: setTimeout(() => settle(input), PAUSE), take: takes });
    if (event.type === "change") settle(input);
  };
