// The listeners in a real browser: in a closed shadow root, and only between start and stop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openListened } from "./support/listened.mjs";

let listened;
before(async () => {
  listened = await openListened();
});
after(() => listened?.close());

test("nothing is listened to before the start, and nothing after the stop", async () => {
  const { page, typeAndMove, typed } = listened;
  await typeAndMove();
  assert.equal(await page.evaluate(() => globalThis.held.added), 0);
  await page.evaluate(() => globalThis.begin());
  await typeAndMove();
  const { keys, "pointer-moves": moves } = await page.evaluate(() => globalThis.observation.signals());
  assert.equal(keys, typed.length, "in a closed shadow root that lets no event out");
  assert.ok(moves > 20, `${moves} moves`);

  await page.evaluate(() => globalThis.observation.stop());
  assert.ok((await page.evaluate(() => globalThis.held.added)) > 10);
  const stopped = await page.evaluate(() => ({ ...globalThis.held }));
  assert.equal(stopped.removed, stopped.added);
  await typeAndMove();
  assert.equal(await page.evaluate(() => globalThis.held.calls), stopped.calls);
  assert.deepEqual(await page.evaluate(() => globalThis.observation.signals()), {}, "and everything is forgotten");
});
