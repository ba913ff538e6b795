// Sticky buckets and forced variations of the command line beside the official JavaScript SDK: the same values and the same
// documents, for people drawn from a seed, while weights and coverage change. Run as assignment.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GrowthBookClient } from "@growthbook/growthbook";
import { assigned, officially } from "./assigned.mjs";
import { drawn, FEATURES } from "./people.mjs";

process.env.NODE_ENV = "production";

const people = drawn(2_000);

const experiment = (key, more = {}) => ({
  defaultValue: "none",
  rules: [{ key, variations: ["a", "b"], meta: [{ key: "0" }, { key: "1" }], ...more }],
});

/** Experiments of one id and of two, whose versions, weights and coverage change from visit to visit. */
const visits = [
  { coverage: 1, weights: [0.5, 0.5], bucketVersion: 0 },
  { coverage: 0, weights: [0.5, 0.5], bucketVersion: 0 },
  { coverage: 1, weights: [0.1, 0.9], bucketVersion: 1 },
  { coverage: 1, weights: [0.9, 0.1], bucketVersion: 2, minBucketVersion: 2 },
].map((more) => ({
  features: {
    first: experiment("first", more),
    second: experiment("second", { ...more, hashVersion: 2, coverage: more.coverage / 2 }),
    company: experiment("company", { ...more, hashAttribute: "company", fallbackAttribute: "id" }),
    loose: experiment("loose", { ...more, disableStickyBucketing: true }),
  },
}));

test("four visits of 2,000 people come to the SDK's values and documents", () => {
  const [ours, theirs] = [{}, {}];
  for (const [n, features] of visits.entries()) {
    const client = new GrowthBookClient().initSync({ payload: features });
    const before = JSON.stringify(ours);
    const lines = assigned(features, people, { sticky: ours });
    // The SDK puts what changed into the documents that it was given.
    const visit = { stickyBucketAssignmentDocs: theirs, saveStickyBucketAssignmentDoc: async () => undefined };
    for (const [at, person] of people.entries())
      assert.deepStrictEqual(lines[at], officially(client, person, features, visit), `visit ${n}, line ${at + 1}`);
    assert.deepStrictEqual(ours, theirs, `visit ${n}`);
    // Where nobody new is let in, who was there stays.
    if (n === 1) assert.ok(lines.filter(({ first }) => first !== "none").length > 1_000);
    assert.equal(JSON.stringify(ours) === before, n === 1);
  }
});

test("a forced variation is what the SDK says", () => {
  const client = new GrowthBookClient().initSync({ payload: FEATURES });
  for (const forced of [
    { knobs: 2, one: 1 },
    { seeded: 0, held: 1, gated: 1 },
  ]) {
    const lines = assigned(FEATURES, people, { forced });
    for (const [at, person] of people.entries())
      assert.deepStrictEqual(lines[at], officially(client, person, FEATURES, { forcedVariations: forced }), `line ${at + 1}`);
  }
});
