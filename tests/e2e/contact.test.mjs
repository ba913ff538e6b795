// Asking for a person, and disagreeing: never by one wrong tap, only where there is something to disagree with, and the answer is in sight.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, signIn, toQuestions } from "./support/journey.mjs";
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

const PHONE = "400-555-0100";
const text = {
  "zh-CN": {
    disagree: "我不同意这个结果",
    yes: "提出异议",
    person: "找工作人员",
    more: /另转达 1 次请求/,
    none: "找一位工作人员",
    stop: "停止",
  },
  en: {
    disagree: "I disagree",
    yes: "Yes, I disagree",
    person: "Ask a person",
    more: /1 request passed on/,
    none: "Ask a person",
    stop: "Stop",
  },
};
const flow = ({ page }) => page.locator("prescreen-flow");
const contacts = (visit) => visit.requests.filter(({ url }) => url.endsWith("/broker/contact"));
const visitor = async (context, { size = 0, ...options }) => {
  const visit = await openPage(browser, server.url, { width: 360, height: 740, touch: true, ...options });
  context.after(() => visit.context.close());
  await visit.context.addInitScript((px) => localStorage.setItem("size", String(px)), size);
  return visit;
};
/** Whether the middle of something is seen, and no bar lies over it. */
const uncovered = (visit, selector) =>
  visit.page.evaluate((wanted) => {
    const { shadowRoot: root } = document.querySelector("prescreen-flow");
    const found = root.querySelector(wanted);
    const { left, top, width, height } = found.getBoundingClientRect();
    return found.contains(root.elementFromPoint(left + width / 2, top + height / 2));
  }, selector);

for (const [locale, size] of [
  ["zh-CN", 20],
  ["en", 0],
])
  test(`a result is disagreed with by two presses, and the answer says who calls, from where (${locale}, ${size} px)`, async (context) => {
    const visit = await visitor(context, { locale, size });
    const said = text[locale];
    await signIn(visit, "lapsed");
    await toQuestions(visit);
    await answerAll(visit, answers());
    await confirm(visit);
    await flow(visit).locator(".contact summary", { hasText: said.disagree }).click();
    await visit.page.waitForTimeout(300);
    assert.equal(contacts(visit).length, 0, "one tap sends nothing");
    assert.equal(await uncovered(visit, ".contact details .btn"), true, "the second is not under a bar");
    await button(visit, said.yes).click();
    const answer = flow(visit).locator("[data-contacted]");
    await answer.filter({ hasText: PHONE }).waitFor();
    const objected = await answer.innerText();
    assert.equal(await uncovered(visit, "[data-contacted]"), true);
    assert.equal(contacts(visit).length, 1);
    assert.equal(JSON.parse(contacts(visit)[0].body).kind, "objection");
    await shot(visit, `objected-${size}`);
    // What leaves with it is in no sum of the assessment's: the bar says that there was one more.
    await visit.page.locator("prescreen-panel .wire-bar").filter({ hasText: said.more }).waitFor();
    await flow(visit).getByRole("button", { name: said.person, exact: true }).click();
    await answer.filter({ hasNotText: objected }).waitFor();
    await answer.filter({ hasText: PHONE }).waitFor();
    assert.notEqual(await answer.innerText(), objected, "each request has its own answer");
  });

for (const locale of ["zh-CN", "en"])
  test(`where there is no result there is nothing to disagree with (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await button(visit, text[locale].stop).click();
    await flow(visit).getByRole("button", { name: text[locale].person, exact: true }).waitFor();
    assert.equal(await flow(visit).getByText(text[locale].disagree).count(), 0);
    await visit.page.goto(`${server.url}/account.html`);
    await button(visit, new RegExp(text[locale].none)).waitFor();
    assert.equal(await visit.page.locator("main").getByText(text[locale].disagree).count(), 0);
  });

test("on a page of the firm it takes two presses too", async (context) => {
  const visit = await visitor(context, { locale: "zh-CN", size: 20 });
  await signIn(visit, "returning");
  await visit.page.goto(`${server.url}/account.html`);
  await visit.page.locator("main .actions summary", { hasText: text["zh-CN"].disagree }).click();
  await visit.page.waitForTimeout(300);
  assert.equal(contacts(visit).length, 0);
  await button(visit, text["zh-CN"].yes).click();
  await visit.page.locator("main .note").filter({ hasText: PHONE }).waitFor();
  assert.equal(contacts(visit).length, 1);
  // What the firm took stands below, with how it stands, without loading the page again; and when it is.
  const kept = visit.page.getByRole("region", { name: "请求" }).locator(".when");
  const stands = /异议：请另一位工作人员复核\s*已收到；最迟 \d{4}年\d+月\d+日 答复/;
  await kept.filter({ hasText: stands }).waitFor();
  await visit.page.reload();
  await kept.filter({ hasText: stands }).waitFor();
  assert.equal(await kept.count(), 1);
  await shot(visit, "requests");
});
