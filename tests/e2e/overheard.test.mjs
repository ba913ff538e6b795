// The elements beside a script that replaces what the language brings after they were imported: it gets hold of nothing drawn.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { accessibility } from "./support/ax.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { startBroker } from "./support/broker.mjs";
import { allFromReadme } from "../install/support/readme.mjs";

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
  const inside = (value) => {
    try {
      return value instanceof Node && value !== value.ownerDocument && apply(root, value, []) instanceof ShadowRoot;
    } catch {
      return false; // a prototype, which is no node
    }
  };
  const own = (value, name) => getOwnPropertyDescriptor(value, name)?.value;
  const is = (value) => typeof value === "object" && value !== null &&
    (inside(value) || own(value, "_$litType$") !== undefined || (own(value, "kind") === "question" && own(value, "position") !== undefined));
  globalThis.heard = overhear({ numbers: [], objects: [], public: [], is }, ${JSON.stringify(names)}, globalThis.imported);
})()`;

/** Imports the built files once more, and keeps what they give: each function and object, and what instances of it inherit. */
const importAgain = async (files) => {
  globalThis.imported = {};
  for (const file of files) {
    for (const [name, value] of Object.entries(await import(`/${file}`))) {
      if ((typeof value !== "object" && typeof value !== "function") || value === null) continue;
      globalThis.imported[`${file} ${name}`] = value;
      if (value.prototype && value.prototype !== Object.prototype) globalThis.imported[`${file} ${name}.prototype`] = value.prototype;
    }
  }
  return Object.keys(globalThis.imported).length;
};

/** Where a module's memory, or what has it, can be reached from what was imported: by its members, however deep. */
const memories = () => {
  const kinds = [WebAssembly.Memory, WebAssembly.Instance, WebAssembly.Table];
  const seen = new Set([globalThis]);
  const found = [];
  const look = (value, path) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    const buffer = value instanceof ArrayBuffer ? value : ArrayBuffer.isView(value) ? value.buffer : undefined;
    if (kinds.some((kind) => value instanceof kind) || buffer?.byteLength >= 65_536) found.push(path);
    for (const key of Reflect.ownKeys(value)) {
      const { value: inside, get } = Object.getOwnPropertyDescriptor(value, key);
      look(inside, `${path}.${String(key)}`);
      try {
        if (get) look(get.call(value), `${path}.${String(key)}`);
      } catch {
        // It asks for an instance.
      }
    }
  };
  for (const [name, value] of Object.entries(globalThis.imported)) look(value, name);
  return found;
};

let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser.close());

test("no function that was replaced after import is given a node, a drawing or a view", async (context) => {
  const { page: site, server } = await startBroker();
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
  const again = await page.evaluate(importAgain, built);
  assert.ok(again > 30, `${again} things to take hold of`);
  assert.deepEqual(await page.evaluate(memories), []);
  await page.evaluate(listen);
  await tree.click("button", "Continue");
  await tree.click("button", "I agree");
  await tree.click("button", "I do not agree");
  for (let number = 1; number <= 18; number += 1) {
    await tree.one("StaticText", new RegExp(`question ${number} of 18$`));
    const role = (await tree.all("radio")).length > 0 ? "radio" : "checkbox";
    const options = await tree.all(role);
    await tree.click(role, undefined, Math.round((options.length - 1) / 2));
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
  await tree.one("button", "Save your record");
  const [found, calls, patched] = await page.evaluate(() => {
    globalThis.heard.stop();
    return [globalThis.heard.found(), globalThis.heard.calls(), globalThis.heard.patched];
  });
  context.diagnostic(`${patched} functions and properties replaced, ${calls} calls of them`);
  assert.ok(patched > 400);
  assert.deepEqual(found, []);
  assert.deepEqual(visit.errors, []);
});

/** What the README says gets through, in its order: when it is run, and what it got. */
const through = [
  {
    what: "a script that selects everything reads what is shown",
    run: "shown",
    got: () => globalThis.selected,
    is: /Consent to process sensitive personal information/,
  },
  { what: "a capturing listener gets where the person touched", run: "first", got: () => globalThis.touched.flat().join(" "), is: /^\d/ },
  {
    what: "a script that ran before the package gets the roots",
    run: "before",
    got: () => [...globalThis.roots].map((root) => root.textContent).join(" "),
    is: /I agree/,
  },
  {
    what: "a replaced method of the page's nodes gets the closed root",
    run: "first",
    got: () => [...globalThis.roots].filter((root) => root instanceof ShadowRoot).map((root) => root.textContent)[0] ?? "",
    is: /I agree/,
  },
];
const scripts = allFromReadme("What another script on your page can still see", "pkg/README.md", "js");

test("the README has as many scripts that get through as are run here", () => assert.equal(scripts.length, through.length));

for (const [at, { what, run, got, is }] of through.entries()) {
  test(`what the README says cannot be kept out is so: ${what}`, async (context) => {
    const script = `{${scripts[at]}}`;
    const { page: site, server } = await startBroker();
    const visit = await openPage(browser, site.url, { locale: "en", peek: false });
    context.after(async () => {
      await visit.context.close();
      await Promise.all([site.close(), server.stop()]);
    });
    if (run === "before") await visit.context.addInitScript(script);
    await visit.page.goto(site.url);
    const tree = await accessibility(visit.page);
    await tree.one("button", "Continue");
    if (run === "first") await visit.page.evaluate(script);
    await tree.click("button", "Continue");
    await tree.one("button", "I agree");
    if (run === "shown") await visit.page.evaluate(script);
    assert.match(await visit.page.evaluate(got), is);
  });
}
