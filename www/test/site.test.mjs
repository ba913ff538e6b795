// What is built must run under the server's policy: nothing inline, nothing from elsewhere.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const files = readdirSync(dist, { recursive: true }).map(String);
const pages = files.filter((file) => file.endsWith(".html"));
const read = (file) => readFileSync(dist + file, "utf8");

test("every page is built", () => {
  assert.deepEqual(pages.sort(), ["account.html", "assess.html", "buy.html", "guide.html", "index.html", "shelf.html"]);
});

test("no page has an inline script, an inline style or an event attribute", () => {
  for (const page of pages) {
    const text = read(page);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, page);
    assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=/, page);
  }
});

test("every address in a page is the site's own", () => {
  for (const page of pages) {
    for (const [, address] of read(page).matchAll(/(?:src|href)="([^"]+)"/g)) {
      assert.match(address, /^\/[^/]/, `${page}: ${address}`);
      assert.ok(files.includes(address.slice(1)), `${page}: ${address} is not built`);
    }
  }
});

test("no style or script asks for anything from another origin or a data address", () => {
  for (const file of files.filter((name) => name.endsWith(".css"))) assert.doesNotMatch(read(file), /url\(|@import/, file);
  for (const file of files.filter((name) => name.endsWith(".js") && !name.includes("guide"))) assert.doesNotMatch(read(file), /import\(\s*["']https?:|fetch\(\s*["']https?:/, file);
});

test("the site keeps language and theme in storage, nothing else", () => {
  const own = files.filter((name) => name.endsWith(".js")).map(read).join("\n");
  const keys = [...own.matchAll(/localStorage\.(?:set|get)Item\(\s*([^,)]+)/g)].map(([, key]) => key.trim());
  assert.ok(keys.every((key) => /^["'`]?(language|theme|[a-z]\w*)["'`]?$/.test(key)), keys.join(" "));
  assert.doesNotMatch(own, /sessionStorage|document\.cookie/);
});

test("exactly one WebAssembly module is shipped", () => {
  assert.equal(files.filter((name) => name.endsWith(".wasm")).length, 1);
});
