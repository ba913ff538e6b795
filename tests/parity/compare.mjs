// Compares what an engine makes of the cases with the native digests, which `cargo test --test parity` writes.
// An engine is a function of a pack's path and a range `{from, to, block}` that gives the digest of each block.
// Says of a difference in which pack and which case it is, and both digests of that case.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { canonical, digests, screener } from "./cases.mjs";

export const root = new URL("../../", import.meta.url);
export const built = new URL(process.env.PRESCREEN_WASM ?? "pkg/dist/", root);
export const read = (path) => readFile(new URL(path, root));

/** Cases that an engine is asked for at once. */
const BATCH = 10_000;
const LONGEST = 600_000;
const DIGEST = 32;

const native = JSON.parse(await read("target/parity/digests.json"));

/** The engine of a module in this process. */
export function inThisProcess(module) {
  const packs = new Map();
  return async (file, range) => {
    if (!packs.has(file)) packs.set(file, screener(module, String(await read(file))));
    const { document, hash, screen } = packs.get(file);
    return digests(document, hash, range, screen);
  };
}

/** One test for each pack. */
export function compare(name, engine) {
  const { cases, packs } = native;
  for (const [file, { hash, blocks }] of Object.entries(packs)) {
    test(`${name} screens ${cases} cases of ${file} as the native build does`, { timeout: LONGEST }, async (t) => {
      const now = createHash("sha256")
        .update(canonical(JSON.parse(await read(file))))
        .digest("base64url");
      assert.equal(now, hash, "the native digests are for another version of this pack");
      const started = performance.now();
      for (let from = 0; from < cases; from += BATCH) {
        const range = { from, to: Math.min(cases, from + BATCH), block: native.block };
        const made = await engine(file, range);
        const first = from / native.block;
        assert.equal(made.length, Math.ceil((range.to - from) / native.block));
        const different = made.findIndex((digest, n) => digest !== blocks[first + n]);
        if (different >= 0) await tell(name, engine, file, hash, (first + different) * native.block);
      }
      t.diagnostic(`${name}: ${cases} cases of ${file} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    });
  }
}

/** Fails with the first case of a block that differs. */
async function tell(name, engine, file, hash, from) {
  const singles = await readFile(new URL(`target/parity/${hash}`, root));
  const to = Math.min(from + native.block, singles.length / DIGEST);
  const made = await engine(file, { from, to, block: 1 });
  const nativeDigest = (n) => singles.subarray(n * DIGEST, (n + 1) * DIGEST).toString("hex");
  const different = made.findIndex((digest, n) => digest !== nativeDigest(from + n));
  if (different < 0) assert.fail(`${file}: the cases from ${from} to ${to} differ as a block and not one by one`);
  const n = from + different;
  assert.fail(`${file}, case ${n}: native ${nativeDigest(n)}, ${name} ${made[different]}`);
}
