// Nothing that a person did is lost without a word: going back, reloading, closing, and coming back to what waits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, settle, signIn, steps, toQuestions, varied } from "./support/journey.mjs";
import { byKeyboard, unmarked } from "./support/keyboard.mjs";
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

const visitor = async (context, options = { locale: "en" }) => {
  const visit = await openPage(browser, server.url, options);
  context.after(() => visit.context.close());
  return visit;
};
const flow = ({ page }) => page.locator("prescreen-flow");
const eyebrow = (visit) => flow(visit).locator(".eyebrow").innerText();
const isChosen = (visit, place) => flow(visit).locator(".opt input").nth(place).isChecked();
const back = async (visit, pattern) => {
  await visit.page.evaluate(() => history.back());
  await flow(visit).locator(".eyebrow").filter({ hasText: pattern }).waitFor();
};

test("the browser's back goes to the question before, with every answer kept", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const address = visit.page.url();
  for (const number of [1, 2, 3]) {
    await flow(visit)
      .locator(".eyebrow")
      .filter({ hasText: `question ${number} of` })
      .waitFor();
    await flow(visit).locator(".opt input").nth(1).click();
    await button(visit, say(visit).next).click();
  }
  await flow(visit).locator(".eyebrow").filter({ hasText: "question 4 of" }).waitFor();
  await back(visit, "question 3 of");
  assert.equal(await isChosen(visit, 1), true);
  await back(visit, "question 2 of");
  assert.equal(await isChosen(visit, 1), true);
  // The page's own Back is the same way, and forward loses nothing.
  await button(visit, say(visit).back).click();
  await flow(visit).locator(".eyebrow").filter({ hasText: "question 1 of" }).waitFor();
  await visit.page.evaluate(() => history.forward());
  await visit.page.waitForTimeout(300);
  assert.match(await eyebrow(visit), /question 1 of/);
  assert.equal(await isChosen(visit, 1), true);
  await button(visit, say(visit).next).click();
  await flow(visit).locator(".eyebrow").filter({ hasText: "question 2 of" }).waitFor();
  assert.equal(await isChosen(visit, 1), true);
  assert.equal(visit.page.url(), address, "no answer, and not even a number, is in the address");
  const state = await visit.page.evaluate(() => JSON.stringify(history.state));
  assert.match(state, /^\{"prescreen":\d+\}$/);
});

test("a page with answers asks before it is left; one without, and one whose result is sent, do not", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await page.reload();
  await button(visit, say(visit).begin).waitFor();
  assert.deepEqual(asked, [], "nothing is answered yet");

  await toQuestions(visit);
  await flow(visit).locator(".opt input").nth(2).click();
  await page.reload({ timeout: 2000 }).catch(() => undefined);
  assert.deepEqual(asked, ["beforeunload"]);
  assert.equal(await isChosen(visit, 2), true, "whoever stays has every answer");

  await answerAll(visit, answers());
  await confirm(visit);
  await page.reload({ timeout: 2000 }).catch(() => undefined);
  assert.deepEqual(asked, ["beforeunload", "beforeunload"], "a result that is not sent is lost, too");
  await page.evaluate(() => history.back());
  await flow(visit).getByText("can no longer be changed").waitFor();
  await button(visit, say(visit).send).click();
  await page.locator("main .note[role=status]").waitFor();
  await page.goto(`${visit.url}/shelf.html`);
  assert.equal(asked.length, 2);
});

test("all answers are read and changed on one page before they are confirmed", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const chosen = await answerAll(visit, answers());
  await settle(visit, /Confirm your answers/);
  const rows = flow(visit).locator(".given li");
  assert.equal(await rows.count(), 18);
  const read = await rows.locator("span").allInnerTexts();
  assert.deepEqual(
    read.map((text) => text.trim()),
    chosen,
    "each with what was chosen",
  );
  const question = (await rows.nth(4).locator("small").innerText()).trim();
  await rows.nth(4).getByRole("button").click();
  await settle(visit, question);
  await flow(visit).locator(".opt input").nth(0).click();
  const now = (await flow(visit).locator(".opt .name").nth(0).innerText()).trim();
  await button(visit, say(visit).next).click();
  await settle(visit, /Confirm your answers|look at again/);
  const keep = button(visit, say(visit).keep);
  if (await keep.count()) await keep.click();
  await settle(visit, /Confirm your answers/);
  assert.equal((await rows.nth(4).locator("span").innerText()).trim(), now);
  await rows.nth(4).getByRole("button").click();
  await settle(visit, question);
  await visit.page.evaluate(() => history.back());
  await settle(visit, /Confirm your answers/);
});

test("each missing answer is one press away, and comes back to the confirmation", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers({ 1: null, 2: null }));
  await settle(visit, /Confirm your answers/);
  const links = flow(visit).locator(".missing li button");
  assert.equal(await links.count(), 2);
  assert.equal(await button(visit, say(visit).confirm).count(), 0, "nothing is sealed or counted yet");
  for (let left = 2; left > 0; left -= 1) {
    await links.first().click();
    await flow(visit).locator(".opt input").nth(1).click();
    await button(visit, say(visit).next).click();
    await settle(visit, /Confirm your answers/);
    assert.equal(await links.count(), left - 1);
  }
});

test("a sent opening that waits for a call goes on after a reload, and is kept though the firm confirmed it meanwhile", async (context) => {
  const other = await launch([unmarked]);
  context.after(() => other.close());
  const own = await startServer();
  context.after(() => own.stop());
  const visit = { ...(await openPage(other, own.url, { locale: "zh-CN", width: 360, height: 780 })), observed: true };
  const { page } = visit;
  const me = async () => (await page.request.get(`${visit.url}/broker/me`)).json();
  const waits = page.locator("main:not([aria-busy]) h1").filter({ hasText: "在等下一步" });
  await byKeyboard(browser, async () => {
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await answerAll(visit, varied({ 17: [1] }));
    await confirm(visit);
    await button(visit, say(visit).send).click();
  });
  await steps(visit, { until: "host" });
  const { waiting_assessment: waiting } = await me();
  await page.reload();
  await waits.waitFor();
  assert.equal(await button(visit, say(visit).begin).count(), 0);
  await button(visit, say(visit).resume).click();
  await page.locator("prescreen-flow li.now").waitFor();
  assert.equal((await me()).waiting_assessment.session, waiting.session);
  await button(visit, say(visit).leave).click();
  await page.locator("main .note[role=status]").filter({ hasText: "已发送，在等下一步" }).waitFor();
  assert.equal((await me()).account, "none");
  // The firm confirms while no page is there to hear of it.
  await page.goto(`${visit.url}/index.html`);
  await page.request.post(`${visit.url}/broker/pay`, { data: { session: waiting.session } });
  await page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).waitFor();
  const after = await me();
  assert.deepEqual([after.account, after.waiting_assessment, after.records[0].outcome], ["open", null, "proceed_after"]);
  assert.match(after.profile.class, /^C[1-5]$/);
});

test("a step that is past its last day ends what waits for it, and another may begin", async (context) => {
  const other = await launch([unmarked]);
  context.after(() => other.close());
  const own = await startServer();
  context.after(() => own.stop());
  const visit = { ...(await openPage(other, own.url, { locale: "en", width: 390, height: 844 })), observed: true };
  const { page } = visit;
  const me = async () => (await page.request.get(`${visit.url}/broker/me`)).json();
  await byKeyboard(browser, async () => {
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await answerAll(visit, varied({ 17: [1] }));
    await confirm(visit);
    await button(visit, say(visit).send).click();
  });
  await steps(visit, { until: "host" });
  assert.ok((await me()).waiting_assessment, "it waits");
  // As the server says it once the last day for the step is over.
  await page.route(/\/next$/, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    if (json.next) json.next.until = 1;
    await route.fulfill({ response, json });
  });
  await page.locator("main .note[role=status]").waitFor();
  assert.equal((await me()).waiting_assessment, null);
  await page.unrouteAll();
  await page.reload();
  await button(visit, say(visit).begin).waitFor();
});
