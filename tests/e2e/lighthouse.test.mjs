// What Lighthouse says of the pages on a phone: accessibility and best practices at least 95 of 100, and nothing that moves. How fast
// it finds them is as fast as the machine is that day: a benchmark tells it, and bytes and requests have their budgets.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openLighthouse } from "./support/lighthouse.mjs";
import { startServer } from "./support/server.mjs";

const LEAST = 0.95;

let server;
let opened;
before(async () => {
  server = await startServer();
  opened = await openLighthouse(server);
});
after(async () => {
  await opened?.close();
  await server?.stop();
});

for (const address of ["index.html", "assess.html", "shelf.html", "account.html"])
  test(`Lighthouse on ${address}`, async (t) => {
    const lhr = await opened.look(address);
    assert.equal(lhr.runtimeError, undefined);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score]));
    t.diagnostic(JSON.stringify(scores));
    const low = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary");
    assert.ok(scores.accessibility >= LEAST && scores["best-practices"] >= LEAST, low.map(({ id }) => id).join(" "));
    assert.ok(lhr.audits["cumulative-layout-shift"].numericValue < 0.05);
  });
