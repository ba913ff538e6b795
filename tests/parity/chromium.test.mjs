// The package's module in a page of headless Chromium, under the project's policy, against the native digests.
// Run: cargo test --test parity, then node --test tests/parity

import assert from "node:assert/strict";
import { relative } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../e2e/support/browser.mjs";
import { serveFolder } from "../e2e/support/static.mjs";
import { built, compare, root } from "./compare.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const PAGE = '<!doctype html><meta charset="utf-8"><title>Parity</title>';
const top = fileURLToPath(root);

const server = await serveFolder(top, POLICY, async (path) =>
  path === "/" ? new Response(PAGE, { headers: { "content-type": "text/html" } }) : undefined,
);
const browser = await launch();
after(async () => {
  await browser.close();
  await server.close();
});

const page = await browser.newPage();
await page.goto(server.url);
const started = await page.evaluate(
  async (entry) => {
    globalThis.prescreen = await import(entry);
    globalThis.parity = await import("/tests/parity/cases.mjs");
    globalThis.packs = new Map();
    return globalThis.prescreen.init();
  },
  `/${relative(top, fileURLToPath(built))}/index.js`,
);
assert.deepEqual(started, { engine: "wasm" });

compare("WebAssembly in Chromium", (file, range) =>
  page.evaluate(
    async ([file, range]) => {
      const { prescreen, parity, packs } = globalThis;
      if (!packs.has(file)) packs.set(file, prescreen.unwrap(prescreen.loadPack(await (await fetch(`/${file}`)).text())));
      const pack = packs.get(file);
      return parity.digests(pack.document, pack.hash, range, (session, given) => prescreen.screen(pack, session, given));
    },
    [file, range],
  ),
);
