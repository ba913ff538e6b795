// A team's model as one signal of a pack: the file that the pack names, its row from the case, the band that it leads to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadPack, modelRow, modelScores, screen, unwrap } from "prescreen";
import { fraudScorer, init as initModels } from "prescreen/models";
import { compact } from "./support/models.mjs";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin } from "./support/walk.mjs";

const root = new URL("../../", import.meta.url).pathname;
const read = (path) => JSON.parse(readFileSync(`${root}tests/vectors/every-part/${path}`, "utf8"));
const document = read("pack.json");
await Promise.all([init(), initModels()]);
const pack = unwrap(loadPack(document));
const session = {
  id: "s-1",
  nonce: "A".repeat(43),
  audience: "https://broker.example",
  subject: "p-1",
  purpose: "account_opening",
  pack: pack.reference,
  variant: "base",
  product: null,
  profile: null,
  ...read("cases.json").default,
};
session.facts = { ...session.facts, shared_account: false };
const answers = { loss: "all", years: 5, held: ["shares"], wanted: ["bold"], when: "later" };
const noticed = (signals) => ({ answers, facts: { debts: 0 }, signals });
const bytes = compact("every-part/model.json");

test("the model that the pack names scores its row, and the score is one signal beside another", async () => {
  const scorer = unwrap(await fraudScorer(bytes, pack));
  assert.equal(scorer.model, "steady");
  for (const [variation, band] of [
    [1, "step_up"],
    [100, "step_up"],
    [120, "clear"],
    [400, "clear"],
  ]) {
    const case_ = noticed({ webdriver: true, "step-variation": variation });
    assert.deepEqual(unwrap(modelRow(pack, session, case_, "steady")), [0, variation]);
    const scores = modelScores(pack, session, case_, [scorer]);
    // 2 − 0.01 × step-variation as log-odds; the pack's rule asks for 7000 or more.
    assert.deepEqual(scores, { steady: Math.round(10_000 / (1 + Math.exp(-(2 - 0.01 * variation)))) });
    assert.equal(unwrap(screen(pack, session, { ...case_, scores })).fraud, band);
    assert.equal(unwrap(screen(pack, session, case_)).fraud, "clear", "one signal alone decides nothing");
  }
  scorer.dispose();
});

test("while a feature is unknown there is no row and no score", async () => {
  const scorer = unwrap(await fraudScorer(bytes, pack));
  const case_ = noticed({ webdriver: true });
  assert.equal(unwrap(modelRow(pack, session, case_, "steady")), null);
  assert.deepEqual(modelScores(pack, session, case_, [scorer]), {});
  assert.equal(unwrap(screen(pack, session, { ...case_, scores: { steady: 10_000 } })).fraud, "clear");
  assert.equal(modelRow(pack, session, case_, "other").error.code, "reference");
});

test("another file, and one that needs what the pack does not declare, are refused", async () => {
  const other = compact("models/lightgbm-gbdt.txt");
  const refused = await fraudScorer(other, pack);
  assert.deepEqual([refused.ok, refused.error.code], [false, "reference"]);
  const fewer = structuredClone(document);
  fewer.fraud.models[0].features = ["step-variation"];
  const undeclared = await fraudScorer(bytes, { document: fewer });
  assert.deepEqual([undeclared.ok, undeclared.error.code], [false, "reference"]);
  assert.match(undeclared.error.message, /shared_account/);
});

/** Walks `every-part` with models of the firm's record alone, which need no consent. */
const walked = async (scorers) => {
  const ofRecord = structuredClone(document);
  ofRecord.fraud.models[0].features = ["shared_account"];
  const { now, expires, ...rest } = read("cases.json").default;
  const server = await makeServer({
    document: JSON.stringify(ofRecord),
    session: { ...rest, facts: { ...rest.facts, shared_account: true } },
  });
  const { flow } = await begin(server, {}, { scorers });
  const off = flow.subscribe(({ kind }) => {
    if (kind !== "facts") return;
    off();
    flow.provide("debts", 0);
  });
  const view = await answerAll(flow, ({ id, options }) => answers[id] ?? options[0].id);
  return { server, flow, view };
};

test("a flow asks once for what scores, gives it the row, and nothing of a score leaves", async () => {
  const asked = [];
  const rows = [];
  const { server, flow, view } = await walked(async (given) => {
    asked.push(given.reference.id);
    return [
      {
        model: "steady",
        score: (row) => {
          rows.push(row);
          return { ok: true, value: 9_876 };
        },
        dispose: () => {},
      },
    ];
  });
  assert.ok(["review", "clarify"].includes(view.kind));
  assert.deepEqual([asked, rows], [["every-part"], [[1]]]);
  await flow.commit();
  if (flow.view.kind === "result") await flow.send();
  const sent = server.requests
    .map(({ body }) =>
      body
        .split(".")
        .map((part) => Buffer.from(part, "base64url").toString())
        .join(" "),
    )
    .join();
  assert.equal(/9876|scores|steady/.test(sent), false);
});

test("what scores may fail to load: nobody is held up", async () => {
  const { view } = await walked(() => Promise.reject(new Error("offline")));
  assert.ok(["review", "clarify"].includes(view.kind));
});
