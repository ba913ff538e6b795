// The custom-elements manifest says all that the elements have, and nothing that they do not.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const pkg = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(`${pkg}dist/custom-elements.json`, "utf8"));
const declared = (tag) => manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
const names = (list = []) => list.map(({ name }) => name).sort();

const program = ts.createProgram([`${pkg}dist/types/elements.d.ts`], { lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], skipLibCheck: true });
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(`${pkg}dist/types/elements.d.ts`)));
const typeOf = (name) => checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(exported.find((symbol) => symbol.name === name)));

/** Properties of an element's type that it does not have from the browser. */
const properties = (name) =>
  checker
    .getPropertiesOfType(typeOf(name))
    .filter(({ declarations }) => declarations.some((one) => one.getSourceFile().fileName.startsWith(`${pkg}dist/types/element/`)))
    .map((symbol) => symbol.name)
    .filter((symbol) => !symbol.includes("#"))
    .sort();

const source = (file) => readFileSync(`${pkg}src/element/${file}`, "utf8");
const partsIn = (text) => [...text.matchAll(/\bpart="([^"]+)"/g)].flatMap(([, parts]) => parts.split(" "));

test("every property of an element stands in the manifest", () => {
  assert.deepEqual(names(declared("prescreen-flow").members), properties("PrescreenFlowElement"));
  assert.deepEqual(names(declared("prescreen-panel").members), properties("PrescreenPanelElement"));
  assert.ok(properties("PrescreenFlowElement").includes("scorers"));
});

test("every event stands in the manifest", () => {
  const events = checker.getPropertiesOfType(typeOf("PrescreenEvents")).map(({ name }) => name);
  assert.deepEqual(names(declared("prescreen-flow").events), events.sort());
});

test("every part that is drawn stands in the manifest, and no part is on an option", () => {
  const views = ["scene.ts", ...readdirSync(`${pkg}src/element/views`).map((file) => `views/${file}`)];
  assert.deepEqual(names(declared("prescreen-flow").cssParts), [...new Set(views.map(source).flatMap(partsIn))].sort());
  assert.deepEqual(partsIn(source("panel-element.ts")), []);
  assert.doesNotMatch(source("views/question.ts"), /<(input|label|fieldset)[^>]*\bpart=/);
});

test("every attribute and every custom property of the host stands in the manifest", () => {
  const own = new Set(source("styles/tokens.css").match(/--[\w-]+(?=:)/g));
  const attributes = {
    "prescreen-flow": ["base", "elder", "locale", "onward", "phone", "session", "theme"],
    "prescreen-panel": ["elder", "locale", "theme"],
  };
  for (const tag of Object.keys(attributes)) {
    assert.deepEqual(names(declared(tag).attributes), attributes[tag]);
    assert.deepEqual(names(declared(tag).cssProperties), [...own].sort());
  }
});

test("everything in the manifest is explained", () => {
  for (const { tagName, description, members, attributes, events = [], cssParts = [] } of manifest.modules[0].declarations) {
    assert.ok(description, tagName);
    for (const one of [...members, ...attributes, ...events, ...cssParts]) assert.ok(one.description, `${tagName} ${one.name}`);
  }
});

test("the manifest names files that are shipped", () => {
  const { customElements } = JSON.parse(readFileSync(`${pkg}package.json`, "utf8"));
  assert.equal(customElements, "dist/custom-elements.json");
  for (const { path } of manifest.modules) assert.ok(readFileSync(pkg + path));
});
