// The report of an experiment on ten million events beside DuckDB: the same files (lines of JSON, CSV, Parquet), the same
// report first, seconds and memory of each. The events are drawn from a seed, into a folder that is removed with the run.
// `node benches/experiment.mjs [COUNT]` prints the table alone; Parquet and DuckDB need the Python of the tests.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const prescreen = join(root, "target/release/prescreen");
const plan = join(root, "examples/first-experiment/plan.json");
const peer = join(root, "benches/peers/duckdb-experiment.py");
const HEAD = [
  "event",
  "experiment",
  "unit",
  "seq",
  "received",
  "at",
  "variation",
  "segment_browser",
  "question",
  "seconds",
  "class",
  "outcome",
  "careless",
  "goal",
];

/** Rows for a table: what was read by whom, seconds, and the most memory that it took. */
export async function experimentTable(count = 10_000_000) {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-events-"));
  try {
    const files = await written(folder, count);
    const python = process.env.PRESCREEN_PYTHON ?? join(root, ".tools/python/bin/python");
    const statement = join(folder, "statement.sql");
    writeFileSync(statement, said(["experiment", "sql", "--engine", "duckdb", "--plan", plan]));
    const duckdb = existsSync(python) && spawnSync(python, ["-c", "import duckdb"]).status === 0;
    if (duckdb) {
      files.push(join(folder, "events.parquet"));
      assert.equal(spawnSync(python, [peer, "convert", files[1], files[2]], { stdio: "inherit" }).status, 0);
    } else console.log("Parquet and DuckDB: skipped, no Python with it here.");
    const rows = [];
    let report;
    for (const file of files) {
      const form = file.split(".").at(-1);
      const size = `${(statSync(file).size / 1e6).toFixed(0)} MB`;
      const ours = await timed(prescreen, ["experiment", "report", file, "--plan", plan, "--json", "--people", "20000000"]);
      report ??= ours.out;
      assert.deepEqual(JSON.parse(ours.out), JSON.parse(report), form);
      assert.equal(JSON.parse(report).events.read, count);
      rows.push(row(`prescreen, ${form}, ${size}`, ours));
      if (!duckdb) continue;
      const counted = join(folder, "counted.csv");
      const theirs = await timed(python, [peer, "count", file, statement, counted]);
      const of = said(["experiment", "report", "--statistics", counted, "--plan", plan, "--json"]);
      assert.deepEqual(JSON.parse(of), JSON.parse(report), `DuckDB, ${form}`);
      rows.push(row(`DuckDB by our statement, ${form}, ${size}`, theirs));
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = (what, { seconds, busy, peak }) => ({
  what,
  seconds: seconds.toFixed(1),
  "of processors": busy === undefined ? "not known here" : busy.toFixed(1),
  "peak memory, MB": peak === undefined ? "not known here" : ((peak * 1024) / 1e6).toFixed(0),
});

/** What a command of ours prints. */
function said(args) {
  const run = spawnSync(prescreen, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return run.stdout;
}

/** Runs a program: what it prints, its seconds, and where the system says it those of processors, and the most memory in KiB. */
async function timed(program, args) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  let [out, busy, peak] = ["", undefined, undefined];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  const look = setInterval(() => {
    const of = `/proc/${child.pid}`;
    if (!existsSync(of)) return;
    peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`${of}/status`, "utf8"))?.[1] ?? peak);
    // Hundredths of a second of the program and of the system for it.
    const [user, system] = readFileSync(`${of}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    busy = (Number(user) + Number(system)) / 100;
  }, 20);
  const [code] = await once(child, "close");
  clearInterval(look);
  assert.ok(code === 0 || code === 1, `${program} ended with ${code}`);
  return { out, busy, peak, seconds: (performance.now() - start) / 1000 };
}

/** The same events as lines of JSON and as CSV. */
async function written(folder, count) {
  const files = ["ndjson", "csv"].map((form) => join(folder, `events.${form}`));
  const [lines, table] = files.map((file) => createWriteStream(file));
  table.write(`${HEAD.join(",")}\n`);
  let [json, csv, left] = [[], [], count];
  for (const event of events(drawn(19))) {
    json.push(`${JSON.stringify(event)}\n`);
    csv.push(`${cells(event).join(",")}\n`);
    left -= 1;
    if (json.length === 10_000 || left === 0) {
      if (!lines.write(json.join(""))) await once(lines, "drain");
      if (!table.write(csv.join(""))) await once(table, "drain");
      [json, csv] = [[], []];
    }
    if (left === 0) break;
  }
  await Promise.all([lines, table].map((stream) => once(stream.end(), "close")));
  return files;
}

const cells = (event) => HEAD.map((name) => (name === "segment_browser" ? event.segments?.browser : event[name]) ?? "");

/** Whole numbers below a limit, the same in every run. */
function drawn(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** People of the example's plan, one after the other: about one in a hundred events is lost, one in twenty comes again. */
function* events(below) {
  for (let n = 0; ; n += 1) {
    const [day, hour] = [2 + below(14), 8 + below(12)];
    const at = `2026-11-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}`;
    let seq = 0;
    const of = { experiment: "questionnaire", unit: `person-${n}`, received: at };
    const sent = [];
    const send = (event, rest) => {
      const whole = { event, ...of, at, seq, ...rest };
      seq += 1;
      if (below(100) > 0) sent.push(whole);
      if (below(20) === 0) sent.push(whole);
    };
    send("exposure", { variation: ["pages", "one-page"][below(2)], segments: { browser: ["chrome", "safari", "other"][below(3)] } });
    const asked = ["horizon", "loss", "income"].slice(0, 3 - Math.floor(below(12) / 3.5));
    for (const question of asked) send("question", { question, seconds: 5 + below(20) });
    if (asked.length === 3) {
      const referred = below(10) === 0;
      send("completion", {
        class: ["C1", "C2", "C3"][below(3)],
        outcome: referred ? "refer" : "proceed",
        careless: below(10) === 0,
      });
      if (below(4) === 0) send("goal", { goal: "purchase" });
    }
    yield* sent;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await experimentTable(Number(process.argv[2] ?? 10_000_000)));
