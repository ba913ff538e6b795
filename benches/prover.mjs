// The prover in WebAssembly, on the shipped packs and those that `prover.rs` left: in Node, and the shipped ones in Chromium.
import { readFile } from "node:fs/promises";

const root = new URL("..", import.meta.url).pathname;

/** Rows for packs that everything was proved of natively within the limit; `inPage` runs a function in Chromium. */
export async function proverTable(inPage) {
  const packs = JSON.parse(await readFile(`${root}target/bench/prover/native.json`, "utf8"));
  const { prove } = await import("./measure-prover.mjs");
  const lab = await import("../pkg/dist/lab.js");
  const table = [];
  for (const { name, file, native } of packs) {
    if (native && native.all_ms <= 5_000) table.push(row(`${name}, Node`, native, await prove(lab, await readFile(root + file, "utf8"))));
    else table.push({ what: name, "native, ms": native ? native.all_ms.toFixed(1) : "stopped", "everything, ms": "not tried" });
  }
  // The shipped ones come first.
  for (const { name, file, native } of packs.slice(0, 2)) {
    const there = await inPage(async (file) => {
      const [{ prove }, lab, text] = await Promise.all([
        import("/benches/measure-prover.mjs"),
        import("/pkg/dist/lab.js"),
        fetch(`/${file}`).then((answer) => answer.text()),
      ]);
      return prove(lab, text);
    }, file);
    table.push(row(`${name}, Chromium`, native, there));
  }
  return table;
}

const row = (what, native, { first, all, megabytes }) => ({
  what,
  "native, ms": native.all_ms.toFixed(1),
  "everything, ms": all.toFixed(1),
  "while typing, ms": first.toFixed(1),
  "module's memory so far, MB": megabytes.toFixed(1),
});
