// The investor's module in a page of headless Chromium, under the project's policy, against the native digests.
// Run: cargo test --test parity, then node --test tests/parity

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
await page.evaluate(
  async (folder) => {
    globalThis.module = await import(`${folder}/prescreen.js`);
    globalThis.parity = await import("/tests/parity/cases.mjs");
    globalThis.packs = new Map();
    await globalThis.module.default({ module_or_path: `${folder}/prescreen_bg.wasm` });
  },
  `/${relative(top, fileURLToPath(built))}`,
);

compare("WebAssembly in Chromium", (file, range) =>
  page.evaluate(
    async ([file, range]) => {
      const { module, parity, packs } = globalThis;
      if (!packs.has(file)) packs.set(file, parity.screener(module, await (await fetch(`/${file}`)).text()));
      const { document, hash, screen } = packs.get(file);
      return parity.digests(document, hash, range, screen);
    },
    [file, range],
  ),
);
