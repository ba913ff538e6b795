// A TypeScript project that Vite builds with the installed package, and its pages in Chromium.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nativeAssessments } from "./support/cases.mjs";
import { screensNatively, screensTranslated, showsNotices } from "./support/expect.mjs";
import { outputOf } from "./support/output.mjs";
import { makeProject } from "./support/project.mjs";
import { fromReadme, policyWithoutWasm } from "./support/readme.mjs";
import { visitFlow, visitScreening } from "./support/visit.mjs";

let project;
let site;
let output;
let wanted;
before(() => {
  project = makeProject("vite", { "src/readme/Screening.jsx": fromReadme("React"), "src/readme/Screening.vue": fromReadme("Vue") });
  project.run("npm", "run", "build");
  site = join(project.folder, "dist");
  output = outputOf(site);
  const [module] = output.modules.map((path) => `/${path}`);
  wanted = { expected: nativeAssessments(), module, translations: output.translations.map((path) => `/${path}`) };
});
after(() => project?.remove());

test("the shipped types fit a strict project", () => {
  project.run("npm", "run", "check");
});

test("the output has one module, and the translation apart from the page's own files", (t) => {
  for (const line of output.lines) t.diagnostic(line);
  assert.equal(output.modules.length, 1, String(output.modules));
  assert.ok(output.translations.length > 0);
});

test("the page screens as the native build does, with one module and no translation", async () => {
  screensNatively(await visitScreening(site, "/"), wanted);
});

test("where the policy blocks WebAssembly, the translation screens alike", async () => {
  screensTranslated(await visitScreening(site, "/", policyWithoutWasm), wanted);
});

test("a worker screens alike, with the same module", async () => {
  screensNatively(await visitScreening(site, "/worker.html"), wanted, []);
});

test("a server renders the React part without the token, and without the elements", () => {
  const rendered = project.run("node", "rendered.mjs");
  assert.match(rendered, /^<prescreen-flow[^>]*locale="en"[^>]*><\/prescreen-flow><prescreen-panel[^>]*><\/prescreen-panel>$/);
  assert.match(rendered, /class="wide"/);
  assert.doesNotMatch(rendered, /a-secret|s-1/);
});

test("what a server rendered of the README's React code shows the first notices", async () => {
  showsNotices(await visitFlow(site, "/hydrated.html"), wanted);
});

for (const name of ["react", "vue"]) {
  test(`the README's code for ${name} shows the first notices`, async () => {
    showsNotices(await visitFlow(site, `/${name}.html`), wanted);
  });
}
