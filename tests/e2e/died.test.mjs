// A tab that dies in the midst of sending its result: the pages that are opened afterwards say what became of it, and what was
// accepted goes on there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, placeOrder, say, signIn, startPurchase, steps, toQuestions } from "./support/journey.mjs";
import { isAccepted, sealed } from "./support/sealed.mjs";
import { startServer } from "./support/server.mjs";

const said = {
  "zh-CN": {
    lost: /结果没有发送，已经找不回来/,
    unsent: /一次评估，已确认、没有发送/,
    overtaken: /暂停使用/,
    waits: /最迟/,
  },
  en: {
    lost: /was not sent, and cannot be brought back/,
    unsent: /an assessment, confirmed and not sent/,
    overtaken: /does not count now/,
    waits: /has to be finished by/,
  },
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visitor = async (context, options) => {
  const server = await startServer({ record: sealed, only: "cn-securities" });
  const visit = await openPage(browser, server.url, options);
  context.after(async () => {
    await visit.context.close();
    await server.stop();
  });
  return { visit, server };
};

const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();

/** The tab's process dies, as one does for want of memory; gives another tab of the same person. */
const crashed = async (visit) => {
  const tab = await visit.context.newCDPSession(visit.page);
  const gone = visit.page.waitForEvent("crash");
  // Nothing of it answers.
  tab.send("Page.crash").catch(() => undefined);
  await gone;
  const page = await visit.context.newPage();
  page.setDefaultTimeout(15_000);
  return { ...visit, page };
};

/** Presses Send, and lets the tab die when its request is out. `isPassedOn`: whether that reached the server, which answered. */
const crashedSending = async (visit, { isPassedOn }) => {
  const out = new Promise((resolve, reject) => {
    visit.page.route(/\/verdict$/, async (route) => {
      const request = route.request();
      const answer = isPassedOn ? await route.fetch().catch(reject) : undefined;
      // It is never answered: the tab dies first.
      resolve({ session: request.url().split("/").at(-2), body: request.postData(), status: answer?.status() });
    });
  });
  await button(visit, say(visit).send).click();
  const sent = await out;
  return { ...sent, visit: await crashed(visit) };
};

/** An assessment up to its result. */
const toResult = async (visit) => {
  await toQuestions(visit);
  await answerAll(visit, answers({ 1: [0], 4: [0] }));
  await confirm(visit);
};

const main = ({ page }) => page.locator("main:not([aria-busy])");
const opened = async (visit, address) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/${address}`);
  await main(visit).locator("h1").first().waitFor();
  return main(visit).innerText();
};

for (const size of [
  { locale: "zh-CN", width: 360, height: 740, touch: true },
  { locale: "en", width: 1280, height: 900 },
]) {
  test(`a tab that died before its result arrived: every page says that it was not sent (${size.locale})`, async (context) => {
    const { visit, server } = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await toResult(visit);
    const { visit: again, ...sent } = await crashedSending(visit, { isPassedOn: false });
    assert.equal(await isAccepted(server, sent), false);
    assert.match(await opened(again, "assess.html"), text.lost);
    await shot(again, "died-not-sent");
    const account = await opened(again, "account.html");
    assert.match(account, text.unsent);
    assert.match(account, text.overtaken);
    assert.match(await opened(again, "buy.html#bond-fund"), text.overtaken);
    assert.equal((await me(again)).records.length, 0);
  });

  test(`a tab that died before it heard that its result was accepted: every page says that it is (${size.locale})`, async (context) => {
    const { visit, server } = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await toResult(visit);
    const { visit: again, status, ...sent } = await crashedSending(visit, { isPassedOn: true });
    assert.equal(status, 200);
    assert.equal(await isAccepted(server, sent), true);
    const assess = await opened(again, "assess.html");
    await shot(again, "died-sent");
    assert.doesNotMatch(assess, text.lost);
    const account = await opened(again, "account.html");
    assert.doesNotMatch(account, text.unsent);
    assert.doesNotMatch(account, text.overtaken);
    const { profile, records } = await me(again);
    assert.deepEqual([profile.class, profile.overtaken, records.length], ["C4", false, 1]);

    // So it is with a purchase that waits for the person's own step: it goes on in the tab that is opened then.
    await startPurchase(again, "convertible", { choose: answers({ 1: [0] }) });
    await confirm(again);
    const bought = await crashedSending(again, { isPassedOn: true });
    assert.equal(await isAccepted(server, bought), true);
    assert.match(await opened(bought.visit, "buy.html#convertible"), text.waits);
    await button(bought.visit, say(visit).resume).click();
    await bought.visit.page.locator("prescreen-flow li.now").waitFor();
    await shot(bought.visit, "died-step");
    await steps(bought.visit);
    await placeOrder(bought.visit);
    assert.deepEqual(
      (await me(bought.visit)).orders.map(({ product, state }) => [product, state]),
      [["convertible", "placed"]],
    );
    assert.equal(await isAccepted(server, bought), true);
  });
}
