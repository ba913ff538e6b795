/** Putting a list in another order: by dragging a handle, or with the arrow keys on it. */
import { html, type TemplateResult } from "lit";

export interface Sorted {
  label: string;
  /** The list's own name: one drags within it. */
  list: string;
  /** Moves it by one place. */
  step: (by: 1 | -1) => Promise<void>;
  /** Puts it between two of the list: before the one at this place, or right after the one before that. */
  drop: (place: number, after: boolean) => void;
}

/** How near the edge of what scrolls it goes on, in pixels. */
const EDGE = 48;

const rowsOf = (handle: HTMLElement): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(".grip")].filter((one) => one.dataset.list === handle.dataset.list);

/** What a handle moves: the row that it stands in. */
const rowOf = (handle: HTMLElement): DOMRect => {
  const own = handle.getBoundingClientRect();
  const beside = (handle.closest("[data-row]") ?? handle.nextElementSibling ?? handle).getBoundingClientRect();
  return new DOMRect(own.x, Math.min(own.y, beside.y), own.width, Math.max(own.bottom, beside.bottom) - Math.min(own.y, beside.y));
};

/** Before which row a height is. */
const placeOf = (rows: HTMLElement[], y: number): number => {
  const at = rows.findIndex((row) => {
    const { top, height } = rowOf(row);
    return y < top + height / 2;
  });
  return at < 0 ? rows.length : at;
};

const mark = (rows: HTMLElement[], place: number | undefined): void => {
  for (const [at, row] of rows.entries()) {
    row.classList.toggle("before", at === place);
    row.classList.toggle("after", place === rows.length && at === rows.length - 1);
  }
};

const scroll = (handle: HTMLElement, y: number): void => {
  const box = handle.closest<HTMLElement>(".editing");
  const own = box && box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== "visible" ? box : undefined;
  const { top, bottom } = own?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  const by = y < top + EDGE ? -EDGE / 4 : y > bottom - EDGE ? EDGE / 4 : 0;
  if (by !== 0) (own ?? globalThis).scrollBy(0, by);
};

/** Follows the pointer until it lets go; Escape and a cancelled pointer leave all as it was. */
const drag = (start: PointerEvent, drop: Sorted["drop"]): void => {
  if (start.button !== 0) return;
  const handle = start.currentTarget as HTMLElement;
  handle.setPointerCapture(start.pointerId);
  const rows = rowsOf(handle);
  const own = rows.indexOf(handle);
  let place: number | undefined;
  const move = ({ clientY }: PointerEvent): void => {
    if (place === undefined && Math.abs(clientY - start.clientY) < 4) return;
    scroll(handle, clientY);
    place = placeOf(rows, clientY);
    handle.classList.add("held");
    mark(rows, place === own || place === own + 1 ? undefined : place);
  };
  const end = (event: Event): void => {
    const { clientY } = event as PointerEvent;
    handle.removeEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) handle.removeEventListener(kind, end);
    removeEventListener("keydown", letGo);
    mark(rows, undefined);
    handle.classList.remove("held");
    if (event.type !== "pointerup" || place === undefined || place === own || place === own + 1) return;
    const [before, next] = [rows[place - 1], rows[place]];
    drop(place, before !== undefined && (next === undefined || clientY - rowOf(before).bottom < rowOf(next).top - clientY));
  };
  const letGo = (event: KeyboardEvent): void => {
    if (event.key === "Escape") end(event);
  };
  handle.addEventListener("pointermove", move);
  for (const kind of ["pointerup", "pointercancel"]) handle.addEventListener(kind, end);
  addEventListener("keydown", letGo);
};

/** The handle of one row. */
export const grip = ({ label, list, step, drop }: Sorted, key: string): TemplateResult => {
  const keys = (event: KeyboardEvent): void => {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (!by) return;
    event.preventDefault();
    // A row that moved lost the focus.
    void step(by).then(() =>
      [...document.querySelectorAll<HTMLElement>(".grip")].find(({ dataset }) => dataset.list === list && dataset.key === key)?.focus(),
    );
  };
  return html`<button class="grip" type="button" data-list=${list} data-key=${key} aria-label=${label} title=${label} aria-keyshortcuts="ArrowUp ArrowDown"
    @keydown=${keys} @pointerdown=${(event: PointerEvent) => drag(event, drop)}></button>`;
};
