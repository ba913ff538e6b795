import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "prescreen";
import { verifyReceipt, verifyTicket } from "prescreen/server";
import { makeServer, packText } from "./support/server.mjs";
import { answerAll, begin, calm, calmly, until } from "./support/walk.mjs";

test("an opening goes from notices to a receipt and a record", async () => {
  const server = await makeServer();
  const { flow, seen, connection } = await begin(server);
  const review = await answerAll(flow, calmly);
  assert.equal(review.kind, "review");
  assert.deepEqual([review.missing, review.answered, review.questions], [[], 18, 18]);
  assert.equal(server.requests.filter(({ body }) => body !== "").length, 1, "only the claim left so far");
  assert.equal(connection.wire.bytes, server.requests[0].body.length, "and it is counted");
  const announced = connection.wire.entries.find(({ state }) => state === "upcoming");
  await flow.commit();
  const { view } = flow;
  assert.equal(view.kind, "result");
  assert.match(view.assessment.class, /^C[1-5]$/);
  assert.equal(
    seen.slice(0, seen.indexOf(view)).some((one) => "assessment" in one),
    false,
    "no class before the ticket",
  );
  assert.equal(server.requests.at(-1).body, announced.text, "what was shown is what left");
  assert.equal(flow.record(), undefined, "no points before acceptance");
  await flow.send();
  assert.equal(flow.view.kind, "done");
  assert.equal(flow.view.complete, true);
  assert.ok(flow.view.arithmetic.dimensions.length > 0);
  const record = JSON.parse(flow.record());
  assert.equal(record.prescreen_record, 1);
  const checked = await verifyReceipt({ verdict: record.verdict, receipt: record.receipt, keys: server.keys });
  assert.equal(checked.ok, true);
  assert.equal((await verifyTicket({ ticket: record.ticket, keys: server.keys })).ok, true);
  assert.equal((await verifyReceipt({ verdict: record.verdict, receipt: record.receipt, keys: [] })).error.code, "signature");
});

test("nothing of the answers is in what leaves", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  await answerAll(flow, calmly);
  await flow.commit();
  await flow.send();
  const sent = server.requests
    .map(
      ({ path, body }) =>
        `${path} ${body
          .split(".")
          .map((part) => Buffer.from(part, "base64url").toString())
          .join(" ")} ${body}`,
    )
    .join("\n");
  for (const option of ["500k-3m", "some-return", "100k-300k", "up-to-5y"]) assert.equal(sent.includes(option), false, option);
});

test("one neutral clarification before any class; both right, or one is changed", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  const bold = { ...calm, "loss-bearable": "larger", "returns-use": "pension" };
  const view = await answerAll(flow, (item) => bold[item.id] ?? item.options[1].id);
  assert.equal(view.kind, "clarify");
  assert.equal(view.contradiction.id, "pair.pension-loss");
  assert.deepEqual(
    view.items.map(({ value }) => value),
    ["pension", "larger"],
  );
  flow.clarify({ change: "returns-use" });
  assert.equal(flow.view.kind, "question");
  flow.answer("returns-use", "living");
  flow.next();
  assert.equal((await until(flow, "review", "clarify")).kind, "review");
});

test("an answer that the firm's own files contradict is shown beside what is on file, from which the rule works it out", async () => {
  const facts = { birth_date: "2008-03-01", civil_capacity: true, months_trading: 3 };
  const server = await makeServer({ session: { facts }, now: () => Date.UTC(2026, 10, 27) / 1000 });
  const { flow } = await begin(server);
  const bold = { ...calm, "held-products": "derivatives" };
  const view = await answerAll(flow, (item) => bold[item.id] ?? item.options[1].id);
  const pair = { "pair.young-experienced": { birth_date: "2008-03-01" }, "pair.books-experience": { months_trading: 3 } };
  assert.equal(view.kind, "clarify");
  const shown = Object.fromEntries(view.onFile.map(({ fact, value }) => [fact.id, value]));
  assert.deepEqual(shown, pair[view.contradiction.id]);
});

test("the same pair is not asked twice", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  const bold = { ...calm, "loss-bearable": "larger", "returns-use": "pension" };
  await answerAll(flow, (item) => bold[item.id] ?? item.options[1].id);
  flow.clarify({ change: "returns-use" });
  flow.next();
  assert.equal((await until(flow, "review", "clarify")).kind, "review");
});

test("a declined consent collects nothing", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  flow.next();
  assert.equal(flow.view.kind, "consent");
  flow.consent(false);
  assert.deepEqual(flow.view, { kind: "stopped", why: "declined" });
  assert.equal(server.requests.length, 2, "claim and pack");
});

test("whoever has no attempt left is told so before anything is asked, and when there is one again", async () => {
  const attempts = { used: 2, allowed: 8, left: 0, retry_on: "2027-01-01" };
  const server = await makeServer({ told: { attempts } });
  const { flow, seen, connection } = await begin(server);
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "attempts", "attempts-exhausted"]);
  assert.equal(flow.view.problem.retry_on, "2027-01-01");
  assert.equal(seen.length, 1, "nothing was asked");
  assert.deepEqual(connection.attempts, attempts);
  assert.equal(server.requests.length, 2, "claim and pack");
});

test("an attempt that is left, and a limit that never lets one through", async () => {
  const one = await begin(await makeServer({ told: { attempts: { used: 1, allowed: 2, left: 1, retry_on: null } } }));
  assert.equal(one.flow.view.kind, "notices");
  const never = await begin(await makeServer({ told: { attempts: { used: 0, allowed: 0, left: 0, retry_on: null } } }));
  assert.equal(never.flow.view.why, "attempts");
  assert.equal("retry_on" in never.flow.view.problem, false);
});

test("what the firm did not give is told before anything is asked, as the firm's to mend", async () => {
  const told = { missing_facts: ["civil_capacity"], attempts: { used: 8, allowed: 8, left: 0, retry_on: null } };
  const server = await makeServer({ told, session: { facts: { birth_date: "1988-04-09" } } });
  const { flow, seen } = await begin(server);
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "missing-facts", "missing-facts"]);
  assert.deepEqual(flow.view.missing, ["civil_capacity"]);
  assert.match(flow.view.problem.detail, /civil_capacity/, "for whoever builds the page");
  assert.equal(seen.length, 1, "nothing was asked");
  assert.equal(server.requests.length, 2, "claim and pack");
});

test("a question left out is no low score, and burns no attempt: nothing leaves until it is answered", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  const review = await answerAll(flow, (item) => (item.id === "assets" ? null : calmly(item)));
  assert.deepEqual([review.missing, review.unanswered], [["assets"], ["assets"]]);
  const before = server.requests.length;
  assert.throws(() => flow.commit(), { code: "out-of-place", at: "/commit" });
  assert.equal(server.requests.length, before, "nothing left");
  assert.equal(flow.view.kind, "review");
  flow.change("assets");
  flow.answer("assets", calm.assets);
  flow.next();
  await until(flow, "review");
  assert.deepEqual(flow.view.unanswered, []);
  await flow.commit();
  assert.notEqual(flow.view.assessment.class, null);
});

test("back goes to the question before, with its answer; a changed answer is sealed anew", async () => {
  const server = await makeServer();
  const { flow, connection } = await begin(server);
  await answerAll(flow, calmly);
  const before = connection.wire.entries.find(({ state }) => state === "upcoming").text;
  flow.back();
  assert.equal(flow.view.kind, "question");
  assert.equal(flow.view.value, calmly(flow.view.item));
  assert.equal(
    connection.wire.entries.some(({ state }) => state === "upcoming"),
    false,
  );
  flow.answer(flow.view.item.id, flow.view.item.options[1].id);
  flow.next();
  await until(flow, "review");
  assert.notEqual(connection.wire.entries.find(({ state }) => state === "upcoming").text, before);
});

test("a lost response: the same bytes again, one attempt", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  await answerAll(flow, calmly);
  server.lose = 2;
  await flow.commit();
  const commits = server.requests.filter(({ path }) => path.endsWith("/commit"));
  assert.equal(commits.length, 3);
  assert.equal(new Set(commits.map(({ body }) => body)).size, 1);
  server.lose = 1;
  await flow.send();
  const verdicts = server.requests.filter(({ path }) => path.endsWith("/verdict"));
  assert.equal(verdicts.length, 2);
  assert.equal(new Set(verdicts.map(({ body }) => body)).size, 1);
  assert.equal(flow.view.kind, "done");
});

test("offline when sending: kept, visible, sent by hand", async () => {
  const server = await makeServer();
  const { flow, connection } = await begin(server, { backoff: () => 60_000 });
  await answerAll(flow, calmly);
  await flow.commit();
  server.unreachable = 1;
  const waiting = new Promise((resolve) => connection.wire.listen((entry) => entry.state === "waiting" && resolve(entry)));
  const sending = flow.send();
  assert.equal((await waiting).kind, "verdict");
  flow.retryNow();
  await sending;
  assert.equal(flow.view.kind, "done");
});

test("not sending sends nothing", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  await answerAll(flow, calmly);
  await flow.commit();
  flow.doNotSend();
  assert.equal(flow.view.why, "not-sent");
  assert.equal(server.verdict, undefined);
});

test("what the server refuses ends in words", async () => {
  for (const [code, status, why] of [
    ["attempts-exhausted", 429, "attempts"],
    ["class-suspended", 409, "suspended"],
    ["expired", 410, "expired"],
    ["already-committed", 409, "elsewhere"],
    ["claim", 422, "refused"],
  ]) {
    const server = await makeServer({ refuse: { commit: { status, code, retry_on: "2027-01-01" } } });
    const { flow } = await begin(server);
    await answerAll(flow, calmly);
    await flow.commit();
    assert.equal(flow.view.why, why);
    assert.equal(flow.view.problem.retry_on, "2027-01-01");
  }
});

const purchase = (pack, product) => ({
  purpose: "purchase",
  product: {
    id: "p-1",
    name: { en: "Sector fund", "zh-CN": "行业基金" },
    issuer_grade: "R3",
    seller_grade: "R4",
    type: "equity",
    term: "medium",
    tags: [],
    ...product,
  },
  profile: { class: "C3", assessed_on: "2026-10-01", valid_until: "2028-10-01", pack },
});

test("a purchase from a profile on file asks only what is compared with the product", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, { issuer_grade: "R3", seller_grade: "R3" }) });
  const { flow, seen } = await begin(server);
  const review = await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  assert.deepEqual(
    seen
      .filter(({ kind }) => kind === "question")
      .map(({ item }) => item.id)
      .filter((id, index, all) => all.indexOf(id) === index),
    ["horizon", "product-types"],
  );
  assert.equal(review.classOnFile, true);
  await flow.commit();
  assert.equal(flow.view.assessment.outcome, "proceed");
  assert.equal(flow.view.attempt, 0);
});

test("a permission from a profile on file asks nothing, and is signed for", async () => {
  const { pack } = await makeServer();
  const { profile } = purchase(pack.reference, {});
  const applied = (facts) => ({ purpose: "permission", permission: "star", profile, facts });
  const met = { birth_date: "1990-05-17", civil_capacity: true, category: "ordinary", avg_assets_20d: 50_000_000, months_trading: 24 };
  const server = await makeServer({ session: applied(met) });
  const { flow, seen } = await begin(server);
  const review = await answerAll(flow, () => assert.fail("a question"));
  assert.equal(seen.filter(({ kind }) => kind === "question").length, 0);
  assert.equal(review.classOnFile, true);
  await flow.commit();
  const { assessment, attempt } = flow.view;
  assert.deepEqual([assessment.outcome, assessment.flows, attempt], ["proceed_after", ["star-risk"], 0]);
  assert.deepEqual(assessment.gates, [{ gate: "star", state: "met" }]);

  const short = await begin(await makeServer({ session: applied({ ...met, months_trading: 23 }) }));
  await answerAll(short.flow, () => assert.fail("a question"));
  await short.flow.commit();
  assert.equal(short.flow.view.assessment.outcome, "refuse");
});

test("a permission that the pack does not have is refused at the start, with its place", async () => {
  const { pack } = await makeServer();
  const { profile } = purchase(pack.reference, {});
  await assert.rejects(makeServer({ session: { purpose: "permission", permission: "nothing", profile } }), { at: "/permission" });
});

test("above class: started by the investor, steps in order, gone on with after the page was closed", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, {}) });
  const { flow, storage } = await begin(server);
  await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  await flow.commit();
  assert.equal(flow.view.investorStarts, true);
  await flow.send();
  assert.equal(flow.view.kind, "step");
  assert.deepEqual(
    flow.view.steps.map(({ step, state }) => [step, state]),
    [
      ["told", "now"],
      ["request", "later"],
      ["warning", "later"],
      ["confirm", "later"],
    ],
  );
  assert.match(flow.view.document.body, /“Sector fund” is graded R4/);
  await flow.confirmStep();
  assert.equal(flow.view.now.step, "request");

  const kept = await storage.load(server.session.id);
  assert.deepEqual(Object.keys(kept).sort(), ["id", "key", "record", "savedAt", "sent", "session"]);
  assert.equal(kept.record.key.extractable, false);
  assert.doesNotMatch(Buffer.from(kept.record.ciphertext).toString("latin1"), /prescreen_record/, "the record is kept encrypted");
  const own = JSON.parse(flow.record());
  assert.deepEqual(
    kept.sent.map(({ kind }) => kind),
    ["claim", "commit", "verdict", "step"],
  );
  assert.equal(kept.key.privateKey.extractable, false);
  const again = await begin(server, { storage, claimToken: undefined });
  await until(again.flow, "step");
  assert.equal(again.flow.view.now.step, "request");
  assert.equal(again.flow.view.bytes, flow.view.bytes, "what left before still counts");
  assert.equal(again.flow.view.record, true);
  assert.deepEqual({ ...JSON.parse(again.flow.record()), receipt: own.receipt }, own, "the person's record outlives the page");
  for (let index = 0; index < 3; index += 1) await again.flow.confirmStep();
  assert.equal(again.flow.view.kind, "done");
  assert.equal(again.flow.view.complete, true);
  const last = JSON.parse(again.flow.record());
  assert.equal((await verifyReceipt({ verdict: last.verdict, receipt: last.receipt, keys: server.keys })).ok, true);
  assert.notEqual(last.receipt, own.receipt, "with the last receipt");
  assert.equal(await storage.load(server.session.id), undefined, "wiped when done");
  assert.deepEqual(
    server.steps.map(({ step, locale }) => [step, locale]),
    [
      ["told", "en"],
      ["request", "en"],
      ["warning", "en"],
      ["confirm", "en"],
    ],
  );
});

test("stopping between steps keeps what is needed to go on, and says what is confirmed", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, {}) });
  const { flow, storage } = await begin(server);
  await answerAll(flow, () => null);
  await flow.commit();
  await flow.send();
  await flow.confirmStep();
  const steps = flow.view.steps.length;
  flow.pause();
  assert.deepEqual([flow.view.why, flow.view.confirmed], ["paused", { done: 1, of: steps }]);
  assert.equal(flow.unsent, false, "what was sent is not lost");
  const again = await begin(server, { storage, claimToken: undefined });
  await until(again.flow, "step");
  assert.equal(again.flow.view.steps.filter(({ state }) => state === "done").length, 1);
});

test("whom the firm's own facts bar is told before anything is asked, and nothing is committed", async () => {
  const { session } = await makeServer();
  const server = await makeServer({ session: { ...session, facts: { ...session.facts, birth_date: "2012-05-17" } } });
  const { flow } = await begin(server);
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.assessment.outcome], ["stopped", "barred", "refuse"]);
  assert.equal(flow.unsent, false);
  assert.deepEqual(
    server.requests.map(({ path }) => path.split("/").at(-1)).filter((name) => name === "commit" || name === "verdict"),
    [],
  );
});

test("every answer is on the confirmation, is changed from there, and cannot be changed once it is confirmed", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  assert.equal(flow.unsent, false, "nothing is answered yet");
  const review = await answerAll(flow, calmly);
  assert.equal(flow.unsent, true);
  assert.deepEqual(
    review.items.map(({ number }) => number),
    Array.from({ length: review.questions }, (_, index) => index + 1),
  );
  const horizon = review.items.find(({ item }) => item.id === "horizon");
  assert.equal(horizon.value, "up-to-5y");
  flow.change("horizon");
  assert.equal(flow.view.item.id, "horizon");
  flow.answer("horizon", "no-limit");
  flow.next();
  const changed = await until(flow, "review");
  assert.equal(changed.items.find(({ item }) => item.id === "horizon").value, "no-limit");
  flow.change("horizon");
  flow.back();
  await until(flow, "review");
  await flow.commit();
  assert.equal(flow.unsent, true, "a result that is not sent is lost with the page");
  flow.back();
  flow.change("horizon");
  assert.equal(flow.view.kind, "result");
});

test("leaving the steps wipes what was kept", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, {}) });
  const { flow, storage } = await begin(server);
  await answerAll(flow, () => null);
  await flow.commit();
  await flow.send();
  await flow.leave();
  assert.equal(flow.view.why, "left");
  assert.equal(await storage.load(server.session.id), undefined);
});

test("with the server's keys, tickets and receipts are checked", async () => {
  const server = await makeServer();
  const { flow } = await begin(server, { serverKeys: server.keys });
  await answerAll(flow, calmly);
  await flow.commit();
  assert.equal(flow.view.kind, "result");
  await flow.send();
  assert.equal(flow.view.kind, "done");
});

test("no class is shown on a ticket that the server did not sign", async () => {
  const [server, other] = [await makeServer({ told: { signer: undefined } }), await makeServer()];
  const { flow, seen } = await begin(server, { serverKeys: other.keys });
  await answerAll(flow, calmly);
  await flow.commit();
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "forged", "signature"]);
  assert.equal(
    seen.some((view) => "assessment" in view),
    false,
  );
});

/** The server's answers, changed by a function. */
const meddle = (server, end, change) => async (url, init) => {
  const response = await server.fetch(url, init);
  return url.endsWith(end) ? Response.json(change(await response.json())) : response;
};

test("a receipt that the server did not sign is not taken for one", async () => {
  const server = await makeServer();
  const forge = ({ receipt, next }) => ({
    receipt: `${receipt.split(".").slice(0, 2).join(".")}.${server.ticket.split(".")[2]}`,
    next,
  });
  const { flow } = await begin(server, { serverKeys: server.keys, fetch: meddle(server, "/verdict", forge) });
  await answerAll(flow, calmly);
  await flow.commit();
  await flow.send();
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "forged", "signature"]);
  assert.equal(flow.record(), undefined);
});

test("an answer without a receipt is an error, and never taken for an acceptance", async () => {
  for (const change of [({ next }) => ({ next }), ({ next }) => ({ receipt: null, next }), ({ next }) => ({ receipt: "", next })]) {
    const server = await makeServer();
    const { flow, seen } = await begin(server, { serverKeys: server.keys, fetch: meddle(server, "/verdict", change) });
    await answerAll(flow, calmly);
    await flow.commit();
    await flow.send();
    // The server may have decided: nothing says that it did not.
    assert.deepEqual([flow.view.kind, flow.view.why], ["stopped", "unclear"]);
    assert.equal(
      seen.some(({ kind }) => kind === "done"),
      false,
    );
    assert.equal(flow.record(), undefined);
  }
});

test("a step that another tab confirmed is not refused: the next one is shown", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, {}) });
  const { flow, storage } = await begin(server);
  await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  await flow.commit();
  await flow.send();
  const other = await begin(server, { storage, claimToken: undefined });
  await until(other.flow, "step");
  await other.flow.confirmStep();
  await flow.confirmStep();
  assert.deepEqual([flow.view.kind, flow.view.now.step], ["step", "request"]);
});

test("once a verdict is accepted, no refusal says that nothing was decided", async () => {
  const { pack } = await makeServer();
  const server = await makeServer({ session: purchase(pack.reference, {}) });
  const { flow } = await begin(server);
  await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  await flow.commit();
  await flow.send();
  server.refuse.steps = { status: 422, code: "claim" };
  await flow.confirmStep();
  assert.deepEqual([flow.view.kind, flow.view.why], ["stopped", "step-refused"]);
});

test("a server behind a path of its origin is asked there", async () => {
  const paths = [];
  for (const base of ["http://screening.test/screening", "http://screening.test/screening/"]) {
    const server = await makeServer();
    const fetch = (url, init) => {
      const { pathname } = new URL(url);
      paths.push(pathname);
      return server.fetch(url.replace("/screening/", "/"), init);
    };
    await begin(server, { base, fetch });
    assert.ok(paths.length > 0 && paths.splice(0).every((path) => path.startsWith("/screening/") && !path.includes("//")));
  }
});

test("a ticket for another commitment is refused, also where no signature is checked", async () => {
  const [server, other] = [await makeServer(), await makeServer()];
  const { flow: another } = await begin(other);
  await answerAll(another, calmly);
  await another.commit();
  const options = { serverKeys: undefined, fetch: meddle(server, "/commit", () => ({ ticket: other.ticket })) };
  const { flow, seen } = await begin(server, options);
  await answerAll(flow, calmly);
  await flow.commit();
  assert.deepEqual([flow.view.kind, flow.view.problem.code], ["stopped", "claim"]);
  assert.equal(
    seen.some((view) => "assessment" in view),
    false,
  );
});

test("a verdict that names another session is opened, not believed", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  await answerAll(flow, calmly);
  await flow.commit();
  await flow.send();
  const other = await makeServer({ session: { id: "s-2" } });
  const { verify } = await import("prescreen/server");
  const { verdict, ticket, jkt } = server;
  assert.equal(open(verdict).value.typ, "prescreen-verdict+jws");
  const checked = await verify({ verdict, ticket, jkt, session: other.session, pack: other.pack });
  assert.equal(checked.ok, false);
  assert.equal(checked.outcome, "refer");
});

test("facts are asked only where typing in can settle a rule, and only once the firm does not hold them", async () => {
  const pack = JSON.parse(packText);
  const gate = pack.gates.find(({ id }) => id === "gate.private-am");
  gate.tier = "declared";
  const document = JSON.stringify(pack);
  const reference = (await makeServer({ document })).pack.reference;
  const product = { tags: ["private-am"], issuer_grade: "R3", seller_grade: "R3" };
  const server = await makeServer({
    document,
    session: { ...purchase(reference, product), facts: { birth_date: "1988-04-09", civil_capacity: true, experience_months: 30 } },
  });
  const { flow, seen } = await begin(server);
  for (flow.next(); flow.view.kind === "consent"; ) flow.consent(true);
  assert.equal(flow.view.kind, "facts");
  assert.deepEqual(
    flow.view.facts.map(({ id }) => id),
    ["income_3y_avg", "family_financial_assets", "family_net_financial_assets"],
  );
  flow.provide("family_financial_assets", 900_000_000);
  assert.deepEqual(flow.view.values, { family_financial_assets: 900_000_000 });
  await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  await flow.commit();
  assert.deepEqual(flow.view.assessment.gates, [{ gate: "gate.private-am", state: "met" }]);
  assert.ok(seen.some(({ kind }) => kind === "question"));
});

test("a fact whose declaration lifts a rule is asked for", async () => {
  const pack = JSON.parse(packText);
  const rule = pack.matching.rules.find(({ id }) => id === "match.above-class");
  Object.assign(rule, { unless: { experience_months: { $gte: 24 } }, unless_tier: "declared" });
  const document = JSON.stringify(pack);
  const reference = (await makeServer({ document })).pack.reference;
  const server = await makeServer({ document, session: purchase(reference, {}) });
  const { flow } = await begin(server);
  for (flow.next(); flow.view.kind === "consent"; ) flow.consent(true);
  assert.deepEqual(
    flow.view.facts.map(({ id }) => id),
    ["experience_months"],
  );
  flow.provide("experience_months", 30);
  await answerAll(flow, (item) => (item.id === "horizon" ? "no-limit" : "equity"));
  await flow.commit();
  assert.equal(flow.view.assessment.outcome, "proceed");
});

test("a number is an answer like another", async () => {
  const pack = JSON.parse(packText);
  const item = pack.questionnaire.sections.flatMap(({ items }) => items).find(({ id }) => id === "income");
  item.kind = "number";
  item.options = item.options.map((option, index) => ({ ...option, from: [null, 51, 201, 501][index], to: [50, 200, 500, null][index] }));
  const server = await makeServer({ document: JSON.stringify(pack) });
  const { flow } = await begin(server);
  const review = await answerAll(flow, (one) => (one.id === "income" ? 120 : calmly(one)));
  assert.deepEqual(review.missing, []);
  await flow.commit();
  assert.match(flow.view.assessment.class, /^C/);
});
