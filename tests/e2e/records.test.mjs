// A person's own records: what the page says of each file, and that nothing of any file leaves the tab or stays behind.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { allRead } from "./support/statements.mjs";
import { holds } from "./support/left.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch([], { windows: true }), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const bank = `记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号
2026-03-03,10:00:00,人民币,-40.00,"1,960.00",网上快捷支付,银企对接,-,-,拾光面馆,Z2**88,-,7391
2026-03-02,09:00:00,人民币,"1,500.00","2,000.00",工资,柜台,-,-,蓝鲸造船有限公司,4520**1924,-,7391
2026-03-01,08:00:00,人民币,-30.00,500.00,网上快捷支付,银企对接,-,-,云杉书店,Z2**88,-,7391
`;
const edited = bank.replace("-40.00", "-4.00");
const wallet = `微信支付账单明细
起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]
共2笔记录
收入：0笔 0.00元
支出：2笔 88.15元
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-03-04 12:00:00,商户消费,榕树下茶馆,龙井半斤,支出,¥80.05,零钱,支付成功,100073195,20001,/
2026-03-05 12:00:00,扫二维码付款,老周修车铺,补胎,支出,¥8.10,零钱,已转账,100073196,20002,/
`;
const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** Opens the page and puts files on it; waits until all are read. */
async function withFiles(files, options = {}, { url } = server) {
  const visit = await openPage(browser, url, { locale: "en", ...options });
  await visit.page.goto(`${visit.url}/records.html`);
  await visit.page.locator("input[type=file]").setInputFiles(files);
  await allRead(visit.page);
  return visit;
}

const cardOf = (visit, name) => visit.page.locator(".file").filter({ has: visit.page.getByRole("heading", { name }) });

test("each file says what it is, what it adds up to, and whether its figures hold", async () => {
  const visit = await withFiles([
    file("a.csv", bank),
    file("b.csv", edited),
    file("c.txt", wallet),
    file("d.png", picture),
    file("e.csv", "a,b\n1,2\n"),
  ]);
  const text = async (name) => (await cardOf(visit, name).innerText()).replace(/\s+/g, " ");
  assert.match(
    await text("a.csv"),
    /Bank of China bank account · 7391.*3 rows in the file.*Consistent.*In 1,500.00 CNY Out 70.00 CNY.*First to last row: 2026-03-01 to 2026-03-03/,
  );
  // 2,000.00 less 4.00 would be 1,996.00, and the file says 1,960.00.
  assert.match(
    await text("b.csv"),
    /Inconsistent.*Row 2 .*2026-03-03 拾光面馆 .*−4.00 1,960.00.*Balance after this row Expected by the balance before 1,996.00 CNY Found in the file 1,960.00 CNY Difference −36.00 CNY/,
  );
  assert.match(await text("c.txt"), /WeChat Pay wallet.*Consistent.*Out 88.15 CNY/);
  assert.match(await text("d.png"), /A file of this kind cannot be read/);
  assert.match(await text("e.csv"), /This layout is not known yet/);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("rows are shown on demand, and a file can be taken away by keyboard", async () => {
  const visit = await withFiles([file("a.csv", bank)]);
  const { page } = visit;
  await page.getByText("Show the rows that were read").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /2026-03-02 .*蓝鲸造船有限公司.* \+1,500.00 2,000.00/ }).waitFor();
  await page.getByRole("button", { name: /Remove.*a\.csv/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("a.csv was removed").waitFor({ state: "attached" });
  assert.equal(await page.locator(".file").count(), 0);
  await visit.context.close();
});

test("nothing of a file is in what leaves, in storage, in the address or in the server's log", async (context) => {
  const alone = await startServer();
  context.after(alone.stop);
  const visit = await withFiles([file("拾光.csv", bank), file("b.csv", edited), file("wx.csv", wallet)], {}, alone);
  const { page } = visit;
  for (const summary of await page.locator("details.read summary").all()) await summary.click();
  await page.locator("details.read table.rows").nth(2).waitFor();
  const secrets = [bank, wallet]
    .flatMap((content) => content.match(/[\u4e00-\u9fff]{3,}|\d[\d,]*\.\d\d|\d{4}-\d\d-\d\d|\d{5,}/g))
    .concat("拾光");
  // Words of the page itself and of its server are no secrets.
  const own = ["微信支付", "零钱", "备注"];
  const stored = await page.evaluate(async () => {
    const bases = await Promise.all((await indexedDB.databases()).map(async ({ name }) => name));
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, bases, await caches.keys(), document.cookie, location.href]);
  });
  const places = visit.requests.flatMap(({ url, body, headers }) => [decodeURIComponent(url), body, JSON.stringify(headers)]);
  const log = await alone.stop();
  assert.ok(
    log.some((line) => line.includes('"stopped"')),
    "the log is there to its end",
  );
  places.push(stored, ...log);
  for (const place of places)
    for (const secret of secrets.filter((word) => !own.some((known) => word.includes(known))))
      assert.ok(!holds(place, secret), `'${secret}' in ${place.slice(0, 200)}`);
  assert.deepEqual(
    visit.requests.filter(({ method }) => method !== "GET").map(({ url }) => url),
    [],
  );
  await visit.context.close();
});

for (const variant of [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
])
  test(`the page of records, ${variant.locale}, ${variant.width} px, ${variant.theme}`, async () => {
    const visit = await openPage(browser, server.url, variant);
    const { page } = visit;
    const found = [];
    const look = async (name) => {
      await shot(visit, name);
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px wider than the screen`);
    };
    await page.goto(`${visit.url}/records.html`);
    await page.locator("main:not([aria-busy]) h1").waitFor();
    await look("records-empty");
    await page
      .locator("input[type=file]")
      .setInputFiles([file("a.csv", bank), file("b.csv", edited), file("c.csv", wallet), file("d.png", picture)]);
    await page.locator(".need").waitFor();
    await page.locator("details.read summary").first().click();
    await page.locator("details.read table.rows").waitFor();
    await look("records-read");
    assert.deepEqual(found, []);
    await visit.context.close();
  });

test("all files come to one picture, and a row that is left out shows what that changes", async () => {
  const months = ["01", "02", "03", "04"];
  let balance = 100_000;
  const rows = months.flatMap((month) =>
    [
      [10, 800_000, "工资"],
      [12, -50_000, "网上快捷支付"],
      [28, -100, "网上快捷支付"],
    ].map(([day, cents, name]) => {
      balance += cents;
      return `2026-${month}-${day},10:00:00,人民币,${(cents / 100).toFixed(2)},${(balance / 100).toFixed(2)},${name},-,-,-,对方,-,-,7391`;
    }),
  );
  const header = bank.split("\n")[0];
  const visit = await withFiles([file("four.csv", `${header}\n${rows.join("\n")}\n`)]);
  const { page } = visit;
  await page.getByRole("heading", { name: "Joined, it looks like this" }).waitFor();
  const months4 = page.getByRole("region", { name: "In and out by month" });
  await months4.getByRole("row", { name: /2026-02 8,000.00 0.00 501.00 \+7,499.00/ }).waitFor();
  await page.getByText("Show the rows that were read").click();
  await page
    .getByRole("row", { name: /2026-02-10/ })
    .getByRole("button", { name: /Correct/ })
    .click();
  await page.getByLabel("What is this row?").selectOption("left_out");
  // Three months of 8,000.00 in place of four; the median of 8,000, 0, 8,000, 8,000 is 8,000.
  const trial = page.getByRole("group", { name: "If you correct it so" });
  await trial.getByRole("row", { name: "Income in all 32,000.00 24,000.00" }).waitFor();
  await months4.getByRole("row", { name: /2026-02 8,000.00 0.00 501.00/ }).waitFor();
  await trial.getByRole("button", { name: "Correct it so" }).click();
  await page.getByRole("heading", { name: "Your correction", exact: true }).waitFor();
  await months4.getByRole("row", { name: /2026-02 0.00 0.00 501.00 −501.00/ }).waitFor();
  await page.getByRole("button", { name: /Take back/ }).click();
  await months4.getByRole("row", { name: /2026-02 8,000.00 0.00 501.00 \+7,499.00/ }).waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("a locked archive asks for its password and says when it is the wrong one", async () => {
  const locked = readFileSync(new URL("../vectors/unpack/aes256.zip", import.meta.url));
  const visit = await withFiles([{ name: "bill.zip", mimeType: "application/zip", buffer: locked }]);
  const { page } = visit;
  const open = async (password) => {
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Open" }).click();
  };
  await page.getByText("The file is locked", { exact: true }).waitFor();
  await open("not it");
  await page.getByText("The password does not open it", { exact: true }).waitFor();
  await open("Zhang-3f9");
  await page.getByText("The password does not open it", { exact: true }).waitFor({ state: "detached" });
  assert.deepEqual(
    visit.requests.filter(({ method }) => method !== "GET").map(({ url }) => url),
    [],
  );
  await visit.context.close();
});
