// The opener in Python against the vectors: RFC 9180's, and the one of a sealed record.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as spec from "./verdict-spec.mjs";

const opener = fileURLToPath(new URL("../../examples/python-opener", import.meta.url));
const python = (...args) => spawnSync("python3", args, { encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } });
const missing = python("-c", "import cryptography").status === 0 ? false : "Python's cryptography not found";
const folder = mkdtempSync(join(tmpdir(), "prescreen-opener-"));
after(() => rmSync(folder, { recursive: true }));

const vector = JSON.parse(readFileSync(new URL("../vectors/verdict/sealed.json", import.meta.url), "utf8"));

const opened = (sealed, key = vector.archive_key) => {
  const paths = Object.entries({ sealed, key }).map(([name, value]) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(value));
    return path;
  });
  return python(join(opener, "open_record.py"), ...paths);
};

test("a record is opened from the file, the key and VERIFY.md alone", { skip: missing }, () => {
  const { sealed, verdict, record, session: document } = vector;
  for (const file of [sealed, { record: sealed, verdict, document }]) {
    const { stdout, stderr, status } = opened(file);
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trimEnd(), spec.canonical(record));
  }
});

test("what was changed does not open", { skip: missing }, () => {
  const { sealed, verdict, session: document } = vector;
  const digest = spec.b64u(spec.sha256("other"));
  for (const name of ["session", "nonce", "pack", "commitment"]) {
    const { stdout, status } = opened({ ...sealed, [name]: name === "session" ? "other" : digest });
    assert.notEqual(status, 0, name);
    assert.equal(stdout, "");
  }
  const other = opened({ record: sealed, verdict: `${verdict}x`, document });
  assert.match(other.stderr, /the verdict that the firm keeps is another one/);
  const attested = opened({ record: sealed, verdict, document: { ...document, facts: {} } });
  assert.match(attested.stderr, /the session is not as the server issued it/);
  const key = { ...vector.archive_key, private_key: spec.b64u(spec.sha256("another key")) };
  assert.notEqual(opened(sealed, key).status, 0);
});

for (const { name, sealed } of vector.refused) {
  test(`${name} is refused`, { skip: missing }, () => {
    const { stdout, stderr, status } = opened(sealed);
    assert.notEqual(status, 0);
    assert.equal(stdout, "");
    assert.match(stderr, /Refused/);
  });
}

const beside = process.env.PRESCREEN_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const published = join(beside, "hpke/base-p256.json");
const absent = existsSync(published) ? missing : "data not found";

test("the opener opens RFC 9180's first message", { skip: absent }, () => {
  const { setup, encryptions } = JSON.parse(readFileSync(published, "utf8"));
  const [{ pt, aad, ct }] = encryptions;
  const given = [setup.skRm, setup.enc, setup.info, aad, ct];
  const program = "import sys; from open_record import open_base; print(open_base(*map(bytes.fromhex, sys.argv[1:])).hex())";
  const { stdout, stderr } = spawnSync("python3", ["-B", "-c", program, ...given], { encoding: "utf8", cwd: opener });
  assert.equal(stdout.trim(), pt, stderr);
});
