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
  assert.deepEqual(pages.sort(), [
    "404.html",
    "account.html",
    "afford.html",
    "apply.html",
    "assess.html",
    "buy.html",
    "experiment.html",
    "guide.html",
    "index.html",
    "lab.html",
    "records.html",
    "shelf.html",
    "verify.html",
  ]);
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
      // A pack is the server's to give, and what it knows the broker's.
      const given = /^\/packs\/[\w-]{43}\.json$|^\/broker\/(?:customers|me|products)$/.test(address);
      assert.ok(given || files.includes(address.slice(1)), `${page}: ${address} is not built`);
    }
  }
});

test("no style or script asks for anything from another origin or a data address", () => {
  for (const file of files.filter((name) => name.endsWith(".css"))) assert.doesNotMatch(read(file), /url\(|@import/, file);
  for (const file of files.filter((name) => name.endsWith(".js") && !name.includes("guide")))
    assert.doesNotMatch(read(file), /import\(\s*["']https?:|fetch\(\s*["']https?:/, file);
});

test("the site keeps language and theme in storage, the lab its drafts and the experiments desk its plan on their own pages, and nothing else", () => {
  const scripts = files.filter((name) => name.endsWith(".js"));
  const keeping = scripts.filter((name) => /prescreen-(lab|experiment)\//.test(read(name)));
  assert.deepEqual(keeping.map((name) => name.replace(/-[\w-]+\.js$/, "")).sort(), ["assets/experiment", "assets/lab"]);
  const own = scripts
    .filter((name) => !keeping.includes(name))
    .map(read)
    .join("\n");
  const keys = [...own.matchAll(/localStorage\.(?:set|get)Item\(\s*([^,)]+)/g)].map(([, key]) => key.trim());
  assert.ok(
    keys.every((key) => /^["'`]?(language|theme|[a-z]\w*)["'`]?$/.test(key)),
    keys.join(" "),
  );
  assert.doesNotMatch(own, /sessionStorage|document\.cookie/);
});

/** The script of the lab's phone: it runs in a frame of its own, once somebody opens it, with the module of an investor. */
const isPhone = (file) => /^preview-[\w-]+\.js$/.test(file);

const scriptsOf = (page) => {
  const found = new Set();
  const follow = (file) => {
    if (found.has(file) || isPhone(file) || !files.includes(`assets/${file}`)) return;
    found.add(file);
    for (const [, next] of read(`assets/${file}`).matchAll(/["'`](?:\.\/|\/?assets\/)([\w.-]+\.js)["'`]/g)) follow(next);
  };
  for (const [, file] of read(page).matchAll(/assets\/([\w.-]+\.js)"/g)) follow(file);
  return [...found].map((file) => read(`assets/${file}`)).join("\n");
};
const modulesOf = (page) => new Set(scriptsOf(page).match(/prescreen(?:_lab|_fields|_verify|_experiment)?_bg-[\w-]+\.wasm/g));

test("eight WebAssembly modules are shipped: the investor's, the field checks' where identity is asked, the lab's, the verifying and the experiments' one on their pages alone, three for records in a worker", () => {
  assert.equal(files.filter((name) => name.endsWith(".wasm")).length, 8);
  for (const page of pages) {
    const modules = [...modulesOf(page)];
    const own = modules.filter((name) => !name.startsWith("prescreen_fields"));
    assert.ok(own.length <= 1, `${page}: ${modules}`);
    assert.equal(own.length < modules.length, ["assess.html", "records.html"].includes(page), page);
    assert.equal(
      modules.some((name) => name.startsWith("prescreen_lab")),
      page === "lab.html",
      page,
    );
    assert.equal(
      modules.some((name) => name.startsWith("prescreen_verify")),
      page === "verify.html",
      page,
    );
    assert.equal(
      modules.some((name) => name.startsWith("prescreen_experiment")),
      page === "experiment.html",
      page,
    );
  }
});

test("the lab's phone is named by the lab alone, and is no part of another page", () => {
  const phone = files.find((name) => isPhone(name.replace("assets/", "")));
  const naming = files.filter((name) => /\.(js|html)$/.test(name) && name !== phone && read(name).includes(phone.replace("assets/", "")));
  assert.deepEqual(
    naming.map((name) => name.replace(/-[\w-]+\.js$/, "")),
    ["assets/lab"],
  );
});

test("no page of an investor leads to the lab or the experiments desk", () => {
  for (const page of ["account.html", "afford.html", "apply.html", "assess.html", "buy.html", "index.html", "records.html", "shelf.html"]) {
    assert.doesNotMatch(read(page) + scriptsOf(page), /(?:lab|experiment)\.html/, page);
  }
});

test("the guide gives the policy of the package's README, as the site is served with", () => {
  const [, below] = readFileSync(new URL("../../pkg/README.md", import.meta.url), "utf8").split("## Content security policy");
  const told = below.split("```")[1].trim().replaceAll(/\s+/g, " ").replace(" https://screening.example", "");
  const [, guide] = /policy = `content-security-policy: ([^`]+)`/.exec(
    readFileSync(new URL("../src/guide/code.ts", import.meta.url), "utf8"),
  );
  assert.equal(guide.replaceAll(/\s+/g, " "), told);
});
