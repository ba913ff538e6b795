// Evaluates features for people, and says which files were read as WebAssembly. `js`: without WebAssembly.
import { readFileSync } from "node:fs";
import "./engine.mjs";
import { modulesRead } from "./watch.mjs";

const { init, loadFeatures, readPlan, unwrap } = await import("prescreen/experiment");
const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const started = await init();
const features = unwrap(loadFeatures(read("features.json")));
const lines = read("people.ndjson")
  .trim()
  .split("\n")
  .map((line) => {
    const attributes = JSON.parse(line);
    const { features: all } = unwrap(features.all({ attributes }));
    const values = Object.entries(all).map(([name, { result }]) => [name, result.value]);
    return { id: attributes.id, ...Object.fromEntries(values) };
  });
const { report } = unwrap(await unwrap(readPlan(read("plan.json"))).report(read("events.csv")));
console.log(JSON.stringify({ started, lines, report, modules: modulesRead() }));
