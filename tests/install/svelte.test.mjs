// The README's Svelte code, built by Vite.
// Run: node --test tests/install

import { join } from "node:path";
import { after, before, test } from "node:test";
import { showsNotices } from "./support/expect.mjs";
import { outputOf } from "./support/output.mjs";
import { makeProject } from "./support/project.mjs";
import { fromReadme } from "./support/readme.mjs";
import { visitFlow } from "./support/visit.mjs";

let project;
let site;
before(() => {
  project = makeProject("svelte", { "src/readme/Screening.svelte": fromReadme("Svelte") });
  project.run("npm", "run", "build");
  site = join(project.folder, "dist");
});
after(() => project?.remove());

test("the README's code is in order by the project's own check", () => {
  project.run("npm", "run", "check");
});

test("the README's code shows the first notices", async () => {
  const { modules, translations } = outputOf(site);
  showsNotices(await visitFlow(site, "/"), { module: `/${modules[0]}`, translations: translations.map((path) => `/${path}`) });
});
