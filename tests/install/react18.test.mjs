// The README's React code with React 18, drawn in the page and taken over from what a server rendered; the sources are those of React 19.
// Run: node --test tests/install

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { showsNotices } from "./support/expect.mjs";
import { outputOf } from "./support/output.mjs";
import { makeProject } from "./support/project.mjs";
import { fromReadme } from "./support/readme.mjs";
import { visitFlow } from "./support/visit.mjs";

const SHARED = ["tsconfig.json", "react.html", "hydrated.html", "src/react.tsx", "src/hydrated.tsx", "src/react-types.tsx"];

let project;
let site;
let wanted;
before(() => {
  const shared = SHARED.map((path) => [path, readFileSync(new URL(`vite/${path}`, import.meta.url))]);
  project = makeProject("react18", {
    ...Object.fromEntries(shared),
    "src/readme/Screening.jsx": fromReadme("React"),
    "src/readme/Typed.tsx": fromReadme("React", "pkg/README.md", "tsx"),
  });
  project.run("npm", "run", "build");
  site = join(project.folder, "dist");
  const output = outputOf(site);
  wanted = { module: `/${output.modules[0]}`, translations: output.translations.map((path) => `/${path}`) };
});
after(() => project?.remove());

test("the shipped types fit a strict project", () => {
  project.run("npm", "run", "check");
});

for (const name of ["react", "hydrated"]) {
  test(`the README's code shows the first notices (${name})`, async () => {
    showsNotices(await visitFlow(site, `/${name}.html`), wanted);
  });
}
