// In the lab, what a pack is made of is taken apart and put together in forms: before something goes, what refers to it is listed;
// a name is followed wherever it stands; a rule is a sentence that opens as a form with its reason; each change is one step to undo.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import { pointer } from "./support/hands.mjs";
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
const pack = JSON.parse(source);
const saved = async (visit) => {
  const [file] = await Promise.all([
    visit.page.waitForEvent("download"),
    button(visit, visit.locale === "en" ? "Download the edited pack" : "下载改动后的规则包").click(),
  ]);
  return JSON.parse(readFileSync(await file.path(), "utf8"));
};
const part = ({ page }, key) => page.locator(`details[data-key="${key}"]`);
const open = (visit, key) => part(visit, key).locator("> summary").click();
const focusedIn = (locator) => locator.evaluate((of) => of.contains(document.activeElement));
const undo = (visit) => button(visit, visit.text.undo).click();
/** The caps that read something of a question, as the text of the pack has them. */
const readers = (item) => pack.classes.caps.filter(({ when }) => JSON.stringify(when).includes(`"${item}"`)).map(({ id }) => id);

for (const said of [
  {
    locale: "en",
    width: 1440,
    remove: "Remove this question",
    keep: "Leave it as it is",
    go: "Do it, with all of these",
    refer: /4 things refer to it/,
    gone: "1 promise was removed: borrowed-class",
  },
  {
    locale: "zh-CN",
    width: 390,
    height: 844,
    theme: "dark",
    remove: "删去这一题",
    keep: "先不动",
    go: "连同这些一起删改",
    refer: /有 4 处用到它/,
    gone: /borrowed-class/,
  },
])
  test(`before a question goes, what refers to it is told, and goes only with it (${said.locale})`, async () => {
    const visit = await openLab(said);
    const { page, text } = visit;
    await open(visit, "item/debts");
    const question = part(visit, "item/debts");
    const remove = question.getByRole("button", { name: said.remove, exact: true });
    await remove.click();
    const asked = question.locator(".asks");
    assert.match(await asked.locator("h4").innerText(), said.refer);
    assert.ok(await focusedIn(asked), "one goes on there");
    assert.equal(await asked.locator("li").count(), 4);
    await shot(visit, "lab-outline-asked");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await page.evaluate(cramped), []);
    // The first leads to its rule, which opens as a form.
    const [first] = readers("debts");
    await asked.locator("li button").first().click();
    await part(visit, `rule/${first}`).locator("select").first().waitFor();
    assert.ok(await focusedIn(part(visit, `rule/${first}`)), "the rule has the focus");
    await question.getByRole("button", { name: said.keep, exact: true }).click();
    assert.equal(await asked.count(), 0);
    assert.ok(await remove.evaluate((of) => of === document.activeElement));
    assert.ok(await button(visit, text.undo).isDisabled(), "nothing has changed");
    await remove.click();
    await question.getByRole("button", { name: said.go, exact: true }).click();
    assert.equal(await question.count(), 0);
    await status(visit, text.proved);
    await page.locator(".run").getByText(said.gone).waitFor();
    const left = await saved(visit);
    const went = { caps: readers("debts"), contradictions: ["pair.debt-none"] };
    assert.deepEqual(
      left.classes.caps.map(({ id }) => id),
      pack.classes.caps.map(({ id }) => id).filter((id) => !went.caps.includes(id)),
    );
    assert.deepEqual(
      left.contradictions.map(({ id }) => id),
      pack.contradictions.map(({ id }) => id).filter((id) => !went.contradictions.includes(id)),
    );
    assert.equal(JSON.stringify(left.texts).match(/item\.debts|option\.debts|cap\.relatives|cap\.consumer-debt/), null);
    await undo(visit);
    await status(visit, text.proved);
    assert.ok(await button(visit, text.undo).isDisabled(), "it was one step");
    assert.equal(await question.count(), 1);
    await end(visit);
  });

test("a question and an option are renamed wherever they are named, and moved by every way there is", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { page, text } = visit;
  await open(visit, "item/debts");
  const named = part(visit, "item/debts").locator("> .form > .named input");
  await named.fill("age");
  await named.press("Enter");
  assert.match(await part(visit, "item/debts").locator(".refused").innerText(), /a name that nothing else has/);
  await named.fill("owed");
  await named.press("Enter");
  const question = part(visit, "item/owed");
  assert.ok(await focusedIn(question), "one goes on in it");
  await question.locator(".options > li").nth(2).locator("summary").click();
  const option = question.locator(".options > li").nth(2).locator(".named input");
  const was = await option.inputValue();
  await option.fill("cards");
  await option.press("Enter");
  await status(visit, text.proved);
  const renamed = JSON.parse(source.replaceAll('"debts"', '"owed"').replaceAll(/(item|option)\.debts\b/g, "$1.owed"));
  const now = await saved(visit);
  const without = (document) =>
    JSON.parse(JSON.stringify(document).replaceAll(`"${was}"`, '"cards"').replaceAll(`.owed.${was}"`, '.owed.cards"'));
  assert.deepEqual(now, without(renamed));
  await undo(visit);
  await undo(visit);
  assert.ok(await button(visit, text.undo).isDisabled());
  // Buttons, keys and the pointer come to the same order.
  const order = () => page.locator(".items > details[data-key^='item/']").evaluateAll((all) => all.map((one) => one.dataset.key));
  const before = await order();
  const [one, two, three] = before;
  const id = one.slice("item/".length);
  await open(visit, one);
  await part(visit, one).getByRole("button", { name: "Move down", exact: true }).click();
  assert.deepEqual((await order()).slice(0, 3), [two, one, three]);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Move down");
  await page.locator(`.grip[data-key="${id}"]`).press("ArrowUp");
  assert.deepEqual(await order(), before);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), id);
  await open(visit, one);
  const last = page.locator(`.grip[data-key="${three.slice("item/".length)}"]`);
  await pointer.move(page.locator(`.grip[data-key="${id}"]`), last, "below");
  assert.deepEqual((await order()).slice(0, 3), [two, three, one]);
  assert.equal(await page.locator("#edits > summary").innerText(), "1 edit");
  // Escape lets go.
  const box = await last.boundingBox();
  await page.mouse.move(box.x + 9, box.y + 9);
  await page.mouse.down();
  await page.mouse.move(box.x + 9, box.y - 60, { steps: 3 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.deepEqual((await order()).slice(0, 3), [two, three, one]);
  await status(visit, text.proved);
  await end(visit);
});

test("a text that is left empty is said to be missing where it is typed", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { page, text } = visit;
  await open(visit, "item/debts");
  const field = page.locator('textarea[data-at="/texts/en/item.debts"]');
  await pointer.write(field, "");
  await status(visit, text.bad);
  const errors = part(visit, "item/debts").locator(".wording .errors");
  assert.match(await errors.innerText(), /item\.debts/);
  // The finding leads to it from anywhere.
  await page.locator("#search").focus();
  await page.locator(".findings li").getByRole("button").first().click();
  assert.ok(await field.evaluate((of) => of === document.activeElement));
  await pointer.write(field, "Do you owe money?");
  await status(visit, text.proved);
  assert.equal(await errors.count(), 0);
  await end(visit);
});

test("an option goes from the lists that name it, and a rule that is about it alone goes with it", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { text } = visit;
  await open(visit, "item/aim");
  const question = part(visit, "item/aim");
  const place = pack.questionnaire.sections
    .flatMap(({ items }) => items)
    .find(({ id }) => id === "aim")
    .options.findIndex(({ id }) => id === "strong-growth");
  await question.locator(".options > li").nth(place).locator("[data-asks]").click();
  const fates = await question.locator(".asks li").allInnerTexts();
  assert.ok(
    fates.some((one) => one.includes("names one answer fewer")),
    fates.join("\n"),
  );
  assert.ok(
    fates.some((one) => one.includes("goes too")),
    fates.join("\n"),
  );
  await question.getByRole("button", { name: "Do it, with all of these" }).click();
  await status(visit, text.proved);
  const left = await saved(visit);
  assert.equal(JSON.stringify(left).includes("strong-growth"), false);
  const conditions = JSON.stringify(left.contradictions.map(({ when }) => when));
  assert.ok(conditions.includes("larger-return"));
  await end(visit);
});

for (const said of [
  {
    locale: "en",
    width: 390,
    height: 844,
    cap: "Add a cap",
    pair: "Add a contradiction",
    rule: "Add a rule of who may be served",
    top: "Class at most",
    comes: "What happens",
    ask: "Ask once",
    kept: "If the answers are kept",
    refer: "A person looks at it",
    why: "Why it is there",
    another: "Write another reason of the firm’s own",
    except: "Add an exception",
    sentence: /the person is asked once; if the answers are kept, a person looks at it/,
    remove: "Remove this rule",
  },
  {
    locale: "zh-CN",
    width: 1440,
    cap: "加一条上限",
    pair: "加一组矛盾",
    rule: "加一条准入规则",
    top: "类别最高",
    comes: "结果",
    ask: "问一次",
    kept: "坚持原来的回答时",
    refer: "由人来看",
    why: "依据",
    another: "另写一个公司自己的原因",
    except: "加一个例外",
    sentence: /会被问一次；坚持原来的回答时，由人来看/,
    remove: "删去这条规则",
  },
])
  test(`rules are sentences that open as forms, each with its reason (${said.locale})`, async () => {
    const visit = await openLab(said);
    const { page, text } = visit;
    const pick = (within, name) => within.getByRole("combobox", { name, exact: true });
    await open(visit, "rules/contradictions");
    await button(visit, said.pair).click();
    const pair = part(visit, "rule/pair.rule-1");
    assert.ok(await focusedIn(pair));
    await pick(pair, said.comes).selectOption({ label: said.ask });
    await pick(pair, said.kept).selectOption({ label: said.refer });
    assert.match(await pair.locator("summary").innerText(), said.sentence);
    await status(visit, text.proved);
    // A reason of the firm's own begins with words to write over, in both languages.
    await pick(pair, said.why).selectOption({ label: said.another });
    await page.waitForFunction(() => document.activeElement.dataset.at?.includes("/basis.own-1"));
    for (const locale of ["zh-CN", "en"])
      await pointer.write(pair.locator(`textarea[data-at="/texts/${locale}/basis.own-1"]`), `Asked (${locale})`);
    await status(visit, text.proved);
    await shot(visit, "lab-outline-rule");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await page.evaluate(cramped), []);
    let now = await saved(visit);
    const made = now.contradictions.at(-1);
    assert.deepEqual([made.then, made.kept, made.basis, made.items], ["ask", "refer", { firm: "own-1" }, Object.keys(made.when)]);
    assert.equal(now.texts.en["basis.own-1"], "Asked (en)");
    // Another reason: what nobody gives any more goes with its words.
    const [source] = Object.keys(pack.sources);
    await pick(pair, said.why).selectOption(`source ${source}`);
    await status(visit, text.proved);
    now = await saved(visit);
    assert.deepEqual(now.contradictions.at(-1).basis, { source });
    assert.equal("basis.own-1" in now.texts.en, false);
    await pair.getByRole("button", { name: said.remove, exact: true }).click();
    assert.equal(await pair.count(), 0);
    await status(visit, text.proved);
    assert.equal(await visit.page.locator(".run .pv.refuted").count(), 0);
    // Who may be served, with an exception.
    await open(visit, "rules/eligibility");
    await button(visit, said.rule).click();
    const rule = part(visit, "rule/eligibility.rule-1");
    await rule.getByRole("button", { name: said.except, exact: true }).click();
    await status(visit, text.proved);
    now = await saved(visit);
    const { when, unless, unless_tier, outcome } = now.eligibility.at(-1);
    assert.deepEqual([outcome, unless_tier, Object.keys(unless)], ["refer", "declared", Object.keys(when)]);
    await open(visit, "rules/caps");
    await part(visit, `rule/${pack.classes.caps[0].id}`).locator("> summary").click();
    await pick(part(visit, `rule/${pack.classes.caps[0].id}`), said.top).selectOption("C2");
    await status(visit, text.proved);
    assert.equal((await saved(visit)).classes.caps[0].class_at_most, "C2");
    await end(visit);
  });

test("a rule that every pack has is to be changed before what it rests on goes", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { page, text } = visit;
  const other = { ...pack, id: "other", classes: { ...pack.classes, lowest: { ...pack.classes.lowest, when: { debts: "relatives" } } } };
  await openFile(visit, "other.json", JSON.stringify(other, null, 2));
  await status(visit, text.proved);
  await open(visit, "item/debts");
  await part(visit, "item/debts").getByRole("button", { name: "Remove this question" }).click();
  const asked = page.locator(".asks");
  assert.match(await asked.innerText(), /change it first/);
  assert.equal(await asked.locator(".go button").count(), 1, "there is one way on");
  await asked.locator("li button").first().click();
  await part(visit, "rule/class.lowest").locator("select").first().waitFor();
  assert.ok(await focusedIn(part(visit, "rules/lowest")));
  await end(visit);
});

test("an author ticks what an experiment may vary, and the pack names it", async () => {
  const visit = await openLab({ locale: "en" });
  await openFile(visit, "mine.json", source);
  await status(visit, visit.text.proved);
  await open(visit, "about");
  const knob = (name) => visit.page.locator(`input[data-knob="${name}"]`);
  assert.equal(pack.knobs, undefined);
  // In the order of a pack, whatever is ticked first.
  for (const name of ["layout", "texts"]) await knob(name).check();
  assert.deepEqual((await saved(visit)).knobs, ["texts", "layout"]);
  await knob("layout").uncheck();
  assert.deepEqual(await saved(visit), { ...pack, knobs: ["texts"] });
  await end(visit);
});
