// What a person tells of their records: purposes, open questions, what has no file; and what rules make of it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file, unclear, wechat } from "./support/statements.mjs";

const pack = JSON.parse(readFileSync(new URL("../../examples/records-pack/pack.json", import.meta.url), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "prescreen-records-"));

/** A large file, which a browser reads from the disk as it does a person's. */
const onDisk = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function withFiles(files, options = {}) {
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  await visit.page.goto(`${visit.url}/records.html`);
  if (files.length > 0) {
    await visit.page.locator("input[type=file]").setInputFiles(files);
    await allRead(visit.page);
  }
  return visit;
}

test("what money went for is a table, and a row's purpose moves it once the effect was seen", async () => {
  const visit = await withFiles([file("a.csv", bank())]);
  const { page } = visit;
  const went = page.locator(".card", { has: page.getByRole("heading", { name: "Where it went" }) });
  // 2,680.00 of rent in each of six months goes to a person by the file's word; 612.40 to a restaurant.
  await went.getByRole("row", { name: /Between you and another person 6 16,080.00/ }).waitFor();
  await page.locator("details.read summary").click();
  const rent = page.getByRole("row", { name: /2026-05-03 .*−2,680.00/ });
  await rent.getByRole("button", { name: /Correct/ }).click();
  await page.getByLabel("What is this row?").selectOption("housing");
  const trial = page.getByRole("group", { name: "If you correct it so" });
  // Rent is essential: 2,680.00 more of what is spent cannot be cut.
  const shares = await trial.getByRole("row", { name: /Essentials, of spending/ }).innerText();
  const [now, then] = shares.match(/\d+(?=%)/g).map(Number);
  assert.ok(then > now, shares);
  await went.getByRole("row", { name: /Between you and another person 6 16,080.00/ }).waitFor();
  await trial.getByRole("button", { name: "Correct it so" }).click();
  await went.getByRole("row", { name: /Rent and home 1 2,680.00/ }).waitFor();
  await went.getByRole("row", { name: /Between you and another person 5 13,400.00/ }).waitFor();
  await page.getByRole("row", { name: /2026-05-03 .*Rent and home your word/ }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.row !== undefined), true);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("two payments that fit one are asked about, nothing is chosen, and the answer shows its effect first", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", unclear())]);
  const { page } = visit;
  await page.getByRole("heading", { name: "6 things that only you know" }).waitFor();
  const asked = page.locator(".asked > li").first();
  assert.equal(await asked.locator("input:checked").count(), 0);
  await asked.getByRole("radio", { name: /2026-01-17 · 小满花店 .*↔ 2026-01-16/ }).check();
  const trial = page.getByRole("group", { name: "If you correct it so" });
  // One of the bank's six payments of 200.00 counts in the wallet alone.
  const spending = (await trial.getByRole("row", { name: /Spending in all/ }).innerText()).match(/[\d,]+\.\d\d/g);
  const [now, then] = spending.map((text) => Math.round(Number(text.replaceAll(",", "")) * 100));
  assert.equal(now - then, 200_00);
  await trial.getByRole("row", { name: "Open questions 6 5" }).waitFor();
  await trial.getByRole("button", { name: "Leave it as it is" }).click();
  assert.equal(await asked.locator("input:checked").count(), 0);
  await asked.getByRole("radio", { name: "None of these pairs" }).check();
  await trial.getByRole("button", { name: "Correct it so" }).click();
  await page.getByRole("heading", { name: "5 things that only you know" }).waitFor();
  await page.getByRole("button", { name: /Take back/ }).click();
  await page.getByRole("heading", { name: "6 things that only you know" }).waitFor();
  await visit.context.close();
});

test("what is typed in stands beside what was found, in words that accuse nobody", async () => {
  const visit = await withFiles([file("a.csv", bank())]);
  const { page } = visit;
  await page.getByText("Type in a few").click();
  const fill = async (label, value) => {
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.keyboard.press("Tab");
  };
  await fill("Repayments in a month", "0");
  await fill("Income in a month", "9 600,50");
  await fill("Months of social security without a break", "14");
  await fill("Income of a year by the tax authority", "a lot");
  const beside = page.getByRole("region", { name: "What you say, and what the records say" });
  // 3,500.00 goes to a lender each month; the median of the four or more whole months' wages is 9,625.00 to 9,627.00.
  await beside.getByRole("row", { name: /Repayments in a month 0.00 your word 3,500.00 3,500.00 apart/ }).waitFor();
  await beside.getByRole("row", { name: /Income in a month 9,600.50 your word 9,62\d.\d\d about the same/ }).waitFor();
  await beside.getByRole("row", { name: /social security .*14 months.*the records reach back no further/ }).waitFor();
  await page.getByText("Please type a number, such as 8000 or 8000.50").waitFor();
  assert.equal(await beside.getByRole("row", { name: /tax authority/ }).count(), 0);
  assert.doesNotMatch(await beside.innerText(), /wrong|false|lie|contradict|suspicio|fraud/i);
  await page.getByText(/Traffic offences, lawsuits, sex and the district/).waitFor();
  await visit.context.close();
});

test("rules of a pack read the records in the tab, ask once where both differ, and nothing is sent", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", wechat())]);
  const { page } = visit;
  const demo = page.locator(".demo");
  await demo.getByRole("button", { name: "Start practice" }).click();
  const texts = pack.texts.en;
  for (const [item, option] of [
    ["loss", "small"],
    ["horizon", "over-3y"],
    ["owned", "funds"],
    ["debts", "none"],
    ["income", "steady"],
  ])
    await demo
      .getByRole("group", { name: texts[`item.${item}`] })
      .getByLabel(texts[`option.${item}.${option}`], { exact: true })
      .check();
  await demo.getByRole("button", { name: "See the result" }).click();
  // 3,500.00 a month goes to a lender, and the pack asks from 3,000.00 on.
  await demo.getByText(texts["reason.pair.debts"]).waitFor();
  await demo.getByRole("button", { name: "It is right as it is" }).click();
  await demo.getByText("If you sent it, only this would leave").waitFor();
  const said = await demo.innerText();
  // All figures that the pack reads, but the number of months in the red, need three whole months and are there.
  assert.match(said, /The rules read [4-6] figures of your records/);
  assert.doesNotMatch(said.slice(said.indexOf("If you sent it, only this would leave")), /\d[\d,]*\.\d\d|2026-|蓝鲸|a\.csv/);
  assert.deepEqual(
    visit.requests.filter(({ method }) => method !== "GET").map(({ url }) => url),
    [],
  );
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("a large file shows how far it is; cancelling ends its worker, keeps nothing of it and all that was read before", async () => {
  const visit = await withFiles([file("a.csv", bank())]);
  const { page } = visit;
  const [header] = bank().split("\n");
  const line = (n) => `2026-0${1 + (n % 6)}-1${n % 10},10:00:00,人民币,-1.00,1000.00,网上快捷支付,-,-,-,巨浪商行,Z2**88,-,7391`;
  const huge = `${header}\n${Array.from({ length: 400_000 }, (_, n) => line(n)).join("\n")}\n`;
  const worker = page.workers().at(-1);
  const ended = new Promise((resolve) => worker.on("close", resolve));
  await page.locator("input[type=file]").setInputFiles([onDisk("huge.csv", huge), onDisk("w.csv", wechat())]);
  const card = page.locator(".file").filter({ has: page.getByRole("heading", { name: "huge.csv" }) });
  const rowsRead = async () => Number((await card.locator("progress").getAttribute("value")) ?? 0);
  await card.getByText(/of 400,00\d lines read/).waitFor({ timeout: 60_000 });
  const first = await rowsRead();
  await page.waitForFunction((before) => Number(document.querySelector(".file progress")?.getAttribute("value") ?? 0) > before, first);
  await card.getByRole("button", { name: /Cancel/ }).click();
  await ended;
  await allRead(page);
  assert.deepEqual(await page.locator(".file h3").evaluateAll((all) => all.map(({ title }) => title)), ["a.csv", "w.csv"]);
  const covered = page.locator(".cover li");
  assert.deepEqual(await covered.count(), 2);
  await page.locator("details.read summary").first().click();
  await page.getByRole("row", { name: /2026-06-10 .*蓝鲸造船有限公司/ }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /巨浪商行/);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("a statement without one of its columns is told which, and another export how to get the right one", async () => {
  const ledger = "记录时间,收支类型,金额,分类,账户,备注\n2026-03-01 10:00:00,支出,12.00,餐饮,余额,午饭\n";
  const visit = await withFiles([file("cut.csv", bank().replace(",余额,", ",馀额,")), file("tool.csv", ledger)]);
  const card = (name) => visit.page.locator(".file").filter({ has: visit.page.getByRole("heading", { name }) });
  assert.match(await card("cut.csv").innerText(), /A column is missing\s+It is this one: 余额/);
  // The layout of the right export says how to get it.
  assert.match(
    await card("tool.csv").innerText(),
    /This is another export, not the statement\s+Alipay app: Me → Bills .* Issue transaction statement/,
  );
  await visit.context.close();
});

test("a layout that is not known promises nothing that the page does not have, and leads to how to get a file", async () => {
  const visit = await withFiles([file("own.csv", "Tag;Betrag\n1;2\n")]);
  const { page } = visit;
  const card = page.locator(".file");
  await card.getByText("This layout is not known yet").waitFor();
  assert.doesNotMatch(await card.innerText(), /which column/);
  await card.getByRole("button", { name: "How to get a file" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "guides-h");
  await visit.context.close();
});

test("a file of gigabytes is told to be too large before any of it is read", async () => {
  const path = onDisk("gigabytes.csv", "");
  // Three gigabytes of nothing, which take no place on the disk.
  truncateSync(path, 3 * 2 ** 30);
  const visit = await withFiles([path]);
  await visit.page.getByText("The file is too large", { exact: true }).waitFor();
  await visit.page.getByText("Please export a shorter period, or one account at a time.").waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("empty, wrong, locked and overlong files are told what they are and what to do", async () => {
  const locked = readFileSync(new URL("../vectors/unpack/aes256.zip", import.meta.url));
  const visit = await withFiles([
    file("empty.csv", ""),
    file("photo.jpg", Buffer.from("ffd8ffe000104a46494600010100", "hex")),
    file("locked.zip", locked),
    file("broken.zip", locked.subarray(0, 60)),
  ]);
  const { page } = visit;
  for (const title of ["The file is empty", "A file of this kind cannot be read", "The file is locked", "The file is damaged"])
    await page.getByText(title, { exact: true }).waitFor();
  assert.equal(await page.locator(".file .need").count(), 4);
  assert.equal(await page.locator("#files-state").innerText(), "0 read; 4 need a look");
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});
