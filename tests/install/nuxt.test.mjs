// The README's Vue code in Nuxt, which renders it on a server first.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { showsNotices } from "./support/expect.mjs";
import { outputOf } from "./support/output.mjs";
import { makeProject } from "./support/project.mjs";
import { fromReadme, policyWithInline } from "./support/readme.mjs";
import { visitFlow } from "./support/visit.mjs";

let project;
let site;
before(() => {
  project = makeProject("nuxt", { "app/readme/Screening.vue": fromReadme("Vue") });
  project.run("npm", "run", "build");
  site = join(project.folder, ".output/public");
});
after(() => project?.remove());

test("the shipped types fit the project", () => {
  project.run("npm", "run", "check");
});

test("the server renders both elements", () => {
  const page = readFileSync(join(site, "index.html"), "utf8");
  assert.match(page, /<prescreen-flow[^>]*><\/prescreen-flow><prescreen-panel[^>]*><\/prescreen-panel>/);
});

test("the README's code shows the first notices", async () => {
  const { modules, translations } = outputOf(site);
  assert.equal(modules.length, 1, String(modules));
  const wanted = { module: `/${modules[0]}`, translations: translations.map((path) => `/${path}`) };
  const visited = await visitFlow(site, "/", policyWithInline);
  // Nuxt also fetches ahead what a page names.
  showsNotices({ ...visited, asked: [...new Set(visited.asked)] }, wanted);
});
