/** The keys of a grid of fields: arrows walk its cells, Enter edits, Escape leaves a field as it was. One cell is in the order of Tab. */

const rowsOf = (table: HTMLTableElement): HTMLElement[][] =>
  [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.querySelectorAll<HTMLElement>("td[tabindex]")]);

/** Where a key leads from a cell, by rows and columns; none for other keys. */
const stepOf = ({ key, ctrlKey }: KeyboardEvent, row: number, column: number): readonly [number, number] | undefined => {
  const last = Number.MAX_SAFE_INTEGER;
  switch (key) {
    case "ArrowUp":
      return [row - 1, column];
    case "ArrowDown":
      return [row + 1, column];
    case "ArrowLeft":
      return [row, column - 1];
    case "ArrowRight":
      return [row, column + 1];
    case "Home":
      return [ctrlKey ? 0 : row, 0];
    case "End":
      return [ctrlKey ? last : row, last];
    default:
      return undefined;
  }
};

const within = (place: number, length: number): number => Math.max(0, Math.min(place, length - 1));

const leave = (cell: HTMLElement, input: HTMLInputElement, { key }: KeyboardEvent): void => {
  if (key === "Escape" && input.value !== input.dataset.value) {
    input.value = input.dataset.value ?? "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (key === "Escape" || key === "Enter") cell.focus();
};

/** The listener of the grid's `keydown`. */
export const walk = (event: KeyboardEvent): void => {
  const target = event.target as HTMLElement;
  const cell = target.closest<HTMLElement>("td[tabindex]");
  const input = cell?.querySelector("input");
  if (!cell || !input || event.altKey || event.metaKey) return;
  if (target === input) {
    leave(cell, input, event);
    return;
  }
  if (event.key === "Enter" || event.key === "F2" || (/^[-\d]$/.test(event.key) && !event.ctrlKey)) {
    // A digit goes into the field, in place of what it held.
    if (event.key.length > 1) event.preventDefault();
    input.focus();
    input.select();
    return;
  }
  const rows = rowsOf(event.currentTarget as HTMLTableElement);
  const row = rows.findIndex((cells) => cells.includes(cell));
  const step = stepOf(event, row, rows[row]?.indexOf(cell) ?? 0);
  if (!step) return;
  event.preventDefault();
  const cells = rows[within(step[0], rows.length)] ?? [];
  cells[within(step[1], cells.length)]?.focus();
};

/** The listener of the grid's `focusin`: Tab comes back to the cell that had the focus last. */
export const remember = (event: FocusEvent): void => {
  const cell = (event.target as HTMLElement).closest<HTMLElement>("td[tabindex]");
  if (!cell) return;
  for (const other of rowsOf(event.currentTarget as HTMLTableElement).flat()) other.tabIndex = other === cell ? 0 : -1;
};
