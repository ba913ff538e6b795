// The largest text on a narrow phone: no page is wider than the screen, no line holds a few letters, and nothing lies under the bar.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, placeOrder, say, signIn, startPurchase, steps, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Texts of three lines or more that hold fewer than four letters each, and what is wider than the screen. */
const cramped = () => {
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
      await go("records.html");
      await signIn(visit, "newcomer");
      await go("assess.html");
      await toQuestions(visit, look);
      await answerAll(visit, answers({ 17: [0] }));
      await confirm(visit);
      await look("result-referred");
      await button(visit, say(visit).send).click();
      await page.locator("main .note[role=status]").waitFor();
      await look("done-referred");
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
