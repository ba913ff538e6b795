// A pack, some cases of it, and what the native command line makes of them. The cases are the parity suite's.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { binary } from "../../e2e/support/server.mjs";
import { canonical, maker } from "../../parity/cases.mjs";

const CASES = 12;
const path = fileURLToPath(new URL("../../../packs/cn-bank.json", import.meta.url));

/** The pack as text. */
export const packText = readFileSync(path, "utf8");

const pack = JSON.parse(packText);
const make = maker(pack, createHash("sha256").update(canonical(pack)).digest("base64url"));

/** `{session, case}`, several. */
export const cases = Array.from({ length: CASES }, (_, n) => make(n));

const native = ({ session, case: given }, folder) => {
  writeFileSync(join(folder, "session.json"), JSON.stringify(session));
  const inputs = ["screen", "--json", "--pack", path, "--session", join(folder, "session.json"), "--case", "-"];
  return JSON.parse(execFileSync(binary(), inputs, { input: JSON.stringify(given), encoding: "utf8", timeout: 20_000 }));
};

/** The native assessment of each case. */
export function nativeAssessments() {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-install-native-"));
  try {
    return cases.map((one) => native(one, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
