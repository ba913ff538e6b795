// Screening in Node and in Chromium beside json-rules-engine and plain JavaScript: the same pack, the
// same cases, the same answers first, one run. Nothing is timed that did not answer right.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { honestTable } from "./honest.mjs";
import { measure } from "./measure.mjs";
import { benchModels } from "./models.mjs";
import { proverTable } from "./prover.mjs";
import { statementsTable } from "./statements.mjs";
import { rulesEngine } from "./peers/rules-engine.mjs";

const root = new URL("..", import.meta.url).pathname;
const json = async (path) => JSON.parse(await readFile(join(root, path), "utf8"));
const native = await json("target/bench/native.json");
const work = await json("target/bench/cases.json");
const packText = await readFile(join(root, "packs/cn-securities.json"), "utf8");

const prescreen = await import("../pkg/dist/index.js");
const here = await measure(prescreen, packText, work);
const engine = await timeEngine(rulesEngine(JSON.parse(packText)));
const there = await inChromium(async () => {
  const [{ measure }, prescreen, pack, work] = await Promise.all([
    import("/benches/measure.mjs"),
    import("/pkg/dist/index.js"),
    fetch("/packs/cn-securities.json").then((answer) => answer.text()),
    fetch("/target/bench/cases.json").then((answer) => answer.json()),
  ]);
  return measure(prescreen, pack, work);
});
const wasm = await readFile(join(root, "pkg/dist/prescreen_bg.wasm"));

const row = (name, microseconds, against) => ({
  what: name,
  "µs, median": microseconds.toFixed(2),
  "times prescreen": (microseconds / against).toFixed(1),
});
console.log(`\n${work.cases.length} cases of cn-securities, account opening; every peer gave the same classes and reasons.`);
console.table([
  row("prescreen, native, parsed case", native.screen_us, native.screen_us),
  row("prescreen, Node, a handle: case text in, class and reasons out", here.handle, here.handle),
  row("prescreen, Node, case text in, whole assessment out", here.whole, here.handle),
  row("prescreen, Node, one shot with the pack", here.oneShot, here.handle),
  row("plain JavaScript, Node: case text in, class and reasons out", here.plain, here.handle),
  row("json-rules-engine, Node", engine, here.handle),
  row("prescreen, Chromium, a handle: case text in, class and reasons out", there.handle, there.handle),
  row("prescreen, Chromium, case text in, whole assessment out", there.whole, there.handle),
  row("prescreen, Chromium, one shot with the pack", there.oneShot, there.handle),
  row("plain JavaScript, Chromium: case text in, class and reasons out", there.plain, there.handle),
]);
console.table([
  { what: "verdicts verified natively, a second on one core", value: Math.round(native.verdicts_per_second) },
  { what: "module, gzip -9, bytes", value: gzipSync(wasm, { level: 9 }).length },
  { what: "Chromium, fetch to ready, ms", value: there.start.toFixed(1) },
]);

await benchModels(root, native.trees, inChromium);
console.log("\nThe prover: everything about a pack, natively and in WebAssembly.");
console.table(await proverTable(inChromium));
console.log("\nHonest flows through the server while somebody attacks, beside those without.");
console.table(await honestTable());
console.log("\nStatements: both gave the same totals.");
console.table(await statementsTable(inChromium));

async function timeEngine(run) {
  for (const [n, given] of work.cases.entries()) same(await run(work.session, given), work.answers[n], n);
  const rounds = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (const given of work.cases.slice(0, 400)) await run(work.session, given);
    rounds.push(((performance.now() - start) * 1000) / 400);
  }
  return rounds.sort((a, b) => a - b)[2];
}

function same(answer, expected, n) {
  if (JSON.stringify(answer) !== JSON.stringify(expected))
    throw new Error(`case ${n}: ${JSON.stringify(answer)} instead of ${JSON.stringify(expected)}`);
}

/** Runs a function in a page that has this repository's files. */
async function inChromium(work) {
  const types = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".html": "text/html",
  };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://loopback").pathname);
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>bench</title>");
    try {
      const body = await readFile(join(root, path));
      response.setHeader("content-type", types[extname(path)] ?? "text/plain").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(work);
  } finally {
    await browser.close();
    server.close();
  }
}
