// In the lab, somebody who writes no JSON makes a pack of five questions from nothing: words, kinds, options, points, bands, a
// promise, a rule, the order; it is proved meanwhile, seen on the phone, taken along as a file that the command line knows, and put
// into an experiment.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import { keys, pointer } from "./support/hands.mjs";
import { button, openLab as openLabAt, status, tab } from "./support/lab.mjs";
import { binary, startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const words = {
  en: {
    fresh: "Start a new pack",
    add: "Add a question",
    kind: "Kind of question",
    number: "A number",
    multiple: "Several answers",
    addOption: "Add an option",
    alone: "Chosen alone, never together with others",
    points: (option) => `${option}, All answers together`,
    band: "All answers together, C3, From",
    promise: "Add a promise",
    asks: "Question or fact",
    top: "Class at most",
    lowest: "C1 Careful",
    caps: "Caps",
    cap: "Add a cap",
    capSaid: /Where “How long can this money stay\?” is “Less than a year”, the class is at most C1 Careful/,
    pack: "Download the pack (JSON)",
    title: "Name that investors see",
  },
  "zh-CN": {
    fresh: "新建规则包",
    add: "加一题",
    kind: "题型",
    number: "填数字",
    multiple: "多选",
    addOption: "加一个选项",
    alone: "只能单独选，不能与其他选项同时选",
    points: (option) => `${option}, 全部回答`,
    band: "全部回答, C3, 从",
    promise: "加一条承诺",
    asks: "题目或资料",
    top: "类别最高",
    lowest: "C1 谨慎型",
    caps: "类别上限",
    cap: "加一条上限",
    capSaid: /凡是「这笔钱可以放多久？」为「不到一年」的人，类别不高于 C1 谨慎型/,
    pack: "下载规则包（JSON）",
    title: "给投资者看的名称",
  },
};

/** The four questions beside the one that a pack begins with, in both languages, each with its options. */
const asked = [
  { en: "Which of these have you owned?", "zh-CN": "下面哪些，您持有过？", options: ["None of these", "Funds"], zh: ["都没有", "基金"] },
  {
    en: "How many years have you invested?",
    "zh-CN": "您投资几年了？",
    options: ["No full year", "A year or more"],
    zh: ["不满一年", "一年或更久"],
  },
  { en: "What is the aim?", "zh-CN": "您的目标是什么？", options: ["Keep its worth", "Let it grow"], zh: ["保值", "增值"] },
  {
    en: "How long can this money stay?",
    "zh-CN": "这笔钱可以放多久？",
    options: ["Less than a year", "A year or more"],
    zh: ["不到一年", "一年以上"],
  },
];

const question = ({ page }, n) => page.locator(".items > details[data-key^='item/']").nth(n - 1);
const write = async (hands, within, key, locale, text) => hands.write(within.locator(`textarea[data-at="/texts/${locale}/${key}"]`), text);

/** Makes the pack; what is looked at on the way is the same for both hands. */
const make = async (visit, hands) => {
  const { page, text, locale } = visit;
  const said = words[locale];
  await hands.press(button(visit, said.fresh));
  await page.waitForFunction(() => document.activeElement.id === "about");
  await status(visit, text.proved);
  assert.equal(await question(visit, 2).count(), 0);
  for (const [n, one] of asked.entries()) {
    await hands.press(page.locator("[data-add='section-1']"));
    const key = `item.question-${n + 2}`;
    await page.waitForFunction((at) => document.activeElement.dataset.at === at, `/texts/${locale}/${key}`);
    const here = question(visit, n + 2);
    for (const language of ["zh-CN", "en"]) {
      await write(hands, here, key, language, one[language]);
      for (const [place, option] of (language === "en" ? one.options : one.zh).entries())
        await write(hands, here, `option.question-${n + 2}.option-${place + 1}`, language, option);
    }
  }
  // Kinds: several answers with one that stands alone, and a number of three intervals.
  const owned = question(visit, 2);
  await hands.choose(owned.getByRole("combobox", { name: said.kind, exact: true }), said.multiple);
  await hands.open(owned.locator(".option summary").first());
  await hands.check(owned.getByLabel(said.alone, { exact: true }).first());
  const years = question(visit, 3);
  await hands.choose(years.getByRole("combobox", { name: said.kind, exact: true }), said.number);
  await hands.press(years.getByRole("button", { name: said.addOption, exact: true }));
  await page.waitForFunction(() => document.activeElement.dataset.at?.endsWith("/option.question-3.option-3"));
  await write(hands, years, "option.question-3.option-3", "zh-CN", "十年以上");
  await write(hands, years, "option.question-3.option-3", "en", "Ten years or more");
  await hands.open(years.locator(".option summary").nth(1));
  await hands.write(years.locator("input[data-at$='/options/1/to']"), "9");
  const ten = locale === "en" ? "Ten years or more" : "十年以上";
  await hands.fillCell(years.getByLabel(said.points(ten), { exact: true }), "3");
  // The highest class from four points on; the band below follows.
  const limit = page.getByLabel(said.band, { exact: true });
  await hands.write(limit, "4");
  await status(visit, text.proved);
  // The last question comes before the others.
  const [handle, first] = [page.locator(".grip[data-key='question-5']"), page.locator(".grip[data-key='question-1']")];
  await hands.move(handle, first, "above");
  assert.equal(await question(visit, 1).getAttribute("data-key"), "item/question-5");
  await hands.open(page.locator("details[data-key='rules/caps'] > summary"));
  await hands.press(button(visit, said.cap));
  const cap = page.locator("details[data-key^='rule/cap.rule']");
  await hands.choose(cap.getByRole("combobox", { name: said.top, exact: true }), said.lowest);
  assert.match(await cap.locator("summary").innerText(), said.capSaid);
  await hands.press(button(visit, said.promise));
  const promised = page.locator(".promised > details");
  await hands.choose(promised.getByRole("combobox", { name: said.top, exact: true }), said.lowest);
  await promised.locator("summary .pv.proved").waitFor({ timeout: 60_000 });
  await status(visit, text.proved);
  assert.equal(await page.locator(".run .pv.refuted").count(), 0);
};

/** The file that somebody takes along, and what the command line says of it. */
const taken = async (visit, hands) => {
  const press = hands.press(button(visit, words[visit.locale].pack));
  const [file] = await Promise.all([visit.page.waitForEvent("download"), press]);
  const text = readFileSync(await file.path(), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "prescreen-new-pack-"));
  writeFileSync(join(folder, "pack.json"), text);
  try {
    execFileSync(binary(), ["pack", "check", join(folder, "pack.json")], { encoding: "utf8" });
    execFileSync(binary(), ["prove", join(folder, "pack.json")], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return JSON.parse(text);
};

const seen = async (visit, hands) => {
  const { page, text } = visit;
  if (hands === pointer) await tab(visit, text.phone).click();
  else {
    await hands.press(tab(visit, text.fields));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
  }
  const phone = page.frameLocator("lab-phone iframe");
  await phone.getByRole("heading").first().waitFor();
  await hands.press(page.locator(".jump button"));
  await phone.getByText(asked[3][visit.locale]).first().waitFor();
};

for (const [name, hands, variant] of [
  ["with the pointer", pointer, { locale: "en", width: 1440 }],
  ["by the keyboard alone", keys, { locale: "zh-CN", width: 1440 }],
  ["with the pointer", pointer, { locale: "zh-CN", width: 390, height: 844, theme: "dark" }],
  ["by the keyboard alone", keys, { locale: "en", width: 390, height: 844 }],
])
  test(`a pack of five questions is made from nothing ${name} (${variant.locale}, ${variant.width})`, async () => {
    const visit = await openLabAt(browser, server, variant);
    const { page } = visit;
    await make(visit, hands);
    await shot(visit, "lab-new-pack");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await page.evaluate(cramped), []);
    const pack = await taken(visit, hands);
    const [section] = pack.questionnaire.sections;
    assert.deepEqual(
      section.items.map(({ id, kind }) => [id, kind]),
      [
        ["question-5", "single"],
        ["question-1", "single"],
        ["question-2", "multiple"],
        ["question-3", "number"],
        ["question-4", "single"],
      ],
    );
    assert.equal(section.items[2].options[0].alone, true);
    assert.deepEqual(
      section.items[3].options.map(({ from = null, to = null, points }) => [from, to, points.score]),
      [
        [null, 0, 0],
        [1, 9, 0],
        [10, null, 3],
      ],
    );
    assert.deepEqual(pack.classes.dimensions[0].bands, [
      { class: "C1", to: 0 },
      { class: "C2", from: 1, to: 3 },
      { class: "C3", from: 4 },
    ]);
    assert.deepEqual(pack.classes.caps[0].when, { "question-5": "option-1" });
    assert.deepEqual(pack.never, [{ id: "promise-1", when: { "question-5": "option-1" }, class_at_most: "C1" }]);
    assert.equal(pack.texts.en["item.question-4"], asked[2].en);
    assert.equal(pack.texts["zh-CN"]["option.question-3.option-3"], "十年以上");
    await seen(visit, hands);
    await shot(visit, "lab-new-pack-phone");
    assert.deepEqual(await axe(page), []);
    // It is kept on the device, and all of it can be taken back.
    await page
      .locator(".run")
      .getByText(visit.locale === "en" ? "Kept on this device" : "已存在这台设备上")
      .waitFor({ state: "attached" });
    await page.reload();
    await status(visit, visit.text.proved);
    assert.equal(await question(visit, 5).count(), 1);
    // It is put into an experiment: the desk has it from the lab.
    await page.goto(`${server.url}/experiment.html`);
    const packs = page.locator("#pack");
    await packs.waitFor();
    await hands.choose(packs, await packs.locator("option").nth(1).innerText());
    const planned = (at) => page.locator(`[data-at="${at}"]`).inputValue();
    assert.equal(await planned("/questions"), section.items.map(({ id }) => id).join("\n"));
    assert.equal(await planned("/classes"), pack.classes.list.join("\n"));
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });
