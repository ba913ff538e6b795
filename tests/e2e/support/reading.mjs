// Whether what is read aloud comes in the order in which it stands on a page of one column; runs in the page.

/**
 * Texts and controls that a screen reader comes to later than to something that stands wholly below them in the same column.
 * What is fixed or sticks to an edge has its own place, and what stands side by side is read by lines.
 */
export const outOfOrder = () => {
  const found = [];
  const NAMED = "h1, h2, h3, h4, p, button, a[href], label, summary, dt, legend";
  const isApart = (element) => {
    for (let one = element; one; one = one.parentElement ?? one.getRootNode().host) {
      if (["fixed", "sticky", "absolute"].includes(getComputedStyle(one).position) || one.closest?.("svg, table, .vh")) return true;
    }
    return false;
  };
  let last;
  const read = (element) => {
    if (element.matches?.(NAMED) && element.checkVisibility({ visibilityProperty: true }) && !isApart(element)) {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.height > 0) {
        const isAbove = last && box.bottom <= last.box.top + 1;
        const isBeside = last && (box.left >= last.box.right || box.right <= last.box.left);
        if (isAbove && !isBeside)
          found.push(`"${element.innerText.trim().slice(0, 30)}" stands above "${last.element.innerText.trim().slice(0, 30)}"`);
        last = { element, box };
      }
    }
    if (element.shadowRoot) read(element.shadowRoot);
    const children = element.localName === "slot" && element.assignedElements().length > 0 ? element.assignedElements() : element.children;
    for (const child of children) read(child);
  };
  read(document.body);
  return found;
};
