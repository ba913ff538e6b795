// Every page and state in both languages, both themes, on a phone and a desktop: nothing that axe objects to,
// nothing wider than the screen, on a phone nothing read in another order than it stands in, and a picture of each for people to look at.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import {
  answerAll,
  answers,
  button,
  confirm,
  doNotSend,
  placeOrder,
  say,
  signIn,
  startPurchase,
  steps,
  toQuestions,
} from "./support/journey.mjs";
import { outOfOrder } from "./support/reading.mjs";
import { startServer } from "./support/server.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const variants = [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
];

for (const variant of variants) {
  test(`every state, ${variant.locale}, ${variant.width} px, ${variant.theme}`, async () => {
    const server = await startServer();
    const visit = await openPage(browser, server.url, variant);
    const { page, url } = visit;
    const found = [];
    const look = async (name) => {
      await page.waitForTimeout(60);
      await shot(visit, name);
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      found.push(...(await page.evaluate(cramped)).map((line) => `${name}: ${line}`));
      if (variant.width < 400) found.push(...(await page.evaluate(outOfOrder)).map((line) => `${name}: ${line}`));
    };
    const go = async (address, ready = "main:not([aria-busy]) h1") => {
      await page.goto("about:blank");
      await page.goto(`${url}/${address}`);
      await page.locator(ready).first().waitFor();
    };
    const send = async () => {
      await button(visit, say(visit).send).click();
      await page.locator("main .note[role=status]").waitFor();
    };
    try {
      await go("index.html", ".people");
      await look("index");
      await go("guide.html");
      await look("guide");
      await go("shelf.html");
      await look("not-signed-in");

      await signIn(visit, "newcomer");
      await go("assess.html");
      await look("assess-before");
      await go("shelf.html", ".grade");
      await look("shelf-without-class");
      await go("account.html");
      await look("account-empty");
      await toQuestions(visit, look);
      await answerAll(visit, answers({ 17: [0] }), async (number) => {
        if ([1, 9, 13].includes(number)) await look(`question-${number}`);
      });
      await confirm(visit, look);
      await look("result-referred");
      const bar = page.locator("prescreen-panel .wire-bar");
      if (await bar.isVisible()) {
        await bar.click();
        await look("panel-open");
        await bar.click();
      }
      await send();
      await look("done-referred");
      await toQuestions(visit);
      await answerAll(visit, answers({ 17: [1], 15: [1], 14: [1], 13: [1] }));
      await confirm(visit);
      await look("result");
      await send();
      await look("done");
      await go("shelf.html", ".grade");
      await look("shelf");
      await page.locator("details.above summary").click();
      await look("shelf-above-open");
      await go("buy.html#sector-fund");
      await look("product-above-class");
      await startPurchase(visit, "sector-fund");
      await confirm(visit);
      await look("purchase-above-class");
      const own = page.locator("prescreen-flow details.own");
      await own.locator("summary").click();
      await own.getByRole("button").click();
      await steps(visit, { eachStep: (kind, number) => look(`step-${number}-${kind}`) });
      await look("order-asked");
      await placeOrder(visit);
      await look("order");
      await go("account.html");
      await look("account");

      await signIn(visit, "minor");
      await go("assess.html");
      await page.locator("main .note.barred").waitFor();
      await look("barred");
      await go("shelf.html", ".grade");
      await look("shelf-barred");

      await signIn(visit, "lapsed");
      await go("shelf.html", ".grade");
      await look("shelf-expired");
      await go("assess.html");
      await look("assess-expired");
      await toQuestions(visit);
      await visit.context.setOffline(true);
      await answerAll(visit, answers({ 17: [1], 1: null }));
      await button(visit, say(visit).keep)
        .click({ timeout: 500 })
        .catch(() => undefined);
      await button(visit, say(visit).answerMissing).waitFor();
      await look("review-unanswered");
      await button(visit, say(visit).answerMissing).click();
      await page.locator("prescreen-flow .opt input").first().check();
      await button(visit, say(visit).next).click();
      await button(visit, say(visit).confirm).click();
      await page.locator("prescreen-flow .offline").waitFor();
      await look("offline");
      await visit.context.setOffline(false);
      await button(visit, say(visit).send).waitFor();
      await look("result-lapsed");
      await doNotSend(visit);
      await page.locator("main .note[role=status]").waitFor();
      await look("not-sent");

      await signIn(visit, "elder");
      await go("shelf.html", ".grade");
      await look("shelf-elder");
      await startPurchase(visit, "chinext");
      await confirm(visit);
      await look("purchase");
      await send().catch(() => undefined);
      const dialled = [];
      const eachStep = async (kind, number) => {
        const colour = (of) =>
          page
            .locator(`prescreen-flow ${of}`)
            .first()
            .evaluate((one) => getComputedStyle(one).color);
        if (kind === "host") dialled.push([await colour(".dial"), await colour(".link")]);
        await look(`elder-step-${number}-${kind}`);
      };
      await steps(visit, { until: "wait", eachStep });
      assert.equal(dialled.length, 1);
      for (const [dial, link] of dialled) assert.equal(dial, link, "the firm’s number is a link like others");
      await go("buy.html#chinext");
      await look("product-unfinished");
      await go("buy.html#options");
      await look("product-refused");
      await visit.context.route("**/broker/**", (route) => route.abort());
      await go("shelf.html", ".note.broken");
      await look("server-unreachable");
      assert.deepEqual(found, []);
    } finally {
      await visit.context.close();
      await server.stop();
    }
  });
}

test("nothing is wider than the screen from 320 to 1440 px, nor at 200 % text, on a phone too", async () => {
  const server = await startServer();
  try {
    for (const locale of ["zh-CN", "en"]) {
      const visit = await openPage(browser, server.url, { locale, width: 320 });
      const { page } = visit;
      await page.request.post(`${server.url}/broker/login`, { data: { customer: "returning" } });
      for (const address of ["index.html", "assess.html", "shelf.html", "buy.html#star", "apply.html#star", "account.html", "guide.html"]) {
        await page.goto("about:blank");
        await page.goto(`${server.url}/${address}`);
        await page.locator("main:not([aria-busy]) h1").waitFor();
        for (const width of [320, 360, 480, 768, 1024, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          for (const size of ["200%", "100%"]) {
            await page.evaluate((given) => {
              document.documentElement.style.fontSize = given;
            }, size);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(wide <= 0, `${address} at ${width} px, ${size}: ${wide} px too wide`);
          }
        }
      }
      await visit.context.close();
    }
  } finally {
    await server.stop();
  }
});

test("language and theme can be switched, and are all that is kept", async () => {
  const server = await startServer();
  const { page, context } = await openPage(browser, server.url, { locale: "zh-CN" });
  await page.goto(`${server.url}/index.html`);
  await page.locator(".people").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  await page.getByRole("button", { name: "Switch to English" }).click();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.match(await page.title(), /Reedbay/);
  await page.getByRole("button", { name: "Switch light and dark" }).click();
  await page.reload();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ["en", "dark"]);
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage).sort(), sessionStorage.length, document.cookie]), [
    ["language", "theme"],
    0,
    "",
  ]);
  await context.close();
  await server.stop();
});
