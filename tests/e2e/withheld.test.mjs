// A result that is not sent: it takes two presses with a way back, and no page shows the class on file as one that counts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import {
  answerAll,
  answers,
  asked,
  button,
  confirm,
  doNotSend,
  heading,
  say,
  settle,
  signIn,
  startPurchase,
  toQuestions,
} from "./support/journey.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const visitor = async (context, options) => {
  const server = await startServer();
  const visit = await openPage(browser, server.url, options);
  context.after(async () => {
    await visit.context.close();
    await server.stop();
  });
  return visit;
};

const said = {
  "zh-CN": {
    valid: /有效期到/,
    overtaken: /暂停使用/,
    bars: /现在不能用来买入/,
    back: "回到结果",
    suspends: /登记的类别暂停使用/,
    ended: /类别 C4 .*暂停使用/,
    unfinished: /结果没有发送，已经找不回来/,
    unsent: /一次评估，已确认、没有发送/,
    assess: "做适当性评估",
    none: /今天的评估次数已经用完/,
    person: /找一位工作人员/,
    leave: "离开，不买",
    nothing: "没有买入",
    looked: /一次买入匹配，已确认、没有发送，也不算一次评估/,
  },
  en: {
    valid: /Valid until/,
    overtaken: /does not count now/,
    bars: /nothing can be bought with the class C4/,
    back: "Back to the result",
    suspends: /class on file does not count/,
    ended: /class, C4 .*does not count/,
    unfinished: /was not sent, and cannot be brought back/,
    unsent: /an assessment, confirmed and not sent/,
    assess: "Take the suitability assessment",
    none: /No assessment is left today/,
    person: /Ask a person/,
    leave: "Leave, buy nothing",
    nothing: "Nothing was bought",
    looked: /a look at whether one product fits, confirmed and not sent; no assessment was counted/,
  },
};

/** To a result that is not sent yet. */
const toResult = async (visit) => {
  await toQuestions(visit);
  await answerAll(visit, answers());
  await confirm(visit);
};

const main = ({ page }) => page.locator("main");
const standing = ({ page }) => page.locator("main .lapsed");

const sizes = [{ locale: "zh-CN", width: 360, height: 740 }, { locale: "en" }];

for (const options of sizes)
  test(`what is withheld is said on every page, before an amount is typed (${options.locale})`, async (context) => {
    const visit = await visitor(context, options);
    const { page, url } = visit;
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await page.goto(`${url}/account.html`);
    await main(visit).filter({ hasText: text.valid }).waitFor();
    assert.equal(await standing(visit).count(), 0, "a class that counts needs no word");

    await toResult(visit);
    const result = await heading(visit);
    // A wrong press loses nothing.
    await button(visit, say(visit).notSend).click();
    assert.match(await asked(visit).innerText(), text.suspends);
    await asked(visit).getByRole("button", { name: text.back, exact: true }).click();
    await settle(visit, result);
    await doNotSend(visit);
    await page.locator("main .note[role=status]").filter({ hasText: text.ended }).waitFor();
    assert.match(await page.locator("prescreen-flow .view").innerText(), text.suspends);

    for (const name of ["account.html", "shelf.html"]) {
      await page.goto(`${url}/${name}`);
      await standing(visit).filter({ hasText: text.overtaken }).waitFor();
      assert.equal(await standing(visit).getByRole("link", { name: text.assess }).count(), 1, name);
    }
    const { products } = await (await page.request.get(`${url}/broker/products`)).json();
    await page.goto(`${url}/buy.html#${products[0].sheet.id}`);
    await standing(visit).filter({ hasText: text.overtaken }).waitFor();
    assert.equal(await page.locator("#amount").count(), 0, "nobody types an amount for what cannot go on");
    await page.goto(`${url}/assess.html`);
    await main(visit).filter({ hasText: text.bars }).waitFor();
    await main(visit).filter({ hasText: text.unfinished }).waitFor();

    await page.goto(`${url}/account.html`);
    await main(visit).filter({ hasText: text.unsent }).waitFor();

    // The last of the day: nothing to fill in is left on any page, and a person is.
    await toResult(visit);
    await page.reload();
    await main(visit).filter({ hasText: text.unfinished }).waitFor();
    await main(visit).filter({ hasText: text.none }).waitFor();
    assert.equal(await page.locator("main input").count(), 0);
    for (const name of ["assess.html", "account.html", "shelf.html", `buy.html#${products[0].sheet.id}`]) {
      await page.goto(`${url}/${name}`);
      await main(visit).filter({ hasText: text.none }).waitFor();
      assert.equal(await main(visit).getByRole("link", { name: text.assess }).count(), 0, name);
      await main(visit).getByRole("button", { name: text.person }).waitFor();
    }
    assert.deepEqual(visit.errors, []);
  });

for (const options of sizes)
  test(`a look at one product that is not sent is no assessment on the account's page (${options.locale})`, async (context) => {
    const visit = await visitor(context, options);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await startPurchase(visit, "bond-fund");
    await confirm(visit);
    await button(visit, text.leave).click();
    await asked(visit).getByRole("button", { name: text.leave }).click();
    await main(visit).getByText(text.nothing).waitFor();
    await visit.page.goto(`${visit.url}/account.html`);
    await main(visit).filter({ hasText: text.looked }).waitFor();
    assert.equal(await main(visit).filter({ hasText: text.unsent }).count(), 0);
    await visit.page.goto(`${visit.url}/assess.html`);
    await button(visit, say(visit).begin).waitFor();
    assert.equal(await main(visit).filter({ hasText: text.unfinished }).count(), 0);
  });
