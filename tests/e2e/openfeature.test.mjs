// The provider for OpenFeature in a page of Chromium, under OpenFeature's own web SDK: values at once, exposures once, and
// no request after what the page loaded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./support/browser.mjs";
import { serveFolder } from "./support/static.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sdk = (name) => `/pkg/node_modules/@openfeature/${name}/dist/esm/index.js`;
const IMPORTS = { "@openfeature/web-sdk": sdk("web-sdk"), "@openfeature/core": sdk("core") };
const PAGE = `<!doctype html><meta charset="utf-8"><title>OpenFeature</title><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>`;
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'";

const FEATURES = {
  questionnaire: {
    defaultValue: { layout: "usual" },
    rules: [{ key: "questionnaire", variations: [{ layout: "pages" }, { layout: "one" }], meta: [{ key: "pages" }, { key: "one" }] }],
  },
};

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serveFolder(root, POLICY, async (path) =>
    path === "/" ? new Response(PAGE, { headers: { "content-type": "text/html" } }) : undefined,
  );
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("people are given variants at once, each is told of once, and nothing is requested", async () => {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.evaluate(async (payload) => {
    const { init, loadFeatures, unwrap } = await import("/pkg/dist/experiment.js");
    const { PrescreenProvider } = await import("/pkg/dist/openfeature.js");
    const { OpenFeature } = await import("@openfeature/web-sdk");
    await init();
    globalThis.told = [];
    const exposed = (exposure) => globalThis.told.push(exposure);
    const tracked = (one) => globalThis.told.push(one);
    const provider = new PrescreenProvider({ features: unwrap(loadFeatures(payload)), exposed, tracked });
    await OpenFeature.setProviderAndWait(provider, {});
    globalThis.sdk = OpenFeature;
  }, FEATURES);
  const asked = server.asked.length;
  const { values, told } = await page.evaluate(async () => {
    const client = globalThis.sdk.getClient();
    const ask = () => client.getObjectDetails("questionnaire", null);
    const values = [ask()];
    for (const targetingKey of ["p-1", "张伟", "😀-2", "p-1"]) {
      await globalThis.sdk.setContext({ targetingKey });
      values.push(ask(), ask());
    }
    client.track("purchase", { value: 1 });
    return { values, told: globalThis.told };
  });
  assert.equal(server.asked.length, asked, server.asked.slice(asked).join(" "));
  const [nobody, ...people] = values;
  assert.deepEqual([nobody.value, nobody.reason], [{ layout: "usual" }, "DEFAULT"]);
  for (const { value, variant, reason } of people) assert.deepEqual([value, reason], [{ layout: variant }, "SPLIT"]);
  assert.deepEqual(people.slice(0, 2), people.slice(-2), "who comes back sees the same");
  const [purchase, ...exposures] = [told.at(-1), ...told.slice(0, -1)];
  assert.deepEqual(
    exposures.map(({ unit, variation }) => [unit, variation]),
    [["p-1", people[0].variant], ["张伟", people[2].variant], ["😀-2", people[4].variant]], // biome-ignore format: a table
  );
  assert.deepEqual(purchase, { name: "purchase", unit: "p-1", details: { value: 1 } });
  await page.close();
});
