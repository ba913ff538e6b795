// Screens the cases, and says which files were read as WebAssembly.
import { readFileSync } from "node:fs";
import { modulesRead } from "./watch.mjs";

const { init, loadPack, screen, unwrap } = await import("prescreen");
await import("prescreen/elements");
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const started = await init();
const pack = unwrap(loadPack(read("pack.json")));
const assessments = JSON.parse(read("cases.json")).map((one) => unwrap(screen(pack, one.session, one.case)));
console.log(JSON.stringify({ started, assessments, modules: modulesRead() }));
