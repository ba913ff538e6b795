// The page that verifies: what it says of receipts, records, openings and exports, and that nothing of them leaves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exportFile, exportLines } from "../js/export-file.mjs";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { serveFolder } from "./support/static.mjs";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/verdict/${name}.json`, import.meta.url), "utf8"));
const positive = read("positive");
const { record, opening, steps } = positive;
const KEYS = { keys: [{ kty: "EC", crv: "P-256", ...positive.server }] };
const [{ verdict }, { verdict: otherVerdict }] = positive.objects;

/** The policy that the site is served with, as its guide gives it. */
const guide = readFileSync(new URL("../../www/src/guide/code.ts", import.meta.url), "utf8");
const policy = /policy = `content-security-policy: ([^`]+)`/.exec(guide)[1].replaceAll(/\s+/g, " ");

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serveFolder(fileURLToPath(new URL("../../www/dist/", import.meta.url)), policy);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const visitor = async (context, options = { locale: "en" }) => {
  const visit = await openPage(browser, site.url, options);
  context.after(() => visit.context.close());
  await visit.page.goto(`${site.url}/verify.html`);
  await visit.page.locator("#ready[data-ready=true]").waitFor();
  return visit;
};

const file = (name, content) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.isBuffer(content) ? content : Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
const choose = ({ page }, ...files) => page.locator("input[type=file]").setInputFiles(files);
/** The card of a document, once it came to something. */
const card = ({ page }, name, state) => page.locator(`.checked[data-state=${state}]`).filter({ hasText: name });

test("nothing of a document leaves: after the page is loaded no request is made, and it all works without a network", async (context) => {
  const visit = await visitor(context);
  const { page, requests } = visit;
  const loaded = requests.length;
  assert.ok(loaded > 0);
  await visit.context.setOffline(true);

  await choose(visit, file("record.json", record), file("receipt.jws", steps.receipt), file("export.jsonl", exportFile()));
  await card(visit, "record.json", "partly").waitFor();
  await card(visit, "export.jsonl", "partly").waitFor();
  await choose(visit, file("keys.json", KEYS), file("pack.json", read("pack")), file("opening.json", opening));
  await card(visit, "export.jsonl", "holds").waitFor();
  await card(visit, "opening.json", "holds")
    .or(card(visit, "opening.json", "partly"))
    .waitFor();
  await page.getByLabel("Or paste the text").fill(verdict);
  await page.getByRole("button", { name: "Check this text" }).click();
  await card(visit, "Pasted text 1", "beside").waitFor();
  await page.getByRole("button", { name: "切换到中文" }).click();
  await page.getByRole("heading", { name: "自行核验" }).waitFor();
  await page.getByRole("button", { name: "移除 record.json" }).click();

  const later = requests.slice(loaded);
  assert.deepEqual(
    later.map(({ url }) => url),
    [],
  );
  const kept = await page.evaluate(async () => [
    Object.keys(localStorage),
    sessionStorage.length,
    document.cookie,
    location.href.split("/").at(-1),
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    JSON.stringify(history.state),
  ]);
  assert.deepEqual(kept, [["language"], 0, "", "verify.html", 0, 0, "null"]);
  assert.deepEqual(visit.errors, []);
});

test("a receipt says what it proves, what one more document would prove, and what it never does", async (context) => {
  const visit = await visitor(context);
  await choose(visit, file("receipt.jws", `${steps.receipt}\n`));
  const found = card(visit, "receipt.jws", "partly");
  await found.waitFor();
  const text = await found.innerText();
  assert.match(text, /would prove\s+that the firm’s server signed this receipt: add the firm’s public keys/);
  assert.match(text, /does not prove[\s\S]*That the answers are true\./);
  assert.match(text, /Complete[\s\S]*yes/);
  assert.doesNotMatch(text, /\bIt proves\b/);
  await choose(visit, file("keys.json", KEYS), file("verdict.jws", verdict));
  await card(visit, "receipt.jws", "holds").waitFor();
  const whole = await card(visit, "receipt.jws", "holds").innerText();
  assert.match(whole, /It proves\s+The firm’s server signed this receipt\.\s+It is for the verdict beside it/);
  assert.doesNotMatch(whole, /would prove/);
});

test("what was changed is said where it breaks, and nothing is proved", async (context) => {
  const visit = await visitor(context);
  const changed = structuredClone(opening);
  changed.openings[0].value = "another";
  const lines = exportLines();
  lines[3].session.accepted -= 4000;
  const forged = [...steps.receipt.split(".").slice(0, 2), otherVerdict.split(".")[2]].join(".");
  await choose(visit, file("keys.json", KEYS), file("pack.json", read("pack")));
  await choose(visit, file("opening.json", changed), file("export.jsonl", exportFile(lines)), file("receipt.jws", forged));
  const said = async (name) => {
    await card(visit, name, "breaks").waitFor();
    return card(visit, name, "breaks").innerText();
  };
  assert.match(await said("opening.json"), /The answers are not those that were committed to[\s\S]*\/openings\/0/);
  assert.match(await said("export.jsonl"), /Line 4 · \/session/);
  const receipt = await said("receipt.jws");
  assert.match(receipt, /The signature does not fit/);
  assert.doesNotMatch(receipt, /It proves/);
});

test("empty, cut, foreign and huge files are told apart from what does not hold", async (context) => {
  const visit = await visitor(context);
  await choose(
    visit,
    file("empty.json", ""),
    file("cut.json", JSON.stringify(record).slice(0, -9)),
    file("photo.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0])),
    file("shopping.json", { milk: 2 }),
    file("huge.bin", Buffer.alloc(6 * 1024 * 1024, 32)),
  );
  for (const name of ["empty.json", "cut.json", "photo.jpg", "shopping.json", "huge.bin"]) {
    await card(visit, name, "unread").waitFor();
    assert.match(await card(visit, name, "unread").innerText(), /Cannot be read/);
  }
  assert.match(await card(visit, "huge.bin", "unread").innerText(), /longer than any document/);
  assert.match(await card(visit, "shopping.json", "unread").innerText(), /another document/);
  assert.equal(await visit.page.getByText("Does not hold").count(), 0);
});

test("a dropped file and a text pasted anywhere are checked", async (context) => {
  const { page } = await visitor(context);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.json"));
    return transfer;
  }, JSON.stringify(record));
  await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
  await page.locator(".checked").filter({ hasText: "dropped.json" }).filter({ hasText: "What was checked holds" }).waitFor();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, steps.receipt);
  await page.locator(".checked").filter({ hasText: "Pasted text 1" }).filter({ hasText: "Receipt" }).waitFor();
});

test("by keyboard alone: paste, check, and take away; what came of it is told", async (context) => {
  const { page } = await visitor(context);
  await page.getByLabel("Or paste the text").focus();
  await page.keyboard.insertText(steps.receipt);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#told").filter({ hasText: "Receipt, What was checked holds" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Take away Pasted text 1" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".checked").waitFor({ state: "detached" });
  assert.match(await page.locator("#told").innerText(), /taken away/);
});

for (const [locale, theme, width] of [
  ["zh-CN", "light", 360],
  ["zh-CN", "dark", 1280],
  ["en", "dark", 360],
  ["en", "light", 1280],
]) {
  test(`accessible and within the screen in ${locale}, ${theme}, at ${width} px`, async (context) => {
    const visit = await visitor(context, { locale, theme, width });
    const { page } = visit;
    assert.deepEqual(await axe(page), []);
    await choose(visit, file("record.json", record), file("keys.json", KEYS), file("receipt.jws", steps.receipt.slice(0, -3)));
    await card(visit, "record.json", "partly").waitFor();
    await card(visit, "receipt.jws", "unread").waitFor();
    assert.deepEqual(await axe(page), []);
    for (const size of ["100%", "200%"]) {
      await page.evaluate((given) => {
        document.documentElement.style.fontSize = given;
      }, size);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${size}: ${wide} px too wide`);
    }
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    await shot(visit, "verify");
    assert.deepEqual(visit.errors, []);
  });
}
