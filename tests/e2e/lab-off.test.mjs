// A site for an investor's origin is built without the lab and the experiments desk: no page, no file of them, no link to them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";

const www = fileURLToPath(new URL("../../www/", import.meta.url));
let browser;
let server;
let site;
before(async () => {
  site = mkdtempSync(join(tmpdir(), "prescreen-site-"));
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--outDir", site, "--emptyOutDir", "--logLevel", "error"], {
    cwd: www,
    env: { ...process.env, PRESCREEN_SITE_LAB: "off" },
  });
  [browser, server] = await Promise.all([launch(), startServer({ site })]);
});
after(async () => {
  await browser.close();
  await server.stop();
  rmSync(site, { recursive: true, force: true });
});

test("neither of them is there", async () => {
  for (const address of ["lab.html", "lab", "experiment.html", "experiment"])
    assert.equal((await fetch(`${server.url}/${address}`)).status, 404, address);
  const files = readdirSync(site, { recursive: true }).map(String);
  assert.deepEqual(
    files.filter((file) => /(^|\/)(lab|preview|experiment)|prescreen_(lab|experiment)/.test(file)),
    [],
  );
  // The words of their headings, and their addresses.
  const said = files
    .filter((file) => /\.(js|html)$/.test(file))
    .filter((file) =>
      /这个规则包，对所有可能的申请人意味着什么|实验台：方案、试算与报告|(?:lab|experiment)\.html/.test(
        readFileSync(join(site, file), "utf8"),
      ),
    );
  assert.deepEqual(said, []);
});

test("no page links to them, and the guide is whole without it", async () => {
  for (const locale of ["zh-CN", "en"]) {
    const visit = await openPage(browser, server.url, { locale });
    for (const address of ["index.html", "guide.html", "shelf.html", "account.html", "records.html", "afford.html"]) {
      await visit.page.goto(`${server.url}/${address}`);
      await visit.page.locator("main:not([aria-busy]) h1").waitFor();
      assert.equal(await visit.page.locator("a[href*='lab'], a[href*='experiment']").count(), 0, address);
    }
    await visit.page.goto(`${server.url}/guide.html`);
    const contents = await visit.page
      .locator(".contents a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href").slice(1)));
    for (const id of contents) assert.equal(await visit.page.locator(`#${id}`).count(), 1, id);
    assert.ok(!contents.includes("teams"));
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  }
});
