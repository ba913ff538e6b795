// How long a press or a key waits until the page shows it, with this processor and with one four times slower: the longest of each
// kind, as the browser itself tells it (Event Timing, steps of 8 ms). `node benches/interactions.mjs` prints it alone.
import { fileURLToPath } from "node:url";
import { launch, openPage } from "../tests/e2e/support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, toQuestions } from "../tests/e2e/support/journey.mjs";
import { startServer } from "../tests/e2e/support/server.mjs";

const SLOWER = 4;

/** In the page: the longest wait since it was asked last. */
const watch = () => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries()) {
      if (interactionId > 0) globalThis.longest = Math.max(globalThis.longest, duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
};

/** The table of a run. */
export async function interactionsTable() {
  const [here, slow] = [await longest(1), await longest(SLOWER)];
  return here.map(({ what, ms }, n) => ({ what, "longest, ms": ms, "four times slower, ms": slow[n]?.ms }));
}

/** The longest wait of each kind of press, on a processor so many times slower. */
async function longest(times) {
  const [browser, server] = await Promise.all([launch(), startServer()]);
  const rows = [];
  const walk = async (size, steps) => {
    const visit = await openPage(browser, server.url, { locale: "en", ...size });
    const { page } = visit;
    await page.addInitScript(watch);
    const protocol = await visit.context.newCDPSession(page);
    const slower = (rate) => protocol.send("Emulation.setCPUThrottlingRate", { rate });
    const note = async (what, act) => {
      await page.evaluate(() => {
        globalThis.longest = 0;
      });
      await slower(times);
      await act();
      await page.waitForTimeout(1500);
      await slower(1);
      // Under the threshold of what the browser tells there is nothing to tell.
      rows.push({ what, ms: (await page.evaluate(() => globalThis.longest)) || "under 16" });
    };
    await steps(visit, note);
    await visit.context.close();
  };
  try {
    await walk({ width: 360, height: 740 }, async (visit, note) => {
      const { page } = visit;
      await signIn(visit, "newcomer");
      await toQuestions(visit);
      const options = page.locator("prescreen-flow fieldset.opts .opt input");
      await note("question: choose an answer", () => options.nth(1).click());
      await note("question: on to the next", () => button(visit, say(visit).next).click());
      await answerAll(visit, answers({ 17: [1], 15: [1], 14: [1], 13: [1] }));
      await note("review: confirm and see the result", () => confirm(visit));
      await page.goto(`${server.url}/shelf.html`);
      const chip = page.locator(".filter button").nth(2);
      await chip.waitFor();
      await note("shelf: a filter", () => chip.click());
    });
    await walk({ width: 360, height: 740 }, async ({ page }, note) => {
      await page.goto(`${server.url}/afford.html`);
      await page.locator(".persons label").nth(2).click();
      const fall = page.locator("#fall-by");
      await fall.waitFor();
      await fall.focus();
      await note("what I can afford: the fall, ten steps", async () => {
        for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowRight");
      });
    });
    await walk({ width: 1440, height: 900 }, async ({ page }, note) => {
      await page.goto(`${server.url}/lab.html`);
      await page.locator(".promised > details").first().waitFor({ timeout: 60_000 });
      await page.locator(".run [role=status]").filter({ hasText: "Worked out" }).waitFor({ timeout: 120_000 });
      await note("lab: open a promise", () => page.locator(".promised > details > summary").first().click());
      await page.evaluate(() => {
        for (const details of document.querySelectorAll(".promised > details")) details.open = true;
      });
      const points = page.locator("input[type=number]").first();
      await note("lab: type three digits, every promise open", async () => {
        await points.fill("");
        await points.pressSequentially("123", { delay: 200 });
      });
      const limit = page.locator(".ruler .limit").first();
      await limit.focus();
      await page.waitForTimeout(500);
      await note("lab: move a limit by five keys, every promise open", async () => {
        for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
      });
      await note("lab: search, six letters", () => page.locator("input[type=search]").first().pressSequentially("income", { delay: 100 }));
    });
    return rows;
  } finally {
    await browser.close();
    await server.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await interactionsTable());
