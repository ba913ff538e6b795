// Scoring a model of 200 trees × 31 leaves, 29 features, beside onnxruntime-web, LightGBM's own predictor and plain
// JavaScript: the same model, the same rows, the same raw scores first, one run.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { measureModel } from "./measure-model.mjs";

const LIGHTGBM = "lightgbm==4.7.0";
/** The module's file for engines without vectors. */
const FIRST = "prescreen_models_bg.wasm";

/** Prints the table. `inPage` runs a function in Chromium with its argument. */
export async function benchModels(root, native, inPage) {
  const file = (name) => join(root, "target/bench", name);
  const { rows, raw } = JSON.parse(await readFile(file("model.json"), "utf8"));
  const work = { bytes: new Uint8Array(await readFile(file("model.psm"))), text: await readFile(file("model.txt"), "utf8"), rows, raw };
  const here = await measureModel(await import("../pkg/dist/models.js"), work, await import("onnxruntime-web"));
  const hereFirst = await measureModel(await import("../pkg/dist/models.js?first"), {
    ...work,
    module: await readFile(join(root, "pkg/dist", FIRST)),
  });
  const [there, thereFirst] = await inPage(async () => {
    const get = async (path) => fetch(path);
    const [{ measureModel }, models, first, { rows, raw }, text, bytes] = await Promise.all([
      import("/benches/measure-model.mjs"),
      import("/pkg/dist/models.js"),
      import("/pkg/dist/models.js?first"),
      get("/target/bench/model.json").then((answer) => answer.json()),
      get("/target/bench/model.txt").then((answer) => answer.text()),
      get("/target/bench/model.psm").then((answer) => answer.arrayBuffer()),
    ]);
    const work = { bytes: new Uint8Array(bytes), text, rows, raw };
    return [
      await measureModel(models, work, await import("/benches/node_modules/onnxruntime-web/dist/ort.wasm.min.mjs")),
      await measureModel(first, { ...work, module: "/pkg/dist/prescreen_models_bg.wasm" }),
    ];
  });
  const lightgbm = own(root);

  const row = (what, one, batch) => ({
    what,
    "µs a row": one.toFixed(2),
    "times prescreen in Chromium": (one / there.one).toFixed(1),
    "µs a row, batch": batch?.toFixed(2) ?? "",
    "times its batch": batch === undefined ? "" : (batch / there.batch).toFixed(1),
  });
  console.log(
    `\n200 trees × 31 leaves, 29 features, ${raw.length} rows; every peer gave the same raw scores (onnxruntime-web in 32 bits).`,
  );
  console.table([
    row("prescreen, native", native.one_us, native.batch_us),
    row("prescreen, Node", here.one, here.batch),
    row("prescreen, Chromium", there.one, there.batch),
    row("prescreen without vectors, Node", hereFirst.one, hereFirst.batch),
    row("prescreen without vectors, Chromium", thereFirst.one, thereFirst.batch),
    row("plain JavaScript, Node", here.plain),
    row("plain JavaScript, Chromium", there.plain),
    row("onnxruntime-web, Node", here.onnx, here.onnxBatch),
    row("onnxruntime-web, Chromium", there.onnx, there.onnxBatch),
    ...(lightgbm ? [row(`LightGBM ${lightgbm.version}, Python, one thread`, lightgbm.one, lightgbm.batch)] : []),
  ]);
  if (!lightgbm) console.log("LightGBM's own predictor: skipped, no Python with venv and pip here.");
  const size = async (path) => gzipSync(await readFile(path), { level: 9 }).length;
  const runtime = join(root, "benches/node_modules/onnxruntime-web/dist");
  const loaded = (await readdir(runtime)).filter((name) => /^ort-wasm-simd-threaded\.(wasm|mjs)$|^ort\.wasm\.min\.mjs$/.test(name));
  const sizes = await Promise.all(loaded.map((name) => size(join(runtime, name))));
  console.table([
    {
      what: "prescreen's module for models, with vectors, gzip -9, bytes",
      value: await size(join(root, "pkg/dist/prescreen_models_simd_bg.wasm")),
    },
    { what: "the same for engines without vectors, gzip -9, bytes", value: await size(join(root, "pkg/dist", FIRST)) },
    { what: "onnxruntime-web's smallest build with trees, gzip -9, bytes", value: sizes.reduce((sum, one) => sum + one, 0) },
    { what: "the model in prescreen's form, bytes", value: (await stat(file("model.psm"))).size },
    { what: "the model as LightGBM text, bytes", value: (await stat(file("model.txt"))).size },
  ]);
}

/** LightGBM in a Python of the benchmark's own; undefined where there is none. */
function own(root) {
  const venv = join(root, "target/bench/python");
  const python = join(venv, "bin/python");
  const quiet = { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" };
  try {
    if (!existsSync(python)) execFileSync("python3", ["-m", "venv", venv], quiet);
    execFileSync(python, ["-m", "pip", "install", "--quiet", LIGHTGBM], quiet);
  } catch {
    return undefined;
  }
  return JSON.parse(
    execFileSync(python, [join(root, "benches/peers/lightgbm-predict.py"), join(root, "target/bench")], { encoding: "utf8" }),
  );
}
