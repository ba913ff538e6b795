// A page whose form is observed in a closed shadow root that lets no event out, and that counts what the module listens to.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../../e2e/support/static.mjs";
import { launchPlain } from "./launch.mjs";

const PAGE = `<!doctype html><meta charset="utf-8"><div id="host"></div><script type="module" src="page.js"></script>`;
// What the package takes at import is counted, so this runs before.
const COUNT = `
export const held = { added: 0, removed: 0, calls: 0, time: 0 };
export const add = EventTarget.prototype.addEventListener;
const remove = EventTarget.prototype.removeEventListener;
const wrappers = new Map();
// The driver listens too: the module's listener is known by wasm-bindgen's own mark.
const ofModule = (listener) => typeof listener?._wbg_cb_unref === "function";
EventTarget.prototype.addEventListener = function (type, listener, options) {
  if (!ofModule(listener)) return add.call(this, type, listener, options);
  held.added += 1;
  if (!wrappers.has(listener)) wrappers.set(listener, (event) => {
    const start = performance.now();
    listener(event);
    held.time += performance.now() - start;
    held.calls += 1;
  });
  return add.call(this, type, wrappers.get(listener), options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  if (!ofModule(listener)) return remove.call(this, type, listener, options);
  held.removed += 1;
  return remove.call(this, type, wrappers.get(listener), options);
};
`;
const SCRIPT = `
import { add, held } from "./count.js";
import { init, observe } from "./dist/index.js";
const root = document.getElementById("host").attachShadow({ mode: "closed" });
root.innerHTML = '<p style="height:300px"></p><input autofocus><button>Go</button>';
for (const type of ["keydown", "input", "pointermove", "click"]) add.call(root, type, (event) => event.stopPropagation());
await init();
globalThis.held = held;
globalThis.begin = () => { globalThis.observation = observe(root); };
globalThis.focusField = () => root.querySelector("input").focus();
document.documentElement.dataset.ready = "yes";
`;
const TYPED = "a hundred signs or so, to be typed and counted";

/** The page, in a browser of its own; `close` ends all of it. */
export async function openListened() {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-listeners-"));
  const ends = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    writeFileSync(join(folder, "index.html"), PAGE);
    writeFileSync(join(folder, "count.js"), COUNT);
    writeFileSync(join(folder, "page.js"), SCRIPT);
    cpSync(fileURLToPath(new URL("../../../pkg/dist", import.meta.url)), join(folder, "dist"), { recursive: true });
    const site = await serveFolder(folder, "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'");
    ends.push(() => site.close());
    const browser = await launchPlain();
    ends.push(() => browser.close());
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForSelector("[data-ready]");
    return {
      page,
      typed: TYPED,
      /** Types into the field, then moves the pointer 300 times. */
      typeAndMove: async () => {
        await page.evaluate(() => globalThis.focusField());
        await page.keyboard.type(TYPED, { delay: 5 });
        for (let n = 0; n < 300; n += 1) await page.mouse.move(10 + n, 20 + (n % 50));
      },
      close,
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}
