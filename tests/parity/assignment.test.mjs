// The assignment of the command line beside the official JavaScript SDK, on people drawn from a seed: every value of every
// feature, line by line. Run: cargo build --package prescreen-cli, then node --test tests/parity/assignment.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { GrowthBookClient } from "@growthbook/growthbook";
import { assigned, officially } from "./assigned.mjs";
import { digest, lines as bucketLines } from "./buckets.mjs";
import { drawn, FEATURES } from "./people.mjs";

const PEOPLE = 10_000;

// The SDK would say of every person that some weights do not add up to 1, which is what one feature is for.
process.env.NODE_ENV = "production";

const version = JSON.parse(readFileSync(new URL("../node_modules/@growthbook/growthbook/package.json", import.meta.url), "utf8")).version;

const people = drawn(PEOPLE);
let lines;

before(() => {
  assert.equal(version, "1.8.0");
  lines = assigned(FEATURES, people);
});

test("10,000 people come to what the official SDK says", () => {
  const client = new GrowthBookClient().initSync({ payload: FEATURES });
  assert.equal(lines.length, PEOPLE);
  const differs = people.findIndex((person, n) => {
    try {
      assert.deepStrictEqual(lines[n], officially(client, person, FEATURES));
      return false;
    } catch {
      return true;
    }
  });
  if (differs >= 0) assert.deepStrictEqual(lines[differs], officially(client, people[differs], FEATURES), `line ${differs + 1}`);
});

test("the ids are of many scripts, and every feature tells people apart", () => {
  const ids = people.map(({ id }) => String(id));
  for (const script of [/^[\x20-\x7e]+$/, /\p{Script=Han}/u, /\p{Emoji_Presentation}/u, /\p{M}/u, /[\u{10000}-\u{10ffff}]/u]) {
    assert.ok(ids.filter((id) => script.test(id)).length >= 500, `${script}`);
  }
  assert.ok(people.filter(({ id }) => typeof id === "number").length >= 500);
  for (const name of Object.keys(FEATURES.features)) {
    const shares = new Map();
    for (const line of lines) {
      const value = JSON.stringify(line[name]);
      shares.set(value, (shares.get(value) ?? 0) + 1);
    }
    assert.ok(shares.size >= 2, `${name} is the same for everybody`);
    for (const [value, count] of shares) assert.ok(count >= 20, `${name}: ${value} for ${count}`);
  }
});

test("the frozen buckets are those of the official SDK", () => {
  const frozen = JSON.parse(readFileSync(new URL("../vectors/growthbook/buckets.json", import.meta.url), "utf8"));
  const all = bucketLines();
  assert.equal(all.length, frozen.ids);
  assert.equal(frozen.sdk, version);
  assert.deepEqual(
    all.slice(0, frozen.first.length).map((line) => line.trim()),
    frozen.first,
  );
  assert.equal(digest(all), frozen.sha256);
});
