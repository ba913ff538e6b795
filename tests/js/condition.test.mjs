// The condition language, as a verifier needs it: the vectors against an evaluator that was written from the documents,
// and against such a one that lacks a part. Run: node --test tests/js

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGE } from "./condition-cases.mjs";
import { lacking, notBetter } from "./floor-spec.mjs";
import { checkVerdict, open } from "./verdict-spec.mjs";

const load = (name) => JSON.parse(readFileSync(new URL(`../vectors/verdict/${name}`, import.meta.url), "utf8"));
const vectors = load("conditions.json");

/** The verdicts that a verifier judges otherwise than it has to. */
const wrong = (without) =>
  vectors.flatMap(({ name, pack, verdicts }) =>
    verdicts
      .filter(({ session, verdict, code }) => notBetter(pack, session, open(verdict).claims, without) !== (code === null))
      .map((one) => `${name}: ${one.name}`),
  );

test("every verdict is judged as it has to be", () => {
  for (const { verdicts } of vectors) for (const one of verdicts) checkVerdict(one, one.verdict);
  assert.deepEqual(wrong(), []);
  const all = vectors.flatMap(({ verdicts }) => verdicts);
  assert.ok(all.filter(({ code }) => code === "claim").length >= 50 && all.filter(({ code }) => code === null).length >= 50);
});

for (const part of LANGUAGE) {
  test(`a verifier without ${part} fails, whatever it takes it for`, () => {
    for (const as of [true, undefined]) assert.notDeepEqual(wrong(lacking([part], as)), [], String(as));
  });
}

test("the other vectors, too, are not freer than class, product and attested facts allow", () => {
  const [pack, positive, negative] = ["pack.json", "positive.json", "negative.json"].map(load);
  for (const { name, session, claims } of positive.objects) assert.ok(notBetter(pack, session, claims), name);
  const names = ["better than class and product allow", "the lowest class, above its reach", "a flow left out"];
  for (const name of names) {
    const { text } = negative.verdicts.find((one) => one.name === name);
    assert.equal(notBetter(pack, positive.objects[0].session, open(text).claims), false, name);
  }
});
