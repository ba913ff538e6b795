/**
 * Edits of the draft that follow a moment after the last key, as each of them draws the whole page. One is made at once when the
 * page is left and before anything else acts on the draft, so none is lost, and none meets a draft that it was not made for.
 */
/** What shows one draft at a time. */
interface Desk {
  readonly draft: unknown;
}

/** What is to be edited, by the element where it was entered. */
const due = new Map<Element, { timer: ReturnType<typeof setTimeout>; edit: () => void }>();

/** Edits after a pause, in milliseconds, in place of what was to be edited from the same element. */
export const defer = (desk: Desk, from: Element, pause: number, edit: () => void): void => {
  const { draft } = desk;
  clearTimeout(due.get(from)?.timer);
  due.set(from, {
    timer: setTimeout(() => settle(from), pause),
    edit: () => {
      if (desk.draft === draft) edit();
    },
  });
};

/** Makes the edit of one element now. */
export const settle = (from: Element): void => {
  const waiting = due.get(from);
  clearTimeout(waiting?.timer);
  due.delete(from);
  waiting?.edit();
};

/** Makes every edit now. */
export const settleAll = (): void => [...due.keys()].forEach(settle);

// Before the draft itself is kept for the last time.
addEventListener("pagehide", settleAll, { capture: true });

// A button may be pressed without taking the focus, as assistive technology does; a press within a field goes on with it.
addEventListener(
  "click",
  ({ target }) => {
    for (const from of due.keys()) if (!(target instanceof Node && from.contains(target))) settle(from);
  },
  { capture: true },
);
