// A broker's page on an origin of its own, with the README's ten lines and policy, and the real server on another.
// Run: CHROMIUM=/usr/bin/chromium node --test tests/e2e/elsewhere.test.mjs

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { policy, SCREENING_SERVER } from "../install/support/readme.mjs";
import { html, startBroker, tenLines } from "./support/broker.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { serveFolder } from "./support/static.mjs";

const dist = fileURLToPath(new URL("../../pkg/dist", import.meta.url));

let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser.close());

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
  const properties = [
    "askToLeave",
    "base",
    "claimToken",
    "found",
    "guarded",
    "scorers",
    "serverKeys",
    "session",
    "shadow",
    "texts",
    "unsaved",
    "unsent",
  ];
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
  // Whoever builds the page reads in its console what is wrong and what to do.
  assert.match(visited.errors.join(" "), /there is no session: pass the id that the firm's back end got .*missing-field at \/session/);
});

test("whoever builds a page on this machine reads that its other name is another origin", async (context) => {
  const { page, server } = await startBroker();
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await Promise.all([page.close(), server.stop()]);
  });
  // The server knows the page at 127.0.0.1.
  const here = page.url.replace("127.0.0.1", "localhost");
  const told = visited.page.waitForEvent("console", (message) => message.text().startsWith("prescreen: "));
  await visited.page.goto(here);
  const said = (await told).text();
  assert.ok(said.startsWith(`prescreen: ${server.screening} does not answer this page`) && said.endsWith(`--page-origin ${here}`), said);
});

for (const [locale, title, reload] of [
  ["en", "This session was opened elsewhere", "Load this page again"],
  ["zh-CN", "这次会话是在别处打开的", "重新打开本页"],
])
  test(`a session that another tab claimed has a button that begins anew (${locale})`, async (context) => {
    const { page, server } = await startBroker(tenLines, locale);
    const first = await openPage(browser, page.url, { peek: false });
    const second = await openPage(browser, page.url);
    context.after(async () => {
      await Promise.all([first.context.close(), second.context.close()]);
      await Promise.all([page.close(), server.stop()]);
    });
    const opened = first.page.waitForResponse(/\/my\/session$/);
    assert.equal(await firstWord(first, page.url), "notices");
    const json = await (await opened).json();
    await second.page.route("**/my/session", (route) => route.fulfill({ json }), { times: 1 });
    assert.equal(await firstWord(second, page.url), "already-claimed");
    await second.page.getByRole("heading", { name: title }).waitFor();
    await second.page.getByRole("button", { name: reload, exact: true }).click();
    // The page gets a session of its own.
    assert.equal(await (await second.page.waitForFunction(() => globalThis.said)).jsonValue(), "notices");
  });

test("a page that a server rendered starts from what stands in the element, and the token does not stay", async (context) => {
  const rendered = `
    import "/elements.js";
    const opened = await (await fetch("/my/session", { method: "POST" })).json();
    const given = JSON.stringify({ ...opened, base: "https://screening.example", guarded: true });
    document.querySelector("main").innerHTML = \`<prescreen-flow><script type="application/json">\${given}</script></prescreen-flow>\`;
    globalThis.token = opened.claim_token;
    globalThis.words = [];
    for (const name of ["prescreen-step", "prescreenstep"])
      addEventListener(name, ({ detail }) => globalThis.words.push(name + " " + detail.stage));`;
  const { page, server } = await startBroker(rendered);
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await Promise.all([page.close(), server.stop()]);
  });
  assert.equal(await firstWord(visited, page.url), "notices");
  const [html, token, words] = await visited.page.evaluate(() => [document.documentElement.outerHTML, globalThis.token, globalThis.words]);
  assert.equal(html.includes(token), false);
  assert.deepEqual(words, ["prescreen-step notices", "prescreenstep notices"]);
  assert.deepEqual(visited.errors, []);
});

test("what stands in the element and is no JSON is named at the start", async (context) => {
  const broken = `
    import "/elements.js";
    document.querySelector("main").innerHTML = '<prescreen-flow><script type="application/json">{ session</script></prescreen-flow>';`;
  const { page, server } = await startBroker(broken);
  const visited = await openPage(browser, page.url, { peek: false });
  context.after(async () => {
    await visited.context.close();
    await Promise.all([page.close(), server.stop()]);
  });
  assert.equal(await firstWord(visited, page.url), "syntax");
  assert.match(visited.errors.join(" "), /holds no JSON object: write the answer that opened the session.*syntax at \/script/);
});
