// With the reader's own colours (forced colours, as Windows has them) what a colour would say is still there to see: which page
// this is, which chip is pressed, which answer is chosen, where the device ends.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { signIn, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const visitWith = async (context, size) => {
  const visit = await openPage(browser, server.url, { locale: "en", ...size });
  context.after(() => visit.context.close());
  await visit.page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  return visit;
};

/** A picture of something without a focus or a pointer on it. */
const picture = async (page, locator) => {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    active?.blur();
  });
  await page.waitForTimeout(50);
  return (await locator.screenshot({ animations: "disabled" })).toString("base64");
};

/** How often something is looked at until it is as it should be: what a page still draws takes as long as its machine takes. */
const LOOKS = 100;

/** A picture of something at rest: two in a row are alike. */
const atRest = async (page, locator) => {
  let last = await picture(page, locator);
  for (let look = 0; look < LOOKS; look++) {
    const next = await picture(page, locator);
    if (next === last) return next;
    last = next;
  }
  throw new assert.AssertionError({ message: `it does not come to rest in ${LOOKS} pictures` });
};

/** Whether something looks otherwise after an act than before. */
const looksOtherwise = async (page, locator, act) => {
  const before = await atRest(page, locator);
  await act();
  for (let look = 0; look < LOOKS; look++) if ((await atRest(page, locator)) !== before) return true;
  return false;
};

test("the page that is open is marked in the navigation", async (context) => {
  const visit = await visitWith(context, { width: 1280 });
  const { page } = visit;
  await page.goto(`${server.url}/guide.html`);
  const link = page.locator(".mast nav a[aria-current]");
  await link.waitFor();
  await shot({ ...visit, theme: "forced" }, "guide");
  const all = page.locator(".mast nav");
  const seen = await looksOtherwise(page, all, () => link.evaluate((element) => element.removeAttribute("aria-current")));
  assert.ok(seen, "a link without the mark looks like the one of this page");
});

test("a chip that is pressed looks otherwise than one that is not", async (context) => {
  const visit = await visitWith(context, { width: 1280 });
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${server.url}/shelf.html`);
  await page.locator(".grade").first().waitFor();
  await shot({ ...visit, theme: "forced" }, "shelf");
  const pressed = page.locator(".filter button[aria-pressed=true]");
  assert.equal(await pressed.count(), 1);
  const chip = page.locator(".filter button").nth(await pressed.evaluate((one) => [...one.parentElement.children].indexOf(one)));
  const other = page.locator(".filter button[aria-pressed=false]").first();
  assert.ok(await looksOtherwise(page, chip, () => other.click()));
});

for (const size of [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
])
  test(`the chosen answer and the boundary are seen at ${size.width} px`, async (context) => {
    const visit = await visitWith(context, size);
    const { page } = visit;
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    const options = page.locator("prescreen-flow fieldset.opts .opt");
    assert.ok(await looksOtherwise(page, options.first(), () => options.first().locator("input").check()), "the answer");
    await shot({ ...visit, theme: "forced" }, "question");
    const edge = page.locator("prescreen-panel");
    const line = await edge.evaluate((panel) => {
      const visible = [...panel.shadowRoot.querySelectorAll("*")].filter((one) => one.checkVisibility());
      return visible.some((one) =>
        ["borderTopWidth", "borderInlineStartWidth", "borderLeftWidth"].some((side) => {
          const style = getComputedStyle(one);
          return (
            style[side.replace("Width", "Style")] !== "none" &&
            Number.parseFloat(style[side]) > 0 &&
            one.getBoundingClientRect().width > 100
          );
        }),
      );
    });
    assert.ok(line, "the boundary has a line of its own");
  });

test("the lab's open tab and a claim that is shown are marked", async (context) => {
  const visit = await visitWith(context, { width: 1280 });
  const { page } = visit;
  await page.goto(`${server.url}/lab.html`);
  const tabs = page.getByRole("tab");
  await tabs.first().waitFor();
  await shot({ ...visit, theme: "forced" }, "lab");
  assert.ok(await looksOtherwise(page, tabs.first(), () => tabs.nth(1).click()));
});
