// A team's model in its compact form, against what the libraries gave for the same rows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { basisPoints, init, loadModel, unwrap } from "prescreen/models";

const root = new URL("../../", import.meta.url).pathname;
const binary = [process.env.PRESCREEN_BIN, `${root}target/release/prescreen`, `${root}target/debug/prescreen`].find((path) => path && existsSync(path));
const vectors = `${root}tests/vectors/models/`;

await init();

const compact = (name) => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-model-"));
  try {
    execFileSync(binary, ["model", "convert", `${vectors}${name}`, "--out", join(folder, "model.bin")]);
    return readFileSync(join(folder, "model.bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const number = (cell) => (cell === "" ? NaN : Number(cell.replace("inf", "Infinity")));

const rowsOf = (name, features) => {
  const [head, ...lines] = readFileSync(`${vectors}${name}`, "utf8").trim().split("\n").map((line) => line.split(","));
  const places = features.map((feature) => head.indexOf(feature));
  return lines.map((cells) => Float64Array.from(places, (place) => number(cells[place])));
};

for (const name of ["lightgbm-gbdt", "lightgbm-dart", "lightgbm-rf"]) {
  test(`${name}: the library's raw scores, bit for bit, one by one and in a batch`, () => {
    const expected = JSON.parse(readFileSync(`${vectors}${name}.expected.json`, "utf8"));
    const model = unwrap(loadModel(compact(`${name}.txt`)));
    const rows = rowsOf(`${name}.csv`, model.features);
    const raw = rows.map((row) => unwrap(model.score(row)).raw);
    assert.deepEqual(raw, expected.raw.map(Number));
    const all = new Float64Array(rows.length * model.features.length);
    rows.forEach((row, n) => all.set(row, n * model.features.length));
    assert.deepEqual([...unwrap(model.rawBatch(all))], raw);
    const parts = unwrap(model.attributions(rows[0]));
    assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - raw[0]) < 1e-9);
    model.dispose();
  });
}

test("damaged bytes and a row of another length are typed answers", () => {
  const bytes = compact("lightgbm-gbdt.txt");
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
  assert.deepEqual([0, 0.00005, 0.5, 1].map((probability) => unwrap(basisPoints(probability))), [0, 1, 5000, 10000]);
});
