// Privacy by capture: three statements dropped, joined, corrected, and an assessment sent with what they say. Every string of
// theirs is looked for in everything that left, in storage, in the console, in the address and in the servers' logs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, throughNotices } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file, unclear, wechat } from "./support/statements.mjs";
import { holds } from "./support/left.mjs";

let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser.close());

const FILES = [
  ["对账单-晓帆-7391.csv", bank()],
  ["微信流水2026上半年.csv", wechat()],
  ["另一个钱包.csv", unclear()],
];
const TYPED = ["9600.51", "7331.07"];

/** Words of institutions, of the site itself and of its rules, which are nobody's. */
const PUBLIC =
  /^(微信支付|微信支付账单明细|人民币|工资|转账|提现|零钱|零钱提现|商户消费|扫二维码付款|支付成功|已转账|已存入零钱|提现已到账|收入|支出|备注|商品|贷款还款|网上快捷支付|银企对接|中国银行储蓄卡)$/;
/** What a header or a total of any statement has, too. */
const headers = new Set(
  FILES.flatMap(([, content]) => content.split("\n").filter((line) => /交易时间|记账日期/.test(line)))
    .join(",")
    .split(","),
);

/** Every string of the files that is a person's own: names, amounts, accounts, numbers, names of files. */
const secrets = () => {
  const cells = FILES.flatMap(([name, content]) => [name, name.replace(".csv", ""), ...content.split(/[\n,"：:[\]（）()]+/)]);
  const own = cells
    .map((cell) => cell.trim())
    .filter((cell) => !PUBLIC.test(cell) && !headers.has(cell))
    .filter((cell) => /[\u4e00-\u9fff]{2,}/.test(cell) || /^\d{5,}$/.test(cell) || /\*\*\d/.test(cell));
  const written = FILES.flatMap(([, content]) => content.match(/\d[\d,]*\.\d\d/g)).filter((amount) => amount.length >= 6);
  const plain = written.map((amount) => amount.replaceAll(",", ""));
  // In minor units, as programs write them; short ones are numbers of anything.
  const minor = plain.map((amount) => amount.replace(".", "")).filter((digits) => digits.length >= 6);
  return [...new Set([...own, ...written, ...plain, ...minor, ...TYPED])];
};

/** A text with what base64url, percent and JSON hide in it beside it. */
const bare = (text) => {
  const decoded = (text.match(/[\w-]{16,}/g) ?? []).map((part) => Buffer.from(part, "base64url").toString("utf8"));
  const percent = (() => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  })();
  return [text, percent, JSON.stringify(text), ...decoded].join("\n");
};

test("nothing of three statements leaves or stays, from the drop to the verdict that is sent", async (context) => {
  const server = await startServer();
  context.after(server.stop);
  const visit = await openPage(browser, server.url, { locale: "en" });
  const { page } = visit;
  const console_ = [];
  page.on("console", (message) => console_.push(message.text()));
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles(FILES.map(([name, content]) => file(name, content)));
  await allRead(page);
  await page.locator("#joined-h").waitFor();

  for (const summary of await page.locator("details.read summary").all()) await summary.click();
  await page
    .getByRole("row", { name: /2026-05-03 .*−2,680.00/ })
    .getByRole("button", { name: /Correct/ })
    .click();
  await page.getByLabel("What is this row?").selectOption("housing");
  await page.getByRole("button", { name: "Correct it so" }).click();
  await page.locator(".asked input[type=radio]").first().check();
  await page.getByRole("button", { name: "Correct it so" }).click();
  await page.getByText("Type in a few").click();
  await page.getByLabel("Income in a month", { exact: true }).fill(TYPED[0]);
  await page.getByLabel("Repayments in a month", { exact: true }).fill(TYPED[1]);
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Start practice" }).click();
  await page.getByRole("button", { name: "See the result" }).click();

  await page.getByRole("button", { name: "Go on to the assessment" }).click();
  await throughNotices(visit);
  await answerAll(visit, answers({}));
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await page
    .locator("prescreen-flow")
    .getByText(/accepted|received|receipt/i)
    .first()
    .waitFor();
  const panel = await page.locator("prescreen-panel .wire-body").innerText();
  assert.match(panel, /read here: 3; bytes that left: 0/);

  const kept = await page.evaluate(async () => {
    const read = (store) =>
      new Promise((resolve) => {
        const asked = store.getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => resolve([]);
      });
    const bases = [];
    for (const { name } of await indexedDB.databases()) {
      const base = await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of base.objectStoreNames) bases.push(await read(base.transaction(store).objectStore(store)));
      base.close();
    }
    const cached = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request)).text());
    }
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      bases,
      cached,
      document.cookie,
      location.href,
      document.title,
      history.state,
    ]);
  });
  const sent = visit.requests.filter(({ method }) => method !== "GET");
  assert.ok(
    sent.some(({ url }) => /verdict/.test(url)),
    "a verdict was sent",
  );
  const log = await server.stop();
  assert.ok(
    log.some((line) => line.includes("/verdict")),
    "the log tells of the verdict",
  );
  const places = [
    ...visit.requests.flatMap(({ url, body, headers: of }) => [url, body, JSON.stringify(of)]),
    kept,
    ...console_,
    ...log,
  ].map(bare);
  const looked = secrets();
  assert.ok(looked.length > 60, `${looked.length} strings`);
  for (const known of ["房东周明远", "榕树下茶馆", "2,680.00", "2680.00", "268000", "100073195", "晓帆的猫"])
    assert.ok(
      looked.some((secret) => secret.includes(known)),
      known,
    );
  for (const place of places) for (const secret of looked) assert.ok(!holds(place, secret), `'${secret}' in ${place.slice(0, 300)}`);
  await visit.context.close();
});

test("the search would find what left: a file's string in an address, in a body and in storage is seen", () => {
  // What random text comes to by luck is no secret that was told.
  assert.ok(!holds("kX3C3_a", "C3") && holds('{"class":"C3"}', "C3"));
  for (const secret of secrets()) assert.ok(holds(bare(JSON.stringify({ amount: secret, at: 1 })), secret), secret);
  const [secret] = secrets();
  assert.ok(bare(`https://x.test/?q=${encodeURIComponent(secret)}`).includes(secret));
  assert.ok(bare(`{"a":"${Buffer.from(`{"name":"${secret}"}`).toString("base64url")}"}`).includes(secret));
});
