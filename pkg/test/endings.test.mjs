// What a flow refuses at its start, how long it waits, and what is left of a person when it is over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, memoryStore, Wire } from "prescreen";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin, calmly, until } from "./support/walk.mjs";

const product = {
  id: "p-1",
  name: { en: "Sector fund", "zh-CN": "行业基金" },
  issuer_grade: "R3",
  seller_grade: "R4",
  type: "equity",
  term: "short",
  tags: [],
};
/** A purchase above the person's class, which has steps. */
const withSteps = async (more = {}) => {
  const { pack } = await makeServer();
  const profile = { class: "C3", assessed_on: "2026-10-01", valid_until: "2028-10-01", pack: pack.reference };
  return makeServer({ session: { purpose: "purchase", product, profile }, ...more });
};

/** An answer that comes when the request is taken back, and not before. */
const silent =
  (taken) =>
  (_address, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        taken.count += 1;
        reject(signal.reason);
      });
    });

test("a session for another origin is refused at the start, with both named", async () => {
  const server = await makeServer();
  const storage = memoryStore();
  await assert.rejects(connect({ ...server.options, storage, audience: "https://other.test" }), (error) => {
    assert.equal(error.name, "PrescreenError");
    assert.deepEqual([error.code, error.at], ["audience-mismatch", "/session/audience"]);
    assert.match(error.message, /http:\/\/broker\.test.*https:\/\/other\.test/);
    return true;
  });
  assert.deepEqual(
    server.requests.map(({ path }) => path.split("/").pop()),
    ["claim"],
    "and not even the pack is asked for",
  );
  const { flow } = await begin(await makeServer(), { audience: "http://broker.test" });
  assert.equal(flow.view.kind, "notices");
});

test("keys with which the server does not sign are refused at the start, before an attempt is counted", async () => {
  const published = await makeServer();
  const server = await makeServer({ told: { signer: published.keys[0] } });
  const given = { ...server.options, storage: memoryStore(), audience: "http://broker.test" };
  await assert.rejects(connect({ ...given, serverKeys: server.keys }), (error) => {
    assert.deepEqual([error.code, error.at], ["other-keys", "/serverKeys"]);
    return true;
  });
  assert.deepEqual(
    server.requests.map(({ path }) => path.split("/").pop()),
    ["claim"],
    "nothing is asked and nothing counted",
  );
});

test("in a page the origin is the page's own", async (context) => {
  context.after(() => delete globalThis.location);
  globalThis.location = { origin: "https://page.test", href: "https://page.test/" };
  const server = await makeServer();
  await assert.rejects(connect({ ...server.options, audience: undefined, storage: memoryStore() }), { code: "audience-mismatch" });
  // One machine under two names is two origins: both are named to whoever builds the page.
  const here = await makeServer({ session: { audience: "http://localhost:8080" } });
  globalThis.location = { origin: "http://127.0.0.1:8080", href: "http://127.0.0.1:8080/" };
  await assert.rejects(connect({ ...here.options, audience: undefined, storage: memoryStore() }), {
    code: "audience-mismatch",
    message: "the session is for http://localhost:8080, and this page is of http://127.0.0.1:8080",
  });
});

test("a try that gets no answer ends at the time limit, and is tried again", async () => {
  const server = await makeServer();
  const taken = { count: 0 };
  let asked = 0;
  const fetch = (address, init) => {
    if (!address.endsWith("/commit")) return server.fetch(address, init);
    asked += 1;
    return asked === 1 ? silent(taken)(address, init) : server.fetch(address, init);
  };
  const { flow, connection } = await begin(server, { fetch, timeLimit: 20 });
  const told = [];
  connection.wire.listen((entry) => told.push(`${entry.kind} ${entry.state} ${entry.why ?? ""}`.trim()));
  await answerAll(flow);
  for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
  await flow.commit();
  assert.equal(flow.view.kind, "result");
  assert.equal(taken.count, 1);
  assert.deepEqual(
    told.filter((line) => line.startsWith("commit") && !line.includes("upcoming")),
    ["commit leaving", "commit waiting slow", "commit leaving", "commit left"],
  );
});

test("a server on this machine under another of its names is told as that to whoever builds the page", async (context) => {
  const location = Object.getOwnPropertyDescriptor(globalThis, "location");
  context.after(() => (location ? Object.defineProperty(globalThis, "location", location) : delete globalThis.location));
  const failing = () => Promise.reject(new TypeError("failed to fetch"));
  const helpAt = async (origin, base) => {
    Object.defineProperty(globalThis, "location", { value: { origin, href: `${origin}/` }, configurable: true });
    const wire = new Wire({ base, fetch: failing, backoff: () => 60_000 });
    const waiting = new Promise((resolve) => {
      wire.listen((entry) => entry.state === "waiting" && resolve(entry));
    });
    wire.send({ kind: "pack", path: "/packs/x.json" }).catch(() => undefined);
    const { why, help } = await waiting;
    wire.close();
    assert.equal(why, "unreachable");
    return help;
  };
  const help = await helpAt("http://localhost:5173", "http://127.0.0.1:8787");
  assert.match(
    help,
    /^http:\/\/127\.0\.0\.1:8787 does not answer .*localhost and 127\.0\.0\.1 for two origins.*--page-origin http:\/\/localhost:5173$/,
  );
  assert.match(await helpAt("http://[::1]:5173", "http://localhost:8787/screening"), /^http:\/\/localhost:8787 does not answer/);
  for (const [origin, base] of [
    ["http://localhost:5173", "http://localhost:8787"],
    ["https://broker.example", "http://127.0.0.1:8787"],
    ["http://localhost:5173", "https://screening.example"],
  ])
    assert.equal(await helpAt(origin, base), undefined, `${origin} ${base}`);
});

test("why a request waits is told: no network, no connection, a busy server", async (context) => {
  const navigator = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  context.after(() => (navigator ? Object.defineProperty(globalThis, "navigator", navigator) : delete globalThis.navigator));
  const failing = () => Promise.reject(new TypeError("failed to fetch"));
  const busy = async () => new Response("{}", { status: 503 });
  for (const [onLine, once, why] of [
    [false, failing, "offline"],
    [true, failing, "unreachable"],
    [true, busy, "busy"],
  ]) {
    Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true });
    const server = await makeServer();
    let wire;
    const waiting = new Promise((resolve) => {
      const onWire = (made) => {
        wire = made;
        made.listen((entry) => entry.state === "waiting" && resolve(entry));
      };
      connect({ ...server.options, storage: memoryStore(), fetch: once, backoff: () => 60_000, onWire }).catch(() => undefined);
    });
    assert.equal((await waiting).why, why);
    wire.close();
  }
});

test("closing takes back what is on its way, and shows no error for it", async () => {
  const server = await makeServer();
  const taken = { count: 0 };
  const fetch = (address, init) => (address.endsWith("/commit") ? silent(taken)(address, init) : server.fetch(address, init));
  const { flow, seen } = await begin(server, { fetch });
  await answerAll(flow);
  for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
  const committing = flow.commit();
  await until(flow, "working");
  await new Promise((resolve) => setTimeout(resolve, 10));
  flow.close();
  await committing;
  assert.equal(taken.count, 1);
  assert.deepEqual(
    seen.filter(({ kind }) => kind === "stopped").map(({ why }) => why),
    ["over"],
  );
});

test("at the end only the record is kept, and nothing once the flow is closed", async () => {
  const server = await makeServer();
  const { flow, connection } = await begin(server);
  await answerAll(flow);
  for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
  await flow.commit();
  await flow.send();
  assert.equal(flow.view.kind, "done");
  assert.deepEqual(flow.progress, { answered: 0, questions: 18, facts: 0 }, "no answer is left in the flow");
  assert.equal(connection.key.privateKey, null, "and no key");
  assert.match(flow.record(), /loss-bearable/, "the person's own record has the answers");
  flow.close();
  assert.deepEqual(flow.view, { kind: "stopped", why: "over" });
  assert.equal(flow.record(), undefined);
  assert.deepEqual(connection.wire.entries, []);
});

test("leaving and not sending forget too", async () => {
  for (const end of ["doNotSend", "leave"]) {
    const server = await makeServer();
    const { flow, connection } = await begin(server);
    await answerAll(flow);
    for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
    await flow.commit();
    await flow[end]();
    assert.equal(flow.progress.answered, 0, end);
    assert.equal(connection.key.privateKey, null, end);
  }
});

test("what is kept for pending steps has no claim token, and closing the page keeps the way on", async () => {
  const server = await withSteps();
  const { flow, storage, connection } = await begin(server);
  await answerAll(flow, () => null);
  await flow.commit();
  await flow.send();
  assert.equal(flow.view.kind, "step");
  const kept = await storage.load(server.session.id);
  assert.equal(JSON.parse(server.requests[0].body).token, "token", "which did leave");
  assert.equal(JSON.stringify(kept.sent).includes('token\\":\\"token'), false);
  const bytes = connection.wire.bytes;
  flow.close();
  const again = await begin(server, { storage, claimToken: undefined });
  await until(again.flow, "step");
  assert.equal(again.connection.wire.bytes, bytes, "its size still counts");
  await again.flow.confirmStep();
  assert.equal(again.flow.view.kind, "step", "and the kept key still signs");
});

/** Sends a verdict from a page that dies before it hears of it. `isPassedOn`: whether the server got the request. */
const dying = async (server, isPassedOn) => {
  let out;
  const gone = new Promise((resolve) => {
    out = resolve;
  });
  const fetch = async (address, init) => {
    if (!address.endsWith("/verdict")) return server.fetch(address, init);
    if (isPassedOn) await server.fetch(address, init);
    out();
    return new Promise(() => {});
  };
  const { flow, storage, connection } = await begin(server, { fetch });
  await answerAll(flow, calmly);
  await flow.commit();
  const { bytes } = connection.wire.entries.find(({ kind }) => kind === "verdict");
  flow.send();
  await gone;
  return { storage, bytes: connection.wire.bytes + bytes };
};

test("a page that dies before it hears that its verdict was accepted has lost nothing: the steps go on", async () => {
  const server = await withSteps();
  const { storage, bytes } = await dying(server, true);
  const again = await begin(server, { storage, claimToken: undefined });
  await until(again.flow, "step");
  assert.equal(again.connection.wire.bytes, bytes, "all that left is counted");
  assert.equal(JSON.parse(again.flow.record()).prescreen_record, 1);
  await again.flow.confirmStep();
  assert.equal(again.flow.view.kind, "step", "and the kept key signs");
});

test("a page that dies before its verdict arrived is said to have decided nothing, and nothing is kept of it", async () => {
  const server = await withSteps();
  const { storage, bytes } = await dying(server, false);
  const again = await begin(server, { storage, claimToken: undefined });
  const { why, problem } = await until(again.flow, "stopped");
  assert.deepEqual([why, problem.code], ["refused", "not-decided"]);
  assert.ok(again.connection.wire.bytes < bytes, "what did not arrive is not counted");
  assert.equal(await storage.load(server.session.id), undefined);
});

test("a verdict without steps, and one that is refused, leave nothing on the device", async () => {
  const opening = await makeServer();
  const { storage } = await dying(opening, true);
  assert.equal(await storage.load(opening.session.id), undefined);
  const server = await withSteps();
  const other = await begin(server);
  server.refuse.verdict = { status: 409, code: "class-suspended" };
  await atEnd(other.flow);
  assert.deepEqual([other.flow.view.kind, other.flow.view.why], ["stopped", "suspended"]);
  assert.equal(await other.storage.load(server.session.id), undefined);
});

const atEnd = async (flow) => {
  await answerAll(flow, calmly);
  await flow.commit();
  await flow.send();
};

test("a step whose last day has passed is over: it is said once, and nothing is kept to come back to it", async () => {
  const server = await withSteps();
  const fetch = async (address, init) => {
    const response = await server.fetch(address, init);
    if (!/\/(verdict|steps|next)$/.test(address)) return response;
    const accepted = await response.json();
    return Response.json({ ...accepted, next: accepted.next && { ...accepted.next, until: 1 } });
  };
  const { flow, storage } = await begin(server, { fetch });
  await atEnd(flow);
  assert.deepEqual([flow.view.kind, flow.view.why], ["stopped", "step-expired"]);
  assert.equal(await storage.load("s-1"), undefined);
});

test("a step that the server says is over is not asked for again", async () => {
  const server = await withSteps();
  const { flow, storage } = await begin(server);
  await atEnd(flow);
  assert.equal(flow.view.kind, "step");
  server.refuse.steps = { status: 410, code: "expired" };
  await flow.confirmStep();
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "step-expired", "expired"]);
  assert.equal(await storage.load("s-1"), undefined);
});

test("of a request without an answer it is told whether it may have arrived", async (context) => {
  const navigator = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  context.after(() => (navigator ? Object.defineProperty(globalThis, "navigator", navigator) : delete globalThis.navigator));
  const tries = [];
  const server = await makeServer();
  const { flow, connection } = await begin(server, {
    fetch: (address, init) => {
      if (!address.endsWith("/verdict") || tries.length === 0) return server.fetch(address, init);
      Object.defineProperty(globalThis, "navigator", { value: { onLine: tries.shift() }, configurable: true });
      return Promise.reject(new TypeError("failed to fetch"));
    },
    backoff: () => 1,
  });
  await answerAll(flow);
  for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
  await flow.commit();
  const told = [];
  connection.wire.listen(({ state, why, mayHaveArrived }) => state === "waiting" && told.push([why, mayHaveArrived]));
  tries.push(false, true, false);
  await flow.send();
  // Once one try may have arrived, a device that is offline later makes that no more certain.
  assert.deepEqual(told, [
    ["offline", false],
    ["unreachable", true],
    ["offline", true],
  ]);
});
