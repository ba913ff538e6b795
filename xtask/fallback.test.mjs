// The JavaScript translation of the module answers as the module itself does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const dist = new URL("../pkg/dist/", import.meta.url);
const packs = new URL("../packs/", import.meta.url);

/** Each import is an instance of its own: the glue keeps one module. */
const start = async (how) => {
  const glue = await import(new URL(`prescreen.js?${how}`, dist));
  if (how === "wasm") {
    glue.initSync({ module: readFileSync(new URL("prescreen_bg.wasm", dist)) });
  } else {
    const { default: instantiate } = await import(new URL("prescreen.wasm2js.js", dist));
    glue.initWith(instantiate);
  }
  return glue;
};

const pack = readFileSync(new URL("cn-securities.json", packs), "utf8");
const wasm = await start("wasm");
const script = await start("script");

test("a pack has the same hash with and without WebAssembly", () => {
  const hash = wasm.Pack.parse(pack).hash();
  assert.match(hash, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(script.Pack.parse(pack).hash(), hash);
});

test("a pack that is not in order is refused with the same words", () => {
  const refusal = (glue) => {
    try {
      glue.Pack.parse(pack.replace('"id"', '"di"'));
    } catch (error) {
      return { name: error.name, message: error.message, ...error };
    }
    return assert.fail("it was accepted");
  };
  assert.deepEqual(refusal(script), refusal(wasm));
});

test("a case that cannot be read gives the same answer", () => {
  const answer = (glue) => {
    const read = glue.Pack.parse(pack);
    const session = {
      id: "s-1",
      nonce: "A".repeat(43),
      audience: "https://broker.example",
      subject: "a-1",
      purpose: "account_opening",
      pack: { id: "cn-securities", version: JSON.parse(pack).version, hash: read.hash() },
      variant: "base",
      now: 1_790_000_000,
      expires: 1_790_003_600,
      product: null,
      profile: null,
      facts: {},
    };
    return JSON.parse(glue.Sitting.of(read, JSON.stringify(session)).screen("{]"));
  };
  const { ok, error } = answer(wasm);
  assert.equal(ok, false);
  assert.equal(error.code, "syntax");
  assert.deepEqual(answer(script), answer(wasm));
});

for (const [how, glue] of [
  ["WebAssembly", wasm],
  ["JavaScript", script],
]) {
  test(`${how} starts again, and an old handle says that it is stale`, () => {
    const old = glue.Pack.parse(pack);
    const hash = old.hash();
    glue.__wbg_reset_state();
    assert.throws(() => old.hash(), /stale/);
    assert.equal(glue.Pack.parse(pack).hash(), hash);
  });
}
