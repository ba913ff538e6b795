// A team's model in its compact form, against what the libraries gave for the same rows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { basisPoints, init, loadModel, unwrap } from "prescreen/models";
import { compact } from "./support/models.mjs";

const root = new URL("../../", import.meta.url).pathname;
const vectors = `${root}tests/vectors/models/`;

await init();

const number = (cell) => (cell === "" ? NaN : Number(cell.replace("inf", "Infinity")));

const rowsOf = (name, features) => {
  const [head, ...lines] = readFileSync(`${vectors}${name}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const places = features.map((feature) => head.indexOf(feature));
  return lines.map((cells) => Float64Array.from(places, (place) => number(cells[place])));
};

for (const name of ["lightgbm-gbdt", "lightgbm-dart", "lightgbm-rf"]) {
  test(`${name}: the library's raw scores, bit for bit, one by one and in a batch`, () => {
    const expected = JSON.parse(readFileSync(`${vectors}${name}.expected.json`, "utf8"));
    const model = unwrap(loadModel(compact(`models/${name}.txt`)));
    const rows = rowsOf(`${name}.csv`, model.features);
    const raw = rows.map((row) => unwrap(model.score(row)).raw);
    assert.deepEqual(raw, expected.raw.map(Number));
    const all = new Float64Array(rows.length * model.features.length);
    for (const [n, row] of rows.entries()) all.set(row, n * model.features.length);
    assert.deepEqual([...unwrap(model.rawBatch(all))], raw);
    const parts = unwrap(model.attributions(rows[0]));
    assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - raw[0]) < 1e-9);
    model.dispose();
  });
}

test("damaged bytes and a row of another length are typed answers", () => {
  const bytes = compact("models/lightgbm-gbdt.txt");
  for (const damaged of [bytes.subarray(0, bytes.length - 1), bytes.subarray(4), new Uint8Array(0)]) {
    const answered = loadModel(damaged);
    assert.equal(answered.ok, false);
    assert.match(answered.error.code, /^[a-z-]+$/);
  }
  const model = unwrap(loadModel(bytes));
  assert.equal(model.score(new Float64Array(1)).ok, false);
  model.dispose();
});

test("a probability becomes basis points", () => {
  assert.deepEqual(
    [0, 0.00005, 0.5, 1].map((probability) => unwrap(basisPoints(probability))),
    [0, 1, 5000, 10000],
  );
});

test("a model is bound to declared names by position, and to nothing else", () => {
  const model = unwrap(loadModel(compact("every-part/model.json")));
  assert.deepEqual(unwrap(model.bind(["shared_account", "unused", "step-variation"])), [2, 0]);
  const missing = model.bind(["step-variation"]);
  assert.deepEqual([missing.error.code, /shared_account/.test(missing.error.message)], ["reference", true]);
  model.dispose();
});
