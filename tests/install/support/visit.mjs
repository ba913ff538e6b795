// Opens a page of a served folder in Chromium and says what came of it. Takes the folder and the page's address;
// gives what the page left in `globalThis.seen`, the files it asked for and what went wrong in it.

import { launch, openPage } from "../../e2e/support/browser.mjs";
import { policy as usual } from "./readme.mjs";
import { serve } from "./serve.mjs";

const SOON = { timeout: 20_000 };

/** Remembers the stages that the element tells of. */
const rememberStages = () => {
  globalThis.stages = [];
  addEventListener("prescreen-step", ({ detail }) => globalThis.stages.push(detail.stage));
  addEventListener("prescreen-error", ({ detail }) => globalThis.stages.push(detail.code));
};

const visit = async (folder, path, policy, wait) => {
  const [server, browser] = await Promise.all([serve(folder, policy), launch()]);
  try {
    const visited = await openPage(browser, server.url, { peek: false });
    await visited.page.addInitScript(rememberStages);
    await visited.page.goto(server.url + path);
    const seen = await wait(visited.page).catch((error) => {
      throw new Error(`${path}: ${error.message}\nthe page said: ${visited.errors.join("\n")}\nit asked for: ${server.asked.join(" ")}`);
    });
    return { seen, asked: server.asked, errors: visited.errors };
  } finally {
    await browser.close();
    await server.close();
  }
};

/** What a page that screens by itself found. */
export const visitScreening = (folder, path, policy = usual) =>
  visit(folder, path, policy, async (page) => (await page.waitForFunction(() => globalThis.seen, null, SOON)).jsonValue());

/** The first stages of a page that shows the element. */
export const visitFlow = (folder, path, policy = usual) =>
  visit(folder, path, policy, async (page) =>
    (await page.waitForFunction(() => globalThis.stages.length > 0 && globalThis.stages, null, SOON)).jsonValue(),
  );
