// The guide's steps as they stand: from an empty folder, with the example's three files, to what the back end reads for itself.
// Run: node --test tests/install

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage } from "../e2e/support/browser.mjs";
import { answerAll, answers, button, confirm, say, throughNotices } from "../e2e/support/journey.mjs";
import { binary, start } from "../e2e/support/server.mjs";
import { makeProject } from "./support/project.mjs";

const example = (name) => readFileSync(new URL(`../../examples/page/${name}`, import.meta.url), "utf8");
const packs = fileURLToPath(new URL("../../packs", import.meta.url));

/** A port that is free now: the screening server has to know the page's origin before the page is served. */
const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

let project;
let screening;
let back;
before(async () => {
  const files = ["index.html", "page.js", "server.mjs"];
  project = makeProject("plain", Object.fromEntries(files.map((name) => [name, example(name)])));
  const port = await freePort();
  const data = join(project.folder, "prescreen-data");
  const serve = [
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--packs",
    packs,
    "--serve-unapproved-packs",
    "--page-origin",
    `http://127.0.0.1:${port}`,
    "--data",
    data,
  ];
  screening = await start(binary(), serve, process.env, project.folder);
  const env = { ...process.env, SCREENING: screening.url, PORT: String(port), NODE_OPTIONS: "" };
  back = await start(process.execPath, ["server.mjs"], env, project.folder);
});
after(async () => {
  await back?.stop();
  await screening?.stop();
  project?.remove();
});

test("the example's three files come from an empty folder to a class that the back end read itself", async () => {
  const browser = await launch();
  try {
    const visit = await openPage(browser, back.url, { locale: "en" });
    await visit.page.goto(back.url);
    await throughNotices(visit);
    await answerAll(visit, answers());
    await confirm(visit);
    await button(visit, say(visit).send).click();
    await button(visit, "Continue").click();
    await visit.page.getByRole("heading", { name: "Leave without your record?" }).waitFor();
    await button(visit, "Leave").click();
    await visit.page.waitForURL(/\/account$/);
    assert.match(await visit.page.locator("body").innerText(), /^Account open, class C[1-5]\. The receipt is the server's\.$/);
    assert.deepEqual(visit.errors, []);
  } finally {
    await browser.close();
  }
});

test("what is no file of the page is not served", async () => {
  for (const path of [
    "/server.mjs",
    "/prescreen-data/host-credential",
    "/node_modules/prescreen/dist/../package.json",
    "/%2e%2e/package.json",
  ]) {
    assert.equal((await fetch(back.url + path)).status, 404, path);
  }
});
