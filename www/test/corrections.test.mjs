// A person's changes: of one row one thing is said, and nothing of a file that is gone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const text = readFileSync(new URL("../src/records/corrections.ts", import.meta.url), "utf8");
const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
const { Made } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

const row = (number, file = "a") => ({ file, place: 0, row: number });
const change = (id, corrections) => ({ id, corrections, choice: "", title: () => "" });
const ids = (made) => made.list.map(({ id }) => id);
const made = (...changes) => changes.reduce((all, [id, corrections]) => all.with(change(id, corrections)), new Made());
const pair = (kind, from, to) => ({ pairs: [{ kind, from, to }] });

test("a later change of a row takes the place of one that it cannot hold beside", () => {
  const category = ["row", { categories: [{ row: row(1), category: "housing" }] }];
  assert.deepEqual(ids(made(category, ["question", { leave_out: [row(1)] }])), ["question"]);
  assert.deepEqual(ids(made(category, ["other", { leave_out: [row(2)] }])), ["row", "other"]);
  assert.deepEqual(ids(made(["pair", pair("own_transfer", row(1), row(2))], ["out", { leave_out: [row(2)] }])), ["out"]);
  // What paid a purchase and what gave it back are two pairs of it, and the same row of two files is any row.
  assert.deepEqual(ids(made(["paid", pair("same_purchase", row(1), row(2))], ["back", pair("refund", row(1), row(3))])), ["paid", "back"]);
  assert.deepEqual(ids(made(["same", pair("same_row", row(1), row(1, "b"))], ["out", { leave_out: [row(1)] }])), ["same", "out"]);
});

test("nothing is said of a file that is gone", () => {
  const all = made(
    ["one", { leave_out: [row(1)] }],
    ["two", { own_transfers: [row(1, "b")] }],
    ["both", pair("refund", row(2), row(2, "b"))],
    ["apart", { apart: [{ one: row(3, "b"), other: row(3) }] }],
  );
  assert.deepEqual(ids(all.of(new Set(["a", "b"]))), ["one", "two", "both", "apart"]);
  assert.deepEqual(ids(all.of(new Set(["a"]))), ["one"]);
});
