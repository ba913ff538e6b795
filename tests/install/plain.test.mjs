// A page without a bundler that loads the installed package's own files, under the README's policy.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nativeAssessments } from "./support/cases.mjs";
import { screensNatively, screensTranslated, showsNotices } from "./support/expect.mjs";
import { outputOf } from "./support/output.mjs";
import { makeProject } from "./support/project.mjs";
import { fromReadme, policyWithoutWasm, SCREENING_SERVER, scriptOf } from "./support/readme.mjs";
import { visitFlow, visitScreening } from "./support/visit.mjs";

const DIST = "node_modules/prescreen/dist";

const example = (name) => readFileSync(new URL(`../../examples/page/${name}`, import.meta.url), "utf8");

let project;
let wanted;
before(() => {
  const script = scriptOf(fromReadme("Ten lines"));
  assert.ok(script.includes(SCREENING_SERVER));
  project = makeProject("plain", {
    "index.html":
      '<!doctype html><meta charset="utf-8"><title>Ten lines</title><main></main><script type="module" src="ten-lines.js"></script>',
    "example.html": example("index.html"),
    "page.js": example("page.js"),
    "ten-lines.js": script.replace(SCREENING_SERVER, ""),
  });
  wanted = { expected: nativeAssessments(), module: `/${DIST}/prescreen_bg.wasm`, translations: [`/${DIST}/prescreen.wasm2js.js`] };
});
after(() => project?.remove());

test("the package installs alone, without a dependency", (t) => {
  const installed = readdirSync(join(project.folder, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed, ["prescreen"]);
  for (const line of outputOf(join(project.folder, DIST)).lines.filter((line) => /\.(js|wasm):/.test(line))) t.diagnostic(line);
});

test("a page screens as the native build does, with one module and no translation", async () => {
  screensNatively(await visitScreening(project.folder, "/screen.html"), wanted);
});

test("where the policy blocks WebAssembly, the translation screens alike", async () => {
  screensTranslated(await visitScreening(project.folder, "/screen.html", policyWithoutWasm), wanted);
});

test("a worker screens alike, with the same module", async () => {
  screensNatively(await visitScreening(project.folder, "/worker.html"), wanted, []);
});

test("the README's ten lines show the first notices", async () => {
  showsNotices(await visitFlow(project.folder, "/"), wanted);
});

test("the example page shows the first notices", async () => {
  showsNotices(await visitFlow(project.folder, "/example.html"), wanted);
});
