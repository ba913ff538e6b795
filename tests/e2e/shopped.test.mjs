// A result cannot be shopped for: who saw one and kept it back buys nothing on the class from before, in whichever page it was
// begun, until it is sent or answered again. It is told before the first question, and stopping before that costs nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import {
  answerAll,
  answers,
  asked,
  button,
  confirm,
  doNotSend,
  placeOrder,
  say,
  settle,
  signIn,
  startPurchase,
  steps,
  throughNotices,
  toQuestions,
} from "./support/journey.mjs";
import { left, named, told } from "./support/left.mjs";
import { startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
/** The class that is on file, and one below it. */
const asBefore = answers({ 1: [0], 4: [0] });
const lower = answers({ 15: [1] });

const said = {
  "zh-CN": {
    withheld: "若不发送结果，登记的类别会暂停使用，直到您发送该结果或完成另一次评估。",
    stops: "您可以随时停止。",
    atStake: "您已登记的类别 C4 不再算数，直到发送一次结果。",
    becomes: /不发送，在发送一次结果之前，没有类别算数/,
    stop: "停止",
    leave: "离开",
    stopped: /已停止/,
    free: "也没有计入评估次数",
    suspends: "在您完成另一次评估之前，登记的类别暂停使用。",
    lapsed: /暂停使用/,
    suspended: /您登记的类别现在暂停使用/,
    counts: "有效期到",
    before: "之后的一次评估没有完成，或结果较低。",
    refused: "公司的服务器没有接受",
  },
  en: {
    withheld: "A result that is not sent suspends your class on file, until you send it or finish another assessment.",
    stops: "You may stop at any time.",
    atStake: "Your class on file, C4, does not count from then on, until a result is sent.",
    becomes: /If you do not, none counts until you send one/,
    stop: "Stop",
    leave: "Leave",
    stopped: /You stopped/,
    free: "no assessment was counted",
    suspends: "Until you finish another assessment, your class on file does not count.",
    lapsed: /does not count now/,
    suspended: /Your class on file does not count now/,
    counts: "Valid until",
    before: "A later assessment was not finished, or came out lower.",
    refused: "The firm’s server did not accept this",
  },
};

const sizes = [
  { locale: "zh-CN", width: 360, height: 740, touch: true },
  { locale: "en", width: 1280, height: 900 },
];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visitor = async (context, options) => {
  const server = await startServer();
  const visit = await openPage(browser, server.url, options);
  context.after(async () => {
    await visit.context.close();
    await server.stop();
  });
  return visit;
};

const view = ({ page }) => page.locator("prescreen-flow .view");
const note = ({ page }) => page.locator("main .note[role=status]");
const lapsed = ({ page }) => page.locator("main .lapsed");
const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
/** Another page of the same person. */
const beside = async (visit) => {
  const page = await visit.context.newPage();
  page.setDefaultTimeout(15_000);
  return { ...visit, page };
};
const at = async (visit, address) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/${address}`);
  await visit.page.locator("main:not([aria-busy]) h1").first().waitFor();
};

/** What was never to leave: each answer by its id and its words, and what the firm holds. */
const secrets = async (visit, picked) => {
  const { facts } = await me(visit);
  const ids = items.flatMap(({ id, options }) => [`"${id}"`, `item/${id}`, ...options.map((option) => `"${option.id}"`)]);
  return [...ids, ...picked.filter((words) => words.length > 1), facts.birth_date, String(facts.avg_assets_20d)];
};

/** Runs in the page: opens the purchase of a product and shows it, without the site's own page that would not. */
const openPurchase = async (product) => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ purpose: "purchase", product, amount: 1_000_000 });
  const opened = await (await fetch("/broker/sessions", { method: "POST", headers, body })).json();
  await customElements.whenDefined("prescreen-flow");
  const element = Object.assign(document.createElement("prescreen-flow"), {
    session: opened.session,
    claimToken: opened.claim_token,
    base: location.origin,
  });
  element.setAttribute("locale", document.documentElement.lang);
  document.querySelector("main").append(element);
};

for (const size of sizes)
  test(`it is told before the first question, stopping is free, and what is kept back is answered again before anything is bought (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const { page, requests } = visit;
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await page.goto(`${visit.url}/assess.html`);
    await button(visit, say(visit).begin).click();
    await view(visit).filter({ hasText: text.withheld }).waitFor();
    assert.ok((await view(visit).innerText()).includes(text.stops));
    await shot(visit, "shopped-told");
    assert.deepEqual(
      left(requests.filter(({ url }) => url.includes("/v1/"))),
      [named.claim],
      "nothing but the session's claim left by then",
    );

    // Stopped with every question answered: nothing is counted, and the class counts as before.
    await throughNotices(visit);
    const picked = await answerAll(visit, asBefore);
    while (await button(visit, say(visit).keep).count()) await button(visit, say(visit).keep).click();
    await view(visit).filter({ hasText: text.atStake }).waitFor();
    await button(visit, text.stop).click();
    await asked(visit).getByRole("button", { name: text.leave, exact: true }).click();
    await settle(visit, text.stopped);
    assert.ok((await view(visit).innerText()).includes(text.free));
    assert.equal(requests.filter(({ url }) => url.endsWith("/commit")).length, 0);
    await at(visit, "account.html");
    assert.equal(await lapsed(visit).count(), 0);
    await at(visit, "buy.html#bond-fund");
    await page.locator("#amount").waitFor();

    // Seen and kept back: told before it is, also where the notices are not shown again, and then the class does not count.
    await toQuestions(visit);
    assert.ok((await view(visit).innerText()).includes(text.withheld));
    await answerAll(visit, asBefore);
    await confirm(visit);
    assert.match(await view(visit).innerText(), text.becomes);
    await doNotSend(visit);
    await note(visit).waitFor();
    assert.ok((await view(visit).innerText()).includes(text.suspends));
    await at(visit, "buy.html#bond-fund");
    await lapsed(visit).filter({ hasText: text.lapsed }).waitFor();
    assert.equal(await page.locator("#amount").count(), 0);
    await shot(visit, "shopped-suspended");
    const kept = left(requests.filter(({ url }) => url.includes("/v1/")));
    assert.deepEqual(kept, [named.claim, named.commit], "of a result that is kept back no verdict leaves");

    // A page that opens a purchase all the same: it is said why, and all is asked.
    await page.evaluate(openPurchase, "bond-fund");
    await view(visit).filter({ hasText: text.before }).waitFor();
    await throughNotices(visit);
    assert.match(await page.locator("prescreen-flow #place").innerText(), new RegExp(`\\b${items.length}\\b`));

    // Answered again and sent, the class counts and buys.
    await toQuestions(visit);
    await answerAll(visit, asBefore);
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await note(visit).waitFor();
    await startPurchase(visit, "bond-fund");
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await placeOrder(visit);
    const { orders, profile } = await me(visit);
    assert.deepEqual([orders.length, orders[0].state, profile.class, profile.overtaken], [1, "placed", "C4", false]);

    assert.deepEqual(
      left(requests),
      [
        "/broker/complete: session",
        "/broker/login: customer",
        "/broker/orders: amount session",
        "/broker/sessions: amount product purpose",
        "/broker/sessions: amount product purpose resume",
        "/broker/sessions: purpose resume",
        named.claim,
        named.commit,
        named.verdict,
      ].sort(),
    );
    assert.deepEqual(told(requests, await secrets(visit, picked)), []);
    assert.deepEqual(visit.errors, []);
  });

/** Purchases that rest on the class on file, each in a page of its own and at another press: confirm, send, sign, order. */
async function purchases(visit) {
  const begun = {};
  for (const [press, product] of [
    ["commit", "money-fund"],
    ["send", "bond-fund"],
    ["sign", "convertible"],
    ["order", "short-bond-fund"],
  ]) {
    const one = await beside(visit);
    begun[press] = one;
    // Money that is needed sooner than the product's term: its own step waits for a signature.
    await startPurchase(one, product, product === "convertible" ? { choose: answers({ 1: [0] }) } : {});
    while (await button(one, say(one).keep).count()) await button(one, say(one).keep).click();
    await button(one, say(one).confirm).waitFor();
    if (press === "commit") continue;
    await confirm(one);
    if (press === "send") continue;
    await button(one, say(one).send).click();
    if (press === "order") await one.page.locator("main form.order").waitFor();
    else await one.page.locator("prescreen-flow li.now").waitFor();
  }
  return begun;
}

/** Presses what each of these pages asks for next. */
async function pressed({ commit, send, sign, order }) {
  await button(commit, say(commit).confirm).click();
  await button(send, say(send).send).click();
  await sign.page.locator("prescreen-flow li.now").getByRole("button").last().click();
  await button(order, say(order).place).click();
}

for (const size of sizes)
  test(`a purchase that was begun before is refused at whichever press comes next, until the result is sent (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    const begun = await purchases(visit);
    await toQuestions(visit);
    await answerAll(visit, asBefore);
    await confirm(visit);
    await button(visit, say(visit).send).waitFor();

    await pressed(begun);
    for (const one of [begun.commit, begun.send, begun.sign]) {
      await settle(one, text.suspended);
      assert.match(await view(one).innerText(), /class-suspended/);
    }
    await shot({ ...visit, page: begun.sign.page }, "shopped-refused");
    await begun.order.page.locator("main [role=alert]").filter({ hasText: text.refused }).waitFor();
    assert.deepEqual(
      (await me(visit)).orders.map(({ state }) => state),
      [],
      "nothing waits and nothing is bought",
    );
    await at(begun.order, "buy.html#short-bond-fund");
    await lapsed(begun.order).waitFor();
    assert.equal(await begun.order.page.locator("main form.order, #amount").count(), 0);

    // Sent after all, with the class as before: what was accepted goes on where it stood.
    await button(visit, say(visit).send).click();
    await note(visit).waitFor();
    await at(begun.order, "buy.html#short-bond-fund");
    await placeOrder(begun.order);
    await at(begun.sign, "buy.html#convertible");
    await button(begun.sign, say(visit).resume).click();
    await steps(begun.sign);
    await placeOrder(begun.sign);
    const { orders } = await me(visit);
    assert.deepEqual(orders.map(({ product, state }) => `${product} ${state}`).sort(), ["convertible placed", "short-bond-fund placed"]);
  });

// Beijing Financial Court, December 2024: the customer's own retest came out lower, and the older class was sold on.
for (const size of sizes)
  test(`the court's case: a retest that came out lower is the class that counts, in every page that is open (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "elder");
    const sale = await beside(visit);
    await startPurchase(sale, "sector-fund");
    await confirm(sale);
    await button(sale, say(sale).send).click();
    await sale.page.locator("prescreen-flow li.now").waitFor();
    await toQuestions(visit);
    await answerAll(visit, lower);
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await note(visit).waitFor();
    const { profile } = await me(visit);
    assert.equal(profile.class, "C3");
    await sale.page.locator("prescreen-flow li.now").getByRole("button").last().click();
    await settle(sale, text.suspended);
    const { orders } = await me(visit);
    assert.deepEqual(orders, [], "what the older class led to waits no more");
    await at(sale, "buy.html#sector-fund");
    await shot({ ...visit, page: sale.page }, "shopped-lower");
    const page = await sale.page.locator("main").innerText();
    assert.ok(page.includes(pack.texts[visit.locale]["reason.match.above-class"]), page);
    assert.deepEqual(visit.errors, []);
  });
