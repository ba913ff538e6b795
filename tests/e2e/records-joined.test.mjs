// What several files come to: a picture for each currency, what no file shows, what contradicts, what is open, and words for it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file, unclear, wechat } from "./support/statements.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

async function withFiles(files, options = {}) {
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  await visit.page.goto(`${visit.url}/records.html`);
  await visit.page.locator("input[type=file]").setInputFiles(files);
  await allRead(visit.page);
  await visit.page.locator("#joined-h").waitFor();
  return visit;
}

const cardOf = (page, name) => page.locator(".file").filter({ has: page.getByRole("heading", { name }) });
const minor = (text) => Math.round(Number(text.replaceAll(",", "").replace("−", "-")) * 100);

/** The result of the practice, with the first answer to each question; what is asked about once more is kept. */
async function resultOf(page, { begin, see, keep }) {
  await page.getByRole("button", { name: begin }).click();
  await page.locator(".demo fieldset").first().waitFor();
  for (const group of await page.locator(".demo fieldset").all()) await group.locator("input").first().check();
  await page.getByRole("button", { name: see }).click();
  await page.locator(".demo [data-result]").first().waitFor();
  for (const button of await page.getByRole("button", { name: keep }).all()) await button.click();
  const result = page.locator(".demo .result");
  await result.waitFor();
  return result;
}

const HEADER = bank().split("\n")[0];
/** A bank statement in a currency, whose balances link. */
const inCurrency = (currency, card, rows) => {
  let balance = 0;
  const lines = rows.map(([day, cents, name]) => {
    balance += cents;
    return `${day},10:00:00,${currency},${(cents / 100).toFixed(2)},${(balance / 100).toFixed(2)},${name},-,-,-,对方,-,-,${card}`;
  });
  return `${HEADER}\n${lines.reverse().join("\n")}\n`;
};

test("files of another currency have a picture of their own, and it says which files it is from", async () => {
  const dollars = inCurrency("美元", "8080", [
    ["2026-02-03", 500_00, "工资"],
    ["2026-02-09", -120_50, "网上快捷支付"],
    ["2026-03-09", -20_00, "网上快捷支付"],
  ]);
  const visit = await withFiles([file("yuan.csv", bank()), file("dollars.csv", dollars)]);
  const { page } = visit;
  await page.getByText("This picture is in CNY alone; what is in USD stands below, by itself.").waitFor();
  const part = page.locator("section", { has: page.getByRole("heading", { name: "The part in USD" }) });
  await part.getByText("From: dollars.csv").waitFor();
  // Wages of 500.00 and 120.50 spent in February, 20.00 in March.
  await part.getByRole("row", { name: /2026-02 500.00 0.00 120.50 \+379.50/ }).waitFor();
  await part.getByRole("row", { name: /2026-03 0.00 0.00 20.00 −20.00/ }).waitFor();
  assert.deepEqual(await axe(page), []);
  await visit.context.close();
});

for (const [locale, says, zero] of [
  ["en", /Not known: bills of wallets and credit cards do not show income/, /Monthly income, without transfers\s+0\.00/],
  ["zh-CN", /还不知道：钱包和信用卡的账单不显示工资/, /每月收入，不含转账\s+0\.00/],
])
  test(`a wallet alone does not say that income is zero, ${locale}`, async () => {
    const visit = await withFiles([file("w.csv", wechat())], { locale });
    const text = await visit.page.locator("main").innerText();
    assert.match(text, says);
    assert.doesNotMatch(text, zero);
    // 80.06 and 35.10 are paid in January, and 150.00 came from a person: what is not known has no difference.
    await visit.page
      .getByRole("row", { name: locale === "en" ? /2026-01 not known 150.00 115.16 not known/ : /2026-01 不知道 150.00 115.16 不知道/ })
      .waitFor();
    // With the bank's file it is known.
    await visit.page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
    await allRead(visit.page);
    await visit.page.locator(".two .fig").first().waitFor();
    assert.doesNotMatch(await visit.page.locator("main").innerText(), says);
    await visit.context.close();
  });

test("a figure that does not hold is shown with its row, both amounts in full, and checks differ by shape and word", async () => {
  const edited = bank().replace('"-3,500.00"', '"-500.00"');
  const visit = await withFiles([file("edited.csv", edited)]);
  const { page } = visit;
  const broken = page.locator(".broken-line");
  await broken.locator("table").waitFor();
  const text = (await broken.innerText()).replace(/\s+/g, " ");
  // The newest row first: the first loan row of the text is June's. Its balance falls by 3,500.00, not by 500.00.
  const row = edited.split("\n").find((line) => line.includes('"-500.00"'));
  const balance = /"-500\.00","([\d,]+\.\d\d)"/.exec(row)[1];
  const expected = (minor(balance) + 3_000_00) / 100;
  const written = expected.toLocaleString("en", { minimumFractionDigits: 2 });
  assert.ok(text.includes("A balance is not the one before and what moved since"), text);
  assert.ok(text.includes("2026-06-09") && text.includes("青岚消费金融") && text.includes("−500.00"), text);
  assert.ok(text.includes(`${written} CNY`) && text.includes(`${balance} CNY`) && text.includes("−3,000.00 CNY"), text);
  await page.getByText("What was checked").click();
  const shapes = await page
    .locator(".checks li")
    .evaluateAll((all) => all.map((one) => [one.querySelector("b").textContent, one.querySelector("svg").innerHTML]));
  const by = new Map(shapes);
  assert.ok(by.has("Holds:") && by.has("Does not hold:"), JSON.stringify(shapes.map(([word]) => word)));
  assert.notEqual(by.get("Holds:"), by.get("Does not hold:"));
  await visit.context.close();
});

test("rows have one meaning each: in the file, without money moved, in another file too", async () => {
  const [head, ...rest] = wechat().split("\n");
  const cancelled = "2026-06-29 12:30:00,商户消费,榕树下茶馆,龙井半斤,支出,¥9.99,零钱,已关闭,1000739999,20999,/";
  const at = rest.findIndex((line) => line.startsWith("交易时间")) + 1;
  const content = [head, ...rest.slice(0, at), cancelled, ...rest.slice(at)].join("\n").replace("共18笔", "共19笔");
  const visit = await withFiles([file("w.csv", content)]);
  const { page } = visit;
  const card = cardOf(page, "w.csv");
  await card.getByText("19 rows in the file").waitFor();
  await card.getByText(/1 of them moved no money/).waitFor();
  await card.getByText("Period that the file states: 2026-01-01 to 2026-06-30").waitFor();
  await card.getByText("Show the rows that were read").click();
  await card.getByText("19 of 19 rows shown").waitFor();
  // The period of the file is what is covered: 181 days, to the last of June.
  assert.match(await page.locator(".cover li").innerText(), /181 days/);
  await visit.context.close();
});

test("spending is one sum: the months, and what is left of where it went", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", wechat())]);
  const { page } = visit;
  const months = await page.getByRole("region", { name: "In and out by month" }).locator("tbody tr").allInnerTexts();
  const spent = months.map((row) => minor(row.split("\t")[3])).reduce((sum, one) => sum + one, 0);
  const foot = await page.getByRole("region", { name: "Where it went" }).locator("tfoot tr").allInnerTexts();
  const figures = foot.map((row) => minor(/−?[\d,]+\.\d\d/.exec(row)[0]));
  assert.match(foot.at(-1), /spending, the sum of the months/);
  assert.equal(figures.at(-1), spent);
  assert.equal(
    figures.slice(0, -1).reduce((sum, one) => sum + one, 0),
    spent,
  );
  // 3,500.00 goes to the lender in each of six months, and is no spending.
  assert.equal(figures[1], -6 * 3_500_00);
  await visit.context.close();
});

test("two files of one account that contradict each other are told, not trusted, and one can be taken away", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("b.csv", bank().replace('"-3,500.00"', '"-500.00"'))]);
  const { page } = visit;
  const told = page.locator(".contradicts");
  await told.getByText("“a.csv” and “b.csv” are of one account").or(told.getByText("“b.csv” and “a.csv” are of one account")).waitFor();
  await told.getByText("In “a.csv” alone: 1 row").waitFor();
  await told.getByText("In “b.csv” alone: 1 row").waitFor();
  await page.getByText("Other figures", { exact: true }).click();
  await page.getByText("Cannot be told: two files contradict each other").waitFor();
  assert.deepEqual(await axe(page), []);
  await told.getByRole("button", { name: "Remove “b.csv”" }).click();
  await told.waitFor({ state: "detached" });
  // The file leaves at once; what is left of the figures follows when the others are joined anew.
  await page.getByText(/contradict each other/).waitFor({ state: "detached" });
  await visit.context.close();
});

test("files that contradict each other are no better than read, however well each adds up", async () => {
  // Both end with the same balance: one has 40.00 and 10.00, the other 30.00 and 20.00 on the same days.
  const of = (first, second) =>
    inCurrency(
      "人民币",
      "7391",
      [1, 2, 3, 4].flatMap((n) => [
        [`2026-0${n}-05`, 5_000_00, "工资"],
        [`2026-0${n}-09`, -first, "网上快捷支付"],
        [`2026-0${n}-10`, -second, "网上快捷支付"],
        [`2026-0${n}-28`, -100, "网上快捷支付"],
      ]),
    );
  const visit = await withFiles([file("a.csv", of(40_00, 10_00)), file("b.csv", of(30_00, 20_00))]);
  const { page } = visit;
  await page.locator(".contradicts").getByText("In “a.csv” alone: 8 rows").waitFor();
  assert.equal(await page.locator(".verdict.consistent").count(), 2);
  await page.getByText("Other figures", { exact: true }).click();
  const whole = page.locator("section", { has: page.locator("#joined-h") });
  assert.doesNotMatch(await whole.innerText(), /\bconsistent\b/);
  await page.getByRole("button", { name: "Remove “b.csv”" }).click();
  await page.locator(".contradicts").waitFor({ state: "detached" });
  // What is joined anew may stand in what is folded.
  await whole
    .getByText(/\bconsistent\b/)
    .first()
    .waitFor({ state: "attached" });
  await visit.context.close();
});

test("a later export that goes on where the first ends contradicts nothing", async () => {
  const [header, ...rows] = bank().trim().split("\n");
  const part = (from, to) => `${header}\n${rows.slice(from, to).join("\n")}\n`;
  const visit = await withFiles([file("new.csv", part(0, 25)), file("old.csv", part(20, 42))]);
  assert.equal(await visit.page.locator(".contradicts").count(), 0);
  await visit.page
    .locator(".counted")
    .getByText(/5 of them are in another file, too/)
    .waitFor();
  await visit.context.close();
});

test("open questions are told with what they hold back, also at the result", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", unclear())]);
  const { page } = visit;
  const holds = /What may be one purchase counts in each file: spending may be too high/;
  assert.match(await page.locator("section.open").innerText(), holds);
  const result = await resultOf(page, { begin: "Start practice", see: "See the result", keep: "It is right as it is" });
  const text = await result.innerText();
  assert.match(text, /6 questions are open/);
  assert.match(text, holds);
  await result.getByRole("button", { name: "Answer" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "questions-h");
  await visit.context.close();
});

test("shares that are lacking are percent, and what leaves is in words beside its codes, in Chinese too", async () => {
  const unknown = inCurrency(
    "人民币",
    "7391",
    [1, 2, 3, 4, 5].flatMap((n) => [
      [`2026-0${n}-02`, 900_00, "其他"],
      [`2026-0${n}-20`, -300_00, "其他"],
    ]),
  );
  const visit = await withFiles([file("a.csv", unknown)], { locale: "zh-CN" });
  const { page } = visit;
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  const text = await page.locator("main").innerText();
  assert.match(text, /需要 70% 的.{2,6}看得出用途，现有 \d+%/);
  assert.doesNotMatch(text, /万分之|7000/);
  assert.match(text, /每月的数字是中位数：把完整的月/);
  assert.match(text, /回答以后这个数字可能变低/);
  assert.match(text, /还不够：文件里没有收入/);
  const result = await resultOf(page, { begin: "开始练习", see: "看结果", keep: "没有填错" });
  const leaves = await result.locator(".leaves dd").allInnerTexts();
  for (const one of leaves.slice(0, 4)) assert.match(one, /[\u4e00-\u9fff]/, one);
  await visit.context.close();
});

test("days below zero are listed as periods, the latest first, and a long list opens", async () => {
  // Each month one day below zero, on the ninth.
  const rows = [1, 2, 3, 4, 5, 6, 7].flatMap((n) => [
    [`2026-0${n}-08`, 100_00, "转账"],
    [`2026-0${n}-09`, -100_00 - n * 100, "网上快捷支付"],
    [`2026-0${n}-10`, n * 100, "转账"],
  ]);
  const visit = await withFiles([file("a.csv", inCurrency("人民币", "7391", rows))]);
  const { page } = visit;
  const card = page.locator(".card", { has: page.getByRole("heading", { name: "Days below zero" }) });
  const listed = card.locator(".below").first().locator("li");
  assert.equal(await listed.count(), 5);
  assert.match(await listed.first().innerText(), /2026-07-09 · 1 day · lowest −7\.00/);
  await card.getByText("Show 2 more").click();
  await card.getByText(/2026-01-09 · 1 day · lowest −1\.00/).waitFor();
  await visit.context.close();
});

test("records are optional in the same words: the practice says so without a file", async () => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  await visit.page.goto(`${visit.url}/records.html`);
  await visit.page.getByRole("heading", { name: "Practice: five questions, and your records" }).waitFor();
  await visit.page.getByText(/You can go on without any/).waitFor();
  assert.doesNotMatch(await visit.page.locator(".demo").innerText(), /beside your records/);
  await visit.context.close();
});

const CHASE = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
const CHECKING = `${CHASE}DEBIT,06/28/2026,"Online Transfer to SAV ...2222",-500.00,ACCT_XFER,1500.00,,\nCREDIT,06/05/2026,"ACME PAYROLL",2000.00,ACH_CREDIT,2000.00,,\nDEBIT,05/28/2026,"Online Transfer to SAV ...2222",-500.00,ACCT_XFER,0.00,,\n`;
const SAVINGS = `${CHASE}CREDIT,06/30/2026,"INTEREST",1.00,MISC_CREDIT,8001.00,,\nCREDIT,06/28/2026,"Online Transfer from CHK ...1111",500.00,ACCT_XFER,8000.00,,\nCREDIT,05/28/2026,"Online Transfer from CHK ...1111",500.00,ACCT_XFER,7500.00,,\n`;

test("files that name no account and fit none are asked about by their names, and the answer matches what moved", async () => {
  const visit = await withFiles([file("checking.csv", CHECKING), file("savings.csv", SAVINGS)], { width: 390, height: 844 });
  const { page } = visit;
  await page.getByText("Are these two accounts the same one?").waitFor();
  assert.equal(await page.getByText("contradict each other").count(), 0);
  for (const name of ["checking.csv", "savings.csv"]) await page.locator(".asked li li").filter({ hasText: name }).waitFor();
  await page.getByLabel("Two accounts: both count, and moves between them are no income").check();
  const trial = page.locator(".trial");
  await trial.waitFor();
  // With letters of twice the size every column is on the screen.
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  const last = await trial.locator("thead th").last().boundingBox();
  assert.ok(last.x + last.width <= 390, JSON.stringify(last));
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  await trial.getByRole("button").first().click();
  await page.getByText("Are these two accounts the same one?").waitFor({ state: "detached" });
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});
