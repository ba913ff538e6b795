// On a phone, upright and on its side: the way on is in view, options are in view, and nothing lies over what has the focus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, say, settle, signIn, startPurchase, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Whether something of the page lies over an element of the flow, or it is out of the window: "" where neither. */
const covered = () => {
  const root = document.querySelector("prescreen-flow").shadowRoot;
  const held = root.activeElement ?? document.activeElement;
  const shown = held.matches(".opt input") ? held.nextElementSibling : held;
  const { top, bottom, left, right } = shown.getBoundingClientRect();
  const name = `${held.localName} ${held.innerText ?? held.id}`.slice(0, 60);
  if (top < 0 || bottom > innerHeight + 1) return bottom - top > innerHeight ? "" : `${name}: ${Math.round(top)}–${Math.round(bottom)}`;
  for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
    const outer = document.elementFromPoint((left + right) / 2, y);
    const at = outer?.shadowRoot?.elementFromPoint((left + right) / 2, y) ?? outer;
    if (at && at !== held && !held.contains(at) && !shown.contains(at) && !at.contains(held))
      return `${name}: under ${at.localName}.${at.className}`;
  }
  return "";
};

/** What one sees on arriving: the button that goes on, and how many options are wholly in view. */
const inView = () => {
  const root = document.querySelector("prescreen-flow").shadowRoot;
  const free = (element) => {
    const { top, bottom, left, width } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight + 1) return false;
    return [top + 3, bottom - 3].every((y) => {
      const outer = document.elementFromPoint(left + width / 2, y);
      const at = outer?.shadowRoot?.elementFromPoint(left + width / 2, y);
      return at === element || element.contains(at) || at?.closest?.(".opt") === element;
    });
  };
  return { main: free(root.querySelector(".btn.main")), options: [...root.querySelectorAll(".opt")].filter(free).length };
};

for (const [width, height] of [
  [360, 740],
  [740, 360],
])
  for (const locale of ["en", "zh-CN"])
    test(`nothing that is to be pressed is covered (${width} × ${height}, ${locale})`, async (context) => {
      const visit = await openPage(browser, server.url, { locale, width, height });
      context.after(() => visit.context.close());
      const { page } = visit;
      await signIn(visit, "newcomer");
      await toQuestions(visit);
      const wrong = [];
      for (let number = 1; number <= 18; number += 1) {
        await page
          .locator("prescreen-flow .eyebrow")
          .filter({ hasText: locale === "en" ? `question ${number} of` : `第 ${number} 题` })
          .waitFor();
        const seen = await page.evaluate(inView);
        if (!seen.main) wrong.push(`${number}: the way on is not in view`);
        if (seen.options === 0) wrong.push(`${number}: no option is in view`);
        if ([1, 10, 13].includes(number)) {
          for (let press = 0; press < 14; press += 1) {
            await page.keyboard.press("Tab");
            if (!(await page.evaluate(() => document.activeElement?.localName === "prescreen-flow"))) break;
            const found = await page.evaluate(covered);
            if (found) wrong.push(`${number}, ${press + 1} × Tab: ${found}`);
          }
        }
        await page.locator("prescreen-flow .opt input").nth(0).focus();
        await page.keyboard.press("Space");
        await button(visit, say(visit).next).click();
      }
      assert.deepEqual(wrong, []);
    });

test("on the confirmation and on a product's page too, what has the focus is not covered (360 × 740)", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
  context.after(() => visit.context.close());
  const { page } = visit;
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  await settle(visit, /Confirm your answers/);
  const wrong = [];
  assert.equal((await page.evaluate(inView)).main, true);
  for (let press = 0; press < 22; press += 1) {
    await page.keyboard.press("Tab");
    if (!(await page.evaluate(() => document.activeElement?.localName === "prescreen-flow"))) break;
    const found = await page.evaluate(covered);
    if (found) wrong.push(`review, ${press + 1} × Tab: ${found}`);
  }
  assert.deepEqual(wrong, []);
  page.on("dialog", (dialog) => dialog.accept());
  await signIn(visit, "returning");
  await startPurchase(visit, "short-bond-fund");
  assert.match(await page.locator("main > .eyebrow").innerText(), /CNY 10,000 · no order is placed yet/);
});
