// What a person typed, in the module's memory: while the flow needs it, and after the end.
import assert from "node:assert/strict";
import { test } from "node:test";

/** The memory of every module that is started. */
const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (module, imports) => {
  const instance = await instantiate(module, imports);
  if (!("verify_verdict" in instance.exports)) memories.push(instance.exports.memory);
  return { instance, module };
};

// The package takes what instantiates at import.
const { connect, createFlow, memoryStore } = await import("prescreen");
const { makeServer, packText } = await import("./support/server.mjs");
const { answerAll, until } = await import("./support/walk.mjs");

/** What stands nowhere else. */
const WORTH = 912_345_678_123;
const digits = Buffer.from(`${WORTH}`);
const whole = Buffer.alloc(8);
whole.writeBigInt64LE(BigInt(WORTH));

/** How often it is in the modules' memory, as digits and as a whole number. */
const traces = () => {
  const count = (memory, bytes) => {
    let [found, from] = [0, 0];
    for (;;) {
      const at = memory.indexOf(bytes, from);
      if (at < 0) return found;
      [found, from] = [found + 1, at + 1];
    }
  };
  return memories.map(({ buffer }) => Buffer.from(buffer)).flatMap((memory) => [count(memory, digits), count(memory, whole)]);
};

/** A pack that asks for an amount, which only the person can tell. */
const document = () => {
  const pack = JSON.parse(packText);
  pack.gates.find(({ id }) => id === "gate.private-am").tier = "declared";
  return JSON.stringify(pack);
};

const product = {
  id: "p-1",
  name: { en: "Fund", "zh-CN": "基金" },
  issuer_grade: "R1",
  seller_grade: "R1",
  type: "equity",
  term: "short",
  tags: ["private-am"],
};

/** A flow whose amount was told, up to the confirmation. */
const told = async () => {
  const server = await makeServer({ document: document(), session: { purpose: "purchase", product, profile: null } });
  const connection = await connect({ ...server.options, storage: memoryStore() });
  const flow = createFlow(connection, { locale: "en" });
  while (flow.view.kind !== "facts") flow.view.kind === "consent" ? flow.consent(true) : flow.next();
  flow.provide("family_financial_assets", WORTH);
  await answerAll(flow, ({ options }) => options[1].id);
  while (flow.view.kind === "clarify") {
    flow.clarify(true);
    await until(flow, "clarify", "review");
  }
  assert.equal(flow.view.kind, "review");
  return flow;
};

for (const [end, go] of [
  ["the flow is closed", (flow) => flow.close()],
  ["the result is not sent", (flow) => flow.commit().then(() => flow.doNotSend())],
  [
    "the result is accepted",
    (flow) =>
      flow
        .commit()
        .then(() => flow.send())
        .then(() => flow.close()),
  ],
]) {
  test(`nothing of what a person typed is in the module's memory once ${end}`, async () => {
    const flow = await told();
    assert.ok(
      traces().some((found) => found > 0),
      "while it is needed, it is found",
    );
    await go(flow);
    assert.deepEqual(
      traces().filter((found) => found > 0),
      [],
    );
  });
}
