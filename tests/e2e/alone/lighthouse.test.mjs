// What Lighthouse says of the pages on a phone: each category at least 95 of 100.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pass } from "node:timers/promises";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { startServer } from "../support/server.mjs";

const LEAST = 0.95;
/** What else runs here counts in every measure of time: a machine of which less than this is idle says nothing of how fast a page is. */
const IDLE = 0.8;
/** The part of the processors' time in which nothing ran, over two seconds. */
const idle = async () => {
  const read = () =>
    cpus().reduce(([free, all], { times }) => [free + times.idle, all + Object.values(times).reduce((a, b) => a + b)], [0, 0]);
  const [[freeBefore, allBefore], [free, all]] = [read(), await pass(2000).then(read)];
  return (free - freeBefore) / (all - allBefore);
};
/** A trace of a busy machine may lack its beginning. */
const TRIES = 3;

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

let server;
let profile;
let context;
let port;
before(async () => {
  [server, port] = await Promise.all([startServer(), freePort()]);
  profile = mkdtempSync(join(tmpdir(), "prescreen-lighthouse-"));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
  });
  await context.request.post(`${server.url}/broker/login`, { data: { customer: "returning" } });
});
after(async () => {
  await context?.close();
  await server?.stop();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

/** One run; a trace without its beginning is made again. */
const look = async (address) => {
  let lhr;
  for (let tried = 0; tried < TRIES && (lhr === undefined || lhr.runtimeError); tried += 1) {
    ({ lhr } = await lighthouse(`${server.url}/${address}`, {
      port,
      logLevel: "silent",
      onlyCategories: ["performance", "accessibility", "best-practices"],
      disableStorageReset: true,
    }));
  }
  return lhr;
};

const performanceOf = ({ categories }) => categories.performance.score ?? 0;

for (const address of ["index.html", "assess.html", "shelf.html", "account.html"])
  test(`Lighthouse on ${address}`, async (t) => {
    let calm = (await idle()) >= IDLE;
    let lhr = await look(address);
    if (calm && performanceOf(lhr) < LEAST) {
      // A single run says what else the machine did: Lighthouse's own advice is the median of several.
      const runs = [lhr, await look(address), await look(address)];
      [, lhr] = runs.sort((one, other) => performanceOf(one) - performanceOf(other));
      calm = (await idle()) >= IDLE;
    }
    assert.equal(lhr.runtimeError, undefined);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score]));
    t.diagnostic(`${JSON.stringify(scores)}${calm ? "" : "; the machine is too busy to judge performance"}`);
    const low = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary");
    assert.ok(scores.accessibility >= LEAST && scores["best-practices"] >= LEAST, low.map(({ id }) => id).join(" "));
    assert.ok(lhr.audits["cumulative-layout-shift"].numericValue < 0.05);
    if (calm) assert.ok(scores.performance >= LEAST, JSON.stringify(lhr.audits.metrics.details.items[0]));
  });
