// Answers that nobody thought through: too fast and all in one place. A person goes through them; the class stays what it is, and
// neither the one nor the other leads there alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, button, confirm, heading, say, signIn, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

// The marks of automation are another concern of the pack.
const unmarked = "--disable-blink-features=AutomationControlled";
const named = "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

let browser;
before(async () => {
  browser = await launch([unmarked, named], { windows: true });
});
after(() => browser.close());

/** The second option of every question. */
const second = () => [1];

/** An opening up to what was decided, and what was sent of it. */
async function opening({ observed, locale = "en", width = 1280, rest = 0 }) {
  const server = await startServer();
  const visit = { ...(await openPage(browser, server.url, { locale, width })), observed, pointer: true };
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, second, () => visit.page.waitForTimeout(rest));
  await confirm(visit);
  const shown = await heading(visit);
  const text = await visit.page.locator("prescreen-flow .view").innerText();
  await shot(visit, `answering-${observed ? "looked" : "declined"}-${rest}`);
  const found = await axe(visit.page);
  await button(visit, say(visit).send).click();
  await visit.page.locator("main .note[role=status], prescreen-flow .ended, prescreen-flow li.now").first().waitFor();
  const sent = visit.requests.filter(({ body }) => body !== "");
  const verdict = JSON.parse(
    Buffer.from(sent.find(({ url }) => url.endsWith("/verdict")).body.split(".")[1], "base64url").toString("utf8"),
  );
  await visit.context.close();
  await server.stop();
  assert.deepEqual([found, visit.errors], [[], []]);
  const bodies = sent.map(({ body }) => body + body.split(".").map((part) => Buffer.from(part, "base64url").toString("utf8")));
  return { shown, text, verdict, bodies: bodies.join("\n") };
}

test("answers that are too fast and in one place go to a person, with the same class", { timeout: 240_000 }, async () => {
  const declined = await opening({ observed: false });
  const given = await opening({ observed: true });
  assert.deepEqual([declined.verdict.session_check, given.verdict.session_check], ["clear", "refer"]);
  assert.deepEqual([given.verdict.outcome, given.verdict.reasons], ["refer", ["band.answers"]]);
  assert.equal(given.verdict.class, declined.verdict.class);
  assert.equal(given.shown, "A person will decide this with you");
  assert.match(given.text, /A person goes through the answers with you/);
  assert.match(given.text, /only on a number that we already hold/);
  assert.doesNotMatch(given.bodies, /fast-items|same-place|longest-run|mean-run|place-spread|clarifications"|absence/);
});

test("the same is told in Chinese, on a phone's width", { timeout: 240_000 }, async () => {
  const { shown, text } = await opening({ observed: true, locale: "zh-CN", width: 360 });
  assert.equal(shown, "由工作人员和您一起决定");
  assert.match(text, /工作人员与您一起再看一遍回答/);
});

test("the same answers with the time to read them go to nobody", { timeout: 240_000 }, async () => {
  const { verdict } = await opening({ observed: true, rest: 2_100 });
  // A program rests as long each time, which the pack's other concern may ask about.
  assert.notEqual(verdict.session_check, "refer");
  assert.ok(!verdict.reasons.includes("band.answers"), verdict.reasons.join());
});
