// The consent to have the session looked at can be withdrawn at every step before the answers are confirmed, also of a draft.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answers, answerAll, button, confirm, say, signIn, throughNotices, toQuestions } from "./support/journey.mjs";
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

const flow = ({ page }) => page.locator("prescreen-flow");
const said = {
  "zh-CN": { withdraw: "撤回同意", withdrawn: /已撤回：不再查看/, draft: "在这台设备上保留草稿", of: /第 8 题/, declined: /您未同意此项/ },
  en: {
    withdraw: "Withdraw this",
    withdrawn: /Withdrawn: how you type and tap/,
    draft: "Keep a draft on this device",
    of: /question 8 of/,
    declined: /You did not agree to it/,
  },
};

for (const locale of ["zh-CN", "en"])
  test(`a draft that is taken up still says that the session is looked at, and one press ends it (${locale})`, async (context) => {
    const visit = { ...(await openPage(browser, server.url, { width: 360, height: 740, touch: true, locale })), observed: true };
    context.after(() => visit.context.close());
    visit.page.on("dialog", (dialog) => dialog.accept());
    const text = said[locale];
    const withdraw = button(visit, text.withdraw);
    await signIn(visit, "newcomer");
    await toQuestions(visit);
    await withdraw.waitFor();
    await flow(visit).getByRole("checkbox", { name: text.draft }).click();
    for (let number = 1; number <= 7; number += 1) {
      const place = await flow(visit).locator("#place").innerText();
      await flow(visit).locator(".opt input").first().click();
      await button(visit, say(visit).next).click();
      await flow(visit).locator("#place").filter({ hasNotText: place }).waitFor();
    }
    await visit.page.reload();
    await button(visit, say(visit).begin).click();
    await flow(visit).locator("#place").filter({ hasText: text.of }).waitFor();
    await withdraw.click();
    await flow(visit).locator(".watched").filter({ hasText: text.withdrawn }).waitFor();
    assert.equal(await withdraw.count(), 0);
    await shot(visit, "withdrawn");

    // It stays withdrawn: the next session asks for nothing and looks at nothing.
    await visit.page.reload();
    await button(visit, say(visit).begin).click();
    await flow(visit).locator("#place").filter({ hasText: text.of }).waitFor();
    assert.equal(await withdraw.count(), 0);
    await answerAll({ ...visit, page: visit.page }, answers());
    await confirm(visit);
    await flow(visit).locator("details.checked summary").first().click();
    assert.match(await flow(visit).locator(".view").innerText(), text.declined);
  });

test("what the consent promises is there at the questions, and on the confirmation of all answers", async (context) => {
  const visit = { ...(await openPage(browser, server.url, { locale: "en" })), observed: true };
  context.after(() => visit.context.close());
  const withdraw = button(visit, said.en.withdraw);
  await signIn(visit, "lapsed");
  await visit.page.goto(`${server.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  const consents = [];
  await throughNotices(visit, async () => void consents.push(await flow(visit).locator(".view").innerText()));
  const manner = consents.find((one) => /How you type and tap/.test(one));
  assert.doesNotMatch(manner, /reload/);
  assert.match(manner, new RegExp(`“${said.en.withdraw}”`), "it names the button that is there");
  await answerAll(visit, answers(), async (number) => assert.equal(await withdraw.count(), 1, `question ${number}`));
  await button(visit, say(visit).confirm).waitFor();
  await withdraw.click();
  await flow(visit).locator(".watched").filter({ hasText: said.en.withdrawn }).waitFor();
  await confirm(visit);
  await flow(visit).locator("details.checked summary").first().click();
  assert.match(await flow(visit).locator(".view").innerText(), said.en.declined);
});
