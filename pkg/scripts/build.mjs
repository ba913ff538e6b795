// Builds dist/: types from the Rust types, JavaScript, declarations. Needs the WebAssembly module and its
// glue in dist/ (`cargo xtask wasm`) and, for the types, the command line or the schemas it wrote before.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateTypes } from "./types.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const GLUE = "dist/prescreen.js";
if (!existsSync(GLUE)) throw new Error(`${GLUE} is missing; build the WebAssembly module first: cargo xtask wasm`);

await generateTypes();

// Chunks have a digest in their name: those of earlier builds would stay behind.
for (const file of readdirSync("dist")) if (/^chunk-.*\.js$/.test(file)) rmSync(`dist/${file}`);

const styles = ["tokens", "base", "flow", "question", "result", "steps", "panel"].map((name) => readFileSync(`src/element/styles/${name}.css`, "utf8"));
mkdirSync("dist", { recursive: true });
writeFileSync("dist/elements.css", styles.join("\n"));

/** What is found beside the built files at run time. */
const beside = {
  name: "beside",
  setup(context) {
    context.onResolve({ filter: /prescreen\.wasm2js\.js$/ }, () => ({ path: "./prescreen.wasm2js.js", external: true }));
  },
};

await build({
  entryPoints: ["index", "elements", "elements.node", "worker", "worker-thread", "server"].map((name) => `src/${name}.ts`),
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2020",
  chunkNames: "chunk-[hash]",
  loader: { ".css": "text" },
  plugins: [beside],
  legalComments: "inline",
  logLevel: "warning",
});

rmSync("dist/types", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { stdio: "inherit" });
