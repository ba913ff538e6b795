// A second pack on the same answers: what it changes, which is one field, and only where the first pack says so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadPack, screen, unwrap } from "prescreen";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin } from "./support/walk.mjs";

const vector = (name) => readFileSync(new URL(`../../tests/vectors/verdict/${name}.json`, import.meta.url), "utf8");
const [packText, shadowText] = [vector("pack"), vector("shadow")];
const { objects } = JSON.parse(vector("positive"));
const unlistedText = JSON.stringify({ ...JSON.parse(shadowText), id: "unlisted" });

/** Answers of 3 + 2 + 0 points: C2 by the first pack's bands (4 to 7), P1 by the other's (up to 7). */
const given = { loss: "some", aims: ["income"], income: 50 };
const walk = (flow) => answerAll(flow, ({ id }) => given[id]);
const sent = ({ requests }) =>
  JSON.parse(Buffer.from(requests.findLast(({ path }) => path.endsWith("/verdict")).body.split(".")[1], "base64url"));
const session = { facts: { birth_date: "1990-05-17", months_trading: 36 } };

test("screening with a shadow pack gives the same assessment and one class more", async () => {
  await init();
  const [pack, shadow] = [packText, shadowText].map((text) => unwrap(loadPack(text)));
  for (const { name, session: of, case: investor, claims } of objects) {
    const alone = unwrap(screen(pack, of, investor));
    const { shadow: beside, ...first } = unwrap(screen(pack, of, investor, { shadow }));
    assert.equal(JSON.stringify(first), JSON.stringify(alone), name);
    assert.equal("shadow" in alone, false);
    assert.deepEqual(beside.pack, shadow.reference);
    if (claims.shadow) assert.deepEqual(beside, claims.shadow, name);
  }
});

test("what the other pack does not ask alike has no class", async () => {
  await init();
  const [pack, other] = [packText, JSON.stringify(JSON.parse(shadowText)).replaceAll('"id":"some"', '"id":"a-little"')].map((text) =>
    unwrap(loadPack(text)),
  );
  const { session: of, case: investor } = objects.find(({ claims }) => claims.shadow?.class);
  const both = unwrap(screen(pack, of, investor, { shadow: other }));
  assert.deepEqual([both.class, both.shadow.class ?? null], ["C2", null]);
});

test("a verdict reports the pair where the pack lists the other one, and the server checks it", async () => {
  const server = await makeServer({ document: packText, session, shadows: [shadowText] });
  const { flow } = await begin(server, {}, { shadow: unwrap(loadPack(shadowText)) });
  await walk(flow);
  await flow.commit();
  assert.equal("shadow" in flow.view.assessment, false, "the person is shown what decides");
  await flow.send();
  assert.equal(flow.view.kind, "done");
  assert.deepEqual([sent(server).class, sent(server).shadow.class, sent(server).shadow.pack.id], ["C2", "P1", "verdict-vectors-shadow"]);
});

test("a verdict says nothing of a pack that is not listed, or where there is none", async () => {
  for (const text of [unlistedText, undefined]) {
    const server = await makeServer({ document: packText, session, shadows: [shadowText] });
    const { flow } = await begin(server, {}, { shadow: text && unwrap(loadPack(text)) });
    await walk(flow);
    await flow.commit();
    await flow.send();
    assert.equal(flow.view.kind, "done");
    assert.deepEqual([sent(server).class, sent(server).shadow], ["C2", null]);
  }
});

test("a server that does not hold the other pack refuses its class", async () => {
  const server = await makeServer({ document: packText, session });
  const { flow } = await begin(server, {}, { shadow: unwrap(loadPack(shadowText)) });
  await walk(flow);
  await flow.commit();
  await flow.send();
  assert.deepEqual([flow.view.kind, flow.view.problem.code], ["stopped", "pack-mismatch"]);
});
