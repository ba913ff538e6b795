// Builds dist/: types from the Rust types, JavaScript, declarations. Needs the WebAssembly module and its
// glue in dist/ (`cargo xtask wasm`) and, for the types, the command line or the schemas it wrote before.
import { build, transform } from "esbuild";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { closedClasses, harden, hardenBundle, listsFirst } from "./harden.mjs";
import { generateTypes } from "./types.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
for (const glue of ["", "_statements", "_unpack", "_mapping", "_lab", "_verify", "_fields", "_models", "_experiment"].map(
  (module) => `dist/prescreen${module}.js`,
)) {
  if (!existsSync(glue)) throw new Error(`${glue} is missing; build the WebAssembly modules first: cargo xtask wasm`);
}

await generateTypes();

// Chunks have a digest in their name: those of earlier builds would stay behind.
for (const file of readdirSync("dist")) if (/^chunk-.*\.js$/.test(file)) rmSync(`dist/${file}`);

const minified = async (path) => (await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: "es2020" })).code;

// The same styles as a file, for browsers without constructed style sheets.
const order = ["tokens", "base", "flow", "question", "result", "steps", "panel", "elder"];
const styles = await Promise.all(order.map((name) => minified(`src/element/styles/${name}.css`)));
writeFileSync("dist/elements.css", styles.join(""));
// Colours, type and space alone, for the page around the elements.
writeFileSync("dist/tokens.css", styles[order.indexOf("tokens")]);

// The tables of the field checks, found beside the built files when they are asked for.
for (const table of ["counties.bin", "disposable.bin"]) copyFileSync(`assets/${table}`, `dist/${table}`);

// What statements look like and what their rows are for, found beside the built files by the worker that reads them.
const documents = (folder, names) => names.map((name) => JSON.parse(readFileSync(`../${folder}/${name}`, "utf8")));
const layouts = readdirSync("../formats")
  .filter((name) => name.endsWith(".json"))
  .sort();
writeFileSync(
  "dist/statements.json",
  JSON.stringify({ formats: documents("formats", layouts), categories: documents("categories", ["words.json", "brands-cn.json"]) }),
);

/** Style sheets as short text; what is found beside the built files at run time. */
const beside = {
  name: "beside",
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
    context.onResolve({ filter: /\.wasm2js\.js$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
  },
};

/** What passes between two entries is of one class, so that each knows what the other made: a file of its own. */
const shared = {
  name: "shared",
  setup(context) {
    context.onResolve({ filter: /\/found\.js$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./found.js", external: true },
    );
  },
};

/** Another module in place of the investor's, for the part of the package that loads it. */
const moduleOf = (part) => ({
  name: part,
  setup(context) {
    context.onResolve({ filter: /^\.\/glue\.js$/ }, () => ({ path: resolve(`src/${part}/glue.ts`) }));
  },
});

/** Under the HPKE library, WebCrypto as it was taken at import in place of whatever the page has by then. */
const takenCrypto = {
  name: "WebCrypto taken at import",
  setup(context) {
    context.onResolve({ filter: /\/algorithm\.js$/ }, ({ importer }) =>
      importer.includes("/@hpke/common/") ? { path: resolve("src/core/native-algorithm.ts") } : undefined,
    );
  },
};

/** No call of a method that a page can replace later; see `harden.mjs`. */
const taken = {
  name: "taken at import",
  setup(context) {
    context.onLoad({ filter: /\.ts$|\/(?:lit-html|@hpke)\/.*\.js$|\/dist\/prescreen\w*\.js$/ }, ({ path }) => {
      if (path.endsWith("/primordials.ts")) return undefined;
      const bareObjects = /\/lit-html\/|\/src\/element\/|\/src\/flow\/(?:wire|keys)\.ts$/.test(path);
      const bareClasses = /\/lit-html\/|\/src\/(?:element|flow)\/|\/core\/(?:module|screening)\.ts$|\.js$/.test(path);
      const source = readFileSync(path, "utf8");
      const ordered = path.endsWith("/lit-html/lit-html.js") ? listsFirst(source) : closedClasses(source);
      return {
        contents: harden(ordered, path, { bareObjects, bareClasses, places: !path.includes("/dist/") }),
        loader: path.endsWith(".ts") ? "ts" : "js",
      };
    });
  },
};

const bundle = async (entries, plugins) => {
  const { outputFiles } = await build({
    entryPoints: entries.map((name) => `src/${name}.ts`),
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2020",
    chunkNames: "chunk-[hash]",
    plugins: [...plugins, taken],
    inject: ["src/core/primordials.ts"],
    legalComments: "inline",
    logLevel: "warning",
    write: false,
  });
  for (const { path, text } of outputFiles) writeFileSync(path, hardenBundle(text));
};

await build({ entryPoints: { found: "src/core/found.ts" }, outdir: "dist", format: "esm", target: "es2020" });
await bundle(["index", "elements", "elements.node", "testing", "worker", "worker-thread"], [beside, shared, takenCrypto]);
// Of a host that renders on a server: it is read there, and loads the elements in the page alone.
await build({
  entryPoints: ["src/react.ts"],
  outdir: "dist",
  format: "esm",
  target: "es2020",
  banner: { js: '"use client";' },
});
// For a host that has OpenFeature's SDK: over features that the entry `experiment` loaded.
await build({
  entryPoints: ["src/openfeature.ts"],
  outdir: "dist",
  bundle: true,
  external: ["@openfeature/web-sdk"],
  format: "esm",
  platform: "browser",
  target: "es2020",
});
// Apart, so that a page which only shows amounts carries no module.
await bundle(["money"], []);
await bundle(["statements", "statements-thread"], [beside, shared, moduleOf("statements")]);
await bundle(["server", "lab", "stub"], [beside, shared, moduleOf("lab")]);
for (const part of ["fields", "models", "verify", "experiment"]) await bundle([part], [beside, shared, moduleOf(part)]);

rmSync("dist/types", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { stdio: "inherit" });
// What editors and documentation tools read of the elements.
execFileSync("node_modules/.bin/cem", ["analyze", "--config", "scripts/manifest.config.mjs", "--quiet"], { stdio: "inherit" });
