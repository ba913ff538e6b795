// A plan and a report through the package: what the command line says, to the last digit and letter.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { init, readPlan, unwrap } from "prescreen/experiment";
import * as glue from "../dist/prescreen_experiment.js";
import { binary, root } from "./support/binary.mjs";

const example = (name) => `${root}examples/first-experiment/${name}`;
const text = (name) => readFileSync(example(name), "utf8");
const folder = mkdtempSync(join(tmpdir(), "prescreen-report-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the command line prints. */
const said = (...args) => {
  const { status, stdout, stderr } = spawnSync(binary, ["experiment", ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.ok(status === 0 || status === 1, stderr);
  return stdout;
};
const saidJson = (...args) => JSON.parse(said(...args, "--json"));

await init();
const plan = unwrap(readPlan(text("plan.json")));

/** The rows of the example as lines of JSON: the columns of a table are the fields of an event. */
const lines = () => {
  const [head, ...rows] = text("events.csv")
    .trim()
    .split("\n")
    .map((row) => row.split(","));
  const event = (cells) => {
    const said = head.map((name, n) => [name, cells[n]]).filter(([, cell]) => cell !== "");
    const typed = said.map(([name, cell]) => [
      name,
      /^(seq|seconds|amount)$/.test(name) ? Number(cell) : name === "careless" ? cell === "true" : cell,
    ]);
    const [own, segments] = [false, true].map((inner) => typed.filter(([name]) => name.startsWith("segment_") === inner));
    const inner = segments.map(([name, cell]) => [name.slice("segment_".length), cell]);
    return { ...Object.fromEntries(own), ...(inner.length > 0 && { segments: Object.fromEntries(inner) }) };
  };
  return rows.map((cells) => `${JSON.stringify(event(cells))}\n`);
};

/** The same as the command line says of the same file. */
const isAsSaid = async (reported, ...args) => {
  const { report, texts } = unwrap(await reported);
  assert.deepEqual(report, saidJson("report", ...args, "--plan", example("plan.json")));
  for (const locale of ["en", "zh"]) {
    assert.equal(texts[locale], said("report", ...args, "--plan", example("plan.json"), "--locale", locale));
  }
  return report;
};

test("a plan is what the command line says it takes, in both languages", () => {
  assert.deepEqual(unwrap(plan.planned()), saidJson("plan", example("plan.json")));
  for (const locale of ["en", "zh"]) {
    assert.equal(unwrap(plan.plannedText(locale)), said("plan", example("plan.json"), "--locale", locale));
  }
  assert.equal(unwrap(plan.plannedText("fr")), unwrap(plan.plannedText("en")));
  for (const engine of ["duckdb", "postgres", "spark", "bigquery", "clickhouse"]) {
    const args = ["sql", "--engine", engine, "--plan", example("plan.json"), "--table", "lake.events"];
    assert.equal(unwrap(plan.statement(engine, "lake.events")), said(...args));
  }
});

test("a table of events, lines of them, bytes, a Blob and several files give the report of the command line", async () => {
  const report = await isAsSaid(plan.report(text("events.csv")), example("events.csv"));
  const ndjson = lines();
  const file = join(folder, "events.ndjson");
  writeFileSync(file, ndjson.join(""));
  assert.deepEqual(await isAsSaid(plan.report(readFileSync(file)), file), report);
  const blob = new Blob([`\ufeff${ndjson.slice(0, 300).join("").trimEnd()}`]);
  const both = await plan.report([ndjson.slice(300).join(""), blob]);
  assert.deepEqual(unwrap(both).report, report, "the order of files, a mark at the start and a last line without an end are nothing");
});

test("a file of more than one piece is read as it stands", async () => {
  const all = lines();
  const many = Array.from({ length: Math.ceil((3 << 20) / all.join("").length) }, () => all.join("")).join("");
  assert.ok(many.length > 2 << 20);
  const file = join(folder, "many.ndjson");
  writeFileSync(file, many);
  for (const content of [many, new Blob([many])]) await isAsSaid(plan.report(content), file);
});

test("a table cut anywhere is the same table", async () => {
  glue.initSync({ module: readFileSync(new URL("../dist/prescreen_experiment_bg.wasm", import.meta.url)) });
  const of = glue.ExperimentPlan.read(text("plan.json"));
  const quoted = text("events.csv").replace("pages,safari", '"pages","safari"').replaceAll("\n", "\r\n");
  const { report } = unwrap(await plan.report(text("events.csv")));
  for (const [content, size] of [
    [quoted, 1],
    [text("events.csv"), 7],
    [lines().join(""), 1],
  ]) {
    const counting = glue.Counting.of_events(of);
    const bytes = new TextEncoder().encode(content);
    for (let at = 0; at < bytes.length; at += size) assert.equal(JSON.parse(counting.push(bytes.subarray(at, at + size))).ok, true);
    assert.equal(JSON.parse(counting.end()).ok, true);
    assert.deepEqual(JSON.parse(counting.report("")).value.report, report);
  }
});

test("what an engine counted gives the same report", async () => {
  const report = await isAsSaid(plan.reportCounted(text("counted.csv")), "--statistics", example("counted.csv"));
  const [head, ...rows] = text("counted.csv").trim().split("\n");
  const row = (cells) => `${JSON.stringify(Object.fromEntries(head.split(",").map((name, n) => [name, cells.split(",")[n]])))}\n`;
  assert.deepEqual(unwrap(await plan.reportCounted(rows.map(row).join(""))).report, report);
  const cut = await plan.reportCounted([head, ...rows.filter((row) => !row.includes(",hour,"))].join("\n"));
  assert.deepEqual([cut.ok, cut.error.code], [false, "inconsistent"]);
});

test("sums of answers are reported on beside the events", async () => {
  const sums = (variation) => ({ variation, people: 5, sums: [8, 9, 11], products: [[18, 18, 22], [21, 24], [31]] });
  const items = { experiment_items: 1, experiment: "questionnaire", reliability: [sums("pages"), sums("one-page")] };
  const file = join(folder, "items.json");
  writeFileSync(file, JSON.stringify(items));
  const report = await isAsSaid(plan.report(text("events.csv"), { items }), example("events.csv"), "--items", file);
  assert.equal(report.items.reliability.length, 2);
  const wrong = await plan.report(text("events.csv"), { items: { ...items, experiment: "another" } });
  assert.match(wrong.error.at, /^\/items/);
});

test("what is wrong is said with its line, and with nothing of it", async () => {
  const [first] = lines();
  const good = JSON.parse(first);
  for (const [more, code, at] of [
    [{ answer: "secret" }, "unknown-field", "/answer"],
    [{ variation: "secret" }, "reference", "/variation"],
    [{ unit: ["secret"] }, "type", "/unit"],
  ]) {
    const { error } = await plan.report(`${first}${JSON.stringify({ ...good, ...more })}\n`);
    assert.deepEqual([error.code, error.at], [code, at]);
    assert.match(error.message, / \(line 2\)$/);
    assert.match(error.help, /experiment-event/);
    assert.doesNotMatch(JSON.stringify(error), /secret/);
  }
  for (const [content, code, line] of [
    [`${first}{"unit": "secret\n`, "syntax", 2],
    [`${first}\n${first}`, "syntax", 2],
    [`${first}{"unit": "${"x".repeat(20_000)}"}\n`, "limit", 2],
    [`${text("events.csv").slice(0, 400)}\nsecret,row\n`, "inconsistent", 5],
    [`${text("events.csv").split("\n")[0]}\n"secret${"x".repeat(2 << 20)}`, "limit", 2],
  ]) {
    const { error } = await plan.report(content);
    assert.equal(error.code, code, content.slice(-60));
    assert.match(error.message, new RegExp(` \\(line ${line}\\)$`));
    assert.doesNotMatch(JSON.stringify(error), /secret/);
  }
  const crowd = await plan.report(text("events.csv"), { people: 2 });
  assert.deepEqual([crowd.error.code, crowd.error.at, crowd.error.help], ["limit", "/unit", "raise the option `people`"]);
});

test("nobody is a report too, and arguments of another kind are answered", async () => {
  for (const nothing of ["", "\n", [], new Uint8Array(), text("events.csv").split("\n")[0]]) {
    assert.equal(unwrap(await plan.report(nothing)).report.conclusion.verdict, "no_data");
  }
  for (const [events, options, at] of [
    [5, {}, "/events"],
    [null, {}, "/events"],
    [[text("events.csv"), {}], {}, "/events"],
    ["", { people: 0 }, "/people"],
    ["", { people: "many" }, "/people"],
    ["", { items: 5n }, "/items"],
  ]) {
    const { ok, error, outcome } = await plan.report(events, options);
    assert.deepEqual([ok, error.code, error.at, outcome], [false, "type", at, "refer"]);
  }
  for (const [given, code, at] of [
    [{ ...plan.document, primary: "nothing" }, "reference", "/primary"],
    ["{", "syntax", ""],
    [5n, "type", "/plan"],
  ]) {
    assert.deepEqual([readPlan(given).error.code, readPlan(given).error.at], [code, at]);
  }
  assert.equal(plan.statement("oracle").error.at, "/engine");
  assert.deepEqual([plan.statement("duckdb", "a;b").error.code, plan.statement("duckdb", "a;b").error.at], ["syntax", "/table"]);
});
