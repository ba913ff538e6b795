// The vectors against VERIFY.md, with an independent JOSE library and without the code they test.
// Run: node --test tests/js

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { calculateJwkThumbprint, compactVerify, EmbeddedJWK, importJWK } from "jose";
import * as spec from "./verdict-spec.mjs";

const load = (name) => JSON.parse(readFileSync(new URL(`../vectors/verdict/${name}`, import.meta.url), "utf8"));
const pack = load("pack.json");
const shadow = load("shadow.json");
const positive = load("positive.json");
const negative = load("negative.json");
const found = load("found.json");
const server = await importJWK({ kty: "EC", crv: "P-256", ...positive.server }, "ES256");

const bySession = (jws, typ) => compactVerify(jws, EmbeddedJWK, { algorithms: ["ES256"], typ });
const byServer = (jws) => compactVerify(jws, server, { algorithms: ["ES256"] });
const claimsOf = ({ payload }) => JSON.parse(Buffer.from(payload).toString());

const codeOf = (call) => {
  try {
    call();
  } catch (error) {
    if (error instanceof spec.Refused) return error.code;
    throw error;
  }
  return "accepted";
};

test("the pack hash is SHA-256 of the canonical pack", () => {
  assert.equal(spec.hashOf(spec.canonical(pack)), positive.pack_hash);
});

test("every signed object verifies with an independent library and has the one strict form", async () => {
  for (const { name, commit, ticket, verdict, jkt, claims } of positive.objects) {
    for (const jws of [commit, ticket, verdict]) assert.equal(spec.open(jws).hash, spec.hashOf(jws), name);
    const { protectedHeader } = await bySession(commit);
    assert.equal(await calculateJwkThumbprint(protectedHeader.jwk), jkt, name);
    assert.equal(claimsOf(await byServer(ticket)).jkt, jkt, name);
    assert.deepEqual(claimsOf(await bySession(verdict)), { ...claims, suite: spec.SUITE }, name);
  }
  for (const { text } of positive.steps.taken.filter((step) => step.text)) assert.ok(spec.open(text) && (await bySession(text)));
  assert.equal(claimsOf(await byServer(positive.steps.receipt)).complete, true);
});

test("a commitment binds what a file gave, its tier, and what was typed in beside it", () => {
  const context = { packHash: spec.sha256(spec.canonical(found.pack)), nonce: spec.strictDecode(found.session.nonce) };
  const names = spec.leafNames(found.pack);
  const roots = found.cases.map((one) => {
    const values = spec.leafValues(found.pack, one.case, one.found);
    assert.deepEqual(values[names.indexOf("fact/repaid")], one.value, one.name);
    return spec.b64u(spec.commitment(context, names, values, spec.strictDecode(found.seed)));
  });
  assert.deepEqual(
    roots,
    found.cases.map((one) => one.commitment),
  );
  assert.equal(new Set(roots).size, roots.length);
});

test("every commitment is the root over the pack's leaves", () => {
  for (const { name, session, case: investor, seed, leaves, commitment, commit, verdict } of positive.objects) {
    const names = spec.leafNames(pack);
    const values = spec.leafValues(pack, investor);
    assert.deepEqual(
      leaves.map(({ id, value }) => [id, value]),
      names.map((id, n) => [id, values[n]]),
      name,
    );
    const context = { packHash: spec.strictDecode(positive.pack_hash), nonce: spec.strictDecode(session.nonce) };
    assert.equal(spec.b64u(spec.commitment(context, names, values, spec.strictDecode(seed))), commitment, name);
    assert.deepEqual(
      [commit, verdict].map((jws) => spec.open(jws).claims.commitment),
      [commitment, commitment],
      name,
    );
  }
});

test("what has another form is refused with its code", () => {
  const forms = negative.verdicts.filter(({ form }) => form);
  assert.ok(forms.length >= 30);
  for (const { name, code, text } of forms) {
    // JSON.parse does not see repeated keys and fractions as such; their bytes are not canonical.
    const accepted = ["repeated-key", "number"].includes(code) ? [code, "encoding"] : [code];
    assert.ok(accepted.includes(codeOf(() => spec.open(text))), `${name}: ${codeOf(() => spec.open(text))}`);
  }
});

test("a server compares every claim with its own value", () => {
  for (const object of positive.objects) assert.deepEqual(spec.checkVerdict(object, object.verdict), object.claims);
  const compared = ["/session", "/nonce", "/aud", "/purpose", "/subject", "/variant", "/product", "/commitment", "/ticket", "/iat"];
  const ofServer = ({ code, at }) =>
    (["key", "pack-mismatch", "expired"].includes(code) && at !== "/shadow/pack") || (code === "claim" && compared.includes(at));
  const checked = negative.verdicts.filter(ofServer);
  assert.ok(checked.length >= 17);
  for (const { name, code, text, now } of checked) {
    const object = positive.objects[0];
    assert.equal(
      codeOf(() => spec.checkVerdict({ ...object, now: now ?? object.now }, text)),
      code,
      name,
    );
  }
});

test("a shadow pack is one that the pack lists and the server holds, and its class one of its own", () => {
  const of = (claims) => codeOf(() => spec.checkShadow(pack, [shadow], claims));
  for (const { name, claims } of positive.objects) assert.equal(of(claims), "accepted", name);
  const refused = negative.verdicts.filter(({ at, code }) => at?.startsWith("/shadow") && ["claim", "pack-mismatch"].includes(code));
  assert.ok(refused.length >= 4);
  for (const { name, code, text } of refused) assert.equal(of(spec.open(text).claims), code, name);
});

test("a lenient library would take the twin of a signature", async () => {
  const twin = negative.verdicts.find(({ name }) => name.startsWith("the twin"));
  await bySession(twin.text);
  assert.equal(
    codeOf(() => spec.open(twin.text)),
    "signature",
  );
});

test("a signature over another text or by another key does not verify", async () => {
  const moved = negative.verdicts.find(({ name }) => name === "another text under the signature");
  await assert.rejects(bySession(moved.text));
  const other = negative.verdicts.find(({ name }) => name === "another key");
  const { protectedHeader } = await bySession(other.text);
  assert.notEqual(await calculateJwkThumbprint(protectedHeader.jwk), positive.objects[0].jkt);
});

test("openings lead to the commitment, and altered ones do not", () => {
  spec.checkOpening(positive.opening, pack);
  for (const { name, code, opening } of negative.openings.filter(({ code }) => code !== "unknown-field")) {
    assert.equal(
      codeOf(() => spec.checkOpening(opening, pack)),
      code,
      name,
    );
  }
});

test("only the place and the depth give an equivocal opening away", () => {
  const equivocal = negative.openings.filter(({ name }) => name.startsWith("the same name"));
  assert.equal(equivocal.length, 2);
  for (const { name, opening } of equivocal) {
    const context = { packHash: spec.strictDecode(opening.pack_hash), nonce: spec.strictDecode(opening.nonce) };
    const [one] = opening.openings;
    assert.equal(spec.rootOf(context, one), opening.commitment, name);
  }
});

test("a record's seed and values lead to its commitment", () => {
  const root = ({ session, pack: { hash }, seed, values }) => {
    const context = { packHash: spec.strictDecode(hash), nonce: spec.strictDecode(session.nonce) };
    const [names, given] = [values.map(({ id }) => id), values.map(({ value }) => value)];
    return spec.b64u(spec.commitment(context, names, given, spec.strictDecode(seed)));
  };
  const named = (record) => spec.open(record.commit).claims.commitment;
  assert.equal(root(positive.record), named(positive.record));
  for (const { name, record } of negative.records.filter(({ code }) => code === "commitment")) {
    assert.notEqual(root(record), named(record), name);
  }
});
