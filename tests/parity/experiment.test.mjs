// The package's entry for experiments in Node and in Chromium, as WebAssembly and as the JavaScript in its place: GrowthBook's
// shared cases, and what the command line says of the people who are compared with the official SDK beside this file.
// Run: cargo build --package prescreen-cli, the package's build, then node --test tests/parity/experiment.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../e2e/support/browser.mjs";
import { serveFolder } from "../e2e/support/static.mjs";
import { allCases, COUNTS, linesOf } from "../../pkg/test/support/growthbook.mjs";
import { assigned } from "./assigned.mjs";
import { drawn, FEATURES } from "./people.mjs";

const root = new URL("../../", import.meta.url);
const PEOPLE = 10_000;
const PAGE = '<!doctype html><meta charset="utf-8"><title>Experiments</title>';
const vectors = (name) => JSON.parse(readFileSync(new URL(`tests/vectors/growthbook/${name}.json`, root), "utf8"));
const groups = { ...vectors("assignment"), ...vectors("eval-condition") };

const browser = await launch();
after(() => browser.close());

/** A host: what comes of the cases, and of so many people. */
const HOSTS = {
  Node: { engine: "wasm", people: PEOPLE },
  Chromium: { engine: "wasm", people: PEOPLE, policy: "script-src 'self' 'wasm-unsafe-eval'" },
  "Chromium, without WebAssembly": { engine: "js", people: 1000, policy: "script-src 'self'" },
};

const inNode = async ({ people }) => {
  const door = await import(new URL("pkg/dist/experiment.js", root));
  const { engine } = await door.init();
  return { engine, cases: allCases(door, groups), lines: linesOf(door, FEATURES, drawn(people)) };
};

const inPage = async ({ people, policy }, context) => {
  const server = await serveFolder(fileURLToPath(root), `default-src 'none'; ${policy}; connect-src 'self'`, async (path) =>
    path === "/" ? new Response(PAGE, { headers: { "content-type": "text/html" } }) : undefined,
  );
  context.after(server.close);
  const page = await browser.newPage();
  context.after(() => page.close());
  await page.goto(server.url);
  return page.evaluate(
    async ([groups, people]) => {
      const door = await import("/pkg/dist/experiment.js");
      const { allCases, linesOf } = await import("/pkg/test/support/growthbook.mjs");
      const { drawn, FEATURES } = await import("/tests/parity/people.mjs");
      const { engine } = await door.init();
      return { engine, cases: allCases(door, groups), lines: linesOf(door, FEATURES, drawn(people)) };
    },
    [groups, people],
  );
};

for (const [name, host] of Object.entries(HOSTS)) {
  test(`${name}: the shared cases, and ${host.people} people as the command line has them`, async (context) => {
    const { engine, cases, lines } = await (host.policy ? inPage(host, context) : inNode(host));
    assert.equal(engine, host.engine);
    for (const [group, count] of Object.entries(COUNTS)) assert.equal(cases.filter((one) => one.group === group).length, count, group);
    for (const { group, name, found, expected } of cases) assert.deepEqual(found, expected, `${group}: ${name}`);
    const said = assigned(FEATURES, drawn(host.people));
    assert.equal(lines.length, said.length);
    for (const [n, line] of lines.entries()) assert.deepEqual(line, said[n], `line ${n + 1}`);
  });
}
