// What the observation of a form costs: an event, beside a frame of a screen with 60 a second. `node benches/listeners.mjs` prints it
// alone.
import { fileURLToPath } from "node:url";
import { openListened } from "../tests/attacks/support/listened.mjs";

const ROUNDS = 3;
/** A frame, in µs. */
const FRAME = 1_000_000 / 60;

/** The table of a run: the calmest of its rounds, because other work on the machine is not the listener's. */
export async function listenersTable() {
  const { page, typeAndMove, close } = await openListened();
  try {
    await page.evaluate(() => globalThis.begin());
    await typeAndMove();
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.evaluate(() => Object.assign(globalThis.held, { calls: 0, time: 0 }));
      await typeAndMove();
      rounds.push(await page.evaluate(() => (globalThis.held.time / globalThis.held.calls) * 1000));
    }
    const each = Math.min(...rounds);
    return [{ what: "an event that is observed", µs: each.toFixed(1), "of a frame": `${((each / FRAME) * 100).toFixed(2)}%` }];
  } finally {
    await close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await listenersTable());
