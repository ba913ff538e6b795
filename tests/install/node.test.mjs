// A Node project that screens with the installed package and verifies a verdict with it.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary } from "../e2e/support/server.mjs";
import { cases, nativeAssessments, packText } from "./support/cases.mjs";
import { makeProject } from "./support/project.mjs";
import { allFromReadme, fromReadme } from "./support/readme.mjs";

const vector = (name) => readFileSync(new URL(`../vectors/verdict/${name}.json`, import.meta.url), "utf8");
const experiment = (name) => new URL(`../../examples/first-experiment/${name}`, import.meta.url);
const model = (name) => new URL(`../vectors/models/lightgbm-gbdt${name}`, import.meta.url);

/** The model in the compact form. */
const converted = () => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-install-model-"));
  try {
    execFileSync(binary(), ["model", "convert", model(".txt").pathname, "--out", join(folder, "model.bin")], {
      stdio: "ignore",
      timeout: 20_000,
    });
    return readFileSync(join(folder, "model.bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
const positive = JSON.parse(vector("positive"));
const [signed] = positive.objects;

let project;
before(() => {
  project = makeProject("node", {
    "pack.json": packText,
    "cases.json": JSON.stringify(cases),
    "verdict.json": JSON.stringify({ ...signed, pack: vector("pack") }),
    "own/pack.json": readFileSync(new URL("../../packs/cn-securities.json", import.meta.url)),
    "own/own.test.mjs": allFromReadme("Testing your page").find((lines) => lines.includes("createFlow")),
    "receipt.mjs": fromReadme("What a verdict proves, and what it does not", "README.md", "js"),
    "receipt.json": JSON.stringify({ ...positive.record, keys: [positive.server], other: positive.objects[1].verdict }),
    "example.mjs": readFileSync(new URL("../../examples/node-verifier/verify.mjs", import.meta.url)),
    "holds.json": JSON.stringify({ ...signed, pack: vector("pack") }),
    "forged.json": JSON.stringify({ ...signed, pack: vector("pack"), jkt: "A".repeat(43) }),
    "model.bin": converted(),
    "rows.csv": readFileSync(model(".csv")),
    ...Object.fromEntries(
      ["features.json", "people.ndjson", "plan.json", "events.csv"].map((name) => [name, readFileSync(experiment(name))]),
    ),
  });
});
after(() => project?.remove());

const run = (script, ...inputs) => JSON.parse(project.run("node", script, ...inputs));
const nameOf = (address) => /[^/]*$/.exec(address)[0];

test("the investor's entries screen as the native build does, with exactly one module", () => {
  const { started, assessments, modules } = run("screen.mjs");
  assert.deepEqual(started, { engine: "wasm" });
  assert.deepEqual(assessments, nativeAssessments());
  assert.deepEqual(modules.map(nameOf), ["prescreen_bg.wasm"]);
  assert.ok(modules[0].includes("/project/node_modules/prescreen/dist/"), modules[0]);
});

test("the server's entry verifies a verdict, with exactly one module", () => {
  const { started, claims, refused, modules } = run("verify.mjs");
  assert.deepEqual(started, { engine: "wasm" });
  for (const [name, value] of Object.entries(signed.claims)) assert.deepEqual(claims[name], value, name);
  assert.equal(refused, "refer");
  assert.equal(modules.length, 1, String(modules));
});

test("the README's test of a purchase, without a page, passes against the stub", () => {
  // A runner within a runner would report to it.
  const command = "cd own && env -u NODE_TEST_CONTEXT node --test --test-reporter=tap own.test.mjs";
  assert.match(project.run("sh", "-c", command), /^# pass 1$/m);
});

test("the README's code for a back end takes a receipt that the server signed, and no other", () => {
  const [, payload] = positive.record.receipt.split(".");
  const { complete } = JSON.parse(Buffer.from(payload, "base64url"));
  assert.deepEqual(run("read-receipt.mjs"), {
    complete,
    otherKeys: "receipt: signature",
    otherVerdict: "receipt: claim",
  });
});

test("the example that verifies says what holds and what does not", () => {
  assert.match(
    project.run("node", "example.mjs", "holds.json"),
    new RegExp(`^holds: class ${signed.claims.class}, outcome ${signed.claims.outcome}`),
  );
  assert.throws(() => project.run("node", "example.mjs", "forged.json"), /: 1\ndoes not hold: key at /);
  assert.throws(() => project.run("node", "example.mjs", "nowhere.json"), /: 2\nverify: the file cannot be read/);
});

for (const [engine, started, modules] of [
  ["wasm", { engine: "wasm" }, (name) => [`prescreen_${name}${name === "models" ? "_simd" : ""}_bg.wasm`]],
  ["first", { engine: "wasm" }, (name) => [`prescreen_${name}_bg.wasm`]],
  ["js", { engine: "js", blocked: "no-webassembly" }, () => []],
]) {
  test(`the entry for fields checks published examples, as ${engine}`, () => {
    const found = run("fields.mjs", engine);
    assert.deepEqual(found.started, started);
    assert.deepEqual(found.findings, [
      // The example of GB 11643-1999, the same with a wrong last character, a card network's test number, a throw-away address.
      { outcome: "valid", part: null, place: null, note: null },
      { outcome: "correct", part: "check_digit", place: null, note: null },
      { outcome: "valid", part: null, place: null, note: null },
      { outcome: "valid", part: null, place: null, note: "disposable" },
    ]);
    assert.deepEqual(found.modules.map(nameOf), modules("fields"));
  });

  test(`the entry for models gives the library's raw scores, as ${engine}`, () => {
    const found = run("models.mjs", engine);
    assert.deepEqual(found.started, started);
    assert.deepEqual(found.raw, JSON.parse(readFileSync(model(".expected.json"), "utf8")).raw.map(Number));
    assert.deepEqual(found.modules.map(nameOf), modules("models"));
  });

  test(`the entry for experiments says what the command line says, as ${engine}`, () => {
    const found = run("experiment.mjs", engine);
    assert.deepEqual(found.started, started);
    const [features, people, plan, events] = ["features.json", "people.ndjson", "plan.json", "events.csv"].map(
      (name) => experiment(name).pathname,
    );
    const said = (...args) => execFileSync(binary(), ["experiment", ...args], { encoding: "utf8", timeout: 20_000 });
    const lines = said("assign", "--features", features, "--attributes", people).trim().split("\n");
    assert.deepEqual(found.lines, lines.map(JSON.parse));
    assert.deepEqual(found.report, JSON.parse(said("report", events, "--plan", plan, "--json")));
    assert.deepEqual(found.modules.map(nameOf), modules("experiment"));
  });
}
