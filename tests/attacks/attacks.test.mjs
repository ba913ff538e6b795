// Drives a real browser through one form, as attackers and as people, and prints what the collector noticed.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../e2e/support/static.mjs";
import { ATTACKS } from "./support/attacks.mjs";
import { CONTROLS } from "./support/controls.mjs";
import { launchPlain, launchQuiet, startScreen } from "./support/launch.mjs";
import { saidOf, Tally } from "./support/band.mjs";
import { heldTable, judge, table } from "./support/table.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Runs at once: more would starve each other's clocks. */
const AT_ONCE = 6;
/** Every attack and every person takes minutes; the short list takes one. */
const SHORT = process.env.ATTACKS !== "all";
let folder, site, screen, browsers;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "prescreen-attacks-"));
  cpSync(`${here}support/page.html`, join(folder, "index.html"));
  cpSync(`${here}support/page.js`, join(folder, "page.js"));
  cpSync(`${here}../../pkg/dist`, join(folder, "dist"), { recursive: true });
  site = await serveFolder(folder, "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'");
  screen = await startScreen();
  const [plain, quiet, stealth] = await Promise.all([launchPlain(), launchQuiet(screen.display, false), launchQuiet(screen.display, true)]);
  browsers = { plain, quiet, stealth };
});

after(async () => {
  await Promise.all(Object.values(browsers ?? {}).map((browser) => browser.close()));
  screen?.stop();
  await site?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function watched({ name, noticed, profile = "quiet", zoom = 1, run }, shared) {
  const viewport = { width: 1000 / zoom, height: 760 / zoom };
  const context = await browsers[profile].newContext({ viewport, deviceScaleFactor: zoom });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(site.url);
  await page.waitForSelector("[data-ready]");
  await run(page, shared);
  const signals = await page.evaluate(() => globalThis.watched());
  await context.close();
  return { name, noticed, signals, ...judge(signals) };
}

async function all(list, shared) {
  const waiting = [...list];
  const done = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done.push(await watched(next, shared));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return list.map(({ name }) => done.find((one) => one.name === name));
}

test("attacks and people", { timeout: 300_000 }, async () => {
  const shared = { record: [] };
  const chosen = (list) => list.filter(({ short }) => short || !SHORT);
  const people = await all(chosen(CONTROLS), shared);
  shared.recorded = shared.record;
  const attackers = await all(chosen(ATTACKS), shared);
  const tally = new Tally();
  for (const { signals } of people) tally.add(signals);
  const text = `${table(attackers, people)}\n${heldTable(tally.rules)}`;
  console.log(text);
  mkdirSync(`${here}../artifacts`, { recursive: true });
  writeFileSync(`${here}../artifacts/attacks${SHORT ? "-short" : ""}.md`, text);
  writeFileSync(`${here}../artifacts/attacks${SHORT ? "-short" : ""}.json`, JSON.stringify({ attackers, people }, undefined, 1));

  for (const { name, band } of people) assert.deepEqual([name, band], [name, "clear"]);
  // What the browser says of itself is the test's own here; what the pack says of how people use a form was counted on all of them.
  for (const [id, said] of Object.entries(saidOf("scripted-people"))) {
    const counted = tally.rules[id] ?? { held: 0, of: 0 };
    if (SHORT) assert.ok(counted.held <= said.held, `${id} held for ${counted.held} people`);
    else assert.deepEqual(counted, said, id);
  }
  // What the collector must notice, whatever a pack makes of it: two families at least.
  for (const { name, noticed, families } of attackers) if (noticed) assert.ok(families.length >= 2, `${name}: ${families}`);
});
