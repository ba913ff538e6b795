// Lighthouse on the pages of a server, as a phone opens them.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";

/** A trace of a busy machine may lack its beginning. */
const TRIES = 3;

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

/** A browser of its own, signed in; `look` gives what Lighthouse found of a page. */
export async function openLighthouse(server) {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "prescreen-lighthouse-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
  });
  await context.request.post(`${server.url}/broker/login`, { data: { customer: "returning" } });
  return {
    look: async (address) => {
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
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
