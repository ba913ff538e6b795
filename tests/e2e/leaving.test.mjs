// What a page shows to whoever comes back to it after the end, and what it says of a request that did not arrive.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  // Playwright turns the cache of whole pages off; a person's browser has it.
  const keeping = { windows: true, ignoreDefaultArgs: ["--disable-back-forward-cache"] };
  [browser, server] = await Promise.all([launch([], keeping), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Whether the page came back whole from the browser's cache, and everything that it said at that moment and since. */
const remember = () => {
  globalThis.said = [];
  const note = () => {
    const flow = document.querySelector("prescreen-flow");
    const panel = document.querySelector("prescreen-panel");
    globalThis.said.push([document.body?.innerText, flow?.shadowRoot?.textContent, panel?.shadowRoot?.textContent].join(" "));
  };
  addEventListener("pageshow", ({ persisted }) => {
    sessionStorage.setItem("persisted", String(persisted));
    note();
    if (persisted) sessionStorage.setItem("back", globalThis.said.at(-1));
  });
};

const assessed = async (visit, customer = "newcomer") => {
  await visit.context.addInitScript(remember);
  await signIn(visit, customer);
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await visit.page.locator("main .note[role=status]").waitFor();
};

test("going back after the end shows nobody's class, reasons or record", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  context.after(() => visit.context.close());
  const { page } = visit;
  await assessed(visit);
  const flow = page.locator("prescreen-flow");
  const shown = await flow.locator(".view").innerText();
  const [, named] = /investor class: (C\d, [^\n]+)/.exec(shown);
  assert.match(shown, /Save your record/);

  await page.goto(`${server.url}/guide.html`);
  await page.evaluate(() => history.back());
  await page.waitForURL(/assess\.html/);
  await page.waitForFunction(() => sessionStorage.getItem("back") !== null);
  const back = await page.evaluate(() => sessionStorage.getItem("back"));
  assert.equal(back.includes(named), false, "at the moment in which the page comes back");
  assert.doesNotMatch(back, /Save your record|Why/);
  await page.locator("main:not([aria-busy]) h1").waitFor();
  assert.equal(await flow.count(), 0, "the page is read anew");
});

test("an element that a host's page keeps shows that it is over", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  context.after(() => visit.context.close());
  const { page } = visit;
  await assessed(visit);
  const [flow, panel] = await page.evaluate(() => {
    const texts = () => ["prescreen-flow", "prescreen-panel"].map((name) => document.querySelector(name).shadowRoot.textContent);
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    return texts();
  });
  assert.match(flow, /This is over/);
  assert.doesNotMatch(`${flow} ${panel}`, /investor class: C|Save your record|C[1-5],/);
});

test("a request for a person is noted only once it arrived", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  context.after(() => visit.context.close());
  const { page } = visit;
  await assessed(visit, "returning");
  const ask = page.locator("prescreen-flow").getByRole("button", { name: "Ask a person" });
  const status = page.locator("prescreen-flow .contact [role=status]");
  await visit.context.setOffline(true);
  await ask.click();
  await status.filter({ hasText: "It could not be passed on" }).waitFor();
  const bar = page.locator("prescreen-panel .wire-bar");
  assert.doesNotMatch(await bar.evaluate((one) => one.textContent), /passed on/, "what was not is not said to be");
  await visit.context.setOffline(false);
  await ask.click();
  await status.filter({ hasText: "Passed on: a colleague calls you" }).waitFor();
  assert.match(await bar.evaluate((one) => one.textContent), /1 request passed on/);
  const bodies = visit.requests
    .filter(({ url }) => url.endsWith("/broker/contact"))
    .map(({ body }) => Object.keys(JSON.parse(body)).sort());
  assert.deepEqual(bodies.at(-1), ["kind", "session"], "what is said is what goes");
});

test("a device without a network is told so, and what waits goes once there is one", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  context.after(() => visit.context.close());
  const { page } = visit;
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  await answerAll(visit, answers());
  await visit.context.setOffline(true);
  const keep = button(visit, say(visit).keep);
  await keep
    .or(button(visit, say(visit).confirm))
    .first()
    .waitFor();
  for (; (await keep.count()) > 0; await page.waitForTimeout(200)) await keep.click();
  await button(visit, say(visit).confirm).click();
  await page.locator("prescreen-flow .offline").filter({ hasText: "This device is offline." }).waitFor();
  await visit.context.setOffline(false);
  await button(visit, say(visit).send).waitFor();
});

for (const [locale, title, reload] of [
  ["en", "This belongs to another sign-in", "Load this page again"],
  ["zh-CN", "这属于另一次登录", "重新打开本页"],
])
  test(`a session of another sign-in is told as that, and loading the page again goes on as who is signed in (${locale})`, async (context) => {
    const own = await startServer();
    const visit = await openPage(browser, own.url, { locale, width: 390, height: 844 });
    context.after(async () => {
      await visit.context.close();
      await own.stop();
    });
    const { page } = visit;
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await answerAll(visit, answers());
    await confirm(visit);
    // Another tab of the same browser signs somebody else in.
    await page.evaluate(() =>
      fetch("/broker/login", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ customer: "returning" }),
      }),
    );
    await button(visit, say(visit).send).click();
    const told = page.locator("main .note[role=alert]");
    await told.waitFor();
    await shot(visit, "another-sign-in");
    assert.match(await told.innerText(), new RegExp(`^${title}`));
    await told.getByRole("button", { name: reload, exact: true }).click();
    await button(visit, say(visit).begin).waitFor();
    assert.equal((await (await page.request.get(`${own.url}/broker/me`)).json()).customer.id, "returning");
  });
