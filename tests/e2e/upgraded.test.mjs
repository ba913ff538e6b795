// The watch of upgrades: for the pack's days after a class rose, a purchase beyond the class before waits for a call by the firm.
// It is told at the product, at the result and at the step, and what leaves names no class from before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import {
  answerAll,
  answers,
  button,
  confirm,
  heading,
  placeOrder,
  say,
  signIn,
  startPurchase,
  steps,
  toQuestions,
} from "./support/journey.mjs";
import { content, left, named, told } from "./support/left.mjs";
import { startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const DAY = 24 * 3600;
const { offset_minutes: offset } = pack.time_zone;
const { within_days: days } = pack.matching.earlier;
const rule = pack.matching.rules.find(({ id }) => id === "match.upgraded");
const [step] = pack.flows.find(({ id }) => id === rule.flow).steps;

const lower = answers();
const higher = answers({ 1: [0], 4: [0] });
/** Beyond the lower class and within the higher one; and within both. */
const beyond = "sector-fund";
const within = "index-fund";

const said = {
  "zh-CN": { free: "可以继续", steps: "需先完成步骤", confirms: "公司的步骤由公司确认", call: "400-555-0100", waits: /最迟/ },
  en: {
    free: "Can proceed",
    steps: "Steps first",
    confirms: "by the firm where it is the firm's",
    call: "400-555-0100",
    waits: /has to be finished by/,
  },
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Days are the pack's: a journey that would come over its midnight begins after it. */
const clearOfMidnight = (server) => {
  const leftOfDay = DAY - ((Math.floor(Date.now() / 1000) + offset * 60) % DAY);
  if (leftOfDay < 600) server.advance(leftOfDay + 60);
};

const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
const note = ({ page }) => page.locator("main .note[role=status]");
const view = ({ page }) => page.locator("prescreen-flow .view");

/** An assessment that is sent; gives the class. */
const assessed = async (visit, choose) => {
  await toQuestions(visit);
  const picked = await answerAll(visit, choose);
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  return { picked, class: (await me(visit)).profile.class };
};

/** What the page of a product says before anything is begun. */
const product = async (visit, id) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/buy.html#${id}`);
  const badge = await visit.page.locator("main .verdict").innerText();
  return { badge: badge.trim(), page: await visit.page.locator("main").innerText() };
};

for (const size of [
  { locale: "zh-CN", width: 360, height: 740, touch: true },
  { locale: "en", width: 1280, height: 900 },
])
  test(`a purchase beyond the class before waits for a call for ${days} days, and is told so before it is begun (${size.locale})`, async (context) => {
    const server = await startServer();
    clearOfMidnight(server);
    const visit = await openPage(browser, server.url, size);
    context.after(async () => {
      await visit.context.close();
      await server.stop();
    });
    const { page, requests } = visit;
    const text = said[visit.locale];
    const words = pack.texts[visit.locale];
    await signIn(visit, "lapsed");
    const first = await assessed(visit, lower);
    server.advance(DAY);
    const second = await assessed(visit, higher);
    assert.deepEqual([first.class, second.class], ["C3", "C4"]);

    // What the class before reached needs no call; what it did not says why and by which step, before an amount is typed.
    const free = await product(visit, within);
    assert.equal(free.badge, text.free);
    assert.ok(!free.page.includes(words["reason.match.upgraded"]));
    const watched = await product(visit, beyond);
    await shot(visit, "upgraded-product");
    assert.equal(watched.badge, text.steps);
    assert.ok(watched.page.includes(text.confirms), "who confirms a step");
    for (const name of ["reason.match.upgraded", "reason.match.upgraded.next", `step.${rule.flow}.${step.id}`])
      assert.ok(watched.page.includes(words[name]), name);

    const before = requests.length;
    const picked = await startPurchase(visit, beyond);
    await confirm(visit);
    const result = await view(visit).innerText();
    await shot(visit, "upgraded-result");
    for (const name of ["reason.match.upgraded", "reason.match.upgraded.next"]) assert.ok(result.includes(words[name]), name);
    await button(visit, say(visit).send).click();
    assert.deepEqual(await steps(visit, { until: "host" }), ["host"]);

    // The person cannot confirm it: there is no button for it, and no order without it.
    const now = page.locator("prescreen-flow li.now");
    assert.ok((await now.innerText()).includes(words[`step.${rule.flow}.${step.id}`]));
    assert.ok((await now.innerText()).includes(text.call), "from which number, so that nobody follows another");
    assert.equal(await now.getByRole("button", { name: say(visit).resume, exact: true }).count(), 0);
    const [pending] = (await me(visit)).orders;
    const order = { session: pending.session, amount: pending.amount };
    const refused = await page.request.post(`${visit.url}/broker/orders`, { data: order });
    assert.deepEqual([pending.state, refused.status(), (await refused.json()).code], ["pending", 409, "not-ready"]);

    // After a reload it waits for the same, and still only for that.
    assert.match((await product(visit, beyond)).page, text.waits);
    await button(visit, say(visit).resume).click();
    await now.filter({ hasText: words[`step.${rule.flow}.${step.id}`] }).waitFor();
    await steps(visit);
    await placeOrder(visit);
    assert.equal((await me(visit)).orders[0].state, "placed");

    const sent = requests.slice(before).filter(({ url }) => url.includes("/v1/"));
    assert.deepEqual(left(sent), [named.claim, named.commit, named.verdict]);
    const verdict = content(sent.find(({ url }) => url.endsWith("/verdict")).body);
    assert.deepEqual([verdict.class, verdict.class_on_file, verdict.flows, verdict.reasons], ["C4", true, [rule.flow], [rule.id]]);
    const answered = [...first.picked, ...second.picked, ...picked].filter((words) => words.length > 1);
    assert.deepEqual(told(requests, answered), []);
    assert.deepEqual(told(sent, [first.class]), [], "the class before is the firm's own; no page sends it");

    // The day after the pack's days, the same purchase goes on without.
    server.advance(days * DAY);
    assert.equal((await product(visit, beyond)).badge, text.steps);
    server.advance(DAY);
    assert.equal((await product(visit, beyond)).badge, text.free);
    await startPurchase(visit, beyond);
    await confirm(visit);
    assert.ok(!(await view(visit).innerText()).includes(words["reason.match.upgraded"]), await heading(visit));
    await button(visit, say(visit).send).click();
    assert.deepEqual(await steps(visit), []);
    await page.locator("main form.order").waitFor();
    assert.deepEqual(visit.errors, []);
  });
