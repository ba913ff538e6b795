// Projects that esbuild and Rollup build, which leave the module's address as it is written: with the README's lines they ship it.
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
let expected;
before(() => {
  project = makeProject("bundlers", { "src/readme/module.js": fromReadme("esbuild and Rollup") });
  site = join(project.folder, "public");
  expected = nativeAssessments();
});
after(() => project?.remove());

test("the shipped types fit a strict project, the module's address too", () => {
  project.run("npm", "run", "check");
});

for (const bundler of ["esbuild", "rollup"]) {
  test(`${bundler} ships one module, which screens as the native build does`, async (t) => {
    project.run("npm", "run", bundler);
    const output = outputOf(join(site, bundler));
    for (const line of output.lines) t.diagnostic(line);
    assert.equal(output.modules.length, 1, String(output.modules));
    const wanted = {
      expected,
      module: `/${bundler}/${output.modules[0]}`,
      translations: output.translations.map((path) => `/${bundler}/${path}`),
    };
    screensNatively(await visitScreening(site, `/${bundler}-screen.html`), wanted);
    screensTranslated(await visitScreening(site, `/${bundler}-screen.html`, policyWithoutWasm), wanted);
    showsNotices(await visitFlow(site, `/${bundler}-flow.html`), wanted);
  });
}
