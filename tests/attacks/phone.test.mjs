// A phone, with nothing but a finger: what the page notices of somebody who is told what to answer and to enter, and what the pack
// makes of it; and of somebody who was away as long and answers by themselves.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../e2e/support/static.mjs";
import { bandOf } from "./support/band.mjs";
import { launchPlain } from "./support/launch.mjs";

const PAGE = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<main></main><p><label for="amount">Amount</label><input id="amount" autocomplete="off"><input id="months" autocomplete="off"></p>
<script type="module" src="page.js"></script>`;
const SCRIPT = `
import { init, observe } from "./dist/index.js";
await init();
const observation = observe(document, { probes: false });
const main = document.querySelector("main");
globalThis.ask = (question, options) => {
  observation.step();
  observation.shows(question);
  main.replaceChildren(...Array.from({ length: options }, (_, place) => {
    const option = document.createElement("button");
    option.textContent = "Option " + place;
    option.style.cssText = "display:block;padding:16px";
    option.addEventListener("click", () => observation.answered(question, place));
    return option;
  }));
};
globalThis.noticed = () => observation.signals();
globalThis.stop = () => { observation.stop(); return observation.signals(); };
document.documentElement.dataset.ready = "yes";
`;
/** By the pack: 6 times out of view for 400 of 1000 of the time, and 5 answers at once after more than 20 s. */
const TIMES = 6;
const ABSENCE = 20_200;
const OPTIONS = [4, 5, 4, 3, 5, 4, 4, 5, 3, 4];

let folder, site, browser;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "prescreen-phone-"));
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "page.js"), SCRIPT);
  cpSync(fileURLToPath(new URL("../../pkg/dist", import.meta.url)), join(folder, "dist"), { recursive: true });
  site = await serveFolder(folder, "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'");
  browser = await launchPlain();
});
after(async () => {
  await browser?.close();
  await site?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** The page goes out of view, as a browser without a window tells it. */
async function away(page) {
  for (const hidden of [true, false]) {
    await page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    if (hidden) await page.waitForTimeout(ABSENCE);
  }
}

/** Answers every question; `rest`: milliseconds between coming back and the answer. `enter` comes after the questions. */
async function answered({ rest, enter = async () => {} }) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const sent = [];
  await page.goto(site.url);
  await page.waitForSelector("[data-ready]");
  page.on("request", (request) => sent.push(request.url()));
  for (const [number, options] of OPTIONS.entries()) {
    await page.evaluate(([question, count]) => globalThis.ask(question, count), [`q${number}`, options]);
    if (number < TIMES) await away(page);
    await page.waitForTimeout(number < TIMES ? rest : 0);
    await page
      .locator("main button")
      .nth((number * 2) % options)
      .tap();
  }
  await page.evaluate(() => globalThis.ask("end", 0));
  await enter(page);
  const signals = await page.evaluate(() => globalThis.noticed());
  assert.deepEqual(await page.evaluate(() => globalThis.stop()), {}, "and everything is forgotten");
  assert.deepEqual(sent, [], "nothing leaves the page");
  await context.close();
  return signals;
}

// They mostly wait, each in a page of its own, and so do it at the same time.
describe("absences", { concurrency: true }, () => {
  test("who is told what to answer comes to a pause, by a finger alone", { timeout: 300_000 }, async () => {
    const signals = await answered({ rest: 0 });
    assert.equal(signals.navigation, "touch");
    assert.ok(!Object.keys(signals).some((id) => /^(typing|pointer-speed|pointer-straight|click-)/.test(id)), "no mouse and no keyboard");
    assert.deepEqual([signals.absences, signals["answers-after-absence"]], [TIMES, TIMES]);
    assert.equal(bandOf(signals).band, "pause");
  });

  test("who was away as long and reads the question again first comes to nothing", { timeout: 300_000 }, async () => {
    const signals = await answered({ rest: 3_200 });
    assert.deepEqual([signals.absences, signals["answers-after-absence"], signals["pastes-after-absence"]], [TIMES, 0, 0]);
    assert.equal(bandOf(signals).band, "clear");
    // What the firm's own telephone system knows is a second witness, on the same phone.
    assert.equal(bandOf(signals, { call_in_progress: true }).band, "pause");
  });

  test("pasted text that was fetched in an absence is the second witness", { timeout: 300_000 }, async () => {
    const signals = await answered({
      rest: 3_200,
      enter: async (page) => {
        await page.evaluate(() => navigator.clipboard.writeText("123456"));
        await away(page);
        for (const field of ["#amount", "#months"]) {
          await page.locator(field).tap();
          await page.keyboard.press("Control+V");
        }
      },
    });
    assert.equal(signals["pastes-after-absence"], 2);
    assert.doesNotMatch(JSON.stringify(signals), /123456|amount|months/);
    assert.equal(bandOf(signals).band, "pause");
  });
});

test("what the firm knows pauses without any signal, as where nobody consented", () => {
  assert.equal(bandOf({}, { remote_control: true }).band, "pause");
  assert.deepEqual(bandOf({}, { remote_control: true }).rules, [], "and names nothing that was noticed");
  for (const known of [{}, { remote_control: false }, { call_in_progress: true }]) assert.equal(bandOf({}, known).band, "clear");
});
