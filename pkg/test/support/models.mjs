// Models in their compact form, as the command line writes it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, root } from "./binary.mjs";

/** Converts a file of tests/vectors. */
export const compact = (name) => converted(`${root}tests/vectors/${name}`);

/** Converts a model's text. */
export const compactOf = (text) => converted("-", text);

const converted = (file, input) => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-model-"));
  try {
    execFileSync(binary, ["model", "convert", file, "--out", join(folder, "model.bin")], { input, stdio: ["pipe", "ignore", "inherit"] });
    return readFileSync(join(folder, "model.bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
