// Sealed records against VERIFY.md: the suite by RFC 9180's vectors, and the vector of a record.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { receiver, sender } from "./hpke-spec.mjs";
import { openSealed } from "./sealed-spec.mjs";
import * as spec from "./verdict-spec.mjs";

const beside = process.env.PRESCREEN_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
const published = `${beside}/hpke/base-p256.json`;
const missing = existsSync(published) ? false : "data not found";
const hex = (text) => Buffer.from(text, "hex");

test("RFC 9180's vectors hold for what this page says", { skip: missing }, () => {
  const { setup, encryptions } = JSON.parse(readFileSync(published, "utf8"));
  const [info, enc] = [hex(setup.info), hex(setup.enc)];
  const from = sender(hex(setup.pkRm), info, hex(setup.skEm));
  const to = receiver(hex(setup.skRm), enc, info);
  assert.deepEqual(from.enc, enc);
  for (const side of [from, to]) {
    assert.equal(side.shared.toString("hex"), setup.shared_secret);
    assert.equal(side.key.toString("hex"), setup.key);
    assert.equal(side.nonce.toString("hex"), setup.base_nonce);
  }
  assert.ok(encryptions.length > 1);
  for (const { "sequence number": sequence, pt, aad, ct } of encryptions) {
    assert.equal(from.seal(Number(sequence), hex(aad), hex(pt)).toString("hex"), ct);
    assert.equal(to.open(Number(sequence), hex(aad), hex(ct)).toString("hex"), pt);
  }
});

const vector = JSON.parse(readFileSync(new URL("../vectors/verdict/sealed.json", import.meta.url), "utf8"));

test("a sealed record opens to the record, which leads to the commitment", () => {
  const record = openSealed(vector.sealed, vector.archive_key);
  assert.deepEqual(record, vector.record);
  assert.equal(record.verdict, vector.verdict);
  assert.equal(spec.leafNames(vector.pack).at(-1), "record");
  assert.deepEqual(record.values.at(-1), { id: "record", value: "sealed" });
});

for (const { name, code, sealed } of vector.refused) {
  test(`${name} is refused`, () => {
    assert.throws(() => openSealed(sealed, vector.archive_key), { code });
  });
}

for (const name of ["session", "nonce", "pack", "commitment", "key"]) {
  test(`a sealed record with another ${name} does not open`, () => {
    const other = name === "session" || name === "key" ? "other" : spec.b64u(spec.sha256("other"));
    assert.throws(() => openSealed({ ...vector.sealed, [name]: other }, { ...vector.archive_key, id: other }));
  });
}
