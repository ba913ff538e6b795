// The file with vectors beside the one without: the same scores, bit for bit.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const here = (name) => new URL(name, import.meta.url).pathname;
const scored = (file) =>
  execFileSync(process.execPath, [here("support/score-forests.mjs"), here(`../dist/${file}`)], { encoding: "utf8", maxBuffer: 1 << 26 })
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("sixty drawn forests, row by row and in a batch", () => {
  const plain = scored("prescreen_models_bg.wasm");
  const vectors = scored("prescreen_models_simd_bg.wasm");
  assert.equal(plain.length, 60);
  plain.forEach((forest, n) => {
    assert.equal(forest.batch, forest.one, `forest ${n}`);
    assert.deepEqual(vectors[n], forest);
  });
});
