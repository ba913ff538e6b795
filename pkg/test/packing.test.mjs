// The same files packed twice, in other folders and at other times, are the same bytes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));

/** Packs a copy whose files have a time of their own; gives the digest of the tarball. */
const packed = (folder, seconds) => {
  mkdirSync(folder, { recursive: true });
  for (const name of ["dist", "package.json", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    cpSync(join(here, name), join(folder, name), { recursive: true });
  }
  for (const name of readdirSync(folder, { recursive: true })) utimesSync(join(folder, name), seconds, seconds);
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts"], { cwd: folder, encoding: "utf8" }));
  return createHash("sha256")
    .update(readFileSync(join(folder, filename)))
    .digest("hex");
};

test("packing is the same bytes wherever and whenever it is done", (context) => {
  const top = mkdtempSync(join(tmpdir(), "prescreen-pack-"));
  context.after(() => rmSync(top, { recursive: true, force: true }));
  assert.equal(packed(join(top, "one"), 1_700_000_000), packed(join(top, "another", "folder"), 1_500_000_000));
});
