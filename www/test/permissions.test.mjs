// What a permission alone keeps from a person is told apart from what nothing opens, and a rule in doubt says what is missing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
const read = (name) =>
  ts.transpileModule(readFileSync(new URL(`../src/${name}.ts`, import.meta.url), "utf8"), { compilerOptions: options }).outputText;
const address = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const { lackedAlone } = await import(address(read("permissions").replace('"./gates"', JSON.stringify(address(read("gates"))))));
const { codesOf, toldAs } = await import(address(read("reasons")));

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const reason = (code, part, outcome, unknown = false) => ({ code, part, outcome, unknown, deciding: false });

/** An assessment with gates, each with its state, and reasons beside theirs. */
const assessment = (outcome, states, ...beside) => ({
  outcome,
  gates: Object.entries(states).map(([gate, state]) => ({ gate, state })),
  reasons: [
    ...Object.entries(states).map(([gate, state]) =>
      reason(gate, "gate", { unmet: "refuse", unknown: "insufficient_evidence", met: "proceed_after" }[state], state === "unknown"),
    ),
    ...beside,
  ],
});
const lacked = (...of) => lackedAlone(assessment(...of), pack).map(({ id }) => id);

test("permissions open a product where nothing else keeps it from the person", () => {
  assert.deepEqual(lacked("refuse", { "gate.star": "unmet" }), ["star"]);
  assert.deepEqual(lacked("refuse", { "gate.star": "unmet", "gate.star-growth": "unmet" }), ["star", "star-growth"]);
  assert.deepEqual(lacked("refuse", { "gate.options-bought": "unmet" }, reason("match.above-class", "matching", "proceed_after")), [
    "options-2",
  ]);
  assert.deepEqual(lacked("refuse", { "gate.star": "unmet" }, reason("match.lowest-class", "matching", "refuse")), []);
  assert.deepEqual(lacked("refuse", { "gate.star": "unmet", "gate.private-fund": "unmet" }), [], "no permission opens the second");
  assert.deepEqual(lacked("insufficient_evidence", { "gate.star": "unknown" }), []);
  assert.deepEqual(lacked("proceed_after", { "gate.star": "met" }), []);
  assert.deepEqual(lacked("proceed", {}), []);
});

test("a rule in doubt is told as evidence that is missing, once, and only where it leads to the outcome", () => {
  const doubt = reason("match.order-figures", "matching", "insufficient_evidence", true);
  assert.equal(toldAs(doubt), "facts.missing");
  const missing = reason("facts.missing", "missing", "insufficient_evidence");
  assert.deepEqual(codesOf({ outcome: "insufficient_evidence", reasons: [missing, doubt, missing] }), ["facts.missing"]);
  const known = reason("match.st", "matching", "proceed_after");
  assert.deepEqual(codesOf({ outcome: "proceed_after", reasons: [known, { ...doubt, outcome: "proceed" }] }), ["match.st"]);
});
