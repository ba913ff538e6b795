// In the lab, a promise is added, built, changed and taken out in a form, with its sentence and its proof beside it; what does not
// fit together is said at the promise; each change is one step to undo, and the text keeps everything else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { button, openFile, openLab as openLabAt, source, status } from "./support/lab.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const openLab = (variant) => openLabAt(browser, server, variant);
const end = async (visit) => {
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
};
const { never } = JSON.parse(source);
const promises = ({ page }) => page.locator(".promised > details");
const download = async (visit, name) => {
  const [file] = await Promise.all([visit.page.waitForEvent("download"), button(visit, name).click()]);
  return readFileSync(await file.path(), "utf8");
};

for (const said of [
  {
    locale: "en",
    width: 1440,
    add: "Add a promise",
    idle: "It keeps nobody from anything yet",
    remove: "Remove this promise",
    more: "Add a part",
    join: "Parts are joined by",
    asks: "Question or fact",
    how: "Is",
    value: "Value",
    top: "Class at most",
    bars: "Never barred up to grade",
    save: "Download the edited pack",
    facts: "does not fit together",
    or: / or “[^”]*” is 70 years or more/,
    below: /nobody comes above C3/,
  },
  {
    locale: "zh-CN",
    width: 390,
    theme: "dark",
    add: "加一条承诺",
    idle: "它还没有限制任何人",
    remove: "删去这条承诺",
    more: "加一部分",
    join: "各部分之间",
    asks: "题目或资料",
    how: "要求",
    value: "值",
    top: "类别最高",
    bars: "到哪一等级不因此被拦下",
    save: "下载改动后的规则包",
    facts: "前后不一致",
    or: /或「.*」不小于 ?70/,
    below: /C3/,
  },
]) {
  test(`a promise is built, proved, refuted, said to be wrong, and taken out in a form (${said.locale})`, async () => {
    const visit = await openLab(said);
    const { page, text } = visit;
    assert.equal(await promises(visit).count(), never.length);
    await button(visit, said.add).click();
    const made = promises(visit).nth(never.length);
    const label = (name, nth = 0) => made.getByRole(name === said.value ? "spinbutton" : "combobox", { name, exact: true }).nth(nth);
    assert.ok(await label(said.asks).evaluate((of) => of === document.activeElement), "one continues in it");
    await status(visit, text.proved);
    assert.equal(await made.locator("summary .pv.proved").count(), 1, "it says nothing yet, and that is proved");
    await made.getByText(said.idle).waitFor();
    await label(said.asks).selectOption("debts");
    await made.getByRole("checkbox").nth(3).check();
    await made.getByRole("checkbox").nth(0).uncheck();
    await button(visit, said.more).last().click();
    await label(said.asks, 1).selectOption("age");
    await label(said.value).fill("70");
    await label(said.value).press("Enter");
    await label(said.join).selectOption("$or");
    assert.match(await made.locator("summary").innerText(), said.or);
    await label(said.top).selectOption("C3");
    assert.match(await made.locator("summary").innerText(), said.below);
    await status(visit, text.proved);
    // Debts with relatives are capped at C3, age alone is not.
    assert.equal(await made.locator("summary .pv.refuted").count(), 1);
    await shot(visit, "lab-promise");
    assert.deepEqual(await axe(page), []);
    const built = JSON.parse(await download(visit, said.save)).never;
    assert.deepEqual(built.slice(0, -1), never);
    assert.deepEqual(built.at(-1), {
      id: `promise-${never.length + 1}`,
      when: { $or: [{ debts: "relatives" }, { age: { $gte: 70 } }] },
      class_at_most: "C3",
    });
    await made.locator(".link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "counterexample");
    // Without the part that nothing keeps, it holds.
    await made.locator(".test").nth(1).locator("> .link").click();
    await made.locator("summary .pv.proved").waitFor({ timeout: 60_000 });
    // Nobody is promised not to be barred for an answer.
    await label(said.bars).selectOption("R2");
    await made.locator(".errors").getByText(said.facts).waitFor();
    assert.ok((await page.locator(".results table").count()) > 0, "the last results stay");
    await page.locator(".findings li").getByRole("button").first().click();
    assert.ok(await made.evaluate((of) => of.contains(document.activeElement)), "the finding leads to the form");
    await shot(visit, "lab-promise-wrong");
    assert.deepEqual(await axe(page), []);
    await button(visit, text.undo).click();
    await status(visit, text.proved);
    assert.equal(await made.locator(".errors").count(), 0);
    await made.getByRole("button", { name: said.remove }).click();
    assert.equal(await promises(visit).count(), never.length);
    await button(visit, text.undo).click();
    assert.equal(await promises(visit).count(), never.length + 1);
    await button(visit, text.redo).click();
    assert.equal(await promises(visit).count(), never.length);
    await status(visit, text.proved);
    assert.equal(await button(visit, said.save).count(), 0, "the text is as it was opened, to the letter");
    await end(visit);
  });
}

test("a promise that is taken out is named where all that is left is proved, and in the report", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const [first, second] = never;
  const run = page.locator(".run");
  assert.equal(await run.getByText(/removed/).count(), 0);
  await promises(visit).first().locator("summary").click();
  await button(visit, "Remove this promise").first().click();
  await run.getByText(`1 promise was removed: ${first.id}`).waitFor();
  await button(visit, "Add a promise").click();
  await status(visit, text.proved);
  // What stands behind what was taken out is no edit.
  await page.locator("#edits summary").click();
  const rows = page.locator("#edits tbody tr");
  assert.equal(await rows.count(), 2);
  assert.match(await rows.nth(0).innerText(), new RegExp(`^Added Promise promise-${never.length}\\b`));
  assert.match(await rows.nth(1).innerText(), new RegExp(`^Removed Promise ${first.id}\\b`));
  assert.doesNotMatch(await page.locator("#edits").innerText(), new RegExp(`Promise ${second.id}\\b`));
  assert.match(await download(visit, text.html), new RegExp(`1 promise was removed: ${first.id}`));
  assert.deepEqual(await axe(page), []);
  await end(visit);
});

test("an id that is typed with spaces is one word", async () => {
  const visit = await openLab({ locale: "en" });
  await button(visit, "Add a promise").click();
  const made = promises(visit).nth(never.length);
  const id = made.getByLabel("Name of the promise", { exact: true });
  await id.fill(" over 70 ");
  await id.press("Enter");
  await made.locator("summary code").getByText("over-70", { exact: true }).waitFor();
  await status(visit, visit.text.proved);
  await end(visit);
});

test("a condition with more than the form has is left to the text, and a promise in groups is read and kept", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const pack = JSON.parse(source);
  const grouped = { $and: [{ debts: "relatives" }, { $or: [{ age: { $gte: 60, $lt: 80 } }, { assets: "up-to-500k" }] }] };
  pack.never = [
    { id: "beyond", when: { debts: { $not: { $in: ["none", "mortgage", "consumer"] } } }, class_at_most: "C5" },
    { id: "grouped", when: grouped, class_at_most: "C5" },
  ];
  await openFile(visit, "grouped.json", JSON.stringify(pack, null, 2));
  await status(visit, text.proved);
  for (const details of await promises(visit).all()) await details.locator("summary").click();
  await promises(visit).nth(0).getByText("the form has no fields for").waitFor();
  const second = promises(visit).nth(1);
  // The range of a fact is a group of its own in the inner one.
  assert.equal(await second.locator(".group .group").count(), 2);
  assert.equal(await second.locator(".test").count(), 4);
  await second.getByRole("combobox", { name: "Class at most" }).selectOption("C3");
  await status(visit, text.proved);
  assert.deepEqual(JSON.parse(await download(visit, "Download the edited pack")).never[1], {
    id: "grouped",
    when: grouped,
    class_at_most: "C3",
  });
  assert.deepEqual(await axe(page), []);
  await promises(visit).nth(0).getByRole("button", { name: "Edit it in the text" }).click();
  await page.locator("lab-text .cm-content").waitFor();
  await end(visit);
});
