// Makes tests/vectors/verdict/conditions.json of the cases beside it: for each rule a pack, and verdicts that `verify`
// accepts or refuses. Signatures are fresh on each run. Run: node tests/js/condition-vectors.mjs

import { readFileSync, writeFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { FACTS, PRODUCT_RULES, RULES } from "./condition-cases.mjs";
import * as spec from "./verdict-spec.mjs";

const folder = new URL("../vectors/verdict/", import.meta.url);
const load = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const base = load("pack.json");
const keys = load("keys.json");
const NOW = 1_790_000_000;

async function seal(typ, claims, jwk, signer) {
  const input = spec.signingInput(typ, signer, claims);
  const key = await webcrypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const raw = Buffer.from(await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, Buffer.from(input)));
  return `${input}.${spec.b64u(spec.lowS(raw))}`;
}

/** The vectors' pack with more facts and tags, no fraud part, and one rule in place of all. */
function packOf(number, { id: _, when, bars: __, passes: ___, claims: ____, bought, earlier, ...more }) {
  const one = { id: "rule", when, outcome: "refuse", basis: { firm: "test" }, ...more };
  const { fraud, ...rest } = base;
  return {
    ...rest,
    id: "condition-vectors",
    version: `1.${number}.0`,
    notices: [],
    facts: [...base.facts.filter(({ id }) => !["birth_date", "age", "shared_account", "months_trading"].includes(id)), ...FACTS],
    eligibility: bought ? [] : [one],
    gates: [],
    matching: {
      ...base.matching,
      ...(earlier && { earlier: { within_days: earlier, basis: { firm: "test" } } }),
      types: ["fund", "note"],
      tags: ["new", "odd", "old"],
      rules: bought ? [one] : [],
    },
    disclosure: { deciding_reason: false, reasons: [] },
    flows: base.flows.filter(({ id }) => id === "board"),
    documents: base.documents.filter(({ id }) => id === "board-risks"),
    never: [],
    locales: ["en"],
    texts: { en: textsOf(base.texts.en) },
  };
}

/** What the trimmed pack shows, and no more. */
function textsOf(all) {
  const gone = /^(notice|band|signal|population|reason|fact|flow|step|document|gate)\./;
  const kept = Object.entries(all).filter(
    ([name]) =>
      !gone.test(name) ||
      /^(reason\.(class|profile|answers|facts)\.|flow\.board|step\.board\.|document\.board-risks\.|fact\.assets)/.test(name),
  );
  const own = [
    ["reason.rule", "rule"],
    ["reason.no-loss", "no loss"],
    ["reason.keep-and-lose", "both"],
    ["type.note", "note"],
  ];
  const facts = FACTS.flatMap(({ id, options = [] }) => [[`fact.${id}`, id], ...options.map((one) => [`fact.${id}.${one}`, one])]);
  return Object.fromEntries([...kept, ...own, ...facts]);
}

async function verdictOf(pack, packRef, rule, name, said, code) {
  const { earlier = [], ...given } = said;
  const { bought, claims = { outcome: "proceed", flows: [] } } = rule;
  const bytes = (label) => spec.b64u(spec.sha256(`condition vectors: ${pack.version} ${name} ${label}`));
  const session = {
    id: "session",
    nonce: bytes("nonce"),
    audience: "https://broker.example",
    subject: "subject",
    purpose: bought ? "purchase" : "account_opening",
    pack: packRef,
    variant: "base",
    now: NOW,
    expires: NOW + 3600,
    product: bought ? { id: "product", name: {}, ...given } : null,
    profile: null,
    facts: bought ? {} : given,
    earlier: earlier.map(([cls, day]) => ({ class: cls, assessed_on: day })),
  };
  const jkt = spec.thumbprint(keys.session);
  const shared = { session: session.id, nonce: session.nonce };
  const commitment = bytes("commitment");
  const ticketClaims = { ...shared, pack: packRef.hash, jkt, commitment, attempt: 1, of: null, iat: NOW + 1, exp: NOW + 1500 };
  const ticket = await seal("prescreen-ticket+jws", ticketClaims, keys.server, { kid: spec.thumbprint(keys.server) });
  const signed = {
    aud: session.audience,
    purpose: session.purpose,
    ...shared,
    subject: session.subject,
    ticket: spec.hashOf(ticket),
    commitment,
    pack: packRef,
    variant: session.variant,
    product: session.product && { id: session.product.id, hash: spec.hashOf(spec.canonical(session.product)) },
    class: "C2",
    class_on_file: false,
    reasons: [],
    session_check: null,
    credit: null,
    shadow: null,
    tier: "declared",
    iat: NOW + 2,
    ...claims,
  };
  const verdict = await seal("prescreen-verdict+jws", signed, keys.session, { x: keys.session.x, y: keys.session.y });
  return { name, session, ticket, jkt, now: NOW + 3, verdict, code };
}

const made = [];
for (const [number, rule] of [...RULES, ...PRODUCT_RULES].entries()) {
  const pack = packOf(number, rule);
  const packRef = { id: pack.id, version: pack.version, hash: spec.hashOf(spec.canonical(pack)) };
  const of = (list, word, code) => Promise.all(list.map((given, n) => verdictOf(pack, packRef, rule, `${word} ${n}`, given, code)));
  made.push({ name: rule.id, pack, verdicts: [...(await of(rule.bars, "bars", "claim")), ...(await of(rule.passes, "passes", null))] });
}
writeFileSync(new URL("conditions.json", folder), `${JSON.stringify(made)}\n`);
