// Scores rows with a converted model, and says which files were read as WebAssembly. `js`: without WebAssembly.
import { readFileSync } from "node:fs";
import "./engine.mjs";
import { modulesRead } from "./watch.mjs";

const { init, loadModel, unwrap } = await import("prescreen/models");
const read = (name) => readFileSync(new URL(name, import.meta.url));

const started = await init();
const model = unwrap(loadModel(read("model.bin")));
const [head, ...lines] = read("rows.csv")
  .toString()
  .trim()
  .split("\n")
  .map((line) => line.split(","));
const places = model.features.map((feature) => head.indexOf(feature));
const number = (cell) => (cell === "" ? NaN : Number(cell.replace("inf", "Infinity")));
const raw = lines.map((cells) => unwrap(model.score(Float64Array.from(places, (place) => number(cells[place])))).raw);
console.log(JSON.stringify({ started, raw, modules: modulesRead() }));
