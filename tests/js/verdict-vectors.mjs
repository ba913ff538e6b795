// Writes tests/vectors/verdict/*.json from VERIFY.md, without the code they test.
// Signatures are fresh on each run; keys, seeds and nonces are fixed. Run: node tests/js/verdict-vectors.mjs
// With `found`, the vectors of what files gave alone, which have no signature: node tests/js/verdict-vectors.mjs found
// With `sealed`, the vector of a sealed record alone: node tests/js/verdict-vectors.mjs sealed

import { readFileSync, writeFileSync } from "node:fs";
import { createECDH, webcrypto } from "node:crypto";
import { sealRecord, sealText } from "./sealed-spec.mjs";
import * as spec from "./verdict-spec.mjs";
import { altered, alteredOpenings, alteredRecords, alteredSteps } from "./verdict-negatives.mjs";

const folder = new URL("../vectors/verdict/", import.meta.url);
const load = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const save = (name, value) => writeFileSync(new URL(name, folder), `${JSON.stringify(value, null, 1)}\n`);

const pack = load("pack.json");
const keys = load("keys.json");
const NOW = 1_790_000_000;
const packHash = spec.hashOf(spec.canonical(pack));
const shadow = load("shadow.json");
const shadowRef = { id: shadow.id, version: shadow.version, hash: spec.hashOf(spec.canonical(shadow)) };
const packRef = { id: pack.id, version: pack.version, hash: packHash };
const bytes = (label) => spec.b64u(spec.sha256(`verdict vectors: ${label}`));

const publicKey = ({ x, y }) => ({ x, y });
const server = { kid: spec.thumbprint(keys.server) };

export async function sign(input, jwk) {
  const key = await webcrypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const raw = Buffer.from(await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, Buffer.from(input)));
  return spec.lowS(raw);
}

async function seal(typ, claims, jwk) {
  const signer = jwk === keys.server ? server : publicKey(jwk);
  const input = spec.signingInput(typ, signer, claims);
  return `${input}.${spec.b64u(await sign(input, jwk))}`;
}

function session(label, more) {
  return {
    id: `session-${label}`,
    nonce: bytes(`nonce ${label}`),
    audience: "https://broker.example",
    subject: `subject-${label}`,
    purpose: "account_opening",
    pack: packRef,
    variant: "base",
    now: NOW,
    expires: NOW + 3600,
    product: null,
    permission: null,
    profile: null,
    facts: { birth_date: "1990-05-17", months_trading: 36 },
    earlier: [],
    ...more,
  };
}

const product = (grade, tags) => ({
  id: `fund-${grade}`,
  name: { en: `Fund ${grade}`, "zh-CN": `基金“${grade}”` },
  issuer_grade: "R1",
  seller_grade: grade,
  type: "fund",
  term: "long",
  tags,
});

const scenarios = [
  {
    name: "a purchase above the class, with steps",
    label: "above",
    session: { purpose: "purchase", product: product("R3", ["board"]) },
    case: { answers: { income: 50, aims: ["income", "keep"], loss: "some" }, facts: { assets: 12_345_600 } },
    attempt: 1,
    of: 2,
    claims: {
      class: "C2",
      class_on_file: false,
      outcome: "proceed_after",
      reasons: ["above-class"],
      flows: ["above", "board"],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "an opening with a clarified contradiction",
    label: "opening",
    session: {},
    case: { answers: { loss: "much", aims: ["growth", "keep"], income: 500 }, clarified: ["keep-and-lose"] },
    attempt: 2,
    of: 2,
    claims: {
      class: "C3",
      class_on_file: false,
      outcome: "proceed",
      reasons: ["class.risk", "keep-and-lose"],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "a purchase from the profile on file",
    label: "on-file",
    session: {
      purpose: "purchase",
      product: product("R1", []),
      profile: { class: "C1", assessed_on: "2026-03-01", valid_until: "2027-03-01", pack: packRef, tier: "attested", suspended: false },
    },
    case: {},
    attempt: 0,
    of: null,
    claims: {
      class: "C1",
      class_on_file: true,
      outcome: "proceed",
      reasons: [],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "attested",
    },
  },
  {
    name: "an opening that signals step up",
    label: "step-up",
    session: {},
    case: {
      answers: { loss: "much", aims: ["growth"], income: 500 },
      signals: { webdriver: true, "typing-interval-variation": 120, "typing-interval-mean": 35_000 },
    },
    attempt: 1,
    of: 2,
    claims: {
      class: "C3",
      class_on_file: false,
      outcome: "proceed_after",
      reasons: ["band.confirm"],
      flows: ["confirm"],
      session_check: "step_up",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "a purchase that signals pause",
    label: "pause",
    session: {
      purpose: "purchase",
      product: product("R1", []),
      facts: { birth_date: "1990-05-17", months_trading: 36, shared_account: true },
    },
    case: { answers: { loss: "much", aims: ["growth"], income: 500 }, signals: { "hidden-share": 800 } },
    attempt: 1,
    of: 2,
    claims: {
      class: "C3",
      class_on_file: false,
      outcome: "pause",
      reasons: ["band.later"],
      flows: [],
      session_check: "pause",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "answers are missing",
    label: "missing",
    session: {},
    case: { answers: { loss: "some" } },
    attempt: 1,
    of: null,
    claims: {
      class: null,
      class_on_file: false,
      outcome: "insufficient_evidence",
      reasons: ["answers.missing"],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "a permission, from the profile on file",
    label: "permission",
    session: {
      purpose: "permission",
      permission: "board-access",
      profile: { class: "C1", assessed_on: "2026-03-01", valid_until: "2027-03-01", pack: packRef, tier: "attested", suspended: false },
    },
    case: {},
    attempt: 0,
    of: null,
    claims: {
      class: "C1",
      class_on_file: true,
      outcome: "proceed_after",
      reasons: ["board-access"],
      flows: ["confirm"],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "attested",
    },
  },
  {
    name: "the lowest class and a product above it",
    label: "lowest",
    session: { purpose: "purchase", product: product("R2", []) },
    case: { answers: { loss: "none", aims: ["growth"], income: 500 } },
    attempt: 1,
    of: 2,
    claims: {
      class: "C1",
      class_on_file: false,
      outcome: "refuse",
      reasons: ["lowest-above", "above-class"],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: null,
      tier: "declared",
    },
  },
  {
    name: "an opening with a shadow pack beside it",
    label: "shadow",
    session: {},
    case: { answers: { loss: "some", aims: ["income"], income: 50 } },
    attempt: 1,
    of: 2,
    claims: {
      class: "C2",
      class_on_file: false,
      outcome: "proceed",
      reasons: ["class.risk"],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: { pack: shadowRef, class: "P1" },
      tier: "declared",
    },
  },
  {
    name: "a purchase from the profile on file, on which a shadow pack has nothing to go",
    label: "shadow-on-file",
    session: {
      purpose: "purchase",
      product: product("R1", []),
      profile: { class: "C1", assessed_on: "2026-03-01", valid_until: "2027-03-01", pack: packRef, tier: "declared", suspended: false },
    },
    case: {},
    attempt: 0,
    of: null,
    claims: {
      class: "C1",
      class_on_file: true,
      outcome: "proceed",
      reasons: [],
      flows: [],
      session_check: "clear",
      credit: null,
      shadow: { pack: shadowRef, class: null },
      tier: "declared",
    },
  },
];

const ours = { pack, ref: packRef };

async function positive({ name, label, session: more, case: investor, attempt, of, claims }, { pack, ref } = ours) {
  const packHash = ref.hash;
  const opened = { ...session(label, more), pack: ref };
  const seed = spec.sha256(`verdict vectors: seed ${label}`);
  const nonce = spec.strictDecode(opened.nonce);
  const context = { packHash: spec.strictDecode(packHash), nonce };
  const names = spec.leafNames(pack);
  const values = spec.leafValues(pack, investor);
  const salts = names.map((id) => spec.salt(seed, id));
  const leaves = names.map((id, n) => spec.leaf(context, id, values[n], salts[n]));
  const commitment = spec.b64u(spec.levels(leaves).at(-1)[0]);
  const base = { session: opened.id, nonce: opened.nonce };
  const commit = await seal("prescreen-commit+jws", { ...base, pack: packHash, commitment }, keys.session);
  const jkt = spec.thumbprint(keys.session);
  const ticketClaims = { ...base, pack: packHash, jkt, commitment, attempt, of, iat: NOW + 300, exp: NOW + 1500 };
  const ticket = await seal("prescreen-ticket+jws", ticketClaims, keys.server);
  const sheet = opened.product && { id: opened.product.id, hash: spec.hashOf(spec.canonical(opened.product)) };
  const verdictClaims = {
    aud: opened.audience,
    purpose: opened.purpose,
    ...base,
    subject: opened.subject,
    ticket: spec.hashOf(ticket),
    commitment,
    pack: ref,
    variant: opened.variant,
    product: sheet,
    permission: opened.permission ?? null,
    ...claims,
    iat: NOW + 305,
  };
  const verdict = await seal("prescreen-verdict+jws", verdictClaims, keys.session);
  return {
    name,
    session: opened,
    case: investor,
    seed: spec.b64u(seed),
    now: NOW + 310,
    jkt,
    leaves: names.map((id, n) => ({ id, value: values[n], salt: spec.b64u(salts[n]), leaf: spec.b64u(leaves[n]) })),
    commitment,
    commit,
    ticket,
    verdict,
    claims: verdictClaims,
  };
}

function shown(id, locale, { class: investorClass, product: sheet }) {
  const document = pack.documents.find((one) => one.id === id);
  const fill = (part) =>
    pack.texts[locale][`document.${id}.${part}`]
      .replaceAll("{class}", pack.texts[locale][`class.${investorClass}.short`])
      .replaceAll("{grade}", sheet.seller_grade)
      .replaceAll("{product}", sheet.name[locale]);
  return spec.hashOf(spec.canonical({ id, locale, version: document.version, title: fill("title"), body: fill("body") }));
}

async function stepsOf(first) {
  const fills = { class: first.claims.class, product: first.session.product };
  const common = { session: first.session.id, nonce: first.session.nonce, verdict: spec.hashOf(first.verdict) };
  const accepted = first.now;
  const warn = accepted + 60;
  const plan = [
    { flow: "above", step: "insist", document: null, locale: "en", at: accepted + 10 },
    { flow: "above", step: "warn", document: shown("warning", "zh-CN", fills), locale: "zh-CN", at: warn },
    { flow: "above", step: "cool-off", document: null, locale: "en", at: warn + 24 * 3600 },
    { flow: "above", step: "sign", document: shown("warning", "en", fills), locale: "en", at: warn + 24 * 3600 + 5 },
    { flow: "above", step: "call", document: null, locale: null, at: warn + 24 * 3600 + 900 },
    { flow: "board", step: "risks", document: shown("board-risks", "en", fills), locale: "en", at: warn + 24 * 3600 + 950 },
  ];
  const taken = [];
  for (const { at, ...claims } of plan) {
    const text = claims.locale && (await seal("prescreen-step+jws", { ...common, ...claims }, keys.session));
    taken.push({ ...claims, at, text });
  }
  const receiptClaims = {
    session: first.session.id,
    subject: first.session.subject,
    verdict: common.verdict,
    steps: taken.map(({ text: _, ...one }) => one),
    outcome: first.claims.outcome,
    complete: true,
    iat: taken.at(-1).at,
  };
  return { accepted, taken, receipt: await seal("prescreen-receipt+jws", receiptClaims, keys.server) };
}

function recordOf(first, receipt) {
  const { session: claimed, seed, commit, ticket, verdict, leaves } = first;
  const values = leaves.map(({ id, value }) => ({ id, value }));
  return {
    prescreen_record: 1,
    session: claimed,
    pack: packRef,
    seed,
    values,
    commit,
    ticket,
    verdict,
    receipt,
    arithmetic: null,
    shown: null,
  };
}

function openingOf(first, names) {
  const all = spec.levels(first.leaves.map(({ leaf }) => spec.strictDecode(leaf)));
  const openings = names.map((id) => {
    const index = first.leaves.findIndex((one) => one.id === id);
    const path = all.slice(0, -1).map((level, height) => spec.b64u(level[(index >> height) ^ 1]));
    const { value, salt } = first.leaves[index];
    return { id, value, salt, index, path };
  });
  return { prescreen_opening: 1, pack_hash: packHash, nonce: first.session.nonce, commitment: first.commitment, openings };
}

/** The vectors' pack, with a fact that a file may give and the person too, and a cap that reads it. */
function packWithFile() {
  const repaid = { id: "repaid", type: "integer", unit: "minor_units", currency: "CNY", min: 0, provided_by: ["person", "file"] };
  const cap = { id: "cap.repaid", when: { repaid: { $gt: 1000 } }, class_at_most: "C1", basis: { firm: "test" } };
  const facts = [...pack.facts, repaid];
  const texts = Object.fromEntries(
    Object.entries(pack.texts).map(([locale, all]) => [locale, { ...all, "fact.repaid": "repaid", "reason.cap.repaid": "repaid" }]),
  );
  return { ...pack, facts, classes: { ...pack.classes, caps: [...pack.classes.caps, cap] }, texts };
}

/** A commitment with each way in which a fact can be given that a file gives. */
function foundOf(first) {
  const withFile = packWithFile();
  const hash = spec.hashOf(spec.canonical(withFile));
  const claimed = { ...first.session, pack: { ...packRef, hash } };
  const context = { packHash: spec.strictDecode(hash), nonce: spec.strictDecode(claimed.nonce) };
  const one = (name, declared, found) => {
    const investor = { ...first.case, facts: { ...first.case.facts, ...declared } };
    const names = spec.leafNames(withFile);
    const values = spec.leafValues(withFile, investor, found);
    const root = spec.b64u(spec.commitment(context, names, values, spec.strictDecode(first.seed)));
    return { name, case: investor, found, value: values[names.indexOf("fact/repaid")], commitment: root };
  };
  const cases = [
    one("typed in alone", { repaid: 0 }, {}),
    one("read from a file", {}, { repaid: { value: 500, tier: "parsed" } }),
    one("read from a file that adds up", {}, { repaid: { value: 500, tier: "consistent" } }),
    one("typed in beside a file", { repaid: 0 }, { repaid: { value: 500, tier: "consistent" } }),
  ];
  return { pack: withFile, session: claimed, seed: first.seed, cases };
}

/** A session of the vectors' pack with a sealed record, the record, and the archive's key. */
async function sealedOf(scenario) {
  const own = createECDH("prime256v1");
  own.setPrivateKey(spec.sha256("verdict vectors: archive key"));
  const public_key = spec.b64u(own.getPublicKey());
  const private_key = spec.b64u(spec.sha256("verdict vectors: archive key"));
  const [later, key] = ["2030-01-01", "2020-01-01"].map((from, n) => ({ id: `archive-${2 - n}`, from, public_key }));
  const bytes = 16_384;
  const sealedPack = { ...pack, record: { sealed: { bytes, keys: [key, later] } } };
  const ref = { ...packRef, hash: spec.hashOf(spec.canonical(sealedPack)) };
  const one = await positive(scenario, { pack: sealedPack, ref });
  const record = { ...recordOf(one, null), pack: ref, shown: { notices: [], items: [], reasons: [], session_check: null } };
  const sealed = sealRecord(record, one, { key, bytes });
  const archive_key = { prescreen_archive_key: 1, id: key.id, private_key, public_key };
  const receiptClaims = {
    session: one.session.id,
    subject: one.session.subject,
    verdict: spec.hashOf(one.verdict),
    steps: [],
    outcome: one.claims.outcome,
    complete: one.claims.outcome === "proceed",
    iat: one.now,
  };
  return {
    pack: sealedPack,
    archive_key,
    jkt: one.jkt,
    now: one.now,
    ...pick(one, "session ticket verdict commitment"),
    receipt: await seal("prescreen-receipt+jws", receiptClaims, keys.server),
    record,
    sealed,
    refused: refusedOf(record, one, { key, bytes }),
  };
}

/** What opens with the key and is not the one form of the record. */
function refusedOf(record, one, archive) {
  const text = spec.canonical(record);
  const backwards = Object.fromEntries(Object.entries(record).sort().reverse());
  const other = structuredClone(record);
  other.values[0].value = "other";
  const list = [
    ["a record that is indented", "encoding", JSON.stringify(record, null, 1)],
    ["members in another order", "encoding", JSON.stringify(backwards)],
    ["a space before the record", "encoding", ` ${text}`],
    ["a line end after the record", "encoding", `${text}\n`],
    ["a tab after the record", "encoding", `${text}\t`],
    ["fewer bytes than a pack may state", "encoding", text, 8191],
    ["a member that a record does not have", "unknown-field", spec.canonical({ ...record, "a-secret-member": 1 })],
    ["another answer than was committed to", "commitment", spec.canonical(other)],
  ];
  return list.map(([name, code, sealed, bytes = archive.bytes]) => ({
    name,
    code,
    sealed: sealText(sealed, one, { ...archive, bytes }),
  }));
}

const pick = (from, names) => Object.fromEntries(names.split(" ").map((name) => [name, from[name]]));

if (process.argv[2] === "sealed") {
  save("sealed.json", await sealedOf(scenarios[1]));
  process.exit();
}

if (process.argv[2] === "found") {
  save("found.json", foundOf(load("positive.json").objects[0]));
  process.exit();
}

const positives = await Promise.all(scenarios.map((scenario) => positive(scenario)));
const steps = await stepsOf(positives[0]);
const record = recordOf(positives[0], steps.receipt);
const opening = openingOf(positives[0], ["item/loss", "fact/assets", "clarified"]);
const tools = { pack, packRef, keys, seal, sign, bytes, positives, steps, record, opening };

save("positive.json", { pack_hash: packHash, server: publicKey(keys.server), objects: positives, steps, record, opening });
save("found.json", foundOf(positives[0]));
save("sealed.json", await sealedOf(scenarios[1]));
save("negative.json", {
  verdicts: await altered(tools),
  steps: await alteredSteps(tools),
  openings: alteredOpenings(tools),
  records: await alteredRecords(tools),
});
