// The README's Angular code, built and type-checked by Angular's own command line.
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
  project = makeProject("angular", { "src/readme/screening.ts": fromReadme("Angular") });
  // Templates are checked strictly: a wrong input or a call that is not there would fail here.
  project.run("npm", "run", "build");
  site = join(project.folder, "dist");
});
after(() => project?.remove());

test("the README's code shows the first notices", async () => {
  const { modules } = outputOf(site);
  showsNotices(await visitFlow(site, "/"), { module: `/${modules[0]}` });
});
