// Features and experiments for a person: GrowthBook's shared cases through the package, and what a host has to know.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadFeatures, unwrap } from "prescreen/experiment";
import { allCases, COUNTS } from "./support/growthbook.mjs";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../../tests/vectors/growthbook/${name}.json`, import.meta.url), "utf8"));
const { evalCondition } = vectors("eval-condition");
const groups = vectors("assignment");

await init();

test("GrowthBook's shared cases come out as they are expected", () => {
  const all = allCases({ loadFeatures, unwrap }, { ...groups, evalCondition });
  for (const [group, count] of Object.entries(COUNTS)) assert.equal(all.filter((one) => one.group === group).length, count, group);
  for (const { group, name, found, expected } of all) assert.deepEqual(found, expected, `${group}: ${name}`);
});

test("an encrypted payload opens with its key, and no error repeats a key", () => {
  const [[, sealed, key], , [, , other]] = groups.decrypt;
  const features = unwrap(loadFeatures({ encryptedFeatures: sealed }, { key }));
  assert.deepEqual(features.names, ["feature"]);
  assert.equal(unwrap(features.feature("feature")).result.value, true);
  for (const [options, code] of [
    [{}, "key"],
    [{ key: other }, "encoding"],
    [{ key: "short" }, "encoding"],
  ]) {
    const { error } = loadFeatures({ encryptedFeatures: sealed }, options);
    assert.deepEqual([error.code, error.at], [code, "/encryptedFeatures"]);
    assert.ok(!options.key || !JSON.stringify(error).includes(options.key));
  }
});

const split = { rules: [{ key: "layout", variations: ["pages", "one"], meta: [{ key: "pages" }, { key: "one" }] }] };

test("who has no id is in no experiment, at any call", () => {
  const features = unwrap(loadFeatures({ layout: { defaultValue: "usual", ...split } }));
  for (const attributes of [undefined, {}, { id: "" }, { id: null }]) {
    for (let n = 0; n < 20; n += 1) {
      const { result, reason } = unwrap(features.feature("layout", { attributes }));
      assert.deepEqual([result.value, result.source, reason], ["usual", "defaultValue", "DEFAULT"]);
    }
  }
});

test("all features at once are what each is alone", () => {
  const features = unwrap(loadFeatures({ layout: split, help: { defaultValue: "below" } }));
  const person = { attributes: { id: "张伟" }, stickyBucketAssignmentDocs: [] };
  const { features: all, kept } = unwrap(features.all(person));
  assert.deepEqual(Object.keys(all), features.names);
  for (const name of features.names) {
    const { kept: _, ...alone } = unwrap(features.feature(name, person));
    assert.deepEqual(all[name], alone);
  }
  assert.deepEqual(Object.keys(kept), ["id||张伟"]);
  assert.deepEqual(unwrap(features.all({ attributes: { id: "张伟" } })).kept, {}, "without documents none is kept");
});

test("what a value depends on is said in OpenFeature's words", () => {
  const gate = { id: "switch", condition: { value: true }, gate: true };
  const rules = {
    "no rule": [[], "STATIC"],
    "a rule for everybody": [[{ force: 1 }], "STATIC"],
    "a rule of an empty condition": [[{ condition: {}, force: 1 }], "STATIC"],
    "a rule for people like this": [[{ condition: { country: "CN" }, force: 1 }], "TARGETING_MATCH"],
    "a rule for others": [[{ condition: { country: "CH" }, force: 1 }], "DEFAULT"],
    "everybody's rule behind one for others": [[{ condition: { country: "CH" }, force: 1 }, { force: 2 }], "DEFAULT"],
    "a rollout": [[{ coverage: 1, force: 1 }], "SPLIT"],
    "an experiment": [split.rules, "SPLIT"],
    "a switch that is off": [[{ parentConditions: [gate], force: 1 }], "DISABLED"],
    "a circle": [[{ parentConditions: [{ ...gate, id: "a circle" }], force: 1 }], "ERROR"],
  };
  const named = Object.entries(rules).map(([name, [own]]) => [name, { defaultValue: 0, rules: own }]);
  const features = unwrap(loadFeatures({ ...Object.fromEntries(named), switch: { defaultValue: false } }));
  const attributes = { id: "p", country: "CN" };
  for (const [name, [, reason]] of Object.entries(rules)) {
    assert.equal(unwrap(features.feature(name, { attributes })).reason, reason, name);
  }
  assert.equal(unwrap(features.feature("nowhere", { attributes })).reason, "ERROR");
  const forced = unwrap(features.feature("an experiment", { attributes, forcedVariations: { layout: 1 } }));
  assert.deepEqual([forced.result.value, forced.result.experimentResult.hashUsed, forced.reason], ["one", false, "TARGETING_MATCH"]);
});

test("a namespace that keeps nobody apart is named, and how many variations there are", () => {
  const rule = (key, hashAttribute) => ({ rules: [{ key, hashAttribute, variations: [0, 1, 2], namespace: ["shared", 0, 0.5] }] });
  const features = unwrap(loadFeatures({ one: rule("one", "id"), two: rule("two", "device") }));
  assert.deepEqual(features.mixedNamespaces, [["shared", ["device", "id"]]]);
  assert.equal(unwrap(features.variations("two")), 3);
  assert.equal(unwrap(features.variations("three")), undefined);
});

test("what is wrong is answered with its place, and with nothing of a person", () => {
  const wrong = loadFeatures({ features: { f: { rules: [{ variations: 2 }] } } });
  assert.deepEqual([wrong.ok, wrong.error.code, wrong.error.at], [false, "type", "/features/f/rules/0/variations"]);
  const features = unwrap(loadFeatures({ layout: split }));
  const secret = "a person's own";
  const document = { attributeName: "id", attributeValue: "q", assignments: {} };
  for (const [context, code, at] of [
    [{ attributes: [secret] }, "type", "/attributes"],
    [{ forcedVariations: { layout: secret } }, "type", "/forcedVariations/layout"],
    [{ enabled: secret }, "type", "/enabled"],
    [{ [secret]: 1 }, "unknown-field", ""],
    [{ stickyBucketAssignmentDocs: { [`id||${secret}`]: document } }, "inconsistent", "/stickyBucketAssignmentDocs"],
    [`{"attributes": {"id": "${secret}"`, "syntax", ""],
    [{ attributes: { id: 5n } }, "type", "/context"],
  ]) {
    const { ok, error, outcome } = features.feature("layout", context);
    assert.deepEqual([ok, error.code, error.at, outcome], [false, code, at, "refer"]);
    assert.ok(!JSON.stringify(error).includes(secret), error.message);
  }
  assert.deepEqual([features.feature(5).error.code, features.feature(5).error.at], ["type", "/name"]);
  assert.equal(loadFeatures(5n).error.at, "/payload");
});
