// In the lab, edits of a pack become a variant for an experiment: a feature's value, proved and compared like on the command line,
// which reads what was taken along; refused with its place or its counterexample otherwise. Nothing leaves the page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { button, loose, openFile, openLab, saved, status, tab } from "./support/lab.mjs";
import { binary, startServer } from "./support/server.mjs";

const shipped = JSON.parse(readFileSync(new URL("../../packs/cn-bank.json", import.meta.url), "utf8"));

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
    id: "Id of the variant’s pack",
    make: "Make the variant and prove it",
    same: /Nothing is edited yet/,
    varies: "It varies: wording of questions and options, order of options.",
    holds: /once somebody has read the 2 texts above: every promise is kept/,
    feature: "Download the feature (JSON)",
    value: "Download its value (JSON)",
    pack: "Download the variant’s pack (JSON)",
    refused: /No variant comes of it, for one reason/,
    place: /a variant changes wording and order alone/,
    nobody: "Nobody may be assigned to it.",
    loss: "Nothing",
    a: /A · pack to compare with/,
  },
  "zh-CN": {
    id: "这个版本的规则包 id",
    make: "做成版本并证明",
    same: /还没有改动/,
    varies: "它改了：问题和选项的措辞、选项的顺序。",
    holds: /有人读过上面 2 条文字后，就可以分配给人：每条承诺都守住了/,
    feature: "下载功能开关（JSON）",
    value: "下载它的取值（JSON）",
    pack: "下载这个版本的规则包（JSON）",
    refused: /做不成版本，原因有 1 条/,
    place: /版本只能改措辞和顺序/,
    nobody: "不能分配给任何人。",
    loss: "一点也不能亏",
    a: /A · 拿来/,
  },
};

const control = { ...shipped, id: "our-bank", knobs: ["texts", "options"] };
const asked = { en: "For how long can you leave this money?", "zh-CN": "这笔钱您可以放多久？" };

/** A copy with another wording and order of options. */
const worded = (pack) => {
  const copy = structuredClone(pack);
  copy.version = "9.0.0";
  for (const [locale, said] of Object.entries(asked)) copy.texts[locale]["item.horizon"] = said;
  const items = copy.questionnaire.sections.flatMap(({ items }) => items);
  items.find(({ id }) => id === "horizon").options.reverse();
  return copy;
};

/** Opens a control and an edited copy of it beside it. */
const openBoth = async (locale, of, edited, width) => {
  const visit = await openLab(browser, server, { locale, width });
  const own = words[locale];
  await openFile(visit, "control.json", JSON.stringify(of));
  await openFile(visit, "edited.json", JSON.stringify(edited));
  const label = `${of.id}@${of.version} · control.json`;
  await visit.page.getByLabel(own.a).selectOption({ label });
  return { ...visit, own };
};

/** Makes the variant by the keyboard alone. */
const made = async ({ page, own }, id) => {
  const field = page.getByLabel(own.id, { exact: true });
  await field.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(id);
  await page.keyboard.press("Enter");
  await page.locator("#varied").waitFor({ timeout: 120_000 });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "varied", "one goes on at what came of it");
};

const run = (...args) => spawnSync(binary(), args, { encoding: "utf8" });

for (const [locale, width] of [
  ["en", 1440],
  ["zh-CN", 390],
])
  test(`edits are taken along as a feature that the command line reads, proves and assigns (${locale})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "variant-"));
    const visit = await openBoth(locale, control, worded(control), width);
    const { page, own, text } = visit;
    await status(visit, text.proved);
    const before = visit.requests.length;
    await made(visit, "our-bank-b");
    await page.getByText(own.varies).waitFor();
    await page.getByText(own.holds).waitFor();
    assert.equal(await page.locator(".variant .texts").first().locator("tbody tr").count(), 2, "each text in other words is shown");
    assert.equal(await page.locator(".variant .texts").last().locator("tbody tr").count(), 1, "and each list in another order");
    await shot(visit, "lab-variant");
    assert.deepEqual(await axe(page), []);
    const [feature, value, pack] = [await saved(visit, own.feature), await saved(visit, own.value), await saved(visit, own.pack)];
    const options = shipped.questionnaire.sections.flatMap(({ items }) => items).find(({ id }) => id === "horizon").options;
    assert.deepEqual(JSON.parse(value.text), {
      id: "our-bank-b",
      options: { horizon: options.map(({ id }) => id).reverse() },
      texts: Object.fromEntries(Object.entries(asked).map(([locale, said]) => [locale, { "item.horizon": said }])),
    });
    const at = (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const [controlAt, featureAt] = [at("control.json", JSON.stringify(control)), at("feature.json", feature.text)];
    const out = join(folder, "packs");
    const tried = run("experiment", "variant", controlAt, featureAt, "--feature", "questionnaire", "--out", out);
    assert.equal(tried.status, 0, tried.stderr);
    assert.match(tried.stdout, /variant our-bank-b@.*, which varies texts, options\n/);
    assert.equal(readFileSync(join(out, "our-bank-b.json"), "utf8"), pack.text, "both make the same pack");
    const people = at("people.ndjson", Array.from({ length: 40 }, (_, n) => `{"id":"p-${n}"}`).join("\n"));
    const assigned = run("experiment", "assign", "--features", featureAt, "--attributes", people);
    assert.equal(assigned.status, 0, assigned.stderr);
    const shown = assigned.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).questionnaire.id);
    assert.deepEqual([...new Set(shown)].sort(), ["our-bank-b", undefined], "some see the control and some the variant");
    assert.deepEqual(
      visit.requests.slice(before).filter(({ method }) => method !== "GET"),
      [],
    );
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
    rmSync(folder, { recursive: true });
  });

for (const locale of ["en", "zh-CN"])
  test(`an edit that no variant makes is refused at its place, and one that breaks a promise with its counterexample (${locale})`, async () => {
    const scored = worded(control);
    scored.questionnaire.sections[0].items[0].options[1].points.capacity += 1;
    const visit = await openBoth(locale, control, scored);
    await made(visit, "our-bank-b");
    const { page, own } = visit;
    await page.getByText(own.refused).waitFor();
    await page.locator("#varied code").getByText("/questionnaire/sections/0/items/0/options/1/points/capacity").waitFor();
    await page.locator("#varied").getByText(own.place).waitFor();
    assert.equal(await button(visit, own.feature).count(), 0);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();

    const broken = { ...JSON.parse(loose()), id: "our-loose", knobs: ["texts"] };
    const other = structuredClone(broken);
    const [item] = other.questionnaire.sections[0].items;
    for (const locale of other.locales) other.texts[locale][`item.${item.id}`] = asked[locale] ?? asked.en;
    const second = await openBoth(locale, broken, other);
    await made(second, "our-loose-b");
    await second.page.getByText(own.nobody).waitFor();
    await second.page.locator("#varied .answers").getByText(own.loss).first().waitFor();
    assert.equal(await button(second, own.feature).count(), 0);
    await shot(second, "lab-variant-broken");
    assert.deepEqual(await axe(second.page), []);
    assert.deepEqual(second.errors, []);
    await second.context.close();
  });

test("of a pack without edits there is no variant, and of edits made since none that was proved before", async () => {
  const visit = await openLab(browser, server, { locale: "en" });
  const { page } = visit;
  await page.getByText(words.en.same).waitFor();
  assert.equal(await button(visit, words.en.make).isDisabled(), true);
  await visit.context.close();

  const both = await openBoth("en", control, worded(control));
  await made(both, "our-bank-b");
  await both.page.getByText(words.en.holds).waitFor();
  await both.page.getByLabel(words.en.id, { exact: true }).fill("our-bank-c");
  await both.page.locator("#varied").waitFor({ state: "detached" });
  assert.equal(await button(both, words.en.feature).count(), 0);
  await both.page.getByLabel(words.en.id, { exact: true }).fill("our-bank-b");
  await both.page.locator("#varied").waitFor();
  await both.page.getByLabel(words.en.id, { exact: true }).fill("not an id");
  await both.page.getByText("An id is 1 to 64 letters").waitFor();
  assert.ok(await button(both, words.en.make).isDisabled());
  await both.page.getByLabel(words.en.id, { exact: true }).fill("our-bank-b");
  // A name that no feature may have gives no feature.
  await both.page.getByLabel("Name of the feature", { exact: true }).fill("id");
  assert.ok(await button(both, words.en.feature).isDisabled());
  await both.page.getByLabel("Name of the feature", { exact: true }).fill("questionnaire");
  assert.ok(await button(both, words.en.feature).isEnabled());
  // The draft itself is edited.
  await tab(both, both.text.whole).click();
  await both.page.locator("lab-text .cm-content").click();
  await both.page.keyboard.press("Control+Home");
  await both.page.keyboard.type(" ");
  await both.page.locator("#varied").waitFor({ state: "detached" });
  assert.deepEqual(both.errors, []);
  await both.context.close();
});

test("what the edits let vary is let vary by the control that is taken along with them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "variant-"));
  const closed = { ...control, knobs: [] };
  const edited = { ...worded(closed), knobs: ["texts", "options"] };
  const visit = await openBoth("en", closed, edited);
  await made(visit, "control");
  const { page, own } = visit;
  await page.getByText(own.holds).waitFor();
  await page.getByText(/does not let all of this vary yet/).waitFor();
  assert.equal(await page.locator("#varied ol").count(), 2, "the order of options, before and after");
  const [feature, open] = [await saved(visit, own.feature), await saved(visit, "Download the control that lets it vary (JSON)")];
  assert.deepEqual(JSON.parse(open.text), { ...closed, knobs: ["texts", "options"] });
  const keys = JSON.parse(feature.text).features.questionnaire.rules[0].meta.map(({ key }) => key);
  assert.deepEqual(keys, ["control", "control-b"], "each variation has a key of its own");
  const at = (name, content) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const tried = run("experiment", "variant", at("control.json", open.text), at("feature.json", feature.text), "--feature", "questionnaire");
  assert.equal(tried.status, 0, tried.stderr);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
  rmSync(folder, { recursive: true });
});
