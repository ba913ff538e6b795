// Screening in Node and in Chromium beside json-rules-engine and plain JavaScript: the same pack, the
// same cases, the same answers first, one run. Nothing is timed that did not answer right.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { inChromium } from "./chromium.mjs";
import { experimentTable } from "./experiment.mjs";
import { honestTable } from "./honest.mjs";
import { interactionsTable } from "./interactions.mjs";
import { listenersTable } from "./listeners.mjs";
import { measure } from "./measure.mjs";
import { benchModels } from "./models.mjs";
import { proverTable } from "./prover.mjs";
import { scorecardTable } from "./scorecard.mjs";
import { siteTable } from "./site.mjs";
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
console.log("\nPoints of the card of cn-affordability; every peer gave the same points.");
console.table(await scorecardTable());
console.log("\nThe report of an experiment on ten million events; both came to the same report.");
console.table(await experimentTable());
console.log("\nThe prover: everything about a pack, natively and in WebAssembly.");
console.table(await proverTable(inChromium));
console.log("\nHonest flows through the server while somebody attacks, beside those without.");
console.table(await honestTable());
console.log("\nStatements: both gave the same totals.");
console.table(await statementsTable());
console.log("\nThe site's pages on a phone; slow is slow 3G with a processor four times slower.");
console.table(await siteTable());
console.log("\nHow long a press or a key waits for what it shows.");
console.table(await interactionsTable());
console.log("\nWhat the observation of a form costs.");
console.table(await listenersTable());

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
