// Arguments of another kind than a call takes: a failure that says which and of what kind, no exception and no restart.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { packText } from "./support/server.mjs";

/** Modules that were started after the first: each is a restart. */
let restarts = 0;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct: (of, inputs) => {
    restarts += 1;
    return new of(...inputs);
  },
});

const api = await import("prescreen");
const { countingGrade, filledDocument, init, loadPack, open, screen, screening, unwrap } = api;
const lab = await import("prescreen/lab");
const engines = await Promise.all([init(), lab.init()]);
assert.deepEqual(engines, [{ engine: "wasm" }, { engine: "wasm" }], "what counts restarts is asked");
restarts = 0;

const pack = unwrap(loadPack(packText));
const session = {
  id: "s",
  nonce: "A".repeat(43),
  audience: "http://a.test",
  subject: "p",
  purpose: "account_opening",
  pack: pack.reference,
  variant: "base",
  now: 1795400000,
  expires: 1795403600,
  product: null,
  profile: null,
  facts: { birth_date: "1988-04-09", civil_capacity: true },
};
const items = pack.document.questionnaire.sections.flatMap((section) => section.items);
const answers = Object.fromEntries(
  items.map(({ id, kind, options }) => [id, kind === "multiple" ? [options[1].id] : kind === "number" ? 1 : options[1].id]),
);
const of = unwrap(screening(pack, session, { answers }));

const SECRET = "what a person said";
const thrower = () => {
  throw new Error(SECRET);
};
const cyclic = { said: SECRET };
cyclic.self = cyclic;
const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** No JSON text comes of these. */
const UNWRITABLE = {
  "a cycle": cyclic,
  "a big integer": { said: SECRET, scores: 5n },
  "a big integer alone": 5n,
  "a getter that throws": {
    get said() {
      return thrower();
    },
  },
  "a getter that throws as if the stack were full": {
    get said() {
      throw new RangeError(SECRET);
    },
  },
  "a getter that throws what throws": {
    get said() {
      throw new Proxy({}, { get: thrower, getPrototypeOf: thrower });
    },
  },
  "a proxy that throws": new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower }),
  "a revoked proxy": revoked.proxy,
  "an object without JSON": { toJSON: () => undefined },
  undefined: undefined,
  "a symbol": Symbol(SECRET),
  "a function": () => SECRET,
};

/** No text, in ways that differ for whoever takes one for a text. */
const NO_TEXT = {
  undefined: undefined,
  null: null,
  "a number": 5,
  "a big integer": 5n,
  "a symbol": Symbol(SECRET),
  "an object": {},
  "a list": ["x"],
};

/** No pack, nor an object that has what is asked of one. */
const NO_PACK = {
  undefined: undefined,
  null: null,
  "a text": packText,
  "an object": {},
  "a heir": Object.create(pack),
  "a proxy": new Proxy(pack, {}),
  ...UNWRITABLE,
};

const refused = (answered, at) => {
  const { ok, error, outcome } = answered;
  assert.deepEqual([ok, error?.code, outcome], [false, "type", "refer"], JSON.stringify(answered));
  if (at !== undefined) assert.equal(error.at, at);
  assert.deepEqual([typeof error.message, typeof error.help], ["string", "string"]);
  assert.notEqual(error.message, "");
  assert.ok(!JSON.stringify(answered).includes(SECRET), "nothing of the argument is repeated");
};

/** Calls with each value: a failure at the place, and not one restart. */
const each = (values, call, at) => {
  const before = restarts;
  for (const [name, value] of Object.entries(values)) {
    let answered;
    assert.doesNotThrow(() => {
      answered = call(value);
    }, name);
    refused(answered, at);
  }
  assert.equal(restarts, before, "the module runs on");
};

test("a document that JSON cannot hold is a failure", () => {
  each(UNWRITABLE, (value) => loadPack(value), "/source");
  each(UNWRITABLE, (value) => screen(pack, value, { answers }), "/session");
  each(UNWRITABLE, (value) => screen(pack, session, value), "/case");
  each(UNWRITABLE, (value) => screening(pack, value, { answers }), "/session");
  each(UNWRITABLE, (value) => screening(pack, session, value), "/case");
  each(UNWRITABLE, (value) => api.check(pack, session, value), "/case");
  each(UNWRITABLE, (value) => api.modelRow(pack, session, value, "steady"), "/case");
  each(UNWRITABLE, (value) => of.withScores(value), "/scores");
  each({ "a big integer": { steady: 5n } }, (value) => of.withScores(value), "/scores");
  assert.match(loadPack(undefined).error.message, /^expected .*, found undefined$/);
  assert.match(loadPack(cyclic).error.message, /^expected .*, found an object that cannot$/);
});

test("a document of another form is a failure of the module's reader", () => {
  each({ "a number": 5, null: null, "a list": [], true: true }, (value) => screen(pack, session, value));
  each({ "a number": 5, null: null, "a list": [] }, (value) => loadPack(value));
});

test("what is no pack is a failure", () => {
  each(NO_PACK, (value) => screen(value, session, { answers }));
  each(NO_PACK, (value) => screening(value, session, { answers }));
  each(NO_PACK, (value) => of.shadow(value));
  each(NO_PACK, (value) => filledDocument(value, "x", "en", { class: "", grade: "", product: "" }));
  each(NO_PACK, (value) => countingGrade(value, { issuer_grade: "R1", seller_grade: "R1" }));
  assert.equal(screen(undefined, session, { answers }).error.at, "/pack");
  assert.equal(of.shadow(undefined).error.at, "/other");
  for (const shadow of [{}, 5, packText]) refused(screen(pack, session, { answers }, { shadow }), "/options/shadow");
  for (const options of [null, revoked.proxy]) refused(screen(pack, session, { answers }, options), "/options");
});

test("what is no text is a failure", () => {
  each(NO_TEXT, (value) => open(value), "/jws");
  each(NO_TEXT, (value) => of.modelRow(value), "/model");
  const fills = { class: "C1", grade: "R1", product: "P" };
  each(NO_TEXT, (value) => filledDocument(pack, value, "en", fills), "/id");
  each(NO_TEXT, (value) => filledDocument(pack, "x", value, fills), "/locale");
  for (const name of Object.keys(fills))
    each(NO_TEXT, (value) => filledDocument(pack, "x", "en", { ...fills, [name]: value }), `/fills/${name}`);
  for (const value of [undefined, null, revoked.proxy]) refused(filledDocument(pack, "x", "en", value), "/fills");
  for (const value of [undefined, null, revoked.proxy]) refused(countingGrade(pack, value), "/product");
  refused(filledDocument(pack, "x", "en", {}), "/fills/class");
  refused(countingGrade(pack, {}), "/product/issuer_grade");
});

test("a locale that is no text is the pack's first", () => {
  for (const value of Object.values({ ...NO_TEXT, ...UNWRITABLE })) {
    assert.equal(pack.locale(value), pack.document.locales[0]);
    assert.equal(pack.text(value, value), undefined);
  }
});

test("the teams' entry does not throw either, and is not started again", () => {
  const before = restarts;
  const own = unwrap(lab.loadPack(packText));
  for (const value of Object.values(UNWRITABLE)) {
    for (const answered of [lab.loadPack(value), lab.proveUnder(own, value)]) {
      assert.ok(!answered.ok && answered.error.code !== "trapped", JSON.stringify(answered));
      assert.ok(!JSON.stringify(answered).includes(SECRET));
    }
  }
  refused(lab.prove({}), "/pack");
  refused(lab.prove(pack), "/pack");
  assert.equal(restarts, before);
  own.dispose();
});

test("a screening that refused an argument is still there", () => {
  assert.equal(unwrap(of.brief()).class, unwrap(screen(pack, session, { answers })).class);
  of.dispose();
});

/** What a program in a process of its own prints, as JSON. */
const node = (...code) =>
  JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", code.join("\n")], {
      encoding: "utf8",
      cwd: fileURLToPath(new URL("..", import.meta.url)),
    }),
  );

test("a trap of the translation starts it again, and an argument does not", () => {
  // `sitting_screen` runs into the translation's own way to stop.
  const loader = `
    export const load = async (url, context, next) => {
      const loaded = await next(url, context);
      if (!url.endsWith("/prescreen.wasm2js.js")) return loaded;
      const source = String(loaded.source);
      const [, abort] = /function ([\\w$]+)\\(\\)\\{throw new Error\\("abort"\\)\\}/.exec(source);
      const stopping = source.replace(/sitting_screen:([\\w$]+)/, (_, run) => \`sitting_screen:(...inputs)=>globalThis.trap?\${abort}():\${run}(...inputs)\`);
      return { ...loaded, source: stopping.replace(/export default function [\\w$]+\\([\\w$]+\\)\\{/, "$&globalThis.starts=(globalThis.starts??0)+1;") };
    };`;
  const [engine, before, wrong, trapped, after, starts] = node(
    `import { register } from "node:module";`,
    `register("data:text/javascript," + encodeURIComponent(${JSON.stringify(loader)}));`,
    `delete globalThis.WebAssembly;`,
    `const { init, loadPack, screen } = await import("prescreen");`,
    `const { engine } = await init();`,
    `const pack = loadPack((await import("./test/support/server.mjs")).packText).value;`,
    `const session = { ...${JSON.stringify(session)}, pack: pack.reference };`,
    `const run = (given = { answers: ${JSON.stringify(answers)} }) => screen(pack, session, given);`,
    `const before = run();`,
    `const wrong = run(5n);`,
    `const first = globalThis.starts;`,
    `globalThis.trap = true;`,
    `const trapped = run();`,
    `globalThis.trap = false;`,
    `const after = run();`,
    `console.log(JSON.stringify([engine, before, wrong.error.code, trapped.error.code, after, [first, globalThis.starts]]));`,
  );
  assert.equal(before.ok, true);
  assert.deepEqual([engine, wrong, trapped, after], ["js", "type", "trapped", before]);
  assert.deepEqual(starts, [1, 2]);
});

test("a model's bytes and a probability are of their kinds, or the answer says what was found", async () => {
  const models = await import("prescreen/models");
  await models.init();
  for (const value of [undefined, null, 1, "bytes", {}, [], Symbol("s"), new ArrayBuffer(3)]) {
    refused(models.loadModel(value), "/bytes");
    refused(await models.fraudScorer(value, pack), "/bytes");
    if (typeof value !== "number") refused(models.basisPoints(value), "/probability");
  }
  assert.match(models.loadModel("bytes").error.message, /^expected bytes, as a Uint8Array, found a text$/);
});

test("what is no object of arguments is answered, in Node too", async () => {
  const server = await import("prescreen/server");
  for (const call of ["verify", "verifyReceipt", "verifyTicket", "nextAttempt", "profileOnFile"]) {
    for (const value of [undefined, null, 1, "text"]) {
      const answered = await server[call](value);
      assert.deepEqual([answered.ok, answered.error.code, answered.outcome], [false, "type", "refer"], `${call}(${value})`);
    }
  }
  const { fieldText } = await import("prescreen/fields");
  for (const value of [undefined, null, 1, {}]) assert.equal(fieldText(value, "en"), undefined);
});

test("the README tells every code that the package gives of its own, and what to do", () => {
  const files = readdirSync(new URL("../src", import.meta.url), { recursive: true }).filter((name) => name.endsWith(".ts"));
  const sources = files.map((name) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8")).join("\n");
  const given = [...sources.matchAll(/failure\(\s*"([a-z-]+)"|code: "([a-z-]+)"/g)].map(([, called, thrown]) => called ?? thrown);
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, codes] = readme.split("### Codes");
  assert.ok(given.length > 8);
  for (const code of new Set(given)) assert.match(codes, new RegExp(`^\\| \`${code}\` \\| [^|]+ \\| [^|]+ \\|$`, "m"), code);
});
