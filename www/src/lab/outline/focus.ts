/** Where one goes on after the outline changed. */
/** Goes to a field by what it changes; what stands in it is selected, to be written over. */
export const focusField = (at: string): void => {
  const field = [...document.querySelectorAll<HTMLElement>(":is(input, select, textarea)[data-at]")].find(
    ({ dataset }) => dataset.at === at,
  );
  for (let part = field?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
};

/** Moves something, and goes on where one was: what is moved on the page loses the focus. */
export const keepFocus = (move: () => void): void => {
  const { activeElement } = document;
  move();
  if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus({ preventScroll: true });
};

/** Goes to a heading, which takes the focus as where something was. */
export const focusOn = (id: string): void => document.getElementById(id)?.focus();
