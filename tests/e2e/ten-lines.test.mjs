// The README's ten lines as they stand, on a phone: what goes on is never under the panel's bar, and nothing is lost on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility } from "./support/ax.mjs";
import { launch, openPage, shot } from "./support/browser.mjs";
import { startBroker } from "./support/broker.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const PHONE = { width: 390, height: 844 };

const open = async (context, options) => {
  const { page: site, server, facts } = await startBroker();
  const visit = await openPage(browser, site.url, { locale: "en", peek: false, ...options });
  context.after(async () => {
    await visit.context.close();
    await Promise.all([site.close(), server.stop()]);
  });
  await visit.context.addInitScript(
    (locale) => addEventListener("DOMContentLoaded", () => document.documentElement.setAttribute("lang", locale)),
    visit.locale,
  );
  await visit.page.goto(site.url);
  return { ...visit, facts, tree: await accessibility(visit.page) };
};

/** Whether the whole of a button can be pressed where it stands: the panel's bar, which lies over all, is not over it. */
const free = ({ page, tree }, name) =>
  tree
    .one("button", name)
    .then((button) => tree.quad(button))
    .then((quad) =>
      page.evaluate(([left, top, , , right, bottom]) => {
        if (top < 0 || bottom > innerHeight + 1) return `out of the window: ${top}–${bottom}`;
        const at = [top + 2, (top + bottom) / 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y)?.localName);
        return at.every((one) => one === "prescreen-flow") ? "" : `under ${at}`;
      }, quad),
    );

for (const [locale, words] of [
  [
    "en",
    {
      next: "Continue",
      agree: "I agree",
      not: "I do not agree",
      confirm: "Confirm all answers",
      send: "Send",
      look: /look at again|Confirm your answers/,
      keep: /are right$|It is right/,
      question: (n) => new RegExp(`question ${n} of 18$`),
      left: "You can be assessed 2 more times today.",
      lacks: "The firm has something to supply first",
      fact: "Full civil capacity",
      record: "Leave without your record?",
      leave: "Leave",
    },
  ],
  [
    "zh-CN",
    {
      next: "继续",
      agree: "同意",
      not: "不同意",
      confirm: "确认全部回答",
      send: "发送",
      look: /再看一眼|请确认您的回答/,
      keep: /没有填错|都对/,
      question: (n) => new RegExp(`第 ${n} 题`),
      left: "今天还可以评估 2 次。",
      lacks: "公司需要先补上资料",
      fact: "是否具有完全民事行为能力",
      record: "不保存您的记录就离开吗？",
      leave: "离开",
    },
  ],
]) {
  test(`the way on is never under the bar, and the end is reached (390 × 844, ${locale})`, async (context) => {
    const visit = await open(context, { ...PHONE, locale });
    const { page, tree } = visit;
    const wrong = [];
    /** `below`: a choice that stands below what is to be read first, to which a person scrolls. */
    const press = async (name, below = false) => {
      if (below) {
        await tree.one("button", name);
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      }
      const found = await free(visit, name);
      if (found) wrong.push(`${name}: ${found}`);
      await tree.click("button", name);
    };
    await tree.one("button", words.next);
    await shot(visit, "ten-lines-start");
    assert.ok((await tree.all("StaticText", new RegExp(words.left))).length > 0, "what is left is said before anything is asked");
    await press(words.next);
    await press(words.agree, true);
    await press(words.not, true);
    for (let number = 1; number <= 18; number += 1) {
      await tree.one("StaticText", words.question(number));
      const role = (await tree.all("radio")).length > 0 ? "radio" : "checkbox";
      const options = await tree.all(role);
      await tree.click(role, undefined, Math.round((options.length - 1) / 2));
      if (number === 2) await shot(visit, "ten-lines-question");
      await press(words.next);
    }
    for (;;) {
      await tree.one("heading", words.look);
      const [keep] = await tree.all("button", words.keep);
      if (!keep) break;
      await tree.click("button", keep.name);
      await page.waitForTimeout(200);
    }
    // Whoever leaves now is asked first: nothing is lost without a word.
    const asked = new Promise((resolve) => page.once("dialog", (dialog) => dialog.dismiss().then(() => resolve(dialog.type()))));
    await page.evaluate(() => location.assign("/elsewhere"));
    assert.equal(await asked, "beforeunload");
    await press(words.confirm);
    await tree.one("button", words.send);
    await shot(visit, "ten-lines-result");
    await press(words.send, true);
    // The result and the person's record come before the page leads on, and leaving the record behind is asked.
    await tree.one("button", words.next);
    assert.equal(new URL(page.url()).pathname, "/");
    await shot(visit, "ten-lines-done");
    await tree.click("button", words.next);
    await tree.one("heading", words.record);
    await tree.click("button", words.leave);
    await page.waitForURL("**/account");
    assert.deepEqual(wrong, []);
    assert.deepEqual(visit.errors, []);

    // A back end that leaves out what only it knows: said at the start, and nothing is asked.
    delete visit.facts.civil_capacity;
    const logged = page.waitForEvent("console", { predicate: (line) => line.type() === "error" });
    await page.goto(new URL("/", page.url()).href);
    await tree.one("heading", words.lacks);
    await tree.one("StaticText", words.fact);
    assert.deepEqual(await tree.all("button", words.next), []);
    assert.match((await logged).text(), /civil_capacity.*missing-facts/, "for whoever builds the page");
    await shot(visit, "ten-lines-missing-facts");
  });
}

test("what stands last is not under the bar at the end of the page (390 × 844)", async (context) => {
  const visit = await open(context, PHONE);
  const { page, tree } = visit;
  await tree.one("button", "Continue");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const [flow, bar] = await page.evaluate(() =>
    ["prescreen-flow", "prescreen-panel"].map((name) => document.querySelector(name).getBoundingClientRect().bottom),
  );
  const height = await page.evaluate(() => innerHeight);
  assert.ok(flow <= bar - 56 && Math.abs(bar - height) < 20, `${flow}, ${bar} of ${height}`);
});
