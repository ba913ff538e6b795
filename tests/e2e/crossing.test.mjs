// What leaves, for people: this device, the gap, the firm; the figures are those of the pack's own proof.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, toQuestions } from "./support/journey.mjs";
import { binary, startServer } from "./support/server.mjs";

const path = fileURLToPath(new URL("../../packs/cn-securities.json", import.meta.url));
const pack = JSON.parse(readFileSync(path, "utf8"));
const questions = pack.questionnaire.sections.flatMap(({ items }) => items).length;

let browser;
let proof;
const servers = {};
before(async () => {
  // A claim that is refuted makes it exit with 1, and print all the same.
  proof = JSON.parse(execFileSync(binary(), ["prove", path, "--json"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }));
  [browser, servers.investor, servers.disclosed] = await Promise.all([launch(), startServer(), startServer({ record: "disclosed" })]);
});
after(async () => {
  await browser?.close();
  await Promise.all([servers.investor?.stop(), servers.disclosed?.stop()]);
});

const visitor = async (context, server, options) => {
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  context.after(() => visit.context.close());
  return visit;
};

const send = async (visit) => {
  await button(visit, say(visit).send).click();
  await visit.page.locator("main .note[role=status]").waitFor();
};

test("each thing crosses when it crosses, and the sentence on bits is the proof's", async (context) => {
  const visit = await visitor(context, servers.investor);
  const panel = visit.page.locator("prescreen-panel");
  const cards = panel.locator(".cards li");
  const crossed = async () => [await cards.count(), await panel.locator(".cards .in").count()];
  const held = Math.floor(Math.log2(Number(proof.combinations)));
  const told = Math.ceil(proof.leakage.at_most_bits * 10) / 10;
  assert.ok(told < held);

  await signIn(visit, "newcomer");
  await visit.page.goto(`${visit.url}/assess.html`);
  await panel.locator(".crossing").waitFor();
  assert.equal(await panel.locator(".tells").count(), 0, "nothing is claimed before there is a session");
  await toQuestions(visit);
  assert.deepEqual(await crossed(), [2, 0]);
  assert.equal(
    await panel.locator(".tells").innerText(),
    `${questions} answers hold ${held} bits. What is sent can tell at most ${told} of them.`,
  );
  await answerAll(visit, answers());
  await confirm(visit);
  assert.deepEqual(await crossed(), [2, 1]);
  assert.match(await cards.nth(1).innerText(), /Your class: C\d[\s\S]*When you press Send/);
  await send(visit);
  assert.deepEqual(await crossed(), [2, 2]);
  assert.match(await panel.locator(".tells").innerText(), /What was sent can tell at most/);
  assert.match(await cards.nth(1).innerText(), /\d\d:\d\d:\d\d · [\d,]+ B/);
  // Answers are forgotten at the end: that none is left is not told as if none had been given.
  assert.doesNotMatch(await panel.locator(".held").innerText(), /\b0 of/);
  await shot(visit, "panel-crossed");
  // The auditor's layer is one press away, with every claim and byte.
  const audit = panel.locator("details.audit");
  assert.equal(await audit.locator("dl").first().isVisible(), false);
  await audit.locator("summary").first().click();
  assert.match(
    await audit.innerText(),
    /Claim of this session[\s\S]*Sealed digest[\s\S]*Result \(verdict\)[\s\S]*Requests of this assessment/,
  );
});

test("a reason that is an answer is told as one: the panel names the question, and sums of points name none", async (context) => {
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  const place = items.findIndex(({ id }) => id === "loss-bearable");
  const bearable = items[place].options.findIndex(({ id }) => id === "none");
  assert.deepEqual(items[place].options[bearable].marks, ["no_loss"], "what the rule of the lowest class reads");
  for (const [customer, given, named] of [
    ["lapsed", { [place + 1]: [bearable] }, true],
    ["returning", {}, false],
  ]) {
    const visit = await visitor(context, servers.investor);
    await signIn(visit, customer);
    await toQuestions(visit);
    await answerAll(visit, answers(given));
    await confirm(visit);
    const reveals = visit.page.locator("prescreen-panel [data-reveals]");
    assert.equal(await reveals.count(), named ? 1 : 0);
    if (!named) continue;
    assert.ok((await reveals.innerText()).includes(pack.texts.en["item.loss-bearable"]));
    assert.match(await reveals.innerText(), /^The reason tells the firm something/);
    await send(visit);
    assert.match(await reveals.innerText(), /^The reason told the firm something/);
  }
});

test("nothing is said of bits where the record goes along", async (context) => {
  const visit = await visitor(context, servers.disclosed);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  // The figures of the very pack, so that it is the record alone that silences them.
  await visit.page.evaluate(async (found) => {
    const { pack } = await (await fetch("/broker/me")).json();
    document.querySelector("prescreen-panel").proofs = [{ ...found, pack }];
  }, proof);
  const panel = visit.page.locator("prescreen-panel");
  assert.equal(await panel.locator(".tells").count(), 0);
  assert.match(await panel.locator(".cards").innerText(), /every answer, in clear/);
});

test("no class stands on the card of a result that lets nothing go on", async (context) => {
  const visit = await visitor(context, servers.investor);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers({ 10: [0, 3] }));
  await confirm(visit);
  await button(visit, say(visit).send).waitFor();
  const card = await visit.page.locator("prescreen-panel .cards li").nth(1).innerText();
  assert.match(card, /^a person/);
  assert.doesNotMatch(card, /\bC[1-5]\b/);
});

test("on a phone, Escape closes the sheet and gives the focus back to its bar, and what left is announced while it is closed", async (context) => {
  const visit = await visitor(context, servers.investor, { width: 360, height: 740 });
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  const panel = visit.page.locator("prescreen-panel");
  const bar = panel.locator(".wire-bar");
  await bar.click();
  assert.equal(await bar.getAttribute("aria-expanded"), "true");
  await panel.locator("details.audit summary").first().focus();
  await visit.page.keyboard.press("Escape");
  assert.equal(await bar.getAttribute("aria-expanded"), "false");
  assert.equal(await bar.evaluate((one) => one === one.getRootNode().activeElement), true);
  const status = panel.locator("[role=status]");
  assert.match(await status.innerText(), /Only the claim of this session/);
  await answerAll(visit, answers());
  await confirm(visit);
  assert.match(await status.innerText(), /sealed digest/);
});
