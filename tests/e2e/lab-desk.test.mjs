// The lab as a desk: findings lead to their fields, the proof stands beside what one types, a draft is kept on the device and
// never over another tab's, undo and redo go through fields and text alike, and a search leads to what it finds.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { button, field, fill, openFile, openLab as openLabAt, source, status, tab } from "./support/lab.mjs";
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

const openLab = (variant, first) => openLabAt(browser, server, variant, first);
const end = async (visit) => {
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
};
/** The element with the focus, in a shadow root too. */
const focused = ({ page }) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return { at: active.dataset.at ?? "", of: active.className, seen: active.getBoundingClientRect().top < innerHeight };
  });
/** What is selected in the text. */
const selected = ({ page }) => page.evaluate(() => document.querySelector("lab-text").shadowRoot.getSelection().toString());
const editor = ({ page }) => page.locator("lab-text .cm-content");

test("a finding leads to its field, which says it too", async () => {
  const visit = await openLab({ locale: "en", height: 700 });
  const { page, text } = visit;
  const gap = JSON.parse(source);
  const place = gap.classes.dimensions.findIndex((one) => one.bands);
  gap.classes.dimensions[place].bands[0].to -= 1;
  gap.questionnaire.sections[1].items[0].options[1].points = { nothing: 1 };
  await openFile(visit, "gap.json", JSON.stringify(gap));
  await status(visit, text.bad);
  await tab(visit, text.whole).click();
  await page
    .locator(".findings li")
    .filter({ hasText: `/classes/dimensions/${place}/bands/0` })
    .getByRole("button")
    .first()
    .click();
  const at = await focused(visit);
  assert.match(at.at, new RegExp(`^/classes/dimensions/${place}/bands/0/`));
  assert.ok(at.seen);
  const input = page.locator(`input[data-at="${at.at}"]`);
  assert.equal(await input.getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(".bands .errors").first().innerText(), /bands do not fit/);
  const points = page.locator(".findings li").filter({ hasText: "/questionnaire/" }).getByRole("button").first();
  await points.click();
  assert.match((await focused(visit)).at, /^\/questionnaire\/sections\/1\/items\/0\/options\/1\/points/);
  assert.deepEqual(await axe(page), []);
  await end(visit);
});

test("a finding without a field leads to its line in the text, which is marked", async () => {
  const visit = await openLab({ locale: "zh-CN" });
  const { page, text } = visit;
  const wrong = source.replace('"regulator": "CSRC"', '"regulator": 7');
  await openFile(visit, "wrong.json", wrong);
  await status(visit, text.bad);
  await page.locator(".findings li").getByRole("button").first().click();
  assert.match(await page.locator(".findings li").first().innerText(), /这里要写引号里的.*，写的却是整数。$/);
  assert.match((await focused(visit)).of, /cm-content/);
  assert.equal(await selected(visit), "7");
  assert.match(await page.locator("lab-text .wrong").innerText(), /"regulator": 7/);
  // Of a text that is no JSON, the line that its reader names.
  await openFile(visit, "broken.json", source.replace('"regulator": "CSRC"', '"regulator": CSRC'));
  await page.locator(".findings").getByText("不是合格的 JSON").waitFor();
  assert.equal(await page.locator("#opening ~ label select").first().locator("option:checked").innerText(), "broken.json");
  await page.locator(".findings li").getByRole("button").first().click();
  await page.locator("lab-text .wrong").filter({ hasText: '"regulator": CSRC' }).waitFor();
  // What has no Chinese sentence stands as the check wrote it, and says so.
  assert.match(await page.locator(".findings li").first().innerText(), /英文原文：/);
  assert.equal(await page.locator(".findings li span[lang=en]").count(), 1);
  const less = JSON.parse(source);
  delete less.questionnaire.sections[0].items[0].kind;
  await openFile(visit, "less.json", JSON.stringify(less));
  await page.locator(".findings").getByText("缺少字段「kind」").waitFor();
  await end(visit);
});

/** The Rust sources of a folder, their texts in one line each. */
const written = (folder) => {
  const root = new URL(`../../${folder}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".rs"));
  return files.map((name) => readFileSync(new URL(name, root), "utf8").replace(/\\\n\s*/g, "")).join("\n");
};
const chinese = readFileSync(new URL("../../www/src/lab/words/findings-zh.ts", import.meta.url), "utf8");

test("each sentence that the check of a pack writes has a Chinese one", () => {
  const rows = [...chinese.matchAll(/^ {2}\[\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'),\s*"/gm)];
  const known = new Set(rows.map(([, quoted, plain]) => plain ?? JSON.parse(`"${quoted}"`)));
  const sentences = written("src/pack/check").matchAll(/found!\(\s*[\w.]+,\s*[^;"]*(?:"(?:[^"\\]|\\.)*")?[^;"]*;\s*"((?:[^"\\]|\\.)*)"/g);
  const english = [...sentences].map(([, text]) => text.replaceAll('\\"', '"').replace(/\{[^}]*\}/g, "{}"));
  assert.ok(english.length > 150, `${english.length}`);
  // A sentence of values alone says nothing by its form.
  const formless = ["{}", "the {} is {}"];
  assert.deepEqual(
    english.filter((one) => !known.has(one) && !formless.includes(one)),
    [],
  );
});

test("each sentence that stands in the way of a variant has a Chinese one, and each Chinese one is of such a sentence", () => {
  const source = written("crates/prove/src/variant");
  const words = readFileSync(new URL("../../www/src/lab/words/variant-zh.ts", import.meta.url), "utf8");
  const known = [...words.matchAll(/^ {2}\[\s*"((?:[^"\\]|\\.)*)",\s*"/gm)].map(([, english]) => english);
  // Sentences begin small or with a value; what helps begins with a capital.
  const sentences = [...source.matchAll(/format!\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\{[^}]*\}/g, "{}"));
  const english = sentences.filter((one) => /^[a-z'{]/.test(one) && one.includes(" ") && one !== "the placeholders {}");
  assert.ok(english.length > 20, `${english.length}`);
  assert.deepEqual([...new Set(english)].sort(), known.toSorted());
});

test("each sentence that a finding has in Chinese is one that the check writes", () => {
  const shape = written("src")
    .replaceAll('\\"', '"')
    .replace(/\{[\w:]*\}/g, "{}");
  const rows = [...chinese.matchAll(/^ {2}\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)'), "(.*)"\],$/gm)];
  assert.ok(rows.length > 70, `${rows.length}`);
  for (const [, quoted, plain, chinese] of rows) {
    const english = plain ?? JSON.parse(`"${quoted}"`);
    const values = english.split("{}").length - 1;
    for (const part of shape.includes(english) ? [] : english.split("{}")) assert.ok(shape.includes(`"${part}`), english);
    for (const [, place] of chinese.matchAll(/\{(\d)\}/g)) assert.ok(Number(place) <= values, chinese);
  }
});

test("where one types, the proof and what came of it are in sight", async () => {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ]) {
    const visit = await openLab({ locale: "en", width, height });
    const { page, text } = visit;
    await field(visit).evaluate((input) => input.scrollIntoView({ block: "center" }));
    await fill(visit, "14");
    await status(visit, text.proved);
    const strip = await page.locator(".run").boundingBox();
    const input = await field(visit).boundingBox();
    assert.ok(strip.y >= 0 && strip.y + strip.height < input.y, `${width}: ${JSON.stringify([strip, input])}`);
    assert.ok(input.y + input.height <= height, `${width}: the field stays in sight`);
    assert.match(await page.locator(".run").innerText(), /proved\s*202\s*Beside A: 2 comparisons refuted[\s\S]*class rises <0\.01%/);
    await end(visit);
  }
});

test("a draft is kept on the device, with its history, until the pack is put back", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const was = await field(visit).inputValue();
  await fill(visit, "14");
  await page.getByText("Kept on this device", { exact: true }).waitFor();
  await page.reload();
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), "14");
  // Another pack and back.
  await page.locator("select").first().selectOption("cn-bank");
  await status(visit, text.proved);
  await page.locator("select").first().selectOption("cn-securities");
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), "14");
  await page.reload();
  await status(visit, text.proved);
  await button(visit, text.undo).click();
  assert.equal(await field(visit).inputValue(), was);
  await button(visit, text.redo).click();
  assert.equal(await field(visit).inputValue(), "14");
  await button(visit, text.reset).click();
  await page.getByText(text.none).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => !Object.keys(localStorage).includes("prescreen-lab/cn-securities"));
  await page.reload();
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), was);
  await end(visit);
});

test("an edit is kept even when the page is closed in the same moment, and a file of one's own with it", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  await openFile(visit, "mine.json", JSON.stringify({ ...JSON.parse(source), id: "mine" }, null, 2));
  await status(visit, text.proved);
  await field(visit).evaluate((input) => {
    input.value = "14";
    input.dispatchEvent(new Event("change"));
    location.reload();
  });
  await page.waitForLoadState("load");
  await status(visit, text.proved);
  assert.match(await page.locator("select").first().locator("option:checked").innerText(), /^mine@2\.0\.0 · mine\.json$/);
  assert.equal(await field(visit).inputValue(), "14");
  assert.equal(await field(visit, "below").inputValue(), "13");
  await end(visit);
});

test("a file that is opened again keeps its edits, and another of its name stands beside them", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const chosen = () => page.locator("select").first().locator("option:checked").innerText();
  const mine = JSON.stringify({ ...JSON.parse(source), id: "mine" }, null, 2);
  await openFile(visit, "mine.json", mine);
  await status(visit, text.proved);
  await fill(visit, "14");
  await page.locator(".run").getByText("Kept on this device").waitFor();
  await openFile(visit, "mine.json", mine);
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), "14");
  assert.equal(await chosen(), "mine@2.0.0 · mine.json");
  // A colleague's, under the same name.
  await openFile(visit, "mine.json", mine.replace('"regulator": "CSRC"', '"regulator": "CSRC too"'));
  await status(visit, text.proved);
  assert.equal(await chosen(), "mine@2.0.0 · mine.json (2)");
  assert.notEqual(await field(visit).inputValue(), "14");
  await page.reload();
  await status(visit, text.proved);
  await page.locator("select").first().selectOption({ label: "mine@2.0.0 · mine.json" });
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), "14");
  await end(visit);
});

test("storage that is full or denied is said, and the draft goes on", async () => {
  const full = await openLab({ locale: "en" });
  await full.page.evaluate(() => {
    let size = 1 << 20;
    for (let n = 0; size > 0; n += 1) {
      try {
        localStorage.setItem(`filling-${n}`, "x".repeat(size));
      } catch {
        size >>= 1;
      }
    }
  });
  await fill(full, "14");
  await full.page.locator("[role=alert]").getByText("storage is full").waitFor();
  await status(full, full.text.proved);
  assert.equal(await full.page.getByText("Kept on this device", { exact: true }).count(), 0);
  assert.deepEqual(await axe(full.page), []);
  await end(full);
  const denied = await openLab({ locale: "zh-CN" }, ({ context }) =>
    context.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }),
  );
  await fill(denied, "14");
  await denied.page.locator("[role=alert]").getByText("浏览器不让这一页存东西").waitFor();
  await status(denied, denied.text.proved);
  await end(denied);
});

test("two tabs: neither writes over the other before the reader chooses", async () => {
  const one = await openLab({ locale: "en" });
  const page = await one.context.newPage();
  await page.goto(`${server.url}/lab.html`);
  const two = { ...one, page };
  await status(two, one.text.proved);
  await fill(one, "14");
  await two.page.getByText("Another tab edits this pack too").waitFor();
  await fill(two, "13");
  await two.page.waitForTimeout(600);
  assert.equal(await two.page.locator(".run").getByText("Kept on this device").count(), 0, "it is not");
  const kept = () => one.page.evaluate(() => JSON.parse(JSON.parse(localStorage.getItem("prescreen-lab/cn-securities")).text));
  const limit = async () => (await kept()).classes.dimensions.find(({ id }) => id === "knowledge").bands.at(-1).from;
  assert.equal(await limit(), 14);
  assert.deepEqual(await axe(two.page), []);
  // What is pressed is drawn at once, however long the next frame takes.
  await two.page.evaluate(() => {
    window.requestAnimationFrame = (draw) => setTimeout(draw, 2000);
  });
  await button(two, "Take the other tab’s").click();
  assert.equal(await field(two).inputValue(), "14");
  assert.equal(await two.page.getByText("Another tab edits this pack too").count(), 0);
  await status(two, one.text.proved);
  await fill(two, "12");
  await one.page.getByText("Another tab edits this pack too").waitFor();
  await button(one, "Keep this one").click();
  assert.equal(await limit(), 14);
  await end(one);
});

test("undo and redo, by key and by button, go through fields and text alike", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const was = await field(visit).inputValue();
  assert.ok(await button(visit, text.undo).isDisabled());
  await fill(visit, "14");
  await tab(visit, text.whole).click();
  await editor(visit).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(" ");
  await page.keyboard.press("Control+z");
  assert.match(await editor(visit).innerText(), /^\{/);
  await page.keyboard.press("Control+z");
  await tab(visit, text.fields).click();
  assert.equal(await field(visit).inputValue(), was);
  assert.ok(await button(visit, text.undo).isDisabled());
  await page.keyboard.press("Control+y");
  assert.equal(await field(visit).inputValue(), "14");
  assert.equal(await field(visit, "below").inputValue(), "13", "both limits are one step");
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await field(visit).inputValue(), was);
  // Where nothing has the focus, too.
  await page.locator("h1").click();
  await page.keyboard.press("Control+y");
  assert.equal(await field(visit).inputValue(), "14");
  await page.keyboard.press("Control+z");
  // What is typed in a field and not taken yet has the field's own undo.
  await field(visit).fill("99");
  await page.keyboard.press("Control+y");
  assert.equal(await field(visit).inputValue(), "99");
  // To put back the whole pack can be undone too.
  await fill(visit, "14");
  await button(visit, text.reset).click();
  assert.equal(await field(visit).inputValue(), was);
  await button(visit, text.undo).click();
  assert.equal(await field(visit).inputValue(), "14");
  await end(visit);
});

test("an edit of a field changes its number in the text and nothing else", async () => {
  const visit = await openLab({ locale: "en" });
  await fill(visit, "14");
  const [download] = await Promise.all([visit.page.waitForEvent("download"), button(visit, "Download the edited pack").click()]);
  const lines = readFileSync(await download.path(), "utf8").split("\n");
  const changed = source.split("\n").flatMap((line, n) => (line === lines[n] ? [] : [`${line.trim()} → ${lines[n].trim()}`]));
  assert.equal(lines.length, source.split("\n").length);
  assert.deepEqual(changed, ['"to": 15 → "to": 13', '"from": 16, → "from": 14,']);
  await end(visit);
});

test("figures of the market are told at the foot, with what is right, why and how sure, in both languages and on a phone", async () => {
  for (const [locale, width, title, known] of [
    ["en", 390, "Table 4: how much is borrowed", "856.95"],
    ["zh-CN", 1440, "表 4：融资融券余额", "856.95"],
  ]) {
    const visit = await openLab({ locale, width });
    const { page } = visit;
    await page.locator(".context summary").click();
    const table = page.getByRole("region", { name: title });
    assert.match(await table.innerText(), new RegExp(known));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    assert.deepEqual(await axe(page), []);
    await shot(visit, "lab-context");
    await end(visit);
  }
});

test("a search leads to what it finds: a question's wording, a promise, a text", async () => {
  for (const [locale, asked, promised] of [
    ["en", "Where does most of your income come from?", "can bear no loss is in the lowest class"],
    ["zh-CN", "您的主要收入来自哪里", "不能承受损失的人，都在最低类别"],
  ]) {
    const visit = await openLab({ locale });
    const { page } = visit;
    const find = async (query) => {
      await page.locator("#search").fill(query);
      await page.locator(".hits li").getByRole("button").first().click();
      return focused(visit);
    };
    assert.equal((await find(asked)).at, `/texts/${locale}/item.income-source`);
    // A promise leads to the rule that it is about, in the forms, which are fetched the first time.
    await find(promised);
    await page.locator(':focus[data-at^="/classes/lowest"]').waitFor();
    // An id as people type it, with blanks in place of its marks.
    await find("broker term");
    assert.match(await selected(visit), /broker-term|read_on/);
    // The list is not over what it led to; it is there again with the field.
    assert.equal(await page.locator(".hits").count(), 0);
    await page.locator("#search").focus();
    await page.locator(".hits li").first().waitFor();
    // What is typed is looked for as soon as the typing rests; what was found before leads nowhere until then.
    const leads = await page.locator("#search").evaluate((field) => {
      field.value = "no such thing anywhere";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return document.querySelector(".hits").inert;
    });
    assert.equal(leads, true);
    await page
      .locator(".search [role=status]")
      .filter({ hasText: /Nothing found\.|没有找到。/ })
      .waitFor();
    assert.equal(await page.locator(".hits").count(), 0);
    await end(visit);
  }
});
