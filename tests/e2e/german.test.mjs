// A firm whose pack speaks German gets the elements in German, from the first view to the receipt.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage, shot } from "./support/browser.mjs";
import { button, say, signIn } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

const shipped = fileURLToPath(new URL("../../packs", import.meta.url));

/** The shipped packs, with one that says in German what it says in English: the words of the pack are no part of this test. */
const germanPacks = () => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-german-"));
  cpSync(shipped, folder, { recursive: true });
  const file = join(folder, "cn-securities.json");
  const pack = JSON.parse(readFileSync(file, "utf8"));
  pack.locales.push("de");
  pack.texts.de = pack.texts.en;
  writeFileSync(file, JSON.stringify(pack));
  return folder;
};

/** What the elements say of their own in English, and no text of the pack does. */
const PANEL =
  /What leaves this device|left this device|Your answers|Stays here|Goes to|hold|auditors|Sealed digest|When you|not yet|Requests of/;
const FLOW =
  /\b(Continue|Back|Stop|I agree|I do not agree|question \d+ of|I would rather not answer|Why we ask this|Confirm all answers|Change|Not sent yet|Your class|Ask a person|Download|Keep a draft|Possible|Sealed digest)\b/;

test("every view and the panel are in German", async (context) => {
  const packs = germanPacks();
  const server = await startServer({ packs });
  const browser = await launch();
  const visit = await openPage(browser, server.url, { locale: "en", width: 390, height: 844 });
  context.after(async () => {
    await browser.close();
    await server.stop();
    rmSync(packs, { recursive: true, force: true });
  });
  const { page } = visit;
  const flow = page.locator("prescreen-flow");
  const found = [];
  const look = async (name) => {
    for (const element of ["prescreen-flow", "prescreen-panel"]) {
      const text = await page.locator(`${element} .root`).evaluate((root) => root.textContent);
      // The pack's own texts are English here, as is a choice that reads like a word of the element's.
      const line = (element === "prescreen-panel" ? PANEL : FLOW).exec(text.replaceAll(/\s+/g, " "));
      if (line) found.push(`${name}, ${element}: ${line[0]}`);
    }
    await shot(visit, `german-${name}`);
  };
  const press = async (name) => {
    const shown = await flow.locator("[data-heading]").innerText();
    await flow.getByRole("button", { name, exact: true }).click();
    await flow.locator("[data-heading]").filter({ hasNotText: shown }).waitFor();
  };
  await signIn(visit, "newcomer");
  await page.goto(`${server.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  await flow.locator("[data-heading]").waitFor();
  await page.evaluate(() => {
    for (const name of ["prescreen-flow", "prescreen-panel"]) document.querySelector(name).setAttribute("locale", "de");
  });
  // German is fetched where it is wished for.
  for (const element of ["prescreen-flow", "prescreen-panel"])
    await page.locator(`${element} .root[lang=de]`).waitFor({ state: "attached" });
  await look("notices");
  await press("Weiter");
  while ((await flow.locator("fieldset.opts").count()) === 0) {
    await look("consent");
    const manner = /type/.test(await flow.locator("[data-heading]").innerText());
    await press(manner ? "Ich stimme nicht zu" : "Ich stimme zu");
  }
  while (await flow.locator("fieldset.opts").count()) {
    const options = flow.locator(".opt input");
    await options.nth(Math.floor(((await options.count()) - 1) / 2)).click();
    await look("question");
    await press("Weiter");
  }
  while (await flow.getByRole("button", { name: /stimmt$|stimmen$/ }).count()) {
    await look("clarify");
    await flow.getByRole("button", { name: /stimmt$|stimmen$/ }).click();
    await page.waitForTimeout(300);
  }
  await look("review");
  await press("Alle Antworten bestätigen");
  await flow.locator(".unsent").filter({ hasText: "Noch nicht gesendet" }).waitFor();
  await look("result");
  await flow.getByRole("button", { name: "Senden", exact: true }).click();
  await flow.getByRole("button", { name: "Ihre Aufzeichnung speichern" }).waitFor();
  await look("done");
  assert.deepEqual(found, []);
});
