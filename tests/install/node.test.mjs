// A Node project that screens with the installed package and verifies a verdict with it.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { cases, nativeAssessments, packText } from "./support/cases.mjs";
import { makeProject } from "./support/project.mjs";

const vector = (name) => readFileSync(new URL(`../vectors/verdict/${name}.json`, import.meta.url), "utf8");
const [signed] = JSON.parse(vector("positive")).objects;

let project;
before(() => {
  project = makeProject("node", {
    "pack.json": packText,
    "cases.json": JSON.stringify(cases),
    "verdict.json": JSON.stringify({ ...signed, pack: vector("pack") }),
  });
});
after(() => project?.remove());

const run = (script) => JSON.parse(project.run("node", script));
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
