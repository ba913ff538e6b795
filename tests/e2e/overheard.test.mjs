// The elements beside a script that replaces what the language brings after they were imported: it gets hold of nothing drawn.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { accessibility } from "./support/ax.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { startBroker, tenLines } from "./support/broker.mjs";
import { fromReadme } from "../install/support/readme.mjs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const watcher = read("../../pkg/test/support/overhear.mjs").replace("export const overhear", "const overhear");
const dist = new URL("../../pkg/dist/", import.meta.url);
const built = readdirSync(dist).filter((name) => /^(elements|chunk-.*)\.js$/.test(name));
const names = [
  ...new Set(built.flatMap((name) => [...read(new URL(name, dist)).matchAll(/\.([a-zA-Z_$][\w$]*)/g)].map(([, used]) => used))),
];

/** What a closed root holds, what is drawn into it, and what a flow shows: each gives answers away. */
const listen = `(() => {
  ${watcher}
  const root = Node.prototype.getRootNode;
  const inside = (value) => value instanceof Node && value !== value.ownerDocument && apply(root, value, []) instanceof ShadowRoot;
  const own = (value, name) => getOwnPropertyDescriptor(value, name)?.value;
  const is = (value) => typeof value === "object" && value !== null &&
    (inside(value) || own(value, "_$litType$") !== undefined || (own(value, "kind") === "question" && own(value, "position") !== undefined));
  globalThis.heard = overhear({ numbers: [], objects: [], public: [], is }, ${JSON.stringify(names)});
})()`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("no function that was replaced after import is given a node, a drawing or a view", async (context) => {
  const { page: site, server } = await startBroker(tenLines.replace(/^.*prescreen-done.*$/m, ""));
  const visit = await openPage(browser, site.url, { locale: "en", peek: false });
  context.after(async () => {
    await visit.context.close();
    await Promise.all([site.close(), server.stop()]);
  });
  const { page } = visit;
  await page.goto(site.url);
  await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
  const tree = await accessibility(page);
  await tree.one("button", "Continue");
  await page.evaluate(listen);
  await tree.click("button", "Continue");
  await tree.click("button", "I agree");
  await tree.click("button", "I do not agree");
  for (let number = 1; number <= 20; number += 1) {
    await tree.one("StaticText", new RegExp(`question ${number} of 20$`));
    const role = (await tree.all("radio")).length > 0 ? "radio" : "checkbox";
    const options = await tree.all(role);
    await tree.click(role, undefined, number === 17 ? 1 : Math.round((options.length - 1) / 2));
    await tree.click("button", "Continue");
  }
  for (;;) {
    await tree.one("heading", /look at again|Confirm your answers/);
    const [keep] = await tree.all("button", /are right$|It is right/);
    if (!keep) break;
    await tree.click("button", keep.name);
    await page.waitForTimeout(200);
  }
  await tree.click("button", "Confirm all answers");
  await tree.click("button", "Send");
  await tree.one("button", "Download your own record");
  const [found, calls, patched] = await page.evaluate(() => {
    globalThis.heard.stop();
    return [globalThis.heard.found(), globalThis.heard.calls(), globalThis.heard.patched];
  });
  context.diagnostic(`${patched} functions and properties replaced, ${calls} calls of them`);
  assert.ok(patched > 400);
  assert.deepEqual(found, []);
  assert.deepEqual(visit.errors, []);
});

test("what the README says cannot be kept out is so: a replaced method of the page's nodes gets the closed root", async (context) => {
  const script = fromReadme("What another script on your page can still see", "pkg/README.md", "js");
  const { page: site, server } = await startBroker();
  const visit = await openPage(browser, site.url, { locale: "en", peek: false });
  context.after(async () => {
    await visit.context.close();
    await Promise.all([site.close(), server.stop()]);
  });
  await visit.page.goto(site.url);
  const tree = await accessibility(visit.page);
  await tree.one("button", "Continue");
  await visit.page.evaluate(`{${script}}`);
  await tree.click("button", "Continue");
  await tree.one("button", "I agree");
  const [shown] = await visit.page.evaluate(() =>
    [...globalThis.roots].filter((root) => root instanceof ShadowRoot).map((root) => root.textContent),
  );
  assert.match(shown ?? "", /I agree/);
});
