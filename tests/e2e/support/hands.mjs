// Two ways to work in a form: with the pointer, and by the keyboard alone, where everything is reached by Tab.

/** Presses of Tab after which something is not to be reached. */
const MOST = 600;

/** Tab, or Shift and Tab where it lies before, until it has the focus. */
const reach = async (locator) => {
  const page = locator.page();
  const wanted = await locator.elementHandle();
  const isThere = () => wanted.evaluate((of) => of === of.ownerDocument.activeElement);
  const isBefore = await wanted.evaluate((of) => {
    const { activeElement } = of.ownerDocument;
    return (activeElement.compareDocumentPosition(of) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });
  for (let presses = 0; !(await isThere()); presses += 1) {
    if (presses > MOST) throw new Error(`not reached by Tab: ${locator}`);
    await page.keyboard.press(isBefore ? "Shift+Tab" : "Tab");
  }
};

/** By the arrow keys, from the option that is chosen to another. */
const choose = async (locator, label) => {
  const [from, to] = await locator.evaluate((select, wanted) => {
    const labels = [...select.options].map(({ label }) => label);
    return [select.selectedIndex, labels.indexOf(wanted)];
  }, label);
  if (to < 0) throw new Error(`no option ${label}`);
  const key = to < from ? "ArrowUp" : "ArrowDown";
  for (let press = 0; press < Math.abs(to - from); press += 1) await locator.page().keyboard.press(key);
};

export const pointer = {
  press: (locator) => locator.click(),
  open: (summary) => summary.click(),
  check: (locator) => locator.click(),
  choose: (locator, label) => locator.selectOption({ label }),
  write: async (locator, text) => {
    await locator.fill(text);
    await locator.press("Tab");
  },
  /** A field of a grid. */
  fillCell: async (locator, text) => {
    await locator.fill(text);
    await locator.press("Enter");
  },
  /** Drags a handle above another, or below it. */
  move: async (handle, other, where) => {
    const page = handle.page();
    await handle.scrollIntoViewIfNeeded();
    const from = await handle.boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    const to = await other.boundingBox();
    const y = where === "above" ? to.y + 4 : to.y + to.height - 4;
    await page.mouse.move(to.x + to.width / 2, (from.y + y) / 2, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, y, { steps: 4 });
    await page.mouse.up();
  },
};

export const keys = {
  press: async (locator) => {
    await reach(locator);
    await locator.page().keyboard.press("Enter");
  },
  open: async (summary) => {
    await reach(summary);
    await summary.page().keyboard.press("Enter");
  },
  check: async (locator) => {
    await reach(locator);
    await locator.page().keyboard.press("Space");
  },
  choose: async (locator, label) => {
    await reach(locator);
    await choose(locator, label);
  },
  write: async (locator, text) => {
    await reach(locator);
    await locator.page().keyboard.press("Control+a");
    await locator.page().keyboard.insertText(text);
    await locator.page().keyboard.press("Tab");
  },
  /** A field of a grid: its first cell is reached by Tab, the others by arrows. */
  fillCell: async (locator, text) => {
    const page = locator.page();
    const grid = locator.locator("xpath=ancestor::table");
    await reach(grid.locator("td[tabindex='0']"));
    await page.keyboard.press("Control+Home");
    const [row, column] = await locator.evaluate((of) => {
      const cell = of.closest("td");
      return [[...cell.closest("tbody").rows].indexOf(cell.closest("tr")), cell.cellIndex - 1];
    });
    for (let press = 0; press < row; press += 1) await page.keyboard.press("ArrowDown");
    for (let press = 0; press < column; press += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  },
  /** Moves a handle by the arrow keys until it stands above another, or below it. */
  move: async (handle, other, where) => {
    const page = handle.page();
    await reach(handle);
    const isThere = async () => {
      const [own, beside] = [await handle.boundingBox(), await other.boundingBox()];
      return where === "above" ? own.y < beside.y : own.y > beside.y;
    };
    for (let press = 0; press < 50 && !(await isThere()); press += 1)
      await page.keyboard.press(where === "above" ? "ArrowUp" : "ArrowDown");
  },
};
