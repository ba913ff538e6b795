// What the site says of where one stands: an account that is open, a draft, a purchase that waits, an order, and what was sent before.
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
  signIn,
  startPurchase,
  steps,
  toQuestions,
  varied,
} from "./support/journey.mjs";
import { byKeyboard, unmarked } from "./support/keyboard.mjs";
import { startServer } from "./support/server.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const flow = ({ page }) => page.locator("prescreen-flow");
const visitor = async (context, options, inside = browser) => {
  const server = await startServer();
  context.after(() => server.stop());
  const visit = await openPage(inside, server.url, { width: 360, height: 740, touch: true, ...options });
  context.after(() => visit.context.close());
  visit.page.on("dialog", (dialog) => dialog.accept());
  return visit;
};
const main = ({ page }) => page.locator("main");
const bar = ({ page }) => page.locator("prescreen-panel .wire-bar");
const open = async (visit, address) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/${address}`);
  await visit.page.locator("main:not([aria-busy]) h1").first().waitFor();
};

const text = {
  "zh-CN": {
    open: "您的账户已开立",
    again: "重新评估",
    opened: /账户已开立/,
    decides: "决定接下来怎样办",
    decided: "起决定作用",
    since: "打开本页以来，评估没有发出内容",
    before: /结果之前已经发送并被接受/,
    cancelled: /没有下单：已取消，或者期限已过/,
    cancels: "account.html",
    ended: /已取消/,
    withdrawn: /您取消的 · 买入 · 私募证券投资基金\s+已办理/,
    after: /完成步骤后可以办理/,
    draft: "在这台设备上保留草稿",
    goOn: "接着上次的草稿（已回答 7 题）",
    gone: /回答就没有了。/,
    ordered: "您已下单",
    leave: "先停在这里",
    next: "继续",
    refresh: "再查一次",
    checked: /\d+:\d\d 查过：公司还没有确认/,
    must: /请在 .* 之前完成/,
    until: /公司最迟要在 .* 确认/,
    onFile: /登记的类别会暂停使用/,
    opening: /不会开户/,
    order: /下单/,
    session: /这次会话的核查符合这条规则/,
    answers: /您的回答符合这条规则/,
  },
  en: {
    open: "Your account is open",
    again: "New assessment",
    opened: /account opened/,
    decides: "decides what comes next",
    decided: "decided",
    since: "Nothing sent since this page was opened",
    before: /The result was sent and accepted before/,
    cancelled: /no order: cancelled, or its time was over/,
    cancels: "buy.html",
    ended: /cancelled/,
    withdrawn: /Cancelled by you · purchase · Private securities fund\s+done/,
    after: /can go on after steps/,
    draft: "Keep a draft on this device",
    goOn: "Go on with your draft (7 answered)",
    gone: /they are gone\./,
    ordered: "You have placed an order",
    leave: "Stop for now",
    next: "Continue",
    refresh: "Check again",
    checked: /Checked at \d+:\d\d.*: the firm has not confirmed it yet/,
    must: /Possible until/,
    until: /The firm has until .* to confirm it/,
    onFile: /class on file/,
    opening: /no account is opened/,
    order: /no order/,
    session: /applies to how this session was checked/,
    answers: /applies to your answers/,
  },
};

for (const locale of ["zh-CN", "en"]) {
  const said = text[locale];

  test(`an account that was opened is said to be open, with its class, and stays so on the account's page (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "newcomer");
    const read = [];
    await toQuestions(visit, async () => void read.push(await flow(visit).locator(".view").innerText()));
    assert.ok(read.length > 0);
    assert.doesNotMatch(read.join("\n"), said.onFile, "whoever has no class is not told what becomes of it");
    await answerAll(visit, answers());
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await steps(visit);
    await main(visit).locator(".note h2").filter({ hasText: said.open }).waitFor();
    assert.match(await main(visit).locator(".note[role=status]").innerText(), /C\d/);
    assert.equal(
      await main(visit)
        .locator("h1")
        .innerText()
        .then((title) => title.includes(said.again)),
      false,
    );
    await open(visit, "account.html");
    const records = await visit.page.locator("section[aria-labelledby=records]").innerText();
    assert.match(records, said.opened);
    assert.doesNotMatch(records, said.after);
  });

  test(`a purchase that waits: the bar speaks of this page, the page of what was sent, and the account of its end (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "professional");
    await startPurchase(visit, "private-fund");
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await steps(visit, { until: "host" });
    const view = flow(visit).locator(".view");
    assert.match(await view.innerText(), said.until);
    assert.doesNotMatch(await view.innerText(), said.must);
    assert.match(await view.innerText(), /400-555-0100/);
    await button(visit, said.refresh).click();
    await view.filter({ hasText: said.checked }).waitFor();
    // Who stops goes on from here.
    await button(visit, said.leave).click();
    await main(visit).locator(".note[role=status]").waitFor();
    await flow(visit).getByRole("button", { name: said.next, exact: true }).click();
    await flow(visit).locator("li.now").waitFor();
    assert.equal(await main(visit).locator(".note[role=status]").count(), 0);

    await open(visit, "buy.html#private-fund");
    assert.match(await main(visit).innerText(), said.before);
    assert.match(await bar(visit).innerText(), new RegExp(said.since));
    await shot(visit, "unfinished");
    await main(visit).locator("details.cancel summary").click();
    assert.doesNotMatch(await main(visit).locator("details.cancel").innerText(), said.opening, "the account is open already");
    // On either page, by two presses; what was done is said, and kept.
    if (said.cancels !== "buy.html") {
      await open(visit, said.cancels);
      assert.ok((await main(visit).locator(".note.asks .when").count()) > 0, "the steps that are confirmed, with their times");
      await main(visit).locator("details.cancel summary").click();
      await shot(visit, "waits-on-account");
    }
    await button(visit, say(visit).cancelNow).click();
    await main(visit).locator(".note h2").filter({ hasText: said.ended }).waitFor();
    await open(visit, "account.html");
    assert.match(await main(visit).locator("section[aria-labelledby=requests]").innerText(), said.withdrawn);
    await shot(visit, "requests");
    const records = await visit.page.locator("section[aria-labelledby=records]").innerText();
    assert.match(records, said.cancelled);
    assert.doesNotMatch(records, said.after);
  });

  test(`an order that is placed is said where it was made (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "returning");
    await startPurchase(visit, "bond-fund");
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await steps(visit);
    await placeOrder(visit);
    await open(visit, "buy.html#bond-fund");
    const note = main(visit).locator(".note").filter({ hasText: said.ordered });
    assert.match(await note.innerText(), /10,000[\s\S]*400-555-0100/);
    await open(visit, "buy.html#short-bond-fund");
    assert.equal(await main(visit).getByText(said.ordered).count(), 0, "of another product nothing is said");
  });

  test(`a draft is offered before anything else, and what is said of closing the page is true (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await signIn(visit, "newcomer");
    await open(visit, "assess.html");
    assert.doesNotMatch(await main(visit).innerText(), said.gone, "a draft may be kept");
    await toQuestions(visit);
    await flow(visit).getByRole("checkbox", { name: said.draft }).click();
    for (let number = 1; number <= 7; number += 1) {
      const place = await flow(visit).locator("#place").innerText();
      await flow(visit).locator(".opt input").first().click();
      await button(visit, say(visit).next).click();
      await flow(visit).locator("#place").filter({ hasNotText: place }).waitFor();
    }
    await visit.page.reload();
    await main(visit).locator(".note h2").filter({ hasText: said.goOn }).waitFor();
    assert.equal(await main(visit).locator("#id-number").count(), 0, "no empty form stands before it");
    await shot(visit, "draft-offered");
    await button(visit, say(visit).begin).click();
    await flow(visit).locator("#place").filter({ hasText: /8/ }).waitFor();
    // It is the draft of one person.
    await signIn(visit, "lapsed");
    await open(visit, "assess.html");
    assert.equal(await main(visit).locator(".note h2").filter({ hasText: said.goOn }).count(), 0);
  });

  test(`a reason that asks for a step is not said to have set the class (${locale})`, async (context) => {
    // Of a program that does not name itself one more confirmation is asked for: that decides, and the answers set the class.
    const other = await launch([unmarked]);
    context.after(() => other.close());
    await byKeyboard(browser, async () => {
      const visit = { ...(await visitor(context, { locale, touch: false }, other)), observed: true };
      await signIn(visit, "newcomer");
      await toQuestions(visit);
      await answerAll(visit, varied());
      await confirm(visit);
      assert.match(await flow(visit).locator(".view").innerText(), /\bC\d/);
      const tags = await flow(visit).locator(".reasons .first .tier").allInnerTexts();
      assert.ok(tags.includes(said.decides), tags.join(" | "));
      assert.ok(!tags.includes(said.decided), tags.join(" | "));

      // It waits for a call, which opens the account: cancelling says what does not come of it, and of no order.
      await button(visit, say(visit).send).click();
      await steps(visit, { until: "host" });
      await open(visit, "assess.html");
      const cancel = main(visit).locator("details.cancel");
      await cancel.locator("summary").click();
      const warned = await cancel.innerText();
      assert.match(warned, said.opening);
      assert.doesNotMatch(warned, said.order);
    });
  });

  test(`a rule about how the session was checked is not told as one about answers (${locale})`, async (context) => {
    const visit = { ...(await visitor(context, { locale })), observed: true };
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await answerAll(visit, varied());
    await confirm(visit);
    const reasons = await flow(visit).locator(".reasons").first().innerText();
    assert.match(reasons, said.session);
    assert.doesNotMatch(reasons, said.answers);
  });
}
