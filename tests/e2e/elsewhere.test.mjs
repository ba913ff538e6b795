// A broker's page on an origin of its own, with the README's ten lines and policy, and the real server on another.
// Run: CHROMIUM=/usr/bin/chromium node --test tests/e2e/elsewhere.test.mjs

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fromReadme, policy, SCREENING_SERVER, scriptOf } from "../install/support/readme.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { serveFolder } from "./support/static.mjs";

const dist = fileURLToPath(new URL("../../pkg/dist", import.meta.url));
const html = '<!doctype html><meta charset="utf-8"><title>Broker</title><main></main><script type="module" src="/ten-lines.js"></script>';
const tenLines = scriptOf(fromReadme("Ten lines")).replace("/node_modules/prescreen/dist/", "/");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The broker: its page, and its back end, which opens the session and hands on the keys. */
async function startBroker(script = tenLines) {
  const screening = {};
  const back = {
    "/": () => new Response(html, { headers: { "content-type": "text/html" } }),
    "/ten-lines.js": () =>
      new Response(script.replace(SCREENING_SERVER, screening.url), { headers: { "content-type": "text/javascript" } }),
    "/my/session": async () => {
      const opened = await fetch(`${screening.url}/v1/sessions`, {
        method: "POST",
        headers: { authorization: `Bearer ${screening.credential}`, "content-type": "application/json" },
        body: JSON.stringify({
          subject: "customer-1",
          purpose: "account_opening",
          pack: "cn-securities",
          audience: page.url,
          facts: { birth_date: "1990-05-17" },
        }),
      });
      const { keys } = await (await fetch(`${screening.url}/.well-known/prescreen-keys.json`)).json();
      return Response.json({ ...(await opened.json()), server_keys: keys });
    },
  };
  const page = await serveFolder(
    dist,
    () => policy.replaceAll(SCREENING_SERVER, screening.url),
    async (path) => back[path]?.(),
  );
  const server = await startServer({ pageOrigin: page.url });
  Object.assign(screening, { url: server.screening, credential: server.credential() });
  return { page, server };
}

/** The first stage that goes on, or the error, that the element tells of. */
const firstWord = async (visited, url) => {
  await visited.page.addInitScript(() => {
    addEventListener("prescreen-step", ({ detail: { stage } }) => {
      if (stage !== "stopped") globalThis.said ??= stage;
    });
    addEventListener("prescreen-error", ({ detail }) => {
      globalThis.said ??= detail.code;
    });
  });
  await visited.page.goto(url);
  return (await visited.page.waitForFunction(() => globalThis.said, null, { timeout: 20_000 })).jsonValue();
};

test("the flow starts on a page of an origin that the server was told of", async (context) => {
  const { page, server } = await startBroker();
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await Promise.all([page.close(), server.stop()]);
  });
  assert.equal(await firstWord(visited, page.url), "notices");
  assert.deepEqual(visited.errors, []);
});

test("what is set before the elements are defined counts, and nothing of an element gives away what it draws", async (context) => {
  const [first, ...rest] = tenLines.split("\n").filter((line) => line.trim() !== "");
  assert.match(first, /^\s*import "\/elements\.js";$/);
  const { page, server } = await startBroker([...rest, 'await import("/elements.js");'].join("\n"));
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await Promise.all([page.close(), server.stop()]);
  });
  assert.equal(await firstWord(visited, page.url), "notices");
  const [own, inherited, root] = await visited.page.evaluate(() => {
    const flow = document.querySelector("prescreen-flow");
    const names = [];
    for (let from = Object.getPrototypeOf(flow); from !== HTMLElement.prototype; from = Object.getPrototypeOf(from)) {
      names.push(...Reflect.ownKeys(from).map(String));
    }
    return [Reflect.ownKeys(flow).map(String), [...new Set(names)].sort(), flow.shadowRoot];
  });
  assert.deepEqual([own, root], [[], null]);
  const callbacks = ["attributeChangedCallback", "connectedCallback", "disconnectedCallback"];
  const properties = ["base", "claimToken", "scorers", "serverKeys", "session", "shadow", "texts"];
  assert.deepEqual(inherited, [...callbacks, "constructor", ...properties].sort());
});

test("a page that got no session says so instead of waiting", async (context) => {
  const page = await serveFolder(dist, policy.replaceAll(SCREENING_SERVER, ""), async (path) => {
    if (path === "/") return new Response(html, { headers: { "content-type": "text/html" } });
    if (path === "/ten-lines.js") return new Response(tenLines, { headers: { "content-type": "text/javascript" } });
    return path === "/my/session" ? Response.json({ problem: "the back end of this test opens none" }) : undefined;
  });
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await page.close();
  });
  assert.equal(await firstWord(visited, page.url), "missing-field");
});
