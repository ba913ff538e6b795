// A JavaScript project that webpack builds for production with the installed package, and its pages in Chromium.
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
  // The repository's own ten lines are for a page with a bundler, and for the server's own origin.
  project = makeProject("webpack", {
    "src/ten-lines.js": fromReadme("Ten lines into your page", "README.md", "js"),
    "public/ten-lines.html":
      '<!doctype html><meta charset="utf-8"><title>Ten lines</title><main></main><script src="built/ten-lines.js" defer></script>',
  });
  project.run("npm", "run", "build");
  site = join(project.folder, "public");
  output = outputOf(join(site, "built"));
  const [module] = output.modules.map((path) => `/built/${path}`);
  wanted = { expected: nativeAssessments(), module, translations: output.translations.map((path) => `/built/${path}`) };
});
after(() => project?.remove());

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

test("the repository's ten lines show the first notices", async () => {
  showsNotices(await visitFlow(site, "/ten-lines.html"), wanted);
});
