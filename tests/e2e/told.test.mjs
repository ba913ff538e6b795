// A result that explains itself, a record that anybody can read, and conditions as lists to check.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, toQuestions } from "./support/journey.mjs";
import { binary, startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const { dimensions, list: classes } = pack.classes;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Assessments of a day are few: each has a server of its own. */
const visitor = async (context, options) => {
  const server = await startServer();
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  context.after(async () => {
    await visit.context.close();
    await server.stop();
  });
  return visit;
};

const flow = ({ page }) => page.locator("prescreen-flow");

/** To the result, with the middle answers; gives the words that were chosen. */
const toResult = async (visit) => {
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const chosen = await answerAll(visit, answers());
  await confirm(visit);
  await button(visit, say(visit).send).waitFor();
  return chosen;
};

const send = async (visit) => {
  await button(visit, say(visit).send).click();
  await visit.page.locator("main .note[role=status]").waitFor();
};

for (const locale of ["en", "zh-CN"]) {
  test(`a class says in one sentence what it came about by, and each part's sum once it is accepted (${locale})`, async (context) => {
    const visit = await visitor(context, { locale });
    await toResult(visit);
    const said = pack.texts[locale];
    const cause = await flow(visit).locator(".cause").innerText();
    const short = (id) => said[`class.${id}.short`];
    const reasons = flow(visit).locator(".reasons li");
    const heading = await flow(visit).locator("[data-heading]").innerText();
    // With these answers the lowest of the dimensions decides.
    const each = dimensions.map(({ id }) => new RegExp(`${said[`dimension.${id}`]} ?(C\\d)`).exec(cause)?.[1]);
    const [lowest] = each.toSorted((one, other) => classes.indexOf(one) - classes.indexOf(other));
    assert.ok(new Set(each).size > 1, cause);
    assert.match(cause, new RegExp(`${short(lowest)}[.。]$`));
    assert.ok(heading.includes(short(lowest)), `${heading}: ${cause}`);
    for (const { id } of dimensions) {
      const own = reasons.filter({ hasText: said[`dimension.${id}`] }).first();
      assert.match(await own.locator(".said").innerText(), /C\d/, id);
      assert.equal(await own.locator(".sum").count(), 0, "no points before the receipt");
    }
    await shot(visit, "result-caused");
    await send(visit);
    for (const { id, bands } of dimensions) {
      const own = reasons.filter({ hasText: said[`dimension.${id}`] }).first();
      const [, parts, total] = /^([\d +−]+) = (−?\d+)/.exec(await own.locator(".sum").innerText());
      const sum = parts.split("+").reduce((all, part) => all + Number(part.trim().replace("−", "-")), 0);
      assert.equal(sum, Number(total.replace("−", "-")), id);
      const band = bands.find(({ from, to }) => from <= sum && sum <= to);
      assert.ok((await own.locator(".said").innerText()).includes(short(band.class)), id);
    }
  });
}

test("nobody who answers reads what an author notes for authors", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const notes = Object.entries(pack.texts.en).filter(([key]) => key.startsWith("basis."));
  const firms = new Set(
    JSON.stringify(pack)
      .match(/"firm":"[^"]+"/g)
      .map((found) => `basis.${found.slice(8, -1)}`),
  );
  const own = notes.filter(([key]) => firms.has(key)).map(([, text]) => text);
  assert.ok(own.length > 20);
  const told = [];
  await answerAll(visit, answers(), async () => told.push(await flow(visit).evaluate((host) => host.shadowRoot.textContent)));
  await confirm(visit);
  told.push(await flow(visit).evaluate((host) => host.shadowRoot.textContent));
  for (const text of told) for (const note of own) assert.ok(!text.includes(note), note);
  assert.match(told.at(-1), /This is the firm’s own rule/);
});

test("the record is a page that anybody reads, holds the data, and is not left behind without a word", async (context) => {
  const visit = await visitor(context, { width: 360, height: 740 });
  const { page } = visit;
  const chosen = await toResult(visit);
  await send(visit);
  const take = async (name) => {
    const arrives = page.waitForEvent("download");
    await flow(visit).getByRole("button", { name }).click();
    return (await arrives).path();
  };
  // The record comes before anything else of the result.
  const places = await flow(visit).evaluate((host) =>
    ["section.record", ".meas", ".reasons"].map((part) => host.shadowRoot.querySelector(part).getBoundingClientRect().top),
  );
  assert.deepEqual(
    [...places].sort((a, b) => a - b),
    places,
  );

  await page.getByRole("link", { name: "My account", exact: true }).first().click();
  await flow(visit).getByRole("heading", { name: "Leave without your record?" }).waitFor();
  assert.match(page.url(), /assess\.html/);
  assert.match(await flow(visit).locator("section.record").innerText(), /only in this page/);
  await shot(visit, "record-asked");
  await take("Save your record");
  await flow(visit).getByRole("heading", { name: "Your record is saved. Leave now?" }).waitFor();
  await flow(visit).getByRole("button", { name: "Stay", exact: true }).click();
  const data = readFileSync(await take("Download it as data (JSON)"), "utf8");
  const saved = readFileSync(await take("Save your record"), "utf8");
  await flow(visit).getByText("Saved: a page that you can read and print.").waitFor();
  assert.doesNotMatch(
    await flow(visit).locator("section.record").innerText(),
    /only in this page/,
    "of a record that was saved that is not true",
  );

  assert.doesNotMatch(saved, /<script|<link|<img|\bsrc=|\bon\w+=/);
  const reader = await visit.context.newPage();
  await reader.setContent(saved);
  const read = await reader.locator("body").innerText();
  for (const words of chosen) assert.ok(read.includes(words), words);
  assert.match(read, /Investor class\s+C\d/);
  assert.equal(await reader.locator("#record").textContent(), data);
  assert.equal(await reader.evaluate(() => document.documentElement.lang), "en");
  const wide = await reader.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  await reader.screenshot({ path: new URL("../artifacts/record-page.png", import.meta.url).pathname, fullPage: true });
  await reader.close();

  await page.getByRole("link", { name: "My account", exact: true }).first().click();
  await page.waitForURL(/account\.html/);
});

test("the record as data is one that the command line checks", async (context) => {
  const visit = await visitor(context);
  await toResult(visit);
  await send(visit);
  const arrives = visit.page.waitForEvent("download");
  await flow(visit).getByRole("button", { name: "Download it as data (JSON)" }).click();
  const file = await (await arrives).path();
  assert.match(execFileSync(binary(), ["record", "check", file], { encoding: "utf8" }), /\S/);
});

test("an access condition is a list to check: each fact with what is on file, alternatives apart, no full meter unmet", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/apply.html#options-2`);
  await page.reload();
  const gate = page.locator(".condition");
  await gate.waitFor();
  const { requires } = pack.permissions.find(({ id }) => id === "options-2");
  const { $or: either, ...all } = requires;
  assert.equal(await gate.locator(".checks > li:not(.either)").count(), Object.keys(all).length);
  assert.equal(await gate.locator(".either li").count(), either.length);
  assert.match(await gate.locator(".either").innerText(), /One of these is enough/);
  const standing = async (name) => gate.locator("li:not(.either)").filter({ hasText: name }).first().getAttribute("class");
  assert.equal(await standing("20-day assets"), "met");
  assert.equal(await standing("Highest level of the options test"), "unmet");
  assert.equal(await standing("Qualified for margin trading"), "unmet");
  assert.equal(await gate.locator(".meter").count(), 2, "the two levels are short, and nothing else that is measured");
  // What the condition says stands once on the page.
  const text = pack.texts.en["reason.options-2"];
  assert.equal((await page.locator("main").innerText()).split(text).length - 1, 1);
  await shot(visit, "gate-options");

  await page.goto(`${visit.url}/apply.html#star`);
  await page.reload();
  const met = page.locator("details.condition");
  await met.waitFor();
  assert.match(await met.innerText(), /All of it is met/);
  assert.equal(await met.locator(".checks").isVisible(), false);
});

test("a result that waits for a call is told as that on the shelf and at a product, and not as no class", async (context) => {
  const visit = await visitor(context, { width: 360, height: 740 });
  const { page } = visit;
  await signIn(visit, "newcomer");
  await page.route("**/broker/me", async (route) => {
    const answer = await route.fetch();
    const me = { ...(await answer.json()), waiting_assessment: { session: "waits", at: 1_795_406_400, steps: [], next: null } };
    await route.fulfill({ response: answer, json: me });
  });
  for (const address of ["shelf.html", "buy.html#bond-fund"]) {
    await page.goto(`${visit.url}/${address}`);
    const main = page.locator("main:not([aria-busy])");
    await main.locator("h1").waitFor();
    await main.getByRole("heading", { name: "The result that you sent waits for its next step" }).waitFor();
    assert.equal(await main.getByRole("heading", { name: "The result that you sent waits for its next step" }).count(), 1, address);
    const said = await main.innerText();
    assert.ok(!said.includes("You have no investor class yet") && !said.includes("not kept"), `${address}: ${said}`);
    await page.goto("about:blank");
  }
});
