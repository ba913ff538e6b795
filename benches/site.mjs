// The pages of the site as a person waits for them: bytes and requests, first words and use on a slow line with a slow
// processor, how far things move. `node benches/site.mjs` prints it alone; it drives the example's own server.
import { fileURLToPath } from "node:url";
import { launch, openPage } from "../tests/e2e/support/browser.mjs";
import { signIn } from "../tests/e2e/support/journey.mjs";
import { openLighthouse } from "../tests/e2e/support/lighthouse.mjs";
import { startServer } from "../tests/e2e/support/server.mjs";

const PAGES = [
  "index.html",
  "assess.html",
  "shelf.html",
  "buy.html#bond-fund",
  "account.html",
  "records.html",
  "afford.html",
  "guide.html",
  "lab.html",
];

/** Slow 3G as WebPageTest has it, and a processor four times slower. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const SLOWER = 4;

/** In the page: when the first words stood there, and how far things moved in sight. */
const watch = () => {
  globalThis.watched = { words: 0, moved: 0 };
  const each = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  each("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") globalThis.watched.words = startTime;
  });
  each("layout-shift", ({ hadRecentInput, value }) => {
    if (!hadRecentInput) globalThis.watched.moved += value;
  });
};

/** One visit of a page with nothing in the cache. */
const visit = async (context, address, slow) => {
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (slow) {
    await protocol.send("Network.emulateNetworkConditions", SLOW);
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  let [bytes, requests] = [0, 0];
  protocol.on("Network.requestWillBeSent", () => {
    requests += 1;
  });
  protocol.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(watch);
  const start = performance.now();
  await page.goto(address, { waitUntil: "commit", timeout: 120_000 });
  await page.locator("main:not([aria-busy]) h1").waitFor({ timeout: 120_000 });
  const use = performance.now() - start;
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(300);
  const { words, moved } = await page.evaluate(() => globalThis.watched);
  await page.close();
  return { bytes, requests, words, use, moved };
};

/** The middle of three runs of Lighthouse, for each page: of 100, on a phone. */
const lighthouses = async (server) => {
  const { look, close } = await openLighthouse(server);
  try {
    const found = new Map();
    for (const name of PAGES) {
      const runs = [];
      for (let run = 0; run < 3; run += 1) runs.push(Math.round((await look(name)).categories.performance.score * 100));
      found.set(name, runs.sort((one, other) => one - other)[1]);
    }
    return found;
  } finally {
    await close();
  }
};

/** The table of a run. */
export async function siteTable() {
  const [browser, server] = await Promise.all([launch(), startServer()]);
  try {
    const opened = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
    await signIn(opened, "returning");
    const rows = [];
    const scores = await lighthouses(server);
    for (const name of PAGES) {
      const fast = await visit(opened.context, `${server.url}/${name}`, false);
      const slow = await visit(opened.context, `${server.url}/${name}`, true);
      rows.push({
        page: name,
        "kB on the line": (fast.bytes / 1000).toFixed(0),
        requests: fast.requests,
        "first words, slow, s": (slow.words / 1000).toFixed(1),
        "use, slow, s": (slow.use / 1000).toFixed(1),
        "layout shift, 360 px": Math.max(fast.moved, slow.moved).toFixed(3),
        "Lighthouse, performance": scores.get(name),
      });
    }
    await opened.context.close();
    return rows;
  } finally {
    await browser.close();
    await server.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await siteTable());
