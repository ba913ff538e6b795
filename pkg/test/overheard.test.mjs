// A script of the page that replaces what the language brings, after the package was imported: what its functions see.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { connect, createFlow, memoryStore } from "prescreen";
import { makeServer, packText } from "./support/server.mjs";
import { overhear } from "./support/overhear.mjs";

/** What the person types and chooses, none of which stands anywhere else. */
const TYPED = 987_654;
const WORTH = 912_345_678;

/** A pack with a number to type, and a fact that only the person can tell. */
const document = (record) => {
  const pack = { ...JSON.parse(packText), record };
  const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
  const item = items.find(({ id }) => id === "income");
  item.kind = "number";
  item.options = item.options.map((option, index) => ({ ...option, from: [null, 51, 201, 501][index], to: [50, 200, 500, null][index] }));
  pack.gates.find(({ id }) => id === "gate.private-am").tier = "declared";
  return JSON.stringify(pack);
};

const archive = JSON.parse(readFileSync(new URL("../../tests/vectors/verdict/sealed.json", import.meta.url), "utf8")).archive_key;

const dist = new URL("../dist/", import.meta.url);
/** Every name of a property in the built files: what a script could watch for above all objects. */
const names = () => {
  const files = readdirSync(dist).filter((name) => /^(index|chunk-.*)\.js$/.test(name));
  const read = files.flatMap((name) => [...readFileSync(new URL(name, dist), "utf8").matchAll(/\.([a-zA-Z_$][\w$]*)|^\s+(\w+):/gm)]);
  return [...new Set(read.map(([, used, made]) => used ?? made))];
};

/** The way of a person, by nothing but places and calls of the flow: all else that is called is the package's. */
const walk = async (flow) => {
  const wait = async (...kinds) => {
    for (let turn = 0; turn < 500; turn += 1) {
      for (let at = 0; at < kinds.length; at += 1) if (flow.view.kind === kinds[at]) return;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    throw new Error(`still at ${flow.view.kind}`);
  };
  for (;;) {
    const { view } = flow;
    if (view.kind === "notices") flow.next();
    else if (view.kind === "consent") flow.consent(true);
    else if (view.kind === "facts") {
      flow.provide("family_financial_assets", WORTH);
      flow.next();
    } else if (view.kind === "question") {
      const { id, kind, options } = view.item;
      if (kind === "number") flow.answer(id, TYPED);
      else flow.answer(id, kind === "multiple" ? [options[2].id, options[0].id] : options[1].id);
      flow.next();
    } else break;
  }
  for (;;) {
    await wait("clarify", "review");
    if (flow.view.kind === "review") break;
    flow.clarify(true);
  }
  await flow.commit();
  await flow.send();
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

const sealed = { sealed: { bytes: 131_072, keys: [{ id: "archive-1", from: "2020-01-01", public_key: archive.public_key }] } };

/** Goes the whole way under a watcher that has replaced everything; says how much it saw. */
const watched = async (context, record) => {
  const text = document(record);
  const session = { purpose: "purchase", product, profile: null };
  const server = await makeServer({ document: text, session });
  const connection = await connect({ ...server.options, storage: memoryStore() });
  const flow = createFlow(connection, { locale: "en" });
  const secrets = { numbers: [TYPED, WORTH], objects: [flow], public: [connection.pack.document] };
  const heard = overhear(secrets, names());
  try {
    await walk(flow);
  } finally {
    heard.stop();
  }
  assert.ok(["done", "step", "result"].includes(flow.view.kind), `${flow.view.kind} ${flow.view.problem?.code}`);
  context.diagnostic(`${heard.patched} functions and properties replaced, ${heard.calls()} calls of them`);
  assert.ok(heard.calls() > 100, "they are called: by the test's own server, if by nothing else");
  assert.deepEqual(heard.found(), []);
};

test("what replaces the language's own functions after import is given no answer", (context) => watched(context, "investor"));

test("nor is it where the record is sealed", (context) => watched(context, sealed));

test("the watcher does find an answer where there is one", () => {
  const heard = overhear({ numbers: [TYPED], objects: [], public: [] }, ["toJSON"]);
  JSON.stringify({ answers: { income: TYPED } });
  new Map([["income", TYPED]]).get("income");
  [1, TYPED].map((one) => one);
  new TextEncoder().encode(`{"income":${TYPED}}`);
  heard.stop();
  const found = heard.found().join(" ");
  for (const name of [
    "JSON.stringify",
    "Object.prototype.toJSON",
    "Map.prototype.get",
    "Array.prototype.map",
    "TextEncoder.prototype.encode",
  ]) {
    assert.ok(found.includes(name), `${name} in ${found}`);
  }
});
