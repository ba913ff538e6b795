// A permission is applied for once: what it asks for is listed with what is on file, nothing is answered, only what is named leaves,
// it outlives a reload, and what is bought afterwards asks for nothing of it again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { button, confirm, say, signIn, steps } from "./support/journey.mjs";
import { content, left, named, told } from "./support/left.mjs";
import { startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const said = {
  en: {
    apply: "Apply",
    see: "See the conditions, or apply",
    given: "given",
    notGiven: "not given",
    waits: "waits for its next step",
    done: "The permission is given",
    paused: "This application waits for its next step",
    cancelled: "This application is cancelled",
    held: "You have this permission",
    met: "All of it is met",
    unmet: "Not met yet",
    first: "Apply for the permission first",
    not: "Not for you",
    review: "Check what this permission asks for",
    back: "Back to STAR Market shares",
    notOpen: "You cannot apply yet",
    oneOf: "One of these is enough",
    uncompared: "has not compared them with the exchange’s own text yet",
    missing: "There is no such permission",
  },
  "zh-CN": {
    apply: "申请开通",
    see: "看条件，或申请",
    given: "已开通",
    notGiven: "未开通",
    waits: "等下一步",
    done: "权限已经开通",
    paused: "这次申请在等下一步",
    cancelled: "这次申请已取消",
    held: "这项权限已经开通",
    met: "全部满足",
    unmet: "还没有满足",
    first: "先申请权限",
    not: "不适合您",
    review: "核对这项权限的条件",
    back: "回到「科创板股票」",
    notOpen: "现在还不能申请",
    oneOf: "满足其中一项即可",
    uncompared: "还没有与交易所的原文核对",
    missing: "没有这项权限",
  },
};
const sizes = [
  { locale: "en", width: 1280 },
  { locale: "zh-CN", width: 360 },
];

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

/** A visitor of a firm of its own: what one is given, no other test finds given. */
const visitor = async (context, size) => {
  const server = await startServer();
  context.after(() => server.stop());
  const visit = await openPage(browser, server.url, size);
  context.after(() => visit.context.close());
  return visit;
};
const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
const nameOf = (visit, id) => pack.texts[visit.locale][`permission.${id}`];
const open = async ({ page, url }, address) => {
  await page.goto(`${url}/${address}`);
  await page.reload();
  await page.locator("main:not([aria-busy]) h1").waitFor();
};
const listed = async (visit, id) => {
  await open(visit, "account.html");
  const name = visit.page.locator("dt").getByText(nameOf(visit, id), { exact: true });
  const row = visit.page.locator("section[aria-labelledby=permissions] dl > div").filter({ has: name });
  return row.locator("dd").innerText();
};

/** From the page of a permission to what is confirmed: every notice, and no question. */
async function toReview(visit, text) {
  await button(visit, text.apply).click();
  const flow = visit.page.locator("prescreen-flow");
  const own = say(visit);
  for (let view = 0; view < 8; view += 1) {
    await flow.locator("[data-heading]").waitFor();
    if (await button(visit, own.confirm).count()) return;
    assert.equal(await flow.locator("fieldset.opts").count(), 0, "nothing is asked");
    const shown = await flow.locator("[data-heading]").first().innerText();
    const manner = own.manner.test(shown);
    const agree = button(visit, manner ? own.disagree : own.agree);
    await ((await agree.count()) ? agree : button(visit, own.next)).click();
    await visit.page.waitForFunction(
      (before) => document.querySelector("prescreen-flow").shadowRoot.querySelector("[data-heading]")?.innerText !== before,
      shown,
    );
  }
  assert.fail("the notices do not end");
}

for (const size of sizes)
  test(`a permission is applied for, signed for, and not asked again (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const { page } = visit;
    const text = said[visit.locale];
    await signIn(visit, "returning");
    const { facts } = await me(visit);
    assert.equal(facts.star_permission, false);
    assert.equal(await listed(visit, "star"), text.notGiven);
    assert.equal(await listed(visit, "chinext"), text.given);
    await shot(visit, "permissions");

    // What a product lacks leads to where it is applied for.
    await open(visit, "buy.html#star");
    await page.getByRole("link", { name: text.see }).click();
    await page.waitForURL(/apply\.html#star\/star$/);
    await page.locator("details.condition").getByText(text.met).waitFor();
    assert.deepEqual(
      (await axe(page)).map(({ id }) => id),
      [],
    );
    await shot(visit, "apply");

    visit.requests.length = 0;
    await toReview(visit, text);
    assert.equal(await page.locator("prescreen-flow [data-heading]").innerText(), text.review);
    await shot(visit, "apply-review");
    await confirm(visit);
    await button(visit, say(visit).send).waitFor();
    const shown = await page.locator("prescreen-flow .view").innerText();
    assert.ok(shown.includes(nameOf(visit, "star")), shown);
    assert.ok(!shown.includes(pack.texts[visit.locale]["reason.star.next"]), "nothing is to be put right");
    await shot(visit, "apply-result");
    await button(visit, say(visit).send).click();
    assert.deepEqual(await steps(visit, { until: "own" }), ["own"]);

    // A reload in the middle loses nothing: it waits in the account, and goes on from there.
    assert.equal(await listed(visit, "star"), text.waits);
    await page
      .locator("main .note.asks")
      .filter({ hasText: nameOf(visit, "star") })
      .locator("a.btn")
      .click();
    await page.waitForURL(/apply\.html#star$/);
    await page.getByText(text.paused).waitFor();
    await button(visit, say(visit).resume).click();
    assert.deepEqual(await steps(visit), ["own"]);
    await page.getByText(text.done).waitFor();
    await shot(visit, "apply-given");
    assert.equal((await me(visit)).facts.star_permission, true);
    assert.equal(await listed(visit, "star"), text.given);
    await open(visit, "apply.html#star");
    await page.getByText(text.held).waitFor();
    assert.equal(await button(visit, text.apply).count(), 0);

    // Nothing of the firm's books leaves again, and no word of what decided but its code.
    const sent = visit.requests.filter(({ url }) => url.includes("/v1/"));
    assert.deepEqual(left(sent), [named.claim, named.commit, named.step, named.verdict].sort());
    const verdict = content(sent.find(({ url }) => url.endsWith("/verdict")).body);
    assert.deepEqual(
      [verdict.purpose, verdict.permission, verdict.product, verdict.outcome, verdict.flows, verdict.class_on_file],
      ["permission", "star", null, "proceed_after", ["star-risk"], true],
    );
    assert.deepEqual(told(sent, [facts.birth_date, String(facts.avg_assets_20d)]), []);

    // What is bought now asks for the permission alone.
    await open(visit, "buy.html#star");
    const gate = page.locator("details.condition");
    await gate.waitFor();
    assert.equal(await gate.locator(".checks > li").count(), 1);
    const steped = await page.locator("ol.path li").allInnerTexts();
    const sign = pack.texts[visit.locale]["step.star-risk.sign"];
    assert.ok(!steped.some((step) => step.includes(sign)), "its disclosure is signed already");
    assert.deepEqual(visit.errors, []);
  });

for (const size of sizes)
  test(`an application that waits is cancelled in two presses, and gives nothing (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const { page } = visit;
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await open(visit, "apply.html#star");
    await toReview(visit, text);
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await steps(visit, { until: "own" });
    await open(visit, "apply.html#star");
    assert.equal(await button(visit, text.apply).count(), 0, "none begins beside it");
    const second = await page.request.post(`${visit.url}/broker/sessions`, { data: { purpose: "permission", permission: "star" } });
    assert.deepEqual([second.status(), (await second.json()).code], [409, "unfinished"]);
    await page.locator("details.cancel summary").click();
    await page.getByRole("button", { name: say(visit).cancelNow, exact: true }).click();
    await page.getByText(text.cancelled).waitFor();
    const { facts, requests, waiting_permissions: waiting } = await me(visit);
    assert.deepEqual([facts.star_permission, waiting], [false, []]);
    assert.deepEqual(
      requests.map(({ kind, permission }) => [kind, permission]),
      [["withdrawal", "star"]],
    );
    assert.equal(await listed(visit, "star"), text.notGiven);
  });

for (const size of sizes)
  test(`levels of options are applied for one by one, and a level that is short is told with what is on file (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const { page } = visit;
    const text = said[visit.locale];
    await signIn(visit, "professional");
    assert.equal(await listed(visit, "options-2"), text.given);
    assert.equal(await listed(visit, "options-3"), text.notGiven);
    await open(visit, "apply.html#options-3");
    await toReview(visit, text);
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await steps(visit);
    await page.getByText(text.done).waitFor();
    assert.equal((await me(visit)).facts.options_level, 3);

    await signIn(visit, "returning");
    await open(visit, "apply.html#options-1");
    await page.locator(".condition").getByText(text.unmet).waitFor();
    // What is lacking is no judgement of the person, and a bar is drawn in the page's colours, not in the browser's black.
    await page.locator("main .verdict").getByText(text.notOpen).waitFor();
    assert.equal(await page.getByText(text.not, { exact: true }).count(), 0);
    assert.ok((await page.locator(".condition .meter rect").count()) > 0);
    assert.deepEqual(
      await page
        .locator(".condition .meter rect")
        .evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).fill).filter((fill) => fill === "rgb(0, 0, 0)")),
      [],
    );
    assert.equal(await button(visit, text.apply).count(), 0);
    await page.getByText(text.oneOf).waitFor();
    await page.locator("details.uncertain > summary").click();
    await page.getByText(text.uncompared).waitFor();
    await shot(visit, "apply-unmet");
    await open(visit, "apply.html#nothing");
    await page.getByRole("heading", { name: text.missing }).waitFor();
  });

for (const size of sizes)
  test(`what a permission alone keeps from the person says so, leads there and back, and is wide enough to press (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const { page } = visit;
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await open(visit, "shelf.html");
    const stateOf = (id) => page.locator(`.prod:has(a[href="buy.html#${id}"]) .state`);
    assert.equal(await stateOf("star").textContent(), text.first);
    assert.equal(await stateOf("private-fund").textContent(), text.not, "no permission opens it");
    await open(visit, "buy.html#star");
    assert.equal(await page.locator(".verdict .state").innerText(), text.first);
    await page.getByRole("link", { name: text.see }).click();
    await page.getByRole("link", { name: text.back }).click();
    await page.waitForURL(/buy\.html#star$/);
    await listed(visit, "star");
    const links = page.locator("section[aria-labelledby=permissions] a");
    assert.ok((await links.count()) > 0);
    for (const link of await links.all()) assert.ok((await link.boundingBox()).height >= 44, await link.innerText());
    // Whoever has no class is assessed first, whatever the product asks for besides.
    await signIn(visit, "lapsed");
    await open(visit, "shelf.html");
    assert.equal(await stateOf("star").textContent(), await stateOf("bond-fund").textContent());
  });
