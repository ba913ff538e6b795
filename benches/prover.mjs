// The prover in WebAssembly, in Node, on the packs that `prover.rs` left and on cn-securities.
import { readFile } from "node:fs/promises";

const root = new URL("..", import.meta.url).pathname;

/** Loads the teams' module and proves a pack; gives milliseconds. */
export async function prove(lab, text) {
  await lab.init();
  const pack = lab.unwrap(lab.loadPack(text));
  const start = performance.now();
  lab.unwrap(lab.prove(pack));
  return performance.now() - start;
}

/** Rows for packs that everything was proved of natively within the limit. */
export async function inNode() {
  const lab = await import("../pkg/dist/lab.js");
  const rows = JSON.parse(await readFile(root + "target/bench/prover/native.json", "utf8"));
  const table = [];
  for (const { name, file, native } of rows) {
    if (!native || native.all_ms > 5_000) {
      table.push({ pack: name, "native, ms": native ? native.all_ms.toFixed(1) : "stopped", "Node, ms": "not tried" });
      continue;
    }
    const ms = await prove(lab, await readFile(root + file, "utf8"));
    table.push({ pack: name, "native, ms": native.all_ms.toFixed(1), "Node, ms": ms.toFixed(1) });
  }
  return table;
}
