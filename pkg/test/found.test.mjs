// What records say crosses a page unread: no object of the page's own is taken for it, and each hand-over stands alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadPack, screening, unwrap } from "prescreen";
import { openRecords } from "prescreen/statements";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin, until } from "./support/walk.mjs";

const document = JSON.parse(readFileSync(new URL("../../examples/records-pack/pack.json", import.meta.url), "utf8"));
await init();
const pack = unwrap(loadPack(document));
const session = {
  id: "s-1",
  nonce: "A".repeat(43),
  audience: "https://broker.example",
  subject: "p-1",
  purpose: "assessment",
  pack: pack.reference,
  variant: "base",
  now: 1_796_097_600,
  expires: 1_796_101_200,
  product: null,
  profile: null,
  facts: { birth_date: "1988-03-14" },
};
const answers = { loss: "small", horizon: "over-3y", owned: ["funds"], debts: "none", income: "steady" };
const money = document.facts.find((fact) => fact.id === "found-obligations-monthly");

/** A worker that answers as the module of statements does, for a text that the test says it found. */
class Stub extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
  }
  postMessage({ id, method }) {
    const value = method === "found" ? { ok: true, value: this.text } : { ok: true, value: null };
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event("message"), { data: { id, value } })));
  }
  terminate() {}
}

const found = async (facts) => {
  const records = openRecords({ worker: () => new Stub(JSON.stringify(facts)) });
  const text = unwrap(await records.found());
  records.dispose();
  return text;
};
const repaid = (over = {}) => ({ [money.id]: { currency: money.currency, tier: "parsed", value: 300_000, ...over } });
const asks = (of) => unwrap(of.readiness()).asks;
const screened = () => unwrap(screening(pack, session, { answers, facts: {} }));

test("what was found is an object without a member of its own, and nothing else is taken for it", async () => {
  const carried = await found(repaid());
  const inherited = Object.getPrototypeOf(carried);
  assert.deepEqual([Object.getPrototypeOf(inherited), Reflect.ownKeys(inherited)], [null, ["toString"]]);
  assert.ok(Object.isFrozen(inherited));
  assert.equal(`${String(carried)} ${carried}`, "[object Found] [object Found]");
  assert.equal(JSON.stringify(carried), "{}");
  assert.deepEqual(Reflect.ownKeys(carried), []);
  assert.equal(carried.constructor, undefined);
  assert.ok(Object.isFrozen(carried));
  for (const other of [
    {},
    Object.create(null),
    Object.create(carried),
    { ...carried },
    structuredClone({ ...carried }),
    JSON.stringify(repaid()),
    null,
  ]) {
    const refused = screened().withFound(other);
    assert.equal(refused.ok, false);
    assert.deepEqual([refused.error.code, refused.error.at], ["type", "/found"]);
  }
  assert.deepEqual(asks(unwrap(screened().withFound(carried))), ["pair.debts"]);
});

test("a later hand-over takes the place of all that was found before", async () => {
  const of = unwrap(screened().withFound(await found(repaid())));
  assert.deepEqual(asks(of), ["pair.debts"]);
  assert.deepEqual(asks(unwrap(of.withFound(await found({})))), []);
});

test("an amount in another currency than the pack's is refused, and so is one in none", async () => {
  for (const over of [{ currency: "XXX" }, { currency: "JPY" }, { currency: undefined }]) {
    const refused = screened().withFound(await found(repaid(over)));
    assert.equal(refused.ok, false);
    assert.deepEqual([refused.error.code, refused.error.at], ["range", `/facts/${money.id}`]);
    assert.ok(!JSON.stringify(refused).includes("300000"));
  }
});

test("a flow goes on without records in another currency, and says so", async () => {
  const text = JSON.stringify(document);
  for (const [over, leftOut] of [
    [{ currency: "JPY" }, true],
    [{ currency: "XXX" }, true],
    [{}, false],
  ]) {
    const server = await makeServer({ document: text, session: { purpose: "assessment", facts: session.facts } });
    const { flow } = await begin(server, {}, { found: await found(repaid(over)) });
    const view = await answerAll(flow, (item) => answers[item.id] ?? item.options[0].id);
    if (leftOut) {
      assert.equal(view.kind, "review");
      assert.equal(view.recordsLeftOut, true);
      await flow.commit();
      assert.equal((await until(flow, "result", "stopped")).kind, "result", flow.view.problem?.code);
    } else {
      // Records in the pack's own currency are held beside the answer that there are no debts.
      assert.deepEqual([view.kind, view.contradiction?.id], ["clarify", "pair.debts"]);
    }
    flow.close();
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
