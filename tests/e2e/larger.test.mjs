// For eyes and hands that want more: what is large, what can be pressed, what is read aloud and with which voice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import {
  answerAll,
  answers,
  button,
  confirm,
  say,
  settle,
  signIn,
  startPurchase,
  throughNotices,
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

const PHONE = "400-555-0100";
const visitor = async (context, options) => {
  const visit = await openPage(browser, server.url, { width: 360, height: 740, touch: true, ...options });
  context.after(() => visit.context.close());
  return visit;
};
const flow = ({ page }) => page.locator("prescreen-flow");
/** Voices of the device and of a service, and what is spoken with which. */
const voices = (context, all) =>
  context.addInitScript((given) => {
    globalThis.spoken = [];
    Object.defineProperty(globalThis, "speechSynthesis", {
      value: Object.assign(new EventTarget(), {
        getVoices: () => given,
        speak: (utterance) => globalThis.spoken.push({ text: utterance.text, voice: utterance.voice.name, lang: utterance.lang }),
        cancel: () => globalThis.spoken.push("cancel"),
      }),
    });
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
  }, all);

/** What is too small of the flow and its panel: text, line height, targets, contrast is axe's. */
const small = (least) => {
  const found = [];
  for (const host of document.querySelectorAll("prescreen-flow, prescreen-panel")) {
    const root = host.shadowRoot;
    const seen = (element) => element.getClientRects().length > 0 && !element.closest(".vh") && !element.closest("[aria-hidden=true]");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() === "" || !element || !seen(element) || element.localName === "style") continue;
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize);
      const line = Number.parseFloat(style.lineHeight) / size;
      // Main text as chosen; what stands beside it at nine tenths.
      if (size < least * 0.9 - 0.1 && size < 18) found.push(`${size} px: ${node.data.trim().slice(0, 40)}`);
      if (line < 1.29 && !element.closest(".btn, .tile, .mark")) found.push(`line ${line}: ${node.data.trim().slice(0, 40)}`);
    }
    for (const target of root.querySelectorAll("button, a[href], summary, .opt label, select, input:not(.opt input, [type=checkbox])")) {
      if (!seen(target)) continue;
      const { width, height } = target.getBoundingClientRect();
      if (height < 59.5 || width < 59.5)
        found.push(`${Math.round(width)} × ${Math.round(height)}: ${(target.innerText || target.id).slice(0, 40)}`);
    }
  }
  return found;
};
/** Whether the telephone is in sight, and the page no wider than the screen. */
const inSight = (phone) => {
  const link = document.querySelector("prescreen-flow").shadowRoot.querySelector("a.call");
  const box = link?.getBoundingClientRect();
  const bar = document.querySelector("prescreen-panel").shadowRoot.querySelector(".wire-bar").getBoundingClientRect();
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const at = box && document.elementFromPoint(box.left + 20, box.top + box.height / 2);
  return [
    ...(link?.innerText.includes(phone) && link.getAttribute("href") === "tel:4005550100" ? [] : ["no number"]),
    ...(box && box.top >= 0 && box.bottom <= innerHeight + 1 && at?.localName === "prescreen-flow"
      ? []
      : [`not in sight: ${JSON.stringify(box)}`]),
    ...(box && bar.height > 0 && box.bottom > bar.top + 1 ? [`${Math.round(box.bottom - bar.top)} px under the panel's bar`] : []),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
};

/** What of a question and its first option lies under the telephone, or further below, once one comes to the question. */
const unseen = () => {
  const { shadowRoot: root } = document.querySelector("prescreen-flow");
  const [heading, option, call] = ["[data-heading]", ".opt", ".call"].map((one) => root.querySelector(one));
  heading.scrollIntoView();
  const end = Math.round(option.getBoundingClientRect().bottom);
  const room = Math.round(call.getBoundingClientRect().top);
  return end > room ? [`the first option ends at ${end} of ${room} px`] : [];
};

test("it is offered where the firm's facts say 65, not to others, and everybody can ask for it", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "elder");
  await page.locator(".offer").waitFor();
  await button(visit, "Yes, larger").tap();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), "20px");
  assert.equal(await page.locator(".offer").count(), 0);
  await page.reload();
  await page.locator("main:not([aria-busy]) h1").waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), "20px", "it stays, before the first paint");

  const other = await visitor(context, { locale: "en" });
  await signIn(other, "newcomer");
  await other.page.locator("main:not([aria-busy]) h1").waitFor();
  assert.equal(await other.page.locator(".offer").count(), 0);
  await other.page.goto(`${server.url}/assess.html`);
  await button(other, say(other).begin).tap();
  await flow(other).locator("[data-heading]").waitFor();
  assert.equal(await flow(other).locator(".offer").count(), 0);
  await flow(other).getByRole("button", { name: "Larger text and reading aloud" }).tap();
  await flow(other).locator(".view.elder").waitFor();
  assert.equal(await other.page.evaluate(() => document.documentElement.dataset.elder), "20", "the site follows");
});

test("an element on a host's page offers it by the session's own facts", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "elder");
  await page.locator(".offer").getByRole("button", { name: "No, thank you" }).tap();
  await page.goto(`${server.url}/assess.html`);
  await button(visit, say(visit).begin).tap();
  await flow(visit).locator(".offer").waitFor();
  await flow(visit).getByRole("button", { name: "Yes, larger" }).tap();
  await flow(visit).locator(".view.elder").waitFor();
});

for (const [locale, size] of [
  ["en", 20],
  ["zh-CN", 20],
  ["en", 30],
  ["zh-CN", 25],
])
  test(`every view is large, the telephone in sight and nothing cut (${locale}, ${size} px)`, async (context) => {
    const own = await startServer();
    context.after(() => own.stop());
    const visit = await openPage(browser, own.url, { width: 360, height: 740, touch: true, locale, theme: size === 25 ? "dark" : "light" });
    context.after(() => visit.context.close());
    await visit.context.addInitScript((px) => localStorage.setItem("size", String(px)), size);
    const { page } = visit;
    const wrong = [];
    const look = async (name) => {
      const found = [...(await page.evaluate(small, size)), ...(await page.evaluate(inSight, PHONE)), ...(await axe(page))];
      wrong.push(...found.map((line) => `${name}: ${line}`));
      await shot(visit, `larger-${size}-${name}`);
    };
    await signIn(visit, "newcomer");
    await page.goto(`${own.url}/assess.html`);
    await button(visit, say(visit).begin).tap();
    await throughNotices(visit, look);
    await answerAll(visit, answers(), async (number) => {
      if ([1, 6, 9, 13, 15].includes(number)) await look(`question-${number}`);
      wrong.push(...(await page.evaluate(unseen)).map((line) => `question ${number}: ${line}`));
    });
    await confirm(visit, look);
    await look("result");
    assert.deepEqual(wrong, []);
  });

test("a tap chooses and does not go on: one thing at a time", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  await visit.context.addInitScript(() => localStorage.setItem("size", "20"));
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  await flow(visit).locator(".opt input").first().tap();
  await visit.page.waitForTimeout(500);
  await flow(visit).locator(".eyebrow").filter({ hasText: "question 1 of" }).waitFor();
  assert.equal(await flow(visit).locator(".opt input").first().isChecked(), true);
});

test("questions are read aloud by a voice of this device, and never by one of a service", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page } = visit;
  await voices(visit.context, [
    { name: "cloud", lang: "en-US", localService: false },
    { name: "chinese", lang: "zh-CN", localService: true },
    { name: "device", lang: "en-GB", localService: true },
  ]);
  await visit.context.addInitScript(() => localStorage.setItem("size", "20"));
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  await flow(visit).locator(".opt input").nth(1).tap();
  await button(visit, "Read aloud").tap();
  const spoken = await page.evaluate(() => globalThis.spoken.filter((one) => one !== "cancel"));
  assert.ok(spoken.every(({ voice, lang }) => voice === "device" && lang === "en-GB"));
  const shown = await flow(visit).locator(".opt .name").allInnerTexts();
  const heading = await flow(visit).locator("[data-heading]").innerText();
  const texts = spoken.map(({ text }) => text);
  assert.equal(texts[0].replace(/\s+/g, " "), heading.replace(/\s+/g, " "));
  assert.deepEqual(
    texts.slice(-shown.length),
    shown.map((name) => name.trim()),
    "each option once, none told apart",
  );
  await button(visit, say(visit).next).tap();
  await flow(visit).locator(".eyebrow").filter({ hasText: "question 2 of" }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.spoken.at(-1)), "cancel", "it ends with the view");
});

test("where only a service has a voice, nothing is read and no button promises it", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  await voices(visit.context, [{ name: "cloud", lang: "en-US", localService: false }]);
  await visit.context.addInitScript(() => localStorage.setItem("size", "20"));
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  await settle(visit, /./);
  assert.equal(await button(visit, "Read aloud").count(), 0);
});

/** What lies over the foot of the screen, in pixels from below, and what of it is neither telephone nor panel. */
const over = () => {
  const roots = [...document.querySelectorAll("prescreen-flow, prescreen-panel")].map(({ shadowRoot }) => shadowRoot);
  const fixed = roots
    .flatMap((root) => [...root.querySelectorAll("*")])
    .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position));
  const seen = fixed.filter((one) => one.getClientRects().length > 0);
  return {
    others: seen.filter((one) => !one.matches(".call, .wire")).map(({ className }) => className),
    height: innerHeight - Math.min(...seen.map((one) => one.getBoundingClientRect().top)),
  };
};
/** Buttons whose words are cut within a word: wider than what they have, or over more lines than words. */
const broken = () =>
  [...document.querySelector("prescreen-flow").shadowRoot.querySelectorAll(".btn")].flatMap((button) => {
    const range = document.createRange();
    range.selectNodeContents(button);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    const words = button.innerText.trim().split(/\s+/).length;
    return /^[ -~]+$/.test(button.innerText) && (lines > words || button.scrollWidth > button.clientWidth + 1) ? [button.innerText] : [];
  });

for (const [locale, size] of [
  ["zh-CN", 20],
  ["en", 30],
])
  test(`only telephone and panel lie over the foot, and a consent stands below its words (${locale}, ${size} px)`, async (context) => {
    const visit = await visitor(context, { locale });
    const { page } = visit;
    await visit.context.addInitScript((px) => localStorage.setItem("size", String(px)), size);
    await signIn(visit, "newcomer");
    await page.locator("main:not([aria-busy]) h1").waitFor();
    const badge = page.locator(".brand small");
    assert.equal(await badge.isVisible(), true, "that it is a demonstration");
    assert.equal(await badge.evaluate((one) => one.scrollWidth <= one.clientWidth + 1), true);
    await page.goto(`${server.url}/assess.html`);
    await button(visit, say(visit).begin).tap();
    await throughNotices(visit, async (view) => {
      assert.deepEqual((await page.evaluate(over)).others, [], view);
      if (view !== "consent") return;
      const above = await page.evaluate(() => {
        const { shadowRoot: root } = document.querySelector("prescreen-flow");
        const end = (selector) => root.querySelector(selector).getBoundingClientRect();
        return end(".even .btn").top >= end(".notice > p:last-of-type").bottom && end(".even .btn").top >= end(".refused").bottom;
      });
      assert.equal(above, true, "what one may do instead is read before the buttons");
    });
    const { others, height } = await page.evaluate(over);
    assert.deepEqual(others, []);
    assert.ok(height <= 126, `${height} px of 740`);
    assert.deepEqual(await page.evaluate(broken), []);
    await answerAll(visit, answers());
    await confirm(visit);
    assert.deepEqual(await page.evaluate(broken), []);
    assert.deepEqual((await page.evaluate(over)).others, []);
  });

test("what cancels for good is not under a bar once it is opened", async (context) => {
  const own = await startServer();
  context.after(() => own.stop());
  const visit = await openPage(browser, own.url, { width: 360, height: 740, touch: true, locale: "zh-CN" });
  context.after(() => visit.context.close());
  await visit.context.addInitScript(() => localStorage.setItem("size", "20"));
  await signIn(visit, "professional");
  await startPurchase(visit, "private-fund");
  await confirm(visit);
  await button(visit, say(visit).send).tap();
  const cancel = flow(visit).locator("details.own");
  await cancel.locator("summary").tap();
  await visit.page.waitForTimeout(300);
  const seen = () =>
    visit.page.evaluate(() => {
      const host = [...document.querySelectorAll("main details[open], prescreen-flow")].find((one) =>
        one.shadowRoot ? one.shadowRoot.querySelector("details.own[open]") : one.matches(".cancel"),
      );
      const scope = host.shadowRoot ?? document;
      const found = scope.querySelector("details[open] .btn");
      const { left, top, width, height } = found.getBoundingClientRect();
      return found.contains(scope.elementFromPoint(left + width / 2, top + height / 2));
    });
  assert.equal(await seen(), true, "in the flow");
  await visit.page.goto("about:blank");
  await visit.page.goto(`${own.url}/buy.html#private-fund`);
  await visit.page.locator("main details.cancel summary").tap();
  await visit.page.waitForTimeout(300);
  assert.equal(await seen(), true, "on the firm's page");
});
