// What is sent, how much of it, and what is there before a script runs; that nothing moves in sight while a page comes.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { launch, openPage } from "./support/browser.mjs";
import { signIn } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The answer as it crosses the wire. */
const get = (path, headers = {}) =>
  new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    })
      .on("error", reject)
      .end();
  });

/** Addresses that a page of the site names. */
const named = async (page, pattern) => [...new Set((await get(page)).body.toString().match(pattern))];

test("files and packs are compressed as a browser asks, with headers that caches can rely on", async () => {
  const [module] = await named("/shelf.html", /\/assets\/prescreen_bg-[^"]+\.wasm/g);
  const [script] = await named("/shelf.html", /\/assets\/shelf-[^"]+\.js/g);
  const { hash } = JSON.parse((await get("/packs/current/cn-securities")).body);
  const pack = `/packs/${hash}.json`;
  for (const path of ["/index.html", script, module, pack]) {
    const plain = await get(path);
    assert.equal(plain.headers["content-encoding"], undefined, path);
    for (const [coding, opened, most] of [
      ["br", brotliDecompressSync, 0.62],
      ["gzip", gunzipSync, 0.65],
    ]) {
      const sent = await get(path, { "accept-encoding": coding });
      assert.equal(sent.headers["content-encoding"], coding, path);
      assert.match(sent.headers.vary, /accept-encoding/i, path);
      assert.equal(sent.headers["content-type"], plain.headers["content-type"]);
      assert.equal(sent.headers["cache-control"], plain.headers["cache-control"]);
      assert.ok(opened(sent.body).equals(plain.body), path);
      assert.ok(sent.body.length < plain.body.length * most, `${path} ${coding}: ${sent.body.length} of ${plain.body.length}`);
    }
    const none = await get(path, { "accept-encoding": "identity;q=1, br;q=0, gzip;q=0" });
    assert.equal(none.headers["content-encoding"], undefined, path);
  }
  // Which encoding it was sent in does not change what it is.
  const { etag } = (await get(script, { "accept-encoding": "br" })).headers;
  assert.match(etag, /^W\/"/);
  const again = await get(script, { "accept-encoding": "gzip", "if-none-match": etag });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
});

test("an answer that is one person's own is not compressed, and one that is everybody's is", async () => {
  const body = JSON.stringify({ customer: "returning" });
  const login = await fetch(`${server.url}/broker/login`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const cookie = login.headers.get("set-cookie").split(";")[0];
  const encoding = async (address) => (await get(address, { "accept-encoding": "br, gzip", cookie })).headers["content-encoding"];
  for (const own of ["/broker/me", "/broker/tickets"]) assert.equal(await encoding(own), undefined, own);
  for (const same of ["/broker/customers", "/broker/products"]) assert.equal(await encoding(same), "br", same);
});

const pages = [
  "index.html",
  "assess.html",
  "shelf.html",
  "buy.html#star",
  "apply.html#star",
  "account.html",
  "records.html",
  "afford.html",
  "guide.html",
];

for (const locale of ["en", "zh-CN"])
  test(`the heading is there before any module (${locale})`, async (context) => {
    const visit = await openPage(browser, server.url, { locale, width: 360, height: 740 });
    context.after(() => visit.context.close());
    await visit.context.route(/\/assets\/.*\.js$/, (route) => route.abort());
    for (const address of pages) {
      await visit.page.goto("about:blank");
      await visit.page.goto(`${server.url}/${address}`);
      const heading = visit.page.locator("h1");
      await heading.waitFor();
      assert.match((await heading.innerText()).trim(), locale === "en" ? /^[A-Z][\x20-\x7e’]+$/ : /^[^a-zA-Z]+$/, address);
      assert.equal(await visit.page.locator(".mast .brand").isVisible(), true);
    }
  });

/** How far things moved in sight, as browsers count it. */
const shifts = () => {
  globalThis.moved = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) globalThis.moved.push({ value, at: sources.map(({ node }) => node?.className || node?.nodeName).join(" ") });
  }).observe({ type: "layout-shift", buffered: true });
};

for (const [width, height] of [
  [360, 740],
  [1440, 900],
])
  for (const locale of ["en", "zh-CN"])
    test(`nothing moves in sight while a page comes (${width} × ${height}, ${locale})`, async (context) => {
      const visit = await openPage(browser, server.url, { locale, width, height });
      context.after(() => visit.context.close());
      const { page } = visit;
      await signIn(visit, "returning");
      // Each answer comes late, and after the one before.
      await visit.context.route(/\/broker\/|\/packs\/|\.wasm$/, async (route) => {
        await new Promise((late) => setTimeout(late, 150));
        await route.continue();
      });
      await visit.context.addInitScript(shifts);
      const wrong = [];
      for (const address of pages) {
        await page.goto("about:blank");
        await page.goto(`${server.url}/${address}`);
        await page.locator("main:not([aria-busy]) h1").waitFor();
        await page.waitForTimeout(200);
        const moved = await page.evaluate(() => globalThis.moved);
        const sum = moved.reduce((all, { value }) => all + value, 0);
        context.diagnostic(`${address} ${width} ${locale}: ${sum.toFixed(4)}`);
        if (sum >= 0.05) wrong.push(`${address}: ${sum.toFixed(3)} ${JSON.stringify(moved)}`);
      }
      assert.deepEqual(wrong, []);
    });

test("the shelf costs at most 268 kB, headers and all, and the module is asked for once, at once", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
  context.after(() => visit.context.close());
  await signIn(visit, "returning");
  const page = await visit.context.newPage();
  const protocol = await visit.context.newCDPSession(page);
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  const asked = [];
  const early = [];
  let bytes = 0;
  protocol.on("Network.requestWillBeSent", ({ request: { url }, initiator: { type } }) => {
    asked.push(new URL(url).pathname);
    if (type === "parser") early.push(new URL(url).pathname);
  });
  protocol.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${server.url}/shelf.html`);
  await page.locator("main:not([aria-busy]) h1").waitFor();
  await page.waitForLoadState("networkidle");
  context.diagnostic(`${bytes} bytes in ${asked.length} requests`);
  assert.ok(bytes < 268_000, `${bytes} bytes`);
  assert.ok(asked.length <= 20, asked.join(" "));
  const modules = asked.filter((path) => path.endsWith(".wasm"));
  assert.equal(modules.length, 1, modules.join(" "));
  // The document itself asks for what its script would ask for later, once each.
  for (const path of [modules[0], "/broker/me", "/broker/products"]) {
    assert.ok(early.includes(path), path);
    assert.equal(asked.filter((one) => one === path).length, 1, path);
  }
});

test("a page that screens nothing by itself is drawn without the module", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
  context.after(() => visit.context.close());
  await signIn(visit, "returning");
  const page = await visit.context.newPage();
  // It never comes.
  await page.route(/\.wasm$/, () => undefined);
  for (const [name, acts] of [
    ["assess", "main .go button"],
    ["account", "main .actions"],
  ]) {
    await page.goto(`${server.url}/${name}.html`);
    await page.locator("main:not([aria-busy]) h1").waitFor();
    await page.locator(acts).first().waitFor();
  }
});
