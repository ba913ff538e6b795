// A person at the keyboard, whose session is looked at and asks for one more confirmation.
/** Presses with the keyboard wherever the hands would click, each time after another pause. */
export const byKeyboard = async (browser, run) => {
  const page = await browser.newPage();
  const hands = Object.getPrototypeOf(page.locator("body"));
  await page.close();
  const { click } = hands;
  let presses = 0;
  hands.click = async function () {
    await this.focus();
    presses += 1;
    await this.page().waitForTimeout(60 + ((presses * 137) % 400));
    await this.page().keyboard.press("Space");
  };
  try {
    return await run();
  } finally {
    hands.click = click;
  }
};

/** An argument with which the browser does not say that a program drives it. */
export const unmarked = "--disable-blink-features=AutomationControlled";
