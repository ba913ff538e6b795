// Questions that a person of an experiment leaves behind: each once, for how long, and nothing of an answer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const text = readFileSync(new URL("../src/element/left-behind.ts", import.meta.url), "utf8");
const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
const { isOfExperiment, Questions } = await import(
  `data:text/javascript,${encodeURIComponent(ts.transpileModule(text, { compilerOptions: options }).outputText)}`
);

const question = (number, value) => ({ kind: "question", item: { id: `q${number}` }, position: { number }, value });
const left = (...views) => {
  const questions = new Questions();
  return views.flatMap(([view, at]) => questions.leaves(view, at) ?? []);
};

test("a question is left behind once, with all the seconds in which it stood there", () => {
  const way = [
    [{ kind: "facts" }, 0],
    [question(1), 1_000],
    // Drawn again with an answer: it is still there.
    [question(1, "a"), 2_000],
    [question(2), 2_500],
    // Back, and on again.
    [question(1, "a"), 4_000],
    [question(2), 10_000],
    [{ kind: "review" }, 11_000],
    [question(1, "b"), 20_000],
    [{ kind: "review" }, 90_000],
  ];
  assert.deepEqual(left(...way), [
    { question: "q1", seconds: 2 },
    { question: "q2", seconds: 3 },
  ]);
});

test("an hour is told at most, and an end or a way back leaves nothing behind", () => {
  assert.deepEqual(left([question(1), 0], [question(2), 7_200_000]), [{ question: "q1", seconds: 3600 }]);
  assert.deepEqual(left([question(1), 0], [{ kind: "stopped", why: "stopped" }, 5_000]), []);
  assert.deepEqual(left([question(1), 0], [{ kind: "facts" }, 5_000]), []);
  for (const kind of ["review", "clarify", "working", "result"])
    assert.deepEqual(left([question(1), 0], [{ kind }, 5_000]), [{ question: "q1", seconds: 5 }]);
});

test("answered or left out, it is told alike", () => {
  const told = (value) => left([question(1), 0], [question(1, value), 500], [question(2), 3_000]);
  assert.deepEqual(told("a"), told(null));
  assert.deepEqual(Object.keys(told("a")[0]), ["question", "seconds"]);
});

test("a variant of an experiment has a dot, and no other", () => {
  assert.deepEqual(["base", "wording.b"].map(isOfExperiment), [false, true]);
});
