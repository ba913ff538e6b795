// What holds a person's files in the tab: leaving, a reader that stops, the same file twice, the focus, the panel.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, asked, button, confirm, doNotSend, say, signIn, throughNotices } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file, wechat } from "./support/statements.mjs";

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
  if (files.length === 0) return visit;
  await visit.page.locator("input[type=file]").setInputFiles(files);
  await allRead(visit.page);
  return visit;
}

const cardOf = (page, name) => page.locator(".file").filter({ has: page.getByRole("heading", { name }) });

test("a link asks before the files are gone, staying keeps them, and leaving stores nothing", async () => {
  const visit = await withFiles([file("a.csv", bank())]);
  const { page } = visit;
  const link = page.getByRole("navigation").getByRole("link").first();
  const dialog = page.getByRole("dialog", { name: "Leave this page?" });
  await link.click();
  await dialog.getByText("1 file is held in this tab alone.").waitFor();
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("button", { name: "Stay on this page" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.match(page.url(), /records\.html$/);
  assert.equal(await page.locator(".file").count(), 1);
  await link.click();
  await dialog.getByRole("button", { name: "Leave without the files" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/records.html"));
  await page.goBack();
  await page.locator(".drop").waitFor();
  assert.equal(await page.locator(".file").count(), 0);
  await visit.context.close();
});

test("the browser asks before a reload or the way back takes the files, and without files it does not", async () => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  const { page } = visit;
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.goto(`${visit.url}/guide.html`);
  await page.goto(`${visit.url}/records.html`);
  await page.locator(".drop").waitFor();
  await page.reload();
  await page.locator(".drop").waitFor();
  assert.deepEqual(asked, []);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
  await allRead(page);
  // A browser asks on pages that were used.
  await page.getByText("Show the rows that were read").click();
  const dismissed = async (leave) => {
    const before = asked.length;
    await leave().catch(() => undefined);
    for (let tries = 0; asked.length === before && tries < 50; tries += 1) await page.waitForTimeout(100);
    assert.deepEqual(asked.slice(before), ["beforeunload"]);
    assert.equal(await page.locator(".file").count(), 1);
  };
  await dismissed(() => page.reload({ timeout: 3_000 }));
  await dismissed(() => page.evaluate(() => history.back()));
  await visit.context.close();
});

test("a reader that stops says so, names the files, and starts again with them", async () => {
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", wechat())]);
  const { page } = visit;
  await page.locator("#joined-h").waitFor();
  // What a trap that ends the worker looks like from the page.
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error("trap");
    });
  });
  await cardOf(page, "a.csv").getByText("Show the rows that were read").click();
  const note = page.locator(".stopped");
  await note.getByRole("heading", { name: "The reader stopped" }).waitFor();
  assert.deepEqual(await note.locator("li").allInnerTexts(), ["a.csv", "w.csv"]);
  assert.equal(await page.locator("#joined-h").count(), 0);
  assert.match(await page.locator("#files-state").innerText(), /reader stopped/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "stopped-h");
  await note.getByRole("button", { name: "Start again and read these files" }).click();
  await page.locator("#joined-h").waitFor();
  assert.equal(await note.count(), 0);
  assert.match(await page.locator("#files-state").innerText(), /All are read/);
  await cardOf(page, "a.csv").getByText("Show the rows that were read").click();
  await page.getByRole("row", { name: /2026-06-10 .*蓝鲸造船有限公司/ }).waitFor();
  await visit.context.close();
});

test("a file at which the reader stops is left aside, and the others are read again", async () => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  const { page } = visit;
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message?.method === "read" && message.inputs[0]?.name === "trap.csv") return this.dispatchEvent(new Event("error"));
      return post.call(this, message, ...rest);
    };
  });
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank()), file("trap.csv", wechat())]);
  await cardOf(page, "trap.csv").getByText("The reader stopped at this file").waitFor();
  assert.equal(await page.getByRole("button", { name: "Read it again" }).count(), 0);
  await page.getByRole("button", { name: "Start again and read these files" }).click();
  await page.locator("#joined-h").waitFor();
  assert.match(await page.locator("#files-state").innerText(), /1 read; 1 needs a look/);
  await cardOf(page, "trap.csv").getByRole("button", { name: "Read it again" }).waitFor();
  await cardOf(page, "trap.csv")
    .getByRole("button", { name: /Remove/ })
    .click();
  assert.match(await page.locator("#files-state").innerText(), /All are read/);
  await visit.context.close();
});

test("the same content again, also packed, is told and counts once; what is removed leaves the other in its place", async () => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-zip-"));
  writeFileSync(join(folder, "inside.csv"), bank());
  execFileSync("python3", ["-m", "zipfile", "-c", "packed.zip", "inside.csv"], { cwd: folder });
  const packed = readFileSync(join(folder, "packed.zip"));
  rmSync(folder, { recursive: true });
  const visit = await withFiles([file("a.csv", bank())]);
  const { page } = visit;
  const months = page.getByRole("region", { name: "In and out by month" });
  const before = await months.innerText();
  await page.locator("input[type=file]").setInputFiles([file("packed.zip", packed)]);
  await cardOf(page, "packed.zip").getByText("Already here: “a.csv”, with the same content.").waitFor();
  assert.deepEqual(await page.locator(".file h3").evaluateAll((all) => all.map(({ title }) => title)), ["a.csv", "packed.zip"]);
  assert.equal(await months.innerText(), before);
  assert.match(await page.locator("#files-state").innerText(), /1 read; 1 needs a look/);
  await page.getByRole("button", { name: /Remove.*a\.csv/ }).click();
  await cardOf(page, "packed.zip").getByText("Bank of China bank account").waitFor();
  assert.equal(await months.innerText(), before);
  await visit.context.close();
});

test("the focus goes on to the next file, and after a password to the file or back to the field", async () => {
  const locked = readFileSync(new URL("../vectors/unpack/aes256.zip", import.meta.url));
  const visit = await withFiles([file("a.csv", bank()), file("w.csv", wechat()), file("locked.zip", locked)]);
  const { page } = visit;
  const focus = () =>
    page.evaluate(() => `${document.activeElement?.localName} ${document.activeElement?.innerText ?? ""}`.replace(/\s+/g, " "));
  const state = await page.locator("#files-state").innerText();
  assert.match(state, /2 read; 1 needs a look/);
  await page.getByLabel("Password").fill("not it");
  await page.keyboard.press("Enter");
  await page.getByText("The password does not open it", { exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "password");
  await page.getByText("locked.zip: The password does not open it").waitFor({ state: "attached" });
  await page.getByLabel("Password").fill("Zhang-3f9");
  await page.keyboard.press("Enter");
  await page.getByText("The password does not open it", { exact: true }).waitFor({ state: "detached" });
  assert.match(await focus(), /^h3 locked\.zip/);
  await page.getByRole("button", { name: /Remove.*a\.csv/ }).click();
  assert.match(await focus(), /^button Remove ?: w\.csv/);
  await page.getByRole("button", { name: /Remove.*locked\.zip/ }).click();
  assert.match(await focus(), /^button Remove ?: w\.csv/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "file");
  await visit.context.close();
});

test("the panel goes on telling what left when the records are shown again, and the assessment is gone back to", async () => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
  await allRead(page);
  await page.getByRole("button", { name: "Go on to the assessment" }).click();
  await throughNotices(visit);
  const bytes = async () => Number((await page.locator("prescreen-panel .bytes b").innerText()).replace(/\D/g, ""));
  const claimed = await bytes();
  assert.ok(claimed > 0);
  await page.getByRole("button", { name: "Back to my records" }).click();
  await page.locator("#joined-h").waitFor();
  assert.equal(await bytes(), claimed);
  assert.doesNotMatch(await page.locator("main").innerText(), /Nothing has left it so far/);
  await page.getByRole("button", { name: "Back to the assessment" }).click();
  await answerAll(visit, answers({}));
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await page
    .locator("prescreen-flow")
    .getByText(/accepted|received|receipt/i)
    .first()
    .waitFor();
  const sent = await bytes();
  assert.ok(sent > claimed);
  await page.getByRole("button", { name: "Back to my records" }).click();
  await page.locator("#joined-h").waitFor();
  assert.equal(await bytes(), sent);
  await page.getByRole("button", { name: /See the result of the assessment|Back to the assessment/ }).waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("an assessment that was not sent and begun anew still counts in what left", async () => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 390, height: 844 });
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
  await allRead(page);
  await page.getByRole("button", { name: "Go on to the assessment" }).click();
  await throughNotices(visit);
  // Stop asks here, too, before answers are lost; back to the records it does not, as nothing is.
  await page.locator("prescreen-flow .opt input").first().click();
  await page.locator("prescreen-flow .stop").click();
  await asked(visit).getByRole("button", { name: "Stay", exact: true }).click();
  await answerAll(visit, answers({}));
  await confirm(visit);
  await doNotSend(visit);
  const panels = page.locator("prescreen-panel");
  const first = await panels.locator(".bytes b").first().textContent();
  assert.ok(Number(first.replace(/\D/g, "")) > 0);
  await page.getByRole("button", { name: "Back to my records" }).click();
  await page.locator("#joined-h").waitFor();
  assert.equal(await panels.locator(".bytes b").first().textContent(), first);
  await page.getByRole("button", { name: "Go on to the assessment" }).click();
  await page.getByText("What left in an earlier assessment on this page").waitFor();
  assert.equal(await panels.count(), 2);
  assert.equal(await panels.locator(".bytes b").last().textContent(), first);
  // The earlier panel stands in the page; the bar at the foot of the screen is the current one's.
  assert.equal(await page.locator(".earlier prescreen-panel").evaluate((one) => getComputedStyle(one).position), "static");
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("the browser's back from the assessment comes to the records, as the page's own way back does", async (context) => {
  // A server of its own: whoever began others before may have no attempt left.
  const own = await startServer();
  context.after(() => own.stop());
  const visit = await openPage(browser, own.url, { locale: "en", width: 390, height: 844 });
  const { page } = visit;
  await signIn(visit, "returning");
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
  await allRead(page);
  const held = async () => {
    await page.locator("#joined-h").waitFor();
    assert.match(page.url(), /records\.html$/);
    assert.equal(await page.locator(".file").count(), 1);
  };
  const flow = page.locator("prescreen-flow");
  await page.getByRole("button", { name: "Go on to the assessment" }).click();
  await flow.getByRole("heading").first().waitFor();
  await page.goBack();
  await held();
  await page.getByRole("button", { name: "Back to the assessment" }).click();
  await throughNotices(visit);
  await page.getByRole("button", { name: "Back to my records" }).click();
  await held();
  await page.getByRole("button", { name: "Back to the assessment" }).click();
  await flow.getByRole("heading").first().waitFor();
  await page.goBack();
  await held();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("without a network the reader is not fetched: it is said so, and read once it is there", async () => {
  const visit = await openPage(browser, server.url, { locale: "en" });
  const { page } = visit;
  await page.goto(`${visit.url}/records.html`);
  await page.locator(".drop").waitFor();
  await visit.context.setOffline(true);
  await page.locator("input[type=file]").setInputFiles([file("a.csv", bank())]);
  await page.getByRole("heading", { name: "The reader could not be fetched" }).waitFor();
  assert.equal(await page.getByText("The reader stopped").count(), 0);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "The reader could not be fetched" }).waitFor();
  await visit.context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#joined-h").waitFor();
  await page.locator("#files-state").getByText("All are read").waitFor();
  await visit.context.close();
});
