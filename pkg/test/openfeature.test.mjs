// The provider in the official web SDK: exposures, tracking, sticky buckets, a context and a payload that change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { init, loadFeatures, readPlan, unwrap } from "prescreen/experiment";
import { PrescreenProvider } from "prescreen/openfeature";

await init();

const variants = { pages: { layout: "pages", help: "below" }, one: { layout: "one-page", help: "beside" } };
const experiment = (more = {}) => ({
  rules: [{ key: "questionnaire", variations: Object.values(variants), meta: [{ key: "pages" }, { key: "one-page" }], ...more }],
});
const load = (features) => unwrap(loadFeatures(features));
const usual = { layout: "usual" };
const quiet = { error() {}, warn() {}, info() {}, debug() {} };

let count = 0;

/** A client of its own, with a provider over these features. */
const client = async (features, { context, ...options } = {}) => {
  const domain = `of-${count++}`;
  const provider = new PrescreenProvider({ features, ...options });
  const of = OpenFeature.getClient(domain);
  of.setLogger(quiet);
  await OpenFeature.setProviderAndWait(domain, provider, context ?? {});
  return { domain, provider, of, to: (next) => OpenFeature.setContext(domain, next) };
};

const ids = Array.from({ length: 60 }, (_, n) => ["p-", "张伟", "naïve-", "😀"][n % 4] + n);

test("a variant is one object, the same that the evaluator gives, for people of any name", async () => {
  const features = load({ questionnaire: experiment() });
  const { of, to } = await client(features);
  const seen = new Set();
  for (const id of ids) {
    await to({ targetingKey: id });
    const { value, variant, reason, flagMetadata } = of.getObjectDetails("questionnaire", usual);
    const { result } = unwrap(features.feature("questionnaire", { attributes: { id } }));
    assert.deepEqual([value, variant, reason], [result.value, result.experimentResult.key, "SPLIT"]);
    assert.deepEqual(flagMetadata, {
      experiment: "questionnaire",
      variationId: result.experimentResult.variationId,
      hashAttribute: "id",
      stickyBucketUsed: false,
    });
    seen.add(variant);
  }
  assert.deepEqual([...seen].sort(), ["one-page", "pages"]);
});

test("who has no id gets the usual value with its reason, at any call, and is not told of", async () => {
  const exposed = [];
  const options = { exposed: (exposure) => exposed.push(exposure) };
  const { of, to } = await client(load({ questionnaire: { defaultValue: variants.pages, ...experiment() }, bare: experiment() }), options);
  for (const context of [{}, { targetingKey: "" }, { country: "CH" }]) {
    await to(context);
    for (let n = 0; n < 20; n += 1) {
      const { value, reason, variant } = of.getObjectDetails("questionnaire", usual);
      assert.deepEqual([value, reason, variant], [variants.pages, "DEFAULT", undefined]);
      const bare = of.getObjectDetails("bare", usual);
      assert.deepEqual([bare.value, bare.reason, bare.errorCode], [usual, "DEFAULT", undefined]);
    }
  }
  assert.deepEqual(exposed, []);
});

test("an exposure is told once for each person and experiment, before the value is there", async () => {
  const told = [];
  const options = { exposed: (exposure) => told.push(exposure) };
  const features = load({ questionnaire: experiment(), again: experiment(), plain: { defaultValue: true } });
  const { of, to } = await client(features, options);
  for (const id of [...ids, ...ids]) {
    await to({ targetingKey: id });
    of.getObjectValue("questionnaire", usual);
    assert.equal(told.at(-1)?.feature, "questionnaire");
    of.getObjectValue("again", usual);
    of.getBooleanValue("plain", false);
  }
  assert.deepEqual(
    told.map(({ unit }) => unit),
    ids,
  );
  for (const { experiment: of, attribute } of told) assert.deepEqual([of, attribute], ["questionnaire", "id"]);
});

test("exposures are events of the report as they are told", async () => {
  const told = [];
  const { of, to } = await client(load({ questionnaire: experiment() }), { exposed: (exposure) => told.push(exposure) });
  for (const id of ids) {
    await to({ targetingKey: id });
    of.getObjectValue("questionnaire", usual);
  }
  const plan = unwrap(
    readPlan({
      experiment_plan: 1,
      experiment: "questionnaire",
      variations: ["pages", "one-page"],
      phases: [{ id: "one", from: "2026-11-02", to: "2026-11-16", weights: [1, 1] }],
      metrics: [{ id: "completed", kind: "completion" }],
      primary: "completed",
      looks: "once",
      smallest_effect_bp: 1000,
      baseline_bp: 7000,
      people_per_day: 15,
    }),
  );
  const event = ({ experiment, unit, variation }) =>
    JSON.stringify({ event: "exposure", experiment, unit, variation, seq: 0, received: "2026-11-02T09" });
  const { report } = unwrap(await plan.report(told.map(event).join("\n")));
  const of_ = (variation) => told.filter((exposure) => exposure.variation === variation).length;
  assert.deepEqual(report.phases[0].sample_ratio.people, [of_("pages"), of_("one-page")]);
});

test("an exposure that the host does not take is told again, and holds no value up", async () => {
  let refusals = 2;
  const told = [];
  const exposed = (exposure) => {
    if (refusals-- > 0) throw new Error("the store is full");
    told.push(exposure);
  };
  const { of } = await client(load({ questionnaire: experiment() }), { exposed, context: { targetingKey: "p" } });
  const values = Array.from({ length: 5 }, () => of.getObjectValue("questionnaire", usual));
  for (const value of values) assert.deepEqual(value, values[0]);
  assert.notDeepEqual(values[0], usual);
  assert.equal(told.length, 1);
});

test("a variation that somebody asked to see does not count", async () => {
  const told = [];
  const options = { exposed: (exposure) => told.push(exposure), url: () => "https://broker.test/?questionnaire=1" };
  const { of, to } = await client(load({ questionnaire: experiment() }), options);
  for (const id of ids) {
    await to({ targetingKey: id });
    const { variant, reason } = of.getObjectDetails("questionnaire", usual);
    assert.deepEqual([variant, reason], ["one-page", "TARGETING_MATCH"]);
  }
  assert.deepEqual(told, []);
});

test("who is in a variation without a value counts too, and sees the caller's own", async () => {
  const told = [];
  const rules = [{ key: "help", variations: [null, "beside"], meta: [{ key: "none" }, { key: "beside" }] }];
  const { of, to } = await client(load({ help: { defaultValue: "usual", rules } }), { exposed: (exposure) => told.push(exposure) });
  for (const id of ids) {
    await to({ targetingKey: id });
    const { value, variant, reason, flagMetadata } = of.getStringDetails("help", "below");
    assert.deepEqual([value, reason, flagMetadata.experiment], [variant === "none" ? "below" : "beside", "SPLIT", "help"]);
  }
  assert.equal(told.length, ids.length);
  assert.deepEqual([...new Set(told.map(({ variation }) => variation))].sort(), ["beside", "none"]);
});

test("what is tracked reaches the host with the person's key", async () => {
  const tracked = [];
  const { of, to } = await client(load({}), { tracked: (one) => tracked.push(one), context: { targetingKey: "p" } });
  of.track("purchase", { value: 3, currency: "CNY" });
  await to({});
  of.track("left");
  assert.deepEqual(tracked, [
    { name: "purchase", unit: "p", details: { value: 3, currency: "CNY" } },
    { name: "left", unit: undefined, details: {} },
  ]);
  const silent = await client(load({}));
  silent.of.track("purchase");
});

test("another person is asked anew, and listeners hear of it", async () => {
  const features = load({ layout: { defaultValue: "usual", rules: [{ id: "swiss", condition: { country: "CH" }, force: "wide" }] } });
  const { of, to } = await client(features, { context: { targetingKey: "a", country: "CH" } });
  const heard = [];
  of.addHandler(ProviderEvents.ContextChanged, () => heard.push(of.getStringValue("layout", "")));
  const values = [of.getStringValue("layout", "")];
  for (const country of ["CN", "CH"]) {
    await to({ targetingKey: "b", country });
    values.push(of.getStringValue("layout", ""));
  }
  assert.deepEqual(
    [values, heard],
    [
      ["wide", "usual", "wide"],
      ["usual", "wide"],
    ],
  );
});

test("the targeting key is the attribute that the host says, and an attribute of the context comes first", async () => {
  const by = (hashAttribute) => load({ questionnaire: experiment({ hashAttribute }) });
  for (const [unit, context, hashed] of [
    ["id", { targetingKey: "p" }, "p"],
    ["account", { targetingKey: "p" }, "p"],
    ["account", { targetingKey: "p", account: "q" }, "q"],
  ]) {
    const told = [];
    const { of } = await client(by(unit), { unit, context, exposed: (exposure) => told.push(exposure) });
    of.getObjectValue("questionnaire", usual);
    assert.deepEqual([told[0].unit, told[0].attribute], [hashed, unit]);
  }
});

test("sticky buckets stay with each of two people in turn when the weights turn around", async () => {
  const people = ["p", "q", "r", "s", "t", "u", "v", "w"];
  let stored = {};
  const keep = (changed) => {
    stored = { ...stored, ...changed };
  };
  const values = async (features) => {
    const { of, to } = await client(features, { sticky: { documents: stored, keep } });
    const found = {};
    for (const id of [...people, ...people]) {
      await to({ targetingKey: id });
      const { variant } = of.getObjectDetails("questionnaire", usual);
      assert.ok(found[id] === undefined || found[id] === variant, id);
      found[id] = variant;
    }
    return found;
  };
  const first = await values(load({ questionnaire: experiment({ weights: [1, 0] }) }));
  assert.deepEqual(new Set(Object.values(first)), new Set(["pages"]));
  assert.deepEqual(
    Object.keys(stored),
    people.map((id) => `id||${id}`),
  );
  const before = structuredClone(stored);
  const turned = load({ questionnaire: experiment({ weights: [0, 1] }) });
  assert.deepEqual(await values(turned), first);
  assert.deepEqual(stored, before, "nothing is given anew");
  stored = {};
  assert.deepEqual(new Set(Object.values(await values(turned))), new Set(["one-page"]), "without documents the weights decide");
});

test("a newer payload goes on, and tells which flags have another value", async () => {
  const { of, provider } = await client(load({ a: { defaultValue: 1 }, b: { defaultValue: 1 }, c: { defaultValue: 1 } }));
  const heard = [];
  of.addHandler(ProviderEvents.ConfigurationChanged, ({ flagsChanged }) => heard.push(flagsChanged));
  provider.replace(load({ a: { defaultValue: 1 }, b: { defaultValue: 2 }, d: { defaultValue: 1 } }));
  assert.equal(of.getNumberValue("b", 0), 2);
  assert.deepEqual(heard, [["b", "c", "d"]]);
});

test("a payload that comes before the first one is there stays", async () => {
  const domain = `of-${count++}`;
  let arrive;
  const provider = new PrescreenProvider({
    features: new Promise((resolve) => {
      arrive = resolve;
    }),
  });
  const ready = OpenFeature.setProviderAndWait(domain, provider);
  provider.replace(load({ a: { defaultValue: "new" } }));
  arrive(load({ a: { defaultValue: "old" } }));
  await ready;
  assert.equal(OpenFeature.getClient(domain).getStringValue("a", ""), "new");
});

test("a value of another type is no value, and a value that is null is none", async () => {
  const flags = { text: "1", number: 1, boolean: true, list: [1], nothing: null };
  const { of } = await client(load(Object.fromEntries(Object.entries(flags).map(([name, defaultValue]) => [name, { defaultValue }]))));
  const asked = {
    text: (name) => of.getStringDetails(name, "usual"),
    number: (name) => of.getNumberDetails(name, 7),
    boolean: (name) => of.getBooleanDetails(name, false),
    list: (name) => of.getObjectDetails(name, usual),
  };
  for (const [kind, ask] of Object.entries(asked)) {
    for (const [name, value] of Object.entries(flags)) {
      const details = ask(name);
      if (name === kind) assert.deepEqual([details.value, details.reason], [value, "STATIC"]);
      else if (name === "nothing") assert.deepEqual([details.reason, details.errorCode], ["DEFAULT", undefined]);
      else assert.deepEqual([details.reason, details.errorCode], ["ERROR", "TYPE_MISMATCH"], `${name} as ${kind}`);
      if (name !== kind) assert.ok(["usual", 7, false, usual].includes(details.value));
    }
  }
});

test("features that ask for one another in a circle, or too deep, are errors", async () => {
  const asks = (id) => ({ rules: [{ parentConditions: [{ id, condition: { value: 1 } }], force: 1 }] });
  const chain = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`f${n}`, asks(`f${n + 1}`)]));
  const { of } = await client(load({ circle: asks("circle"), ...chain }));
  for (const flag of ["circle", "f0"]) {
    const { value, reason, errorCode } = of.getNumberDetails(flag, 7);
    assert.deepEqual([value, reason, errorCode], [7, "ERROR", "GENERAL"]);
  }
});

test("a provider that is closed gives the caller's own values, and begins again when it is set again", async () => {
  const domain = `of-${count++}`;
  const provider = new PrescreenProvider({ features: Promise.resolve(load({ a: { defaultValue: 1 } })) });
  assert.deepEqual([provider.metadata.name, provider.runsOn], ["prescreen", "client"]);
  const direct = () => provider.resolveNumberEvaluation("a", 7, {}, quiet);
  assert.equal(direct().errorCode, "PROVIDER_NOT_READY");
  await OpenFeature.setProviderAndWait(domain, provider);
  assert.equal(direct().value, 1);
  await provider.onClose();
  assert.deepEqual([direct().value, direct().errorCode], [7, "PROVIDER_NOT_READY"]);
  await provider.initialize();
  assert.equal(direct().value, 1);
});
