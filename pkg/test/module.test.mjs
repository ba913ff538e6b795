import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const read = (path) => readFileSync(new URL(`../../packs/${path}`, import.meta.url), "utf8");
const packText = read("cn-securities.json");
const node = (...code) =>
  execFileSync(process.execPath, ["--input-type=module", "-e", code.join("\n")], {
    encoding: "utf8",
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });

const prelude = `
  import { readFileSync } from "node:fs";
  const text = readFileSync("../packs/cn-securities.json", "utf8");
  const answers = (pack) => Object.fromEntries(pack.document.questionnaire.sections.flatMap(({ items }) => items).map((item) => [item.id, item.kind === "multiple" ? [item.options[1].id] : item.options[1].id]));
  const session = (pack) => ({ id: "s", nonce: "A".repeat(43), audience: "http://a.test", subject: "p", purpose: "account_opening", pack: pack.reference, variant: "base", now: 1795400000, expires: 1795403600, product: null, profile: null, facts: { birth_date: "1988-04-09", civil_capacity: true } });
`;

test("importing does nothing, in Node too", () => {
  const said = node(
    `const before = Object.getOwnPropertyNames(globalThis).length;`,
    `for (const entry of ["prescreen", "prescreen/elements", "prescreen/server", "prescreen/worker"]) await import(entry);`,
    `console.log(Object.getOwnPropertyNames(globalThis).length === before, typeof window);`,
  );
  assert.equal(said.trim(), "true undefined");
});

test("nothing works before init, and says so", () => {
  const said = node(`import { loadPack } from "prescreen"; console.log(JSON.stringify(loadPack("{}")));`);
  assert.equal(JSON.parse(said).error.code, "not-started");
});

test("init is memoised and reads the file in Node", async () => {
  const { init } = await import("prescreen");
  assert.equal(init(), init());
  assert.deepEqual(await init(), { engine: "wasm" });
});

test("a pack that is wrong is an answer with a place", async () => {
  const { init, loadPack } = await import("prescreen");
  await init();
  const unknown = loadPack({ ...JSON.parse(packText), extra: 1 });
  assert.equal(unknown.ok, false);
  assert.equal(unknown.error.code, "unknown-field");
  assert.equal(unknown.error.at, "/extra");
  assert.equal(loadPack(packText.replace('"prescreen": 1', '"prescreen": 1, "prescreen": 1')).error?.code, "repeated-key");
});

test("an error about a case repeats nothing of it", async () => {
  const { init, loadPack, screen } = await import("prescreen");
  await init();
  const pack = loadPack(packText).value;
  const screened = screen(pack, { id: 1 }, '{"answers": {"my-secret": NaN}}');
  assert.equal(screened.ok, false);
  assert.equal(screened.outcome, "refer");
  assert.equal(JSON.stringify(screened).includes("secret"), false);
});

test("after a trap: refer for that call, the next one works with the same pack", () => {
  const said = node(
    prelude,
    `const real = WebAssembly.instantiate;`,
    `let trap = false;`,
    `WebAssembly.instantiate = async (module, imports) => {`,
    `  const instance = await real(module, imports);`,
    `  const exports = { ...instance.exports, sitting_screen: (...inputs) => { if (trap) throw new WebAssembly.RuntimeError("unreachable"); return instance.exports.sitting_screen(...inputs); } };`,
    `  return { instance: { exports }, module };`,
    `};`,
    `const { init, loadPack, screen } = await import("prescreen");`,
    `await init();`,
    `const pack = loadPack(text).value;`,
    `const run = () => screen(pack, session(pack), { answers: answers(pack), facts: {} });`,
    `const before = run();`,
    `trap = true;`,
    `const trapped = run();`,
    `const after = run();`,
    `console.log(JSON.stringify([before.ok, trapped.error.code, trapped.outcome, JSON.stringify(after) === JSON.stringify(before)]));`,
  );
  assert.deepEqual(JSON.parse(said), [true, "trapped", "refer", true]);
});

test("without WebAssembly, or where a policy blocks it, the translation gives the same result", () => {
  const run = (before) =>
    JSON.parse(
      node(
        prelude,
        before,
        `const { init, loadPack, screen } = await import("prescreen");`,
        `const started = await init();`,
        `const pack = loadPack(text).value;`,
        `console.log(JSON.stringify([started, pack.hash, screen(pack, session(pack), { answers: answers(pack), facts: {} })]));`,
      ),
    );
  const [started, ...wasm] = run("");
  assert.deepEqual(started, { engine: "wasm" });
  const [missing, ...translated] = run("delete globalThis.WebAssembly;");
  assert.deepEqual(missing, { engine: "js", blocked: "no-webassembly" });
  assert.deepEqual(translated, wasm);
  const [blocked] = run(
    `await fetch("data:,"); WebAssembly.compile = async () => { throw new WebAssembly.CompileError("Refused to compile WebAssembly because 'unsafe-eval' is not allowed by the Content Security Policy"); };`,
  );
  assert.deepEqual(blocked, { engine: "js", blocked: "csp-blocked" });
});

test("assignment is no part of the investor's module: experiments have one of their own", () => {
  const names = (file) => readFileSync(new URL(`../dist/${file}_bg.wasm`, import.meta.url)).toString("latin1");
  const [investor, experiment] = [names("prescreen"), names("prescreen_experiment")];
  // Fields that whoever reads features has to look for, by the names that the SDKs give them.
  const fields = ["hashVersion", "bucketVersion", "minBucketVersion", "fallbackAttribute", "parentConditions", "savedGroups"];
  assert.deepEqual(
    fields.filter((name) => !experiment.includes(name)),
    [],
    "the module of experiments looks for each",
  );
  assert.deepEqual(
    fields.filter((name) => investor.includes(name)),
    [],
  );
});
