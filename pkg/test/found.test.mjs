// What the entry of records hands over is known to the entry that screens: one class, though each is a bundle of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Found } from "../dist/found.js";
import { init, loadPack, screening, unwrap } from "../dist/index.js";

const pack = JSON.parse(readFileSync(new URL("../../examples/records-pack/pack.json", import.meta.url), "utf8"));

before(() => init());

const screened = () => {
  const loaded = unwrap(loadPack(pack));
  const now = 1_795_000_000;
  const session = {
    id: "s",
    nonce: "A".repeat(43),
    audience: "https://broker.example",
    subject: "s",
    purpose: "assessment",
    pack: loaded.reference,
    variant: "base",
    now,
    expires: now + 3600,
    profile: null,
    facts: { birth_date: "1990-01-01" },
  };
  const answers = { loss: "small", horizon: "over-3y", owned: ["funds"], debts: "none", income: "steady" };
  return unwrap(screening(loaded, session, { answers, facts: {}, clarified: [] }));
};

test("what records found is taken by a screening, and asks where it differs from an answer", () => {
  assert.deepEqual(unwrap(screened().readiness()).asks, []);
  const found = Found.of(JSON.stringify({ "found-obligations-monthly": { tier: "consistent", value: 300_000 } }));
  assert.deepEqual(unwrap(unwrap(screened().withFound(found)).readiness()).asks, ["pair.debts"]);
});

test("nothing but what records gave is taken for it", () => {
  for (const other of [{}, "{}", null, { "found-obligations-monthly": 1 }]) {
    const refused = screened().withFound(other);
    assert.equal(refused.ok, false);
    assert.equal(refused.error.at, "/found");
  }
});

test("both entries load the class from one file", () => {
  for (const entry of ["statements.js", "index.js"]) {
    const seen = new Set();
    const walk = (name) => {
      if (seen.has(name)) return;
      seen.add(name);
      const text = readFileSync(new URL(`../dist/${name}`, import.meta.url), "utf8");
      for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) walk(next);
    };
    walk(entry);
    assert.ok(seen.has("found.js"), `${entry}: ${[...seen]}`);
  }
});
