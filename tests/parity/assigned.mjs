// `prescreen experiment assign` over features and people, as files.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "../e2e/support/server.mjs";

/** The lines for these people; `sticky` holds documents by name, into which those that changed are put. */
export function assigned(features, people, { forced = {}, sticky } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "assignment-"));
  try {
    const file = (name, json) => {
      writeFileSync(join(folder, name), JSON.stringify(json));
      return join(folder, name);
    };
    const changed = join(folder, "changed.json");
    const options = Object.entries(forced).flatMap(([key, number]) => ["--forced", `${key}=${number}`]);
    if (sticky) options.push("--sticky", file("sticky.json", sticky), "--sticky-changed", changed);
    const args = ["experiment", "assign", "--features", file("features.json", features), "--attributes", "-", ...options];
    const run = spawnSync(binary(), args, {
      input: people.map((person) => `${JSON.stringify(person)}\n`).join(""),
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 60_000,
    });
    assert.equal(run.status, 0, run.stderr);
    if (sticky) Object.assign(sticky, JSON.parse(readFileSync(changed, "utf8")));
    return run.stdout.trimEnd().split("\n").map(JSON.parse);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the SDK says of a person, in the form of a line. */
export function officially(client, person, features, visit = {}) {
  const user = { attributes: person, ...visit };
  const values = Object.keys(features.features).map((name) => [name, client.evalFeature(name, user).value ?? null]);
  return { id: person.id, ...Object.fromEntries(values) };
}
