// The flow under a finger: few taps, one row above, a way out that is always there, and nothing lost on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import {
  answerAll,
  answers,
  button,
  confirm,
  say,
  settle,
  signIn,
  startPurchase,
  throughNotices,
  toQuestions,
} from "./support/journey.mjs";
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

const phone = { width: 360, height: 740, touch: true };
const visitor = async (context, options, { url } = server) => {
  const visit = await openPage(browser, url, { ...phone, ...options });
  context.after(() => visit.context.close());
  return visit;
};
const flow = ({ page }) => page.locator("prescreen-flow");
const eyebrow = (visit, number) =>
  flow(visit)
    .locator(".eyebrow")
    .filter({ hasText: visit.locale === "en" ? `question ${number} of` : `第 ${number} 题` });
/** The element's own question before answers are lost. */
const asks = (visit) =>
  flow(visit)
    .locator("[data-heading]")
    .filter({ hasText: visit.locale === "en" ? "Stop here?" : "要停在这里吗" });
const stay = { en: "Stay", "zh-CN": "留下" };
const leave = { en: "Leave", "zh-CN": "离开" };
const stop = { en: "Stop", "zh-CN": "停止" };

for (const locale of ["en", "zh-CN"])
  test(`an account is opened with at most 30 taps (${locale})`, async (context) => {
    const own = await startServer();
    context.after(() => own.stop());
    const visit = await visitor(context, { locale }, own);
    const { page } = visit;
    let taps = 0;
    const tap = async (target) => {
      taps += 1;
      await target.tap();
    };
    await page.goto(`${visit.url}/index.html`);
    await tap(page.locator(".people button").first());
    await page.waitForURL(/assess/);
    await tap(button(visit, say(visit).begin));
    await flow(visit).locator("[data-heading]").waitFor();
    while ((await flow(visit).locator("fieldset.opts").count()) === 0) {
      const shown = await flow(visit).locator("[data-heading]").innerText();
      // A program's hands do not let themselves be looked at; declining is a tap, too.
      const agree = button(visit, say(visit).manner.test(shown) ? say(visit).disagree : say(visit).agree);
      await tap((await agree.count()) ? agree : button(visit, say(visit).next));
      await flow(visit).locator("[data-heading]").filter({ hasNotText: shown }).waitFor();
    }
    for (let number = 1; await eyebrow(visit, number).count(); number += 1) {
      const options = flow(visit).locator(".opt input");
      await tap(options.nth(Math.floor((await options.count()) / 2)));
      // A choice of several goes on by the button.
      if ((await flow(visit).locator(".opts.many").count()) > 0) await tap(button(visit, say(visit).next));
      await eyebrow(visit, number).waitFor({ state: "detached" });
    }
    const keep = button(visit, say(visit).keep);
    await keep
      .or(button(visit, say(visit).confirm))
      .first()
      .waitFor();
    while (await keep.count()) {
      await tap(keep);
      await page.waitForTimeout(300);
    }
    await tap(button(visit, say(visit).confirm));
    await tap(button(visit, say(visit).send));
    await page.locator("main .note[role=status]").waitFor();
    context.diagnostic(`${taps} taps`);
    assert.ok(taps <= 30, `${taps} taps`);
  });

test("a key and a mouse choose without going on", async (context) => {
  const visit = await visitor(context, { locale: "en", touch: false });
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await flow(visit).locator(".opt input").first().click();
  await visit.page.keyboard.press("ArrowDown");
  await visit.page.waitForTimeout(600);
  await eyebrow(visit, 1).waitFor();
  assert.equal(await flow(visit).locator(".opt input").nth(1).isChecked(), true);
});

for (const locale of ["en", "zh-CN"])
  test(`Continue without an answer says what is missing, and answers nothing (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    const next = button(visit, say(visit).next);
    assert.equal(await next.isEnabled(), true);
    await next.tap();
    await flow(visit)
      .getByRole("alert")
      .filter({ hasText: locale === "en" ? "Choose an answer" : "请选一个回答" })
      .waitFor();
    await eyebrow(visit, 1).waitFor();
    await flow(visit).locator(".opt input").first().tap();
    await eyebrow(visit, 2).waitFor();
    assert.equal((await flow(visit).getByRole("alert").innerText()).trim(), "");
  });

for (const locale of ["en", "zh-CN"])
  test(`Stop is in sight, asks before answers are lost, and ends without a trace (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    const { page } = visit;
    await signIn(visit, "newcomer");
    await page.goto(`${server.url}/assess.html`);
    await button(visit, say(visit).begin).tap();
    await throughNotices(visit, async () => {
      assert.equal(await button(visit, stop[locale]).isVisible(), true);
    });
    await flow(visit).locator(".opt input").first().tap();
    await eyebrow(visit, 2).waitFor();
    const box = await button(visit, stop[locale]).boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 740 && box.height >= 44 && box.width >= 44, JSON.stringify(box));
    await button(visit, stop[locale]).tap();
    await asks(visit).waitFor();
    await shot(visit, "leaving");
    await button(visit, stay[locale]).tap();
    await eyebrow(visit, 2).waitFor();
    await button(visit, say(visit).back).tap();
    await eyebrow(visit, 1).waitFor();
    assert.equal(await flow(visit).locator(".opt input").first().isChecked(), true, "whoever stays has every answer");
    await button(visit, stop[locale]).tap();
    await button(visit, leave[locale]).tap();
    await settle(visit, locale === "en" ? /You stopped/ : /已停止/);
    await page.locator("main .note[role=status]").waitFor();
    const sent = visit.requests
      .filter(({ url, method }) => method === "POST" && /\/v1\//.test(url))
      .map(({ url }) => url.split("/").at(-1));
    assert.deepEqual(sent, ["claim"]);
  });

test("where a browser asks nothing, the back of the first view does, and a link of the page", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  // As on a phone whose browser has no question of its own.
  await visit.context.addInitScript(() => {
    const { addEventListener: add } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, ...more) {
      if (type !== "beforeunload") add.call(this, type, ...more);
    };
  });
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await page.evaluate(() => document.querySelector("prescreen-flow").shadowRoot.querySelector(".opt input").click());
  // Back through the views to the first, and once more.
  for (let view = 0; view < 6 && (await asks(visit).count()) === 0; view += 1) {
    await page.evaluate(() => history.back());
    await page.waitForTimeout(250);
  }
  await asks(visit).waitFor();
  assert.match(page.url(), /assess\.html/);
  // Back at the question is staying, too.
  await page.evaluate(() => history.back());
  await asks(visit).waitFor({ state: "detached" });
  assert.match(page.url(), /assess\.html/);

  await page.locator(".brand").tap();
  await asks(visit).waitFor();
  await button(visit, "Stay").tap();
  await asks(visit).waitFor({ state: "detached" });
  await page.locator(".brand").tap();
  await button(visit, "Leave").tap();
  await page.waitForURL(/index\.html/);
});

test("the back of the first view leaves at once where nothing is answered", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "newcomer");
  await page.goto(`${server.url}/account.html`);
  await page.goto(`${server.url}/assess.html`);
  await button(visit, say(visit).begin).tap();
  await flow(visit).locator("[data-heading]").waitFor();
  await page.evaluate(() => history.back());
  await page.waitForURL(/account\.html/);
});

test("what was agreed to is not asked again in the same words, and can be changed", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "returning");
  await startPurchase(visit, "short-bond-fund");
  await settle(visit, /Check this product/);
  await button(visit, "Stop").tap();
  await button(visit, "Leave").tap();
  await settle(visit, /You stopped/);

  const views = [];
  await startPurchase(visit, "short-bond-fund", { eachView: async (view) => views.push(view) });
  assert.deepEqual(views, [], "neither the notice nor a consent");
  await settle(visit, /Check this product/);
  const agreed = flow(visit).locator(".agreed");
  assert.match(await agreed.innerText(), /On \w+ \d+, 20\d\d you read and agreed/);
  await agreed.getByRole("button").tap();
  await settle(visit, /Before you start/);
  await throughNotices(visit, async (view) => views.push(view)).catch(() => undefined);
  assert.ok(views.includes("consent"));

  // Another person on the same device has agreed to nothing.
  page.on("dialog", (dialog) => dialog.accept());
  await signIn(visit, "lapsed");
  await page.goto(`${server.url}/assess.html`);
  await button(visit, say(visit).begin).tap();
  await settle(visit, /Before you start/);
});

test("one row above, on every page and in the flow, also with a long name", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "returning");
  const tall = [];
  const measure = async (name) => {
    const height = await page.evaluate(() => document.querySelector(".mast").getBoundingClientRect().height);
    if (height > 50) tall.push(`${name}: ${height}`);
  };
  for (const address of [
    "index.html",
    "assess.html",
    "shelf.html",
    "buy.html#star",
    "apply.html#star",
    "account.html",
    "records.html",
    "afford.html",
    "guide.html",
  ]) {
    await page.goto("about:blank");
    await page.goto(`${server.url}/${address}`);
    await page.locator("main:not([aria-busy]) h1").waitFor();
    await measure(address);
  }
  await page.goto(`${server.url}/assess.html`);
  await button(visit, "Menu").tap();
  await page.getByRole("link", { name: "Products", exact: true }).waitFor();
  await button(visit, "Menu").tap();
  await toQuestions(visit);
  await measure("the flow");
  assert.equal(await page.locator(".mast nav a:visible").count(), 0, "no navigation inside the flow");
  await page.evaluate(() => {
    document.querySelector(".brand .name").textContent = "Reedbay and Partners International Securities and Investment Company Ltd";
  });
  await measure("a name of 72 characters");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0);
  assert.deepEqual(tall, []);
});

test("a menu that an assessment covered is closed when it ends", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "newcomer");
  await page.goto(`${server.url}/assess.html`);
  await button(visit, "Menu").tap();
  assert.ok(await button(visit, "Larger text").getByText("Larger text").isVisible(), "a sign alone says little");
  await button(visit, say(visit).begin).tap();
  const flow = page.locator("prescreen-flow");
  await flow.locator("[data-heading]").waitFor();
  await flow.getByRole("button", { name: "Stop", exact: true }).tap();
  await page.locator("main .note[role=status]").waitFor();
  assert.equal(await button(visit, "Menu").getAttribute("aria-expanded"), "false");
});

test("where there is room the pages stand in the masthead, and no menu", async (context) => {
  const visit = await visitor(context, { locale: "en", width: 1280, height: 900, touch: false });
  await visit.page.goto(`${server.url}/index.html`);
  await visit.page.locator("main:not([aria-busy]) h1").waitFor();
  assert.equal(await button(visit, "Menu").isVisible(), false);
  assert.equal(await visit.page.getByRole("link", { name: "Products", exact: true }).isVisible(), true);
});

test("a result can be sent, or not, without scrolling", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
  for (const name of [say(visit).send, say(visit).notSend]) {
    const box = await button(visit, name).boundingBox();
    assert.ok(box.y + box.height <= 740, `${name}: ${JSON.stringify(box)}`);
  }
});
