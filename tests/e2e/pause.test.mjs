// A pause, reached as the pack says: a page that is often out of view, and beside it coarse steps of the pointer, as over a remote
// connection, or, on a phone, answers in the moment of coming back. What is shown and sent names none of it, and is told in words
// that mean nothing to who looks over a shoulder.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, button, confirm, heading, say, signIn, toQuestions, varied } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

// The marks of automation are another concern of the pack: without them, only what is done here is noticed.
const unmarked = "--disable-blink-features=AutomationControlled";
const named = "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
/** By the pack's rules: 200 movements with a median of 90 ms, 6 times hidden, for 400 of 1000 of the time. */
const MOVES = 210,
  GAP = 110,
  TIMES = 6,
  HIDDEN = 5_500,
  ABSENCE = 20_500;

let browser;
before(async () => {
  browser = await launch([unmarked, named], { windows: true });
});
after(() => browser.close());

/** Moves the pointer in steps that are far apart in time, with a rest now and then. */
async function remotely({ page }) {
  const { x, y, width, height } = await page.locator("prescreen-flow").boundingBox();
  for (let n = 0; n < MOVES; n += 1) {
    const begun = Date.now();
    await page.mouse.move(x + 10 + ((n * 37) % (width - 20)), y + 10 + ((n * 23) % (Math.min(height, 500) - 20)));
    const rest = n % 30 === 29 ? 4 * GAP : GAP;
    await page.waitForTimeout(Math.max(0, rest - (Date.now() - begun)));
  }
}

/** The page goes out of view, as a browser without a window tells it. */
async function away({ page }, time = HIDDEN) {
  for (const hidden of [true, false]) {
    await page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    if (hidden) await page.waitForTimeout(time);
  }
}

/** What would tell an onlooker why. */
const telling = /signal|band\.|influence|remote|coach|fraud|protect|pause|out of view|pointer moved|保护|暂停|欺诈|远程|影响|视野|诈骗/i;
const words = (page) =>
  page.evaluate(() =>
    [
      document.title,
      location.href,
      document.body.innerText,
      ...[...document.querySelectorAll("prescreen-flow, prescreen-panel")].flatMap(({ shadowRoot }) =>
        [...shadowRoot.children].map((part) => part.innerText ?? ""),
      ),
    ].join("\n"),
  );

test("a pause is neutral in words, on the wire and in what can be opened", { timeout: 240_000 }, async (context) => {
  const server = await startServer();
  context.after(() => server.stop());
  const visit = { ...(await openPage(browser, server.url, { locale: "en", width: 1280 })), observed: true };
  const { page } = visit;
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await remotely(visit);
  for (let n = 0; n < TIMES; n += 1) await away(visit);
  await answerAll(visit, varied({ 17: [1] }));
  await confirm(visit);

  const found = [];
  for (const variant of [
    { locale: "en", width: 1280, theme: "light" },
    { locale: "en", width: 360, theme: "dark" },
    { locale: "zh-CN", width: 360, theme: "light" },
    { locale: "zh-CN", width: 1280, theme: "dark" },
  ]) {
    await page.setViewportSize({ width: variant.width, height: 900 });
    await page.emulateMedia({ colorScheme: variant.theme });
    if (visit.locale !== variant.locale) {
      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("button", { name: "切换到中文" }).click();
      await page.getByRole("button", { name: "菜单" }).click();
    }
    Object.assign(visit, variant);
    assert.equal(await heading(visit), variant.locale === "en" ? "This takes a little longer today" : "今天需要多一点时间");
    await page.evaluate(() =>
      document
        .querySelector("prescreen-flow")
        .shadowRoot.querySelectorAll("details")
        .forEach((one) => {
          one.open = true;
        }),
    );
    await shot(visit, "pause");
    found.push(...(await axe(page)).map((line) => `${variant.locale} ${variant.width}: ${line}`));
    const told = await words(page);
    assert.doesNotMatch(told, telling, told.match(telling)?.[0]);
  }
  assert.deepEqual(found, []);
  await page.evaluate(() =>
    document
      .querySelector("prescreen-flow")
      .shadowRoot.querySelectorAll("details")
      .forEach((one) => {
        one.open = false;
      }),
  );

  await button(visit, say(visit).send).click();
  await page.locator("main .note[role=status], prescreen-flow .ended, prescreen-flow [data-heading]").first().waitFor();
  await page.waitForTimeout(500);
  await shot(visit, "pause-sent");
  // The exact claims, one press away for who wants to check them, hold the verdict's own word for the outcome, and no reason but this.
  assert.doesNotMatch(await words(page), telling);
  assert.doesNotMatch(
    await page.evaluate(() => document.querySelector("prescreen-flow").shadowRoot.textContent),
    /signal\.|out-of-view|pointer-remote/,
  );
  sentAsPause(visit);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("on a phone a pause is reached by a finger, is told when it ends and who calls, and names nothing", {
  timeout: 300_000,
}, async (context) => {
  const server = await startServer();
  context.after(() => server.stop());
  const visit = { ...(await openPage(browser, server.url, { locale: "zh-CN", width: 360, height: 740, touch: true })), observed: true };
  const { page } = visit;
  const flow = page.locator("prescreen-flow");
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  // By the pack's rules: 6 times out of view, 5 answers at once after more than 20 s away.
  for (let number = 1; ; number += 1) {
    const shown = flow.locator(".eyebrow").filter({ hasText: `第 ${number} 题` });
    if ((await shown.count()) === 0) break;
    if (number <= TIMES) await away(visit, number <= 5 ? ABSENCE : 1_000);
    const options = flow.locator(".opt input");
    await options.nth(varied({ 17: [1] })(number, await options.count())[0]).tap();
    if ((await flow.locator(".opts.many").count()) > 0) await button(visit, say(visit).next).tap();
    await shown.waitFor({ state: "detached" });
  }
  await confirm(visit);
  assert.equal(await heading(visit), "今天需要多一点时间");
  const told = await words(page);
  assert.doesNotMatch(told, telling, told.match(telling)?.[0]);
  assert.match(told, /只拨打已登记的号码/);
  assert.match(told, /最多 24 小时/);
  await shot(visit, "pause-phone");
  assert.deepEqual(await axe(page), []);
  await button(visit, say(visit).send).tap();
  await page.waitForRequest(/\/verdict$/).catch(() => undefined);
  await page.locator("main .note[role=status], prescreen-flow .ended").first().waitFor();
  sentAsPause(visit);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

/** The verdict names a pause and why, and nothing that left names what was noticed. */
function sentAsPause(visit) {
  const sent = visit.requests.filter(({ body }) => body !== "");
  const verdict = JSON.parse(
    Buffer.from(sent.find(({ url }) => url.endsWith("/verdict")).body.split(".")[1], "base64url").toString("utf8"),
  );
  assert.deepEqual([verdict.session_check, verdict.outcome, verdict.reasons], ["pause", "pause", ["band.later"]]);
  const decoded = sent
    .map(
      ({ body }) =>
        body
          .split(".")
          .map((part) => Buffer.from(part, "base64url").toString("utf8"))
          .join(" ") + body,
    )
    .join("\n");
  assert.doesNotMatch(decoded, /signal\.|out-of-view|pointer-remote|hidden-|pointer-interval|absence|fast-items|-place|-run/);
}
