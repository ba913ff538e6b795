// Models in their compact form, as the command line writes it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../../../", import.meta.url).pathname;
const binary = [process.env.PRESCREEN_BIN, `${root}target/release/prescreen`, `${root}target/debug/prescreen`].find((path) => path && existsSync(path));

/** Converts a file of tests/vectors. */
export const compact = (name) => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-model-"));
  try {
    execFileSync(binary, ["model", "convert", `${root}tests/vectors/${name}`, "--out", join(folder, "model.bin")]);
    return readFileSync(join(folder, "model.bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
