// What is said is what is true at that point: on leaving, before an order, of rules, of who is told what.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import {
  answerAll,
  answers,
  button,
  confirm,
  placeOrder,
  say,
  settle,
  signIn,
  startPurchase,
  steps,
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

const visitor = async (context, options = { locale: "en" }) => {
  const visit = await openPage(browser, server.url, options);
  context.after(() => visit.context.close());
  return visit;
};
const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
const ordersOf = async (visit, product) => (await me(visit)).orders.filter((one) => one.product === product);
const ending = ({ page }) => page.locator("main .note[role=status]").first();
const view = ({ page }) => page.locator("prescreen-flow .view").innerText();

test("stopping in the waiting time keeps the purchase, and says what was sent; cancelling is its own act", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "elder");
  await startPurchase(visit, "chinext");
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit, { until: "wait" });
  const taken = await visit.page.locator("prescreen-flow li.done").count();
  const all = await visit.page.locator("prescreen-flow .steps > li").count();
  assert.ok(taken > 0);
  await button(visit, say(visit).leave).click();
  await ending(visit).waitFor();
  const said = await ending(visit).innerText();
  assert.match(said, /waits for its next step/);
  assert.match(said, /sent and accepted; no order is placed/);
  assert.doesNotMatch(`${said} ${await view(visit)}`, /[Nn]othing has happened|nothing was bought/);
  assert.match(await view(visit), new RegExp(`Steps confirmed so far: ${taken} of ${all}`));
  const [waiting] = await ordersOf(visit, "chinext");
  assert.equal(waiting.state, "pending");

  // The account lists what is confirmed of it, with its time, and cancels nothing by one press.
  await visit.page.goto(`${visit.url}/account.html`);
  const { waits, requests } = kept(visit);
  await waits.waitFor();
  assert.equal(await waits.locator(".when").count(), taken);
  assert.match(await waits.locator(".when").first().innerText(), /Read the risk points[\s\S]*\d{4}/);
  await waits.locator("summary", { hasText: "Cancel this" }).click();
  await waits.getByText("no order is placed").waitFor();
  await shot(visit, "account-waits");
  assert.equal((await ordersOf(visit, "chinext"))[0].session, waiting.session, "one press cancels nothing");
  assert.equal(await requests.count(), 0);

  // Nothing else begins beside it; going on is where it stopped.
  await visit.page.goto(`${visit.url}/buy.html#chinext`);
  await visit.page.reload();
  await button(visit, say(visit).resume).waitFor();
  assert.equal(await button(visit, say(visit).buy).count(), 0);
  const second = await visit.page.request.post(`${visit.url}/broker/sessions`, { data: { purpose: "purchase", product: "chinext" } });
  assert.deepEqual([second.status(), (await second.json()).code], [409, "unfinished"]);
  await button(visit, say(visit).resume).click();
  await visit.page.locator("prescreen-flow").getByRole("timer").waitFor();
  assert.equal(await visit.page.locator("prescreen-flow li.done").count(), taken);

  await visit.page
    .locator("prescreen-flow summary")
    .filter({ hasText: say(visit).cancel })
    .click();
  assert.equal((await ordersOf(visit, "chinext"))[0].session, waiting.session, "opening what it means cancels nothing");
  await button(visit, say(visit).cancelNow).click();
  await ending(visit).filter({ hasText: "This purchase is cancelled" }).waitFor();
  assert.match(await ending(visit).innerText(), /steps that you confirmed stay on record/);
  assert.deepEqual(await ordersOf(visit, "chinext"), []);
  await visit.page.reload();
  await button(visit, say(visit).buy).waitFor();
  assert.deepEqual(
    (await me(visit)).requests.map(({ kind, state, session }) => [kind, state, session]),
    [["withdrawal", "done", waiting.session]],
  );
});

/** What waits on the account page, and the requests that are kept there. */
const kept = ({ page }) => ({
  waits: page.locator("main .note.asks"),
  requests: page.getByRole("region", { name: "Requests" }).locator(".when"),
});

test("a result and an order are two acts; the second names product, amount and day, and not now keeps it", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "returning");
  await visit.page.goto(`${visit.url}/buy.html#short-bond-fund`);
  await button(visit, say(visit).buy).click();
  const field = visit.page.locator("#amount");
  await visit.page.getByRole("alert").filter({ hasText: "There is no amount" }).waitFor();
  assert.equal(await field.evaluate((one) => one === document.activeElement), true);
  await startPurchase(visit, "short-bond-fund", { amount: "12,345.60" });
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit);
  const asked = visit.page.locator("main form.order");
  await asked.waitFor();
  assert.match(await asked.innerText(), /Short-term bond fund[\s\S]*CNY 12,345\.60[\s\S]*day, \w+ \d+, \d{4}/);
  assert.equal((await ordersOf(visit, "short-bond-fund"))[0].state, "ready");
  await asked.getByRole("button", { name: "Not now" }).click();
  await ending(visit).filter({ hasText: "No order is placed yet" }).waitFor();
  await visit.page.goto(`${visit.url}/account.html`);
  await visit.page.getByRole("link", { name: "Short-term bond fund", exact: true }).click();
  await placeOrder(visit);
  assert.match(await ending(visit).innerText(), /Your order is placed[\s\S]*CNY 12,345\.60/);
  const [order] = await ordersOf(visit, "short-bond-fund");
  assert.deepEqual([order.state, order.amount, order.currency], ["placed", 1_234_560, "CNY"]);
  assert.match(order.carried_out_on, /^\d{4}-\d\d-\d\d$/);
  assert.notEqual(new Date(`${order.carried_out_on}T00:00:00Z`).getUTCDay() % 6, 0, "a day from Monday to Friday");
});

test("a receipt names its product, in the account and at the end", async (context) => {
  const visit = await visitor(context, { locale: "zh-CN" });
  await signIn(visit, "professional");
  await startPurchase(visit, "money-fund");
  await confirm(visit);
  assert.match(await view(visit), /货币市场基金/);
  await button(visit, say(visit).send).click();
  await steps(visit);
  assert.match(await view(visit), /货币市场基金/);
  await placeOrder(visit);
  await visit.page.goto(`${visit.url}/account.html`);
  const receipts = await visit.page.getByRole("region", { name: "评估与收据" }).innerText();
  assert.match(receipts, /买入 · 货币市场基金.* · 已下单/);
  assert.doesNotMatch(receipts, /完成步骤后可以办理/, "the order is placed: nothing is left to do");
});

test("a product is found by its name or kind in either language, and no search unfolds for good what is above the class", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/shelf.html`);
  const field = page.getByRole("searchbox", { name: "Find a product" });
  const told = page.locator("main p[role=status]");
  const names = () => page.locator("article.prod:visible h3").allInnerTexts();
  await field.waitFor();
  const all = (await names()).length;
  await field.fill("bond SHORT");
  assert.deepEqual(await names(), ["Short-term bond fund"]);
  assert.equal(await told.innerText(), "1 product");
  await field.fill("货币");
  assert.deepEqual(await names(), ["Money market fund"]);
  await field.fill("private fund");
  const above = page.locator("details.above");
  assert.ok((await names()).length > 0 && (await above.getAttribute("open")) !== null, "what is found alone is shown");
  await field.fill("no such thing");
  assert.deepEqual([await names(), await told.innerText()], [[], "There is no such product."]);
  await field.fill("");
  assert.equal((await names()).length, all);
  assert.equal(await above.getAttribute("open"), null, "as it was before");
});

test("the limits of assessments are told before the first question", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  const told = [];
  await toQuestions(visit, async () => told.push(await view(visit)));
  // The pack's limits: two a day, eight in twelve months.
  assert.match(
    told[0],
    /At most 2 assessments a day are possible\. At most 8 are possible in 12 months\. You can be assessed 2 more times today\./,
  );
  assert.match(told[0], /counts when you confirm your answers, whether or not you send/);
});

test("no class stands beside an outcome that lets nothing go on", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers({ 10: [0, 3] }));
  await confirm(visit);
  await settle(visit, /A person will decide/);
  assert.doesNotMatch(await view(visit), /investor class|\bC[1-5]\b|match/);
  await button(visit, say(visit).send).click();
  await ending(visit).waitFor();
  assert.doesNotMatch(await view(visit), /Your investor class|\bC[1-5],/);
});

test("the panel says what it counts, and the page's own requests to the firm stand apart, all of them", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  // What the page before asked for is answered.
  await button(visit, say(visit).begin).waitFor();
  visit.requests.length = 0;
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  await visit.page.locator("prescreen-flow [data-heading]").waitFor();
  await visit.page.locator("details.calls summary").click();
  const listed = await visit.page.locator("details.calls li code").allInnerTexts();
  const own = visit.requests.filter(({ url }) => url.includes("/broker/")).map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  assert.ok(own.length > 0);
  assert.deepEqual(listed.sort(), own.sort());
  assert.match(await visit.page.locator("prescreen-panel .wire-body").innerText(), /Requests of the firm’s own pages are not in it/);
});

test("a rule of which one condition is enough is told as the rule, and one in doubt says nothing of the person", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  // All in A, and not the aim of keeping the capital: the rule `cap.keep-capital` holds by the one condition alone.
  await answerAll(visit, answers({ 15: [0] }));
  await confirm(visit);
  const flow = visit.page.locator("prescreen-flow");
  const keep = flow.locator(".reasons li").filter({ hasText: "keeping the capital safe first" });
  assert.match(
    await keep.innerText(),
    /The rule says: “You put keeping the capital safe first[\s\S]*not every word of it has to be true of you/,
  );

  const other = await visitor(context);
  await signIn(other, "returning");
  await startPurchase(other, "bond-fund", { choose: () => null });
  await confirm(other);
  const inside = other.page.locator("prescreen-flow section");
  const open = inside.filter({ has: other.page.getByRole("heading", { name: "Rules that could not be decided" }) });
  assert.match(await open.innerText(), /They say nothing about you/);
  const said = await open.locator(".reasons .said").allInnerTexts();
  assert.ok(said.length > 0);
  for (const line of said) assert.match(line, /^The rule says: “/);
  const why = inside.filter({ has: other.page.getByRole("heading", { name: "Why", exact: true }) });
  assert.doesNotMatch((await why.allInnerTexts()).join(" "), /could not be decided/);
});

test("who has no class is not told of rules that would need one", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await visit.page.goto(`${visit.url}/buy.html#money-fund`);
  await visit.page.reload();
  const main = visit.page.locator("main");
  await main.getByRole("heading", { name: "Why" }).waitFor();
  assert.doesNotMatch(await main.innerText(), /above your class|lowest class can buy|Please compare/);
});
