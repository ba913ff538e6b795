/** Says how tall an element is, so that one that is taller than the screen stays in sight by its end. */
export const sayHeight = (element: HTMLElement | null): void => {
  if (!element) return;
  new ResizeObserver(() => element.style.setProperty("--tall", `${element.offsetHeight}px`)).observe(element);
};
