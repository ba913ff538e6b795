// Every journey of a visitor, against the real server and the built site.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { binary, startServer } from "./support/server.mjs";
import {
  answerAll,
  answers,
  asked,
  button,
  confirm,
  doNotSend,
  heading,
  placeOrder,
  say,
  settle,
  signIn,
  startPurchase,
  steps,
  toQuestions,
} from "./support/journey.mjs";

const HOUR = 3600;
let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser.close());

/** A journey on a server of its own; nothing on the page may go wrong. */
const journey = (name, options, run) =>
  test(name, async () => {
    const server = await startServer();
    const visit = await openPage(browser, server.url, options);
    try {
      await run(visit, server);
      assert.deepEqual(visit.errors, []);
    } finally {
      await visit.context.close();
      await server.stop();
    }
  });

const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
const posts = ({ requests }, end) => requests.filter(({ method, url }) => method === "POST" && url.endsWith(end));
/** What the panel says that left, and what the network saw leave for the screening server. */
const panelBytes = async ({ page }) => Number((await page.locator("prescreen-panel .bytes b").innerText()).replace(/\D/g, ""));
const sentBytes = ({ requests }) =>
  requests.filter(({ url }) => url.includes("/v1/")).reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
const note = ({ page }) => page.locator("main .note h2").first();

/** From the first page to a class on the account. */
async function openAccount(visit, given = {}) {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const chosen = await answerAll(visit, answers(given));
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  return chosen;
}

for (const options of [{ locale: "zh-CN" }, { locale: "en", width: 360, height: 780, theme: "dark" }]) {
  journey(`a newcomer opens an account (${options.locale}, ${options.width ?? 1280} px)`, options, async (visit) => {
    await openAccount(visit);
    const { account, profile, records } = await me(visit);
    assert.equal(account, "open");
    assert.match(profile.class, /^C[2-5]$/);
    assert.deepEqual(
      records.map(({ purpose, outcome }) => [purpose, outcome]),
      [["account_opening", "proceed"]],
    );
    const download = visit.page.waitForEvent("download");
    await visit.page
      .locator("prescreen-flow")
      .getByRole("button", { name: /Download|下载/ })
      .click();
    const file = await (await download).path();
    const record = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(record.values.filter(({ id, value }) => id.startsWith("item/") && value !== null).length, 18);
    assert.match(execFileSync(binary(), ["record", "check", file], { encoding: "utf8" }), /\S/);
  });
}

journey("the class is not shown before the ticket, and no points before the receipt", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  const flow = visit.page.locator("prescreen-flow");
  assert.doesNotMatch(await flow.locator(".view").innerText(), /\bC[1-5]\b/);
  assert.ok(sentBytes(visit) > 0);
  assert.equal(await panelBytes(visit), sentBytes(visit), "the claim alone");
  await confirm(visit);
  assert.equal(await panelBytes(visit), sentBytes(visit));
  assert.match(await flow.locator(".view").innerText(), /\bC[1-5]\b/);
  assert.doesNotMatch(await flow.locator(".view").innerText(), /\d+ points/);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  assert.match(await flow.locator(".view").innerText(), /\d+ points/);
  assert.equal(await panelBytes(visit), sentBytes(visit));
  assert.match(await visit.page.locator("prescreen-panel .wire-body").innerText(), /This device checked the server’s signatures/);
});

journey("a ticket that the server did not sign shows no class", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const signer = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const tell = (address, more) =>
    visit.context.route(address, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...more } });
    });
  await tell("**/broker/sessions", { server_keys: [signer] });
  // A page with the wrong keys is told at its start; no attempt is counted for it.
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  await settle(visit, /A person takes over/);
  assert.match(visit.errors.splice(0).join(), /other-keys/);
  assert.equal(posts(visit, "/commit").length, 0);
  // Nor does a server's word for whose key it is replace the check of what it signs.
  await tell("**/claim", { signer });
  await toQuestions(visit);
  await answerAll(visit, answers());
  await button(visit, say(visit).confirm).click();
  await settle(visit, /not the server’s/);
  assert.doesNotMatch(await visit.page.locator("prescreen-flow .view").innerText(), /\bC[1-5]\b/);
  assert.equal(posts(visit, "/verdict").length, 0);
});

journey("a returning investor buys from the profile on file, asked only what concerns the product", { locale: "zh-CN" }, async (visit) => {
  await signIn(visit, "returning");
  // As sums are said in Chinese.
  const asked = await startPurchase(visit, "bond-fund", { amount: "1.5万" });
  assert.ok(asked.length <= 2, asked.join(" "));
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit);
  const ticket = visit.page.locator("main form.order");
  await ticket.waitFor();
  assert.match(
    await ticket.innerText(),
    /债券基金[\s\S]*15,000 元[\s\S]*\d{4}年\d+月\d+日星期[一二三四五]/,
    "product, amount with currency, and when",
  );
  const before = await me(visit);
  assert.deepEqual(
    before.orders.map(({ product, state }) => [product, state]),
    [["bond-fund", "ready"]],
    "sending the result places no order",
  );
  await placeOrder(visit);
  assert.equal(await visit.page.evaluate(() => document.activeElement.innerText), "订单已提交", "what came of the press is in sight");
  assert.match(await visit.page.locator("main .note").first().innerText(), /要撤销，请在当天执行之前致电 400-555-0100/);
  const { orders, profile } = await me(visit);
  assert.deepEqual(
    orders.map(({ product, state, amount, currency, carried_out_on }) => [product, state, amount, currency, carried_out_on]),
    [["bond-fund", "placed", 1_500_000, "CNY", before.carries_out_on]],
  );
  assert.equal(profile.class, "C4");
  await visit.page.goto(`${visit.url}/account.html`);
  assert.match(await visit.page.getByRole("region", { name: "订单" }).innerText(), /债券基金 · 15,000 元[\s\S]*已提交/);
  assert.match(await visit.page.getByRole("region", { name: "评估与收据" }).innerText(), /买入 · 债券基金 · C4 积极型 · 已下单/);
});

journey("an expired profile is assessed again, then buys", { locale: "en" }, async (visit) => {
  await signIn(visit, "lapsed");
  await visit.page.goto(`${visit.url}/shelf.html`);
  await note(visit).waitFor();
  assert.match(await note(visit).innerText(), /expired/);
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  await startPurchase(visit, "short-bond-fund");
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit);
  await placeOrder(visit);
  assert.equal((await me(visit)).orders[0].state, "placed");
});

for (const [locale, held, lowest] of [
  ["zh-CN", /类别最高是 C2/, /取最低的一项/],
  ["en", /the class is C2 at most/, /the lowest counts/],
])
  journey(`a class that a rule holds down is not said to be the lowest of the dimensions (${locale})`, { locale }, async (visit) => {
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    // Much experience, and nothing but deposits: both kept, a rule leaves C2.
    await answerAll(visit, (number, count) => (number === 10 ? [1] : [Math.min(2, count - 1)]));
    await confirm(visit);
    const shown = await visit.page.locator("prescreen-flow .view").innerText();
    assert.match(shown, held);
    assert.doesNotMatch(shown, lowest);
    const decided = visit.page.locator("prescreen-flow .reasons li").filter({ hasText: /pair.deposits-experienced/ });
    assert.equal(await decided.locator(".tier").count(), 1, "the rule that held it is marked");
  });

journey("answers that do not go together are asked about once", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers({ 10: [0, 2] }));
  assert.match(await heading(visit), /look at again/);
  await button(visit, /^Change question 10/).click();
  await visit.page.locator("prescreen-flow fieldset.opts").waitFor();
  await visit.page.locator("prescreen-flow .opt input").nth(0).click();
  await button(visit, say(visit).next).click();
  await settle(visit, /Confirm your answers/);
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  assert.equal((await me(visit)).account, "open");
  assert.equal(posts(visit, "/commit").length, 1);
});

journey("who keeps answers that cannot both be right is referred to a person", { locale: "zh-CN" }, async (visit) => {
  await openAccount(visit, { 10: [0, 3] });
  assert.match(await note(visit).innerText(), /工作人员/);
  const { account, profile, records } = await me(visit);
  assert.deepEqual([account, profile, records[0].outcome], ["none", null, "refer"]);
});

/** Opens a session and shows it, without the site's own page that would say why not. */
const openFlow = ({ page }) =>
  page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ purpose: "account_opening" });
    const opened = await (await fetch("/broker/sessions", { method: "POST", headers, body })).json();
    const element = Object.assign(document.createElement("prescreen-flow"), {
      session: opened.session,
      claimToken: opened.claim_token,
      base: location.origin,
    });
    document.querySelector("main").append(element);
  });

journey("a minor is told before the first question, with the rule, a next step and a person", { locale: "en" }, async (visit) => {
  await signIn(visit, "minor");
  for (const address of ["shelf.html", "assess.html", "account.html"]) {
    await visit.page.goto(`${visit.url}/${address}`);
    await visit.page.locator("main .note.barred").filter({ hasText: "age of 18" }).waitFor();
    const main = await visit.page.locator("main").innerText();
    assert.match(main, /A branch can help you, together with your guardian/);
    assert.doesNotMatch(main, /Take the suitability assessment|no investor class yet|after a suitability|Start the/i, address);
    assert.equal(await button(visit, say(visit).begin).count(), 0, "an assessment is not offered");
  }
  await visit.page.locator("main summary").filter({ hasText: "I disagree" }).click();
  await button(visit, "Yes, I disagree").click();
  await visit.page.locator("main .note").filter({ hasText: "Your objection is received" }).waitFor();
  const sent = posts(visit, "/broker/contact").map(({ body }) => JSON.parse(body));
  assert.deepEqual(sent, [{ kind: "objection" }], "what is said is what goes");
  assert.equal(posts(visit, "/broker/sessions").length, 0);

  // A page that opens a session all the same: the element says it before the first question.
  await visit.page.goto(`${visit.url}/assess.html`);
  await visit.page.locator("main .note.barred").waitFor();
  await openFlow(visit);
  await settle(visit, /not possible/);
  const flow = visit.page.locator("prescreen-flow");
  const shown = await flow.locator(".view").innerText();
  assert.match(shown, /age of 18/);
  assert.match(shown, /A branch can help you, together with your guardian/);
  assert.doesNotMatch(shown, /\bC[1-5]\b/);
  assert.equal(await flow.locator("fieldset.opts").count(), 0);
  assert.equal(posts(visit, "/commit").length, 0, "no attempt is counted");
  assert.equal((await me(visit)).account, "none");
});

journey(
  "left-out answers are not a low score: until they are given nothing leaves, and no attempt counts",
  { locale: "en" },
  async (visit) => {
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await answerAll(visit, answers({ 1: null, 2: null }));
    for (const left of [2, 1]) {
      await button(visit, say(visit).answerMissing).waitFor();
      assert.match(
        await visit.page.locator("prescreen-flow .missing").innerText(),
        left === 2 ? /2 questions are not/ : /One question is not/,
      );
      assert.equal(await button(visit, say(visit).confirm).count(), 0);
      assert.equal(posts(visit, "/commit").length, 0);
      await button(visit, say(visit).answerMissing).click();
      await visit.page.locator("prescreen-flow .opt input").nth(1).check();
      await button(visit, say(visit).next).click();
    }
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await note(visit).waitFor();
    const { records } = await me(visit);
    assert.notEqual(records[0].class, null);
  },
);

journey("a consent that is not given ends the way, and nothing leaves", { locale: "zh-CN" }, async (visit) => {
  await signIn(visit, "newcomer");
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  await button(visit, say(visit).next).click();
  // A wrong press ends nothing.
  const consent = await heading(visit);
  await button(visit, say(visit).disagree).click();
  await asked(visit)
    .getByRole("button", { name: say(visit).back, exact: true })
    .click();
  await settle(visit, consent);
  await button(visit, say(visit).disagree).click();
  await asked(visit)
    .getByRole("button", { name: say(visit).end, exact: true })
    .click();
  await note(visit).waitFor();
  assert.equal(posts(visit, "/commit").length, 0);
});

journey("a result that is not sent stays here", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
  await doNotSend(visit);
  await note(visit).waitFor();
  assert.equal(posts(visit, "/verdict").length, 0);
  assert.equal((await me(visit)).account, "none");
});

journey("offline when sending: kept, visible, sent when the network is back", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
  await visit.context.setOffline(true);
  await button(visit, say(visit).send).click();
  const flow = visit.page.locator("prescreen-flow");
  await flow.getByText("Not sent yet").waitFor();
  await visit.context.setOffline(false);
  await flow
    .getByRole("button", { name: say(visit).retry })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await note(visit).waitFor();
  const verdicts = new Set(posts(visit, "/verdict").map(({ body }) => body));
  assert.equal(verdicts.size, 1);
  assert.equal((await me(visit)).account, "open");
});

journey("an answer of the server that is lost: the same bytes again, and no harm", { locale: "zh-CN" }, async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers());
  const lost = { commit: 0, verdict: 0 };
  for (const end of ["commit", "verdict"]) {
    await visit.context.route(new RegExp(`/${end}$`), async (route) => {
      lost[end] += 1;
      if (lost[end] > 1) return route.continue();
      await route.fetch();
      return route.abort("connectionreset");
    });
  }
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await note(visit).waitFor();
  assert.deepEqual(lost, { commit: 2, verdict: 2 });
  for (const end of ["/commit", "/verdict"]) assert.equal(new Set(posts(visit, end).map(({ body }) => body)).size, 1);
  assert.equal((await me(visit)).records.length, 1);
});

journey(
  "a product above the class starts by the investor's own request, with a warning that is signed",
  { locale: "en" },
  async (visit) => {
    await openAccount(visit, { 15: [1], 14: [1], 13: [1] });
    await visit.page.goto(`${visit.url}/shelf.html`);
    const above = visit.page.locator("details.above");
    await above.waitFor();
    assert.equal(await above.evaluate((one) => one.open), false);
    await startPurchase(visit, "sector-fund");
    await confirm(visit);
    const own = visit.page.locator("prescreen-flow details").filter({ hasText: "at my own request" });
    assert.equal(await own.evaluate((one) => one.open), false);
    await own.locator("summary").click();
    await own.getByRole("button").click();
    const kinds = await steps(visit);
    assert.ok(kinds.length >= 4, kinds.join(" "));
    await placeOrder(visit);
    assert.equal((await me(visit)).orders[0]?.product, "sector-fund");
  },
);

journey(
  "a cooling-off is real: the page is closed, the clock of the server moves, the purchase goes on",
  { locale: "zh-CN" },
  async (visit, server) => {
    await signIn(visit, "professional");
    await startPurchase(visit, "private-fund");
    await confirm(visit);
    await button(visit, say(visit).send).click();
    const first = await steps(visit, { until: "wait" });
    assert.ok(first.includes("host"), first.join(" "));
    const flow = visit.page.locator("prescreen-flow");
    await flow.getByRole("timer").first().waitFor();
    assert.equal(await flow.getByRole("button", { name: "等待之后，我确认" }).count(), 0);
    // Every page says what it waits for, before anybody presses in vain.
    for (const page of ["account.html", "shelf.html", "buy.html#private-fund"]) {
      await visit.page.goto(`${visit.url}/${page}`);
      await visit.page
        .locator("main")
        .filter({ hasText: /要等到北京时间.*之后才能继续。最迟在北京时间.*之前完成/ })
        .waitFor();
    }
    await visit.page.close();
    server.advance(25 * HOUR);
    visit.page = await visit.context.newPage();
    await visit.page.goto(`${visit.url}/account.html`);
    await visit.page
      .locator("main")
      .filter({ hasText: /最迟在北京时间.*之前完成/ })
      .waitFor();
    assert.doesNotMatch(await visit.page.locator("main").innerText(), /要等到/, "it can go on");
    await visit.page.getByRole("link", { name: "私募证券投资基金", exact: true }).click();
    await button(visit, say(visit).resume).click();
    await visit.page.locator("prescreen-flow li.now").waitFor();
    assert.equal(await panelBytes(visit), sentBytes(visit), "what left from the page before is counted");
    for (let round = 0; round < 3; round += 1) {
      await steps(visit, { until: "wait" });
      if (await visit.page.locator("main form.order").count()) break;
      server.advance(25 * HOUR);
      await visit.page.reload();
      await button(visit, say(visit).resume).click();
    }
    await placeOrder(visit);
    await visit.page.locator("main .note h2").filter({ hasText: "订单已提交" }).waitFor();
    assert.equal((await me(visit)).orders[0].state, "placed");
  },
);

journey(
  "what is left of the day's assessments is told before the first question, and at none nothing is asked",
  { locale: "en" },
  async (visit) => {
    const left = visit.page.locator("main .left");
    await signIn(visit, "newcomer");
    // The pack's limits: two a day, eight in twelve months; a result that is not sent counts too.
    for (const said of [/left: 2 today, 8 in 12 months/, /left: 1 today, 7 in 12 months/]) {
      await visit.page.goto(`${visit.url}/assess.html`);
      await left.filter({ hasText: said }).waitFor();
      await toQuestions(visit);
      await answerAll(visit, answers());
      await button(visit, say(visit).confirm).click();
      await doNotSend(visit);
      await note(visit).waitFor();
    }
    await visit.page.goto(`${visit.url}/assess.html`);
    await left.filter({ hasText: "No assessment is left today" }).waitFor();
    assert.equal(await button(visit, say(visit).begin).count(), 0);
  },
);

journey("a third assessment that two pages began has to wait, and the page says until when", { locale: "en" }, async (visit) => {
  await signIn(visit, "newcomer");
  const other = { ...visit, page: await visit.context.newPage() };
  await toQuestions(other);
  // A page behind another one is slow: its timers wait.
  await visit.page.bringToFront();
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await toQuestions(visit);
    await answerAll(visit, answers());
    await button(visit, say(visit).confirm).click();
    await doNotSend(visit);
    await note(visit).waitFor();
  }
  await other.page.bringToFront();
  await answerAll(other, answers());
  await button(other, say(visit).confirm).click();
  await settle(other, /No assessment is left/);
  const shown = () => other.page.locator("prescreen-flow .view").innerText();
  assert.match(await shown(), /Possible again from \d{4}-\d\d-\d\d/);

  // Whoever begins now is told so before the first question, and for nothing.
  await other.page.goto(`${visit.url}/assess.html`);
  await other.page.locator("main .left").filter({ hasText: "No assessment is left" }).waitFor();
  const counted = posts(visit, "/commit").length;
  await openFlow(other);
  await settle(other, /No assessment is left/);
  assert.match(await shown(), /Possible again from \d{4}-\d\d-\d\d/);
  assert.match(await shown(), /ask a person/);
  assert.equal(await other.page.locator("prescreen-flow fieldset.opts").count(), 0);
  assert.equal(posts(visit, "/commit").length, counted);
});
