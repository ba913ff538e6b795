// The largest text on a narrow phone: no page is wider than the screen, no line holds a few letters, and nothing lies under the bar.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import { answerAll, answers, button, confirm, placeOrder, say, signIn, startPurchase, steps, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const locale of ["zh-CN", "en"])
  test(`at 30 px on 360 px every page can be read (${locale})`, async () => {
    const server = await startServer();
    const visit = await openPage(browser, server.url, { locale, width: 360, height: 740, touch: true });
    const { page, url } = visit;
    await visit.context.addInitScript(() => localStorage.setItem("size", "30"));
    const found = [];
    const look = async (name) => {
      await page.waitForTimeout(60);
      await shot(visit, `largest-${name}`);
      found.push(...(await page.evaluate(cramped)).map((line) => `${name}: ${line}`));
    };
    const go = async (address, ready = "main:not([aria-busy]) h1") => {
      await page.goto("about:blank");
      await page.goto(`${url}/${address}`);
      await page.locator(ready).first().waitFor();
      await look(address.replace(/\.html.*/, ""));
    };
    try {
      await go("index.html", ".people");
      await go("afford.html");
      for (const [n, name] of ["none", "thin", "year"].entries()) {
        await page.locator(".persons label").nth(n).click();
        await page.waitForTimeout(1500);
        await look(`afford-${name}`);
      }
      await go("guide.html");
      await go("verify.html");
      await go("experiment.html");
      await go("records.html");
      await signIn(visit, "newcomer");
      await go("assess.html");
      await toQuestions(visit, look);
      // Answers that are asked about once more, with their questions beside each other.
      await answerAll(visit, (number, count) => (number === 10 ? [1] : [Math.min(2, count - 1)]));
      await confirm(visit, look);
      await look("result-held");
      await button(visit, say(visit).send).click();
      await page.locator("main .note[role=status]").waitFor();
      await look("done-held");
      await toQuestions(visit);
      await answerAll(visit, answers({ 17: [1], 15: [1], 14: [1], 13: [1] }), async (number) => {
        if ([1, 9, 13].includes(number)) await look(`question-${number}`);
      });
      await confirm(visit, look);
      await look("result");
      await page.locator("prescreen-panel .wire-bar").click();
      await look("panel-open");
      await page.locator("prescreen-panel .wire-bar").click();
      await button(visit, say(visit).send).click();
      await page.locator("main .note[role=status]").waitFor();
      await look("done");
      await go("shelf.html", ".grade");
      await page.locator("details.above summary").click();
      await look("shelf-above");
      await startPurchase(visit, "sector-fund");
      await confirm(visit);
      await look("purchase-above");
      const own = page.locator("prescreen-flow details.own");
      await own.locator("summary").click();
      await own.getByRole("button").click();
      await steps(visit, { eachStep: (kind, number) => look(`step-${number}-${kind}`) });
      await look("order-asked");
      await placeOrder(visit);
      await look("order");
      await go("account.html");
      await page.locator("details.object summary").first().click();
      await look("account-objection");
      // The second of the day's two was used above.
      await go("assess.html", "main .left.none");
      assert.deepEqual(found, []);
    } finally {
      await visit.context.close();
      await server.stop();
    }
  });

test("larger text is never smaller than what the browser is set to", async () => {
  const [large, server] = await Promise.all([launch(["--blink-settings=defaultFontSize=30"]), startServer()]);
  const visit = await openPage(large, server.url, { locale: "en", width: 390, height: 844 });
  try {
    const { page, url } = visit;
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    await page.goto(`${url}/index.html`);
    const before = await size();
    assert.ok(before >= 29, `the browser's own text has ${before} px`);
    await page.evaluate(() => localStorage.setItem("size", "20"));
    await page.reload();
    await page.locator(".people").waitFor();
    assert.ok((await size()) >= before, `${await size()} px`);
  } finally {
    // With the browser its pages are closed, too.
    await Promise.all([large.close(), server.stop()]);
  }
});
