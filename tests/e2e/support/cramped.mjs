// What cannot be read for want of room; runs in the page.

/** Texts of three lines or more that hold fewer than four letters each, and what is wider than the screen. */
export const cramped = () => {
  const found = [];
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".vh, svg");
  const look = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let element = walker.nextNode(); element; element = walker.nextNode()) {
      if (element.shadowRoot) look(element.shadowRoot);
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !isSeen(element) || element.localName === "style") continue;
        const letters = [...node.data.replace(/\s+/g, "")].length;
        if (letters < 6) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
        const lines = new Set(boxes.map(({ top }) => Math.round(top))).size;
        if (lines > 2 && letters / lines < 4)
          found.push(`${lines} lines: ${node.data.trim().slice(0, 30)} (${element.localName}.${element.className})`);
        const right = Math.max(...boxes.map((box) => box.right));
        if (right > innerWidth + 1 && !element.closest("pre, .scrolls, [data-scrolls]"))
          found.push(`ends at ${Math.round(right)} px: ${node.data.trim().slice(0, 30)} (${element.localName}.${element.className})`);
      }
    }
  };
  look(document.body);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px wider than the screen`);
  return [...new Set(found)];
};
