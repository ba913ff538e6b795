// The WebAssembly build, and the JavaScript that replaces it where WebAssembly is blocked, against the native
// digests, which `cargo test --test parity` writes.
// Run: node --test tests/parity

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { digests } from "./cases.mjs";

const root = new URL("../../", import.meta.url);
const built = new URL(process.env.PRESCREEN_WASM ?? "pkg/dist/", root);
const text = (path) => readFile(new URL(path, root), "utf8");
const native = JSON.parse(await text("target/parity/digests.json"));

const module = await import(new URL("prescreen.js", built));
await module.default({ module_or_path: await readFile(new URL("prescreen_bg.wasm", built)) });
const fallback = await import(new URL("prescreen.js?fallback", built));
fallback.initWith((await import(new URL("prescreen.wasm2js.js", built))).default);

for (const [name, wasm] of Object.entries({ WebAssembly: module, fallback })) {
  for (const [file, expected] of Object.entries(native.packs)) {
    test(`${name} screens ${native.cases} cases of ${file} as the native build does`, async () => {
      const json = await text(file);
      const pack = wasm.Pack.parse(json);
      assert.equal(pack.hash(), expected.hash, "the digests are for another version of this pack");
      const blocks = await digests(JSON.parse(json), { ...native, hash: expected.hash }, (session, given) =>
        wasm.screen(pack, session, given),
      );
      const different = blocks.flatMap((digest, n) => (digest === expected.blocks[n] ? [] : [n * native.block]));
      assert.deepEqual(different, [], "the first cases of the blocks that differ");
    });
  }
}
