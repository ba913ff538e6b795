// What a registry's readers would complain of: publint and "are the types wrong", on the packed package.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "prescreen-pack-"));
const run = (command, ...rest) => execFileSync(command, rest, { stdio: "inherit" });
try {
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { stdio: "ignore" });
  const tarball = join(folder, readdirSync(folder)[0]);
  run("node_modules/.bin/publint", "run", tarball, "--strict");
  run(
    "node_modules/.bin/attw",
    tarball,
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    "prescreen.wasm",
    "tokens.css",
    "counties.bin",
    "disposable.bin",
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
