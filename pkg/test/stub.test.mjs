// The stub refuses what a server refuses, and lets a test do what no server lets it do. That it answers as the reference server
// does, tests/e2e/stub.test.mjs shows beside that server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, createFlow, memoryStore } from "prescreen";
import { verifyReceipt, verifyTicket } from "prescreen/server";
import { stubServer } from "prescreen/stub";
import { packText } from "./support/server.mjs";
import { answerAll, until } from "./support/walk.mjs";

const facts = { birth_date: "1988-04-09", civil_capacity: true, months_trading: 60 };

const walk = async (stub, choose) => {
  const flow = createFlow(await connect({ ...stub.options, serverKeys: stub.keys, storage: memoryStore() }), { locale: "en" });
  await answerAll(flow, choose);
  await flow.commit();
  await flow.send();
  return flow;
};

/** Somebody of 76 buys what is of the highest grade: a notice, a call of the firm, a wait of a day, a signature. */
const withSteps = async () => {
  const { pack } = await stubServer({ pack: packText });
  const profile = { class: "C5", assessed_on: "2026-10-01", valid_until: "2028-10-01", pack: pack.reference };
  const grades = { issuer_grade: "R5", seller_grade: "R5" };
  const product = { id: "options", name: { en: "Options", "zh-CN": "期权" }, ...grades, type: "derivatives", term: "short", tags: [] };
  const session = { facts: { ...facts, birth_date: "1950-04-09" }, purpose: "purchase", product, profile };
  return stubServer({ pack: packText, session, now: () => Date.UTC(2026, 10, 27) / 1000 });
};

const problemOf = async (answer) => {
  const { status, code } = await answer.json();
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.status, status);
  return `${status} ${code}`;
};

const at = (stub, operation, id = stub.session.id) => `${stub.base}/v1/sessions/${id}/${operation}`;
const post = (stub, operation, body, id) => stub.fetch(at(stub, operation, id), { method: "POST", body });

test("a flow against the stub ends with a receipt of its key, and the stub says what came", async () => {
  const stub = await stubServer({ pack: JSON.parse(packText), session: { facts } });
  const flow = await walk(stub);
  assert.equal(flow.view.kind, "done");
  const { verdict, receipt, ticket } = JSON.parse(flow.record());
  assert.equal(verdict, stub.verdict);
  assert.equal((await verifyReceipt({ verdict, receipt, keys: stub.keys })).ok, true);
  assert.equal((await verifyTicket({ ticket, keys: stub.keys })).ok, true);
  assert.deepEqual(
    stub.requests.map(({ method, path }) => `${method} ${path}`),
    ["POST /v1/sessions/s-1/claim", `GET /packs/${stub.pack.hash}.json`, "POST /v1/sessions/s-1/commit", "POST /v1/sessions/s-1/verdict"],
  );
});

test("a waiting time ends when the test says so, and not before", async () => {
  const stub = await withSteps();
  const flow = await walk(stub, () => null);
  for (const step of ["match-check read", "high-risk-65 read"]) {
    assert.equal(`${flow.view.now.flow} ${flow.view.now.step}`, step);
    await flow.confirmStep();
  }
  assert.equal(flow.view.now.kind, "host");
  stub.confirmAsFirm();
  await flow.confirmStep();
  const { now } = flow.view;
  assert.deepEqual([now.kind, now.not_before], ["wait", stub.steps[2].at + 24 * 3600]);
  stub.later(24 * 3600 - 1);
  await flow.confirmStep();
  assert.deepEqual([flow.view.now.kind, stub.steps.length], ["wait", 3]);
  stub.later(1);
  await flow.confirmStep();
  assert.deepEqual([flow.view.now.kind, stub.steps.length], ["sign", 4]);
});

test("a step that is the person's is not the firm's to confirm", async () => {
  const stub = await withSteps();
  assert.throws(() => stub.confirmAsFirm(), { code: "step", message: "no step waits for the firm" });
  await walk(stub, () => null);
  assert.throws(() => stub.confirmAsFirm(), { code: "step", message: "the next step, match-check read, is the person's" });
});

test("what is lost on its way is done once, and asked for again with the same bytes", async () => {
  const stub = await withSteps();
  const flow = createFlow(await connect({ ...stub.options, storage: memoryStore() }), { locale: "en" });
  await answerAll(flow, () => null);
  stub.lose = 1;
  await flow.commit();
  stub.lose = 1;
  await flow.send();
  await until(flow, "step");
  stub.lose = 1;
  await flow.confirmStep();
  assert.equal(stub.steps.length, 1);
  const bodies = stub.requests.filter(({ path }) => path.endsWith("/steps")).map(({ body }) => body);
  assert.equal(bodies.length, 2);
  assert.equal(bodies[0], bodies[1]);
});

test("a session is one key's, of one token, within its time", async () => {
  const stub = await stubServer({ pack: packText, now: () => 1_790_000_000 });
  const claim = (token, jkt) => JSON.stringify({ token, jkt });
  assert.equal(await problemOf(await post(stub, "claim", claim("other", "a".repeat(43)))), "403 claim-token");
  assert.equal(await problemOf(await post(stub, "claim", "[")), "400 malformed");
  assert.equal(await problemOf(await post(stub, "claim", JSON.stringify({ token: "token" }))), "400 malformed");
  assert.equal(await problemOf(await post(stub, "commit", "x")), "409 not-claimed");
  assert.equal((await post(stub, "claim", claim("token", "a".repeat(43)))).status, 200);
  assert.equal(await problemOf(await post(stub, "claim", claim("token", "b".repeat(43)))), "409 already-claimed");
  assert.equal(await problemOf(await post(stub, "commit", "x")), "400 malformed");
  assert.equal(await problemOf(await post(stub, "verdict", "x")), "409 not-committed");
  assert.equal(await problemOf(await stub.fetch(at(stub, "next"))), "403 other-key");
  stub.later(3600);
  assert.equal(await problemOf(await post(stub, "claim", claim("token", "a".repeat(43)))), "410 expired");
});

test("what is nowhere is said to be nowhere", async () => {
  const stub = await stubServer({ pack: packText });
  assert.equal(await problemOf(await post(stub, "claim", "{}", "s-2")), "404 unknown-session");
  assert.equal(await problemOf(await post(stub, "toString", "{}")), "404 not-found");
  assert.equal(await problemOf(await stub.fetch(`${stub.base}/elsewhere`)), "404 not-found");
  assert.equal(await problemOf(await stub.fetch(`${stub.base}/packs/other.json`)), "404 unknown-pack");
  assert.equal(await problemOf(await stub.fetch(at(stub, "claim"))), "405 method-not-allowed");
});

test("a pack that is none is refused with its place", async () => {
  await assert.rejects(stubServer({ pack: "{}" }), (error) => error.name === "PrescreenError" && error.code === "missing-field");
  await assert.rejects(stubServer({ pack: 5 }), { code: "type" });
});

test("a session that a server would not open is none of the stub's", async () => {
  const product = {
    id: "p",
    name: { en: "P", "zh-CN": "P" },
    issuer_grade: "R1",
    seller_grade: "R1",
    type: "equity",
    term: "short",
    tags: [],
  };
  for (const [session, at] of [
    [{ facts: { ...facts, birth_day: "1988-04-09" } }, "/facts/birth_day"],
    [{ facts: { ...facts, birth_date: 1990 } }, "/facts/birth_date"],
    [{ facts, purpose: "buy" }, "/purpose"],
    [{ facts, purpose: "purchase" }, "/product"],
    [{ facts, purpose: "purchase", product: { ...product, issuer_grade: "R9" } }, "/product/issuer_grade"],
  ])
    await assert.rejects(stubServer({ pack: packText, session }), (error) => {
      assert.equal(error.name, "PrescreenError");
      assert.equal(error.at, at, `${error.message} at ${error.at}`);
      return true;
    });
});

test("facts that the firm did not give are named at the claim, and attempts as the pack allows them in a day", async () => {
  const claimed = async (session) => connect({ ...(await stubServer({ pack: packText, session })).options, storage: memoryStore() });
  const without = await claimed({});
  assert.deepEqual(without.missingFacts, ["birth_date", "civil_capacity"]);
  // Two a day, eight a year: the pack's `attempts`.
  assert.deepEqual(without.attempts, { used: 0, allowed: 8, left: 2, retry_on: null });
  assert.deepEqual((await claimed({ facts })).missingFacts, []);
});

test("what fails before it arrives is in no list of what arrived", async () => {
  const stub = await stubServer({ pack: packText });
  stub.unreachable = 1;
  await assert.rejects(stub.fetch(`${stub.base}/packs/${stub.pack.hash}.json`), { message: "fetch failed" });
  stub.lose = 1;
  await assert.rejects(stub.fetch(`${stub.base}/packs/${stub.pack.hash}.json`), { message: "the answer was lost" });
  assert.equal(stub.requests.length, 1);
});
