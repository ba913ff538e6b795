// The provider in the official web SDK, by OpenFeature's own Gherkin assets. A scenario that cannot apply is skipped by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ErrorCode, OpenFeature } from "@openfeature/web-sdk";
import { init, loadFeatures, unwrap } from "prescreen/experiment";
import { PrescreenProvider } from "prescreen/openfeature";
import { payload, scenarios, shared } from "./support/gherkin.mjs";

await init();
const features = unwrap(loadFeatures(payload()));

/** How many scenarios each file has: one that went missing is noticed. */
const FILES = { evaluation: 13, evaluation_v2: 82, hooks: 3, metadata: 5, contextMerging: 29 };

/** What cannot apply, and why; the step that says so. */
const CANNOT = [
  [/"(?:Transaction|Client|Invocation|Before Hooks)" level/, "the web SDK has one level of context"],
  [/^the resolved metadata should contain$/, "a payload of GrowthBook says no metadata of a flag"],
  [/^the reason should be "CACHED"$/, "nothing is cached: each call is evaluated"],
  [/^a stale provider$/, "the host brings the payload, so there is no connection to lose"],
  [/^the flag was evaluated with details asynchronously$/, "the web SDK evaluates at once"],
];

const cannot = ({ steps }) => CANNOT.find(([step]) => steps.some(({ text }) => step.test(text)))?.[1];

const TYPES = {
  boolean: ["Boolean", (text) => text === "true"],
  string: ["String", (text) => text],
  integer: ["Number", Number],
  float: ["Number", Number],
  object: ["Object", (text) => JSON.parse(text.replaceAll('\\"', '"'))],
};
const value = (type, text) => TYPES[type.toLowerCase()][1](text);
/** A cell of a table, which says its type beside it. */
const cell = (type, text) => (text === "null" ? undefined : value(type, text));

const never = new Promise(() => {});
const PROVIDERS = {
  stable: () => features,
  "not ready": () => never,
  error: () => Promise.reject(new Error("the network is down")),
  fatal: () => Promise.resolve().then(() => unwrap(loadFeatures('{"features": []}'))),
};

let count = 0;

/** What a scenario has said and found so far. */
class World {
  domain = `scenario-${count++}`;
  client = OpenFeature.getClient(this.domain);
  context = {};
  called = [];

  async provider(status) {
    const provider = new PrescreenProvider({ features: PROVIDERS[status]() });
    const set = OpenFeature.setProviderAndWait(this.domain, provider);
    if (status !== "not ready") await set.catch(() => {});
  }

  flag(type, key, usual) {
    Object.assign(this, { type: type.toLowerCase(), key, usual });
  }

  async with(name, entry) {
    this.context = { ...this.context, [name]: entry };
    await OpenFeature.setContext(this.domain, this.context);
  }

  evaluate(options) {
    this.details = this.client[`get${TYPES[this.type][0]}Details`](this.key, this.usual, options);
  }

  hook(name) {
    const called = (stage) => (context, found) => void this.called.push({ stage, name, flag: context.flagKey, found });
    return { before: called("before"), after: called("after"), error: called("error"), finally: called("finally") };
  }

  stages(name) {
    return this.called.filter((call) => call.name === name).map(({ stage }) => stage);
  }
}

/** `"before"`, or `"after, finally"`. */
const stagesOf = (text) => text.split(", ");

const isEmptyAtFirst = (world, key, expected) => assert.equal(OpenFeature.getClient(world.domain).getStringValue(key, ""), expected);

/** What a step does, by its words. */
const STEPS = [
  [/^a (stable|not ready|error|fatal) provider$/, (world, status) => world.provider(status)],
  [/^a stable provider with retrievable context is registered$/, (world) => world.provider("stable")],
  [/^an? (\w+)-flag with key "(.*)" and a fallback value "(.*)"$/i, (world, type, key, usual) => world.flag(type, key, value(type, usual))],
  [
    /^an? (boolean|string|integer|float|object) flag with key "(.*)" is evaluated with (?:details and )?(?:a )?(?:default value )?(?:"(.*)"|([\d.]+)|null default value)$/,
    (world, type, key, text, number) => {
      world.flag(type, key, text === undefined && number === undefined ? null : value(type, text ?? number));
      world.evaluate();
    },
  ],
  [
    /^the resolved (boolean|string|integer|float) (?:details )?value should be "?([^",]*)"?$/,
    (world, type, text) => assert.equal(world.details.value, value(type, text)),
  ],
  [
    /^the resolved (\w+) details value should be "?([^",]*)"?, the variant should be "(.*)", and the reason should be "(.*)"$/,
    ({ details }, type, text, variant, reason) =>
      assert.deepEqual([details.value, details.variant, details.reason], [value(type, text), variant, reason]),
  ],
  [
    /^the resolved object (?:details )?value should be contain fields "(.*)", "(.*)", and "(.*)", with values "(.*)", "(.*)" and (\d+), respectively$/,
    ({ details }, a, b, c, first, second, third) =>
      assert.deepEqual(details.value, { [a]: first === "true", [b]: second, [c]: Number(third) }),
  ],
  [
    /^the variant should be "(.*)", and the reason should be "(.*)"$/,
    ({ details }, variant, reason) => assert.deepEqual([details.variant, details.reason], [variant, reason]),
  ],
  [
    /^context contains keys "(.*)", "(.*)", "(.*)", "(.*)" with values "(.*)", "(.*)", (\d+), "(.*)"$/,
    async (world, fn, ln, age, customer, first, last, years, is) => {
      for (const [name, entry] of [
        [fn, first],
        [ln, last],
        [age, Number(years)],
        [customer, is === "true"],
      ])
        await world.with(name, entry);
    },
  ],
  [
    /^a flag with key "(.*)" is evaluated with default value "(.*)"$/,
    (world, key, usual) => {
      world.flag("string", key, usual);
      world.evaluate();
    },
  ],
  [/^the resolved string response should be "(.*)"$/, ({ details }, text) => assert.equal(details.value, text)],
  [
    /^the resolved flag value is "(.*)" when the context is empty$/,
    async (world, text) => {
      await OpenFeature.setContext(world.domain, {});
      isEmptyAtFirst(world, world.key, text);
    },
  ],
  [
    /^a non-existent string flag with key "(.*)" is evaluated with details and a fallback value "(.*)"$/,
    (world, key, usual) => {
      world.flag("string", key, usual);
      world.evaluate();
    },
  ],
  [
    /^a string flag with key "(.*)" is evaluated as an integer, with details and a fallback value (\d+)$/,
    (world, key, usual) => {
      world.flag("integer", key, Number(usual));
      world.evaluate();
    },
  ],
  [/^the default \w+ value should be returned$/, ({ details, usual }) => assert.equal(details.value, usual)],
  [
    /^the reason should indicate an error and the error code should indicate .* with "(.*)"$/,
    ({ details }, code) => assert.deepEqual([details.reason, details.errorCode], ["ERROR", code]),
  ],
  [/^the flag was evaluated with details$/, (world) => world.evaluate()],
  [/^the resolved details value should be "(.*)"$/, ({ details, type }, text) => assert.deepEqual(details.value, value(type, text))],
  [/^the reason should be "(.*)"$/, ({ details }, reason) => assert.equal(details.reason, reason)],
  [/^the variant should be "([^"]*)"$/, ({ details }, variant) => assert.equal(details.variant, variant)],
  [/^the flag key should be "(.*)"$/, ({ details }, key) => assert.equal(details.flagKey, key)],
  [/^the error-code should be "(.*)"$/, ({ details }, code) => assert.equal(details.errorCode, ErrorCode[code])],
  [
    /^a context containing a key "(.*)", with type "(.*)" and with value "(.*)"$/,
    (world, key, type, text) => world.with(key, value(type, text)),
  ],
  [/^a context containing a key "(.*)" with null value$/, (world, key) => world.with(key, null)],
  [/^the provider status should be "(.*)"$/, ({ client }, status) => assert.equal(client.providerStatus, status)],
  [/^the resolved metadata is empty$/, ({ details }) => assert.deepEqual(details.flagMetadata, {})],
  [/^a client with added hook$/, (world) => void world.client.addHooks(world.hook("client"))],
  [/^the "(.*)" hook should have been executed$/, (world, stage) => assert.ok(world.stages("client").includes(stage))],
  [
    /^the "(.*)" hooks should be called with evaluation details$/,
    (world, stages, [, ...rows]) => {
      const NAMES = { flag_key: "flagKey", error_code: "errorCode" };
      for (const stage of stagesOf(stages)) {
        const { found } = world.called.find((call) => call.stage === stage);
        for (const [type, name, text] of rows) assert.equal(found[NAMES[name] ?? name], cell(type, text), `${stage}: ${name}`);
      }
    },
  ],
  [
    /^evaluation options containing specific hooks$/,
    (world) => {
      world.options = { hooks: [world.hook("first"), world.hook("second")] };
    },
  ],
  [/^the flag was evaluated with details using the evaluation options$/, (world) => world.evaluate(world.options)],
  [
    /^the specified hooks should execute during evaluation$/,
    (world) => {
      for (const name of ["first", "second"]) assert.deepEqual(world.stages(name), ["before", "after", "finally"]);
    },
  ],
  [
    /^the hook order should be maintained$/,
    ({ called }) => {
      const names = (stage) => called.filter((call) => call.stage === stage).map(({ name }) => name);
      // As they stand before, and back in the order of a stack.
      assert.deepEqual(
        [names("before"), names("after"), names("finally")],
        [
          ["first", "second"],
          ["second", "first"],
          ["second", "first"],
        ],
      );
    },
  ],
  [
    /^an evaluation context with modifiable data$/,
    async (world) => {
      world.given = { targetingKey: "p", tags: ["a", "b"], inner: { deep: 1 } };
      world.copy = structuredClone(world.given);
      await OpenFeature.setContext(world.domain, world.given);
    },
  ],
  [/^the original evaluation context should remain unmodified$/, ({ given, copy }) => assert.deepEqual(given, copy)],
  [/^the evaluation details should be immutable$/, ({ details }) => assert.ok(Object.isFrozen(details.flagMetadata))],
  [
    /^A context entry with key "(.*)" and value "(.*)" is added to the "API" level$/,
    (_, key, entry) => OpenFeature.setContext({ [key]: entry }),
  ],
  [/^A table with levels of increasing precedence$/, () => {}],
  [
    /^Context entries for each level from API level down to the "API" level, with key "(.*)" and value "(.*)"$/,
    (_, key, entry) => OpenFeature.setContext({ [key]: entry }),
  ],
  [/^Some flag was evaluated$/, () => {}],
  [
    /^The merged context contains an entry with key "(.*)" and value "(.*)"$/,
    async (world, key, entry) => {
      // What the provider evaluates with, as a feature's targeting sees it.
      const asking = unwrap(loadFeatures({ asked: { defaultValue: false, rules: [{ condition: { [key]: entry }, force: true }] } }));
      await OpenFeature.setProviderAndWait(world.domain, new PrescreenProvider({ features: asking }));
      assert.equal(world.client.getBooleanValue("asked", false), true);
    },
  ],
];

/** What a step does: exactly one way. */
const doing = (text) => {
  const fitting = STEPS.flatMap(([words, run]) => {
    const found = words.exec(text);
    return found ? [(world, rows) => run(world, ...found.slice(1), rows)] : [];
  });
  assert.equal(fitting.length, 1, `${fitting.length} ways to do '${text}'`);
  return fitting[0];
};

for (const [file, expected] of Object.entries(FILES)) {
  const all = scenarios(file);
  test(`${file}: ${expected} scenarios`, () => assert.equal(all.length, expected));
  for (const [n, scenario] of all.entries()) {
    const about = scenario.steps.map(({ text }) =>
      /with key "([^"]*)"|to the "([^"]*)" level|^an? ([\w ]+) provider$/.exec(text)?.slice(1).find(Boolean),
    );
    const name = `${file} ${n + 1}: ${scenario.name} (${[...new Set(about.filter(Boolean))].join(", ")})`;
    test(name, { skip: cannot(scenario) ?? false }, async () => {
      const world = new World();
      for (const { text, rows } of scenario.steps) await doing(text)(world, rows);
      await OpenFeature.clearContext();
    });
  }
}

test("the assets are those that all of OpenFeature's providers are tried with", (context) => {
  const beside = process.env.PRESCREEN_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
  if (!shared(beside)) context.skip("data not found: experiments/openfeature");
});
