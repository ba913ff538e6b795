// Mistakes of whoever builds the page: named when they are made, and nothing of the person's is changed, sent or counted by them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, memoryStore } from "prescreen";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin, until } from "./support/walk.mjs";

test("a commitment before the consents is refused, and no attempt is counted", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  for (const { items } of flow.connection.pack.document.questionnaire.sections)
    for (const item of items) flow.answer(item.id, item.kind === "multiple" ? [item.options[0].id] : item.options[0].id);
  for (const name of ["commit", "send", "confirmStep"]) {
    assert.throws(() => flow[name](), { code: "out-of-place", at: `/${name}` });
    assert.equal(flow.view.kind, "notices");
  }
  flow.next();
  assert.throws(() => flow.next(), { code: "out-of-place", message: /the consent \w+ is required/ });
  assert.equal(flow.view.kind, "consent");
  assert.deepEqual(
    server.requests.map(({ path }) => path.split("/").pop()).filter((name) => name === "commit"),
    [],
  );
  await answerAll(flow);
  for (; flow.view.kind === "clarify"; await until(flow, "clarify", "review")) flow.clarify(true);
  await flow.commit();
  assert.equal(flow.view.kind, "result", "the right order still goes");
});

test("keys of the server may be the whole document; what holds none is refused before anything is asked", async () => {
  const server = await makeServer();
  const storage = memoryStore();
  for (const serverKeys of [[], {}, "key", [{}], { keys: [] }, [{ kty: "EC", x: 1, y: 2 }]]) {
    await assert.rejects(connect({ ...server.options, storage, serverKeys }), { code: "type", at: "/serverKeys" });
  }
  assert.deepEqual(server.requests, []);
  const serverKeys = [server.keys[0]];
  const connection = await connect({ ...server.options, storage, serverKeys: { keys: serverKeys } });
  assert.deepEqual(connection.serverKeys, serverKeys);
});
