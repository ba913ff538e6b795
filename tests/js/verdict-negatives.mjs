// What has to be refused, and with which code. `form` marks what section 2 of VERIFY.md refuses
// without a pack or a session.

import * as spec from "./verdict-spec.mjs";

const TYP = "prescreen-verdict+jws";
const encode = (text) => spec.b64u(Buffer.from(text));
const parts = (jws) => jws.split(".");

/** The next letter keeps the decoded bytes in a lenient decoder, because it changes unused bits only. */
function looseTail(text) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(text.at(-1));
  return text.slice(0, -1) + alphabet[last + 1];
}

export async function altered({ packRef, keys, seal, sign, bytes, positives }) {
  const [above, opening, onFile] = positives;
  const [head, payload, signature] = parts(above.verdict);
  const raw = spec.strictDecode(signature);
  const { claims } = above;
  const list = [];
  const add = (name, code, text, more = {}) => list.push({ name, code, text, ...more });
  const form = (name, code, text) => add(name, code, text, { form: true });
  const signed = async (input) => `${input}.${spec.b64u(await sign(input, keys.session))}`;
  const withHeader = (text) => signed(`${encode(text)}.${payload}`);
  const withPayload = (text) => signed(`${head}.${encode(text)}`);
  const headerText = spec.strictDecode(head).toString();
  const payloadText = spec.strictDecode(payload).toString();
  const jwk = headerText.match(/"jwk":(\{[^}]*\})/)[1];

  form("one part too few", "encoding", `${head}.${payload}`);
  form("one part too many", "encoding", `${above.verdict}.`);
  form("unused bits set in the signature's last letter", "encoding", `${head}.${payload}.${looseTail(signature)}`);
  form("padding", "encoding", `${above.verdict}==`);
  form("the alphabet of plain base64", "encoding", `${head}.${payload}.${"+".repeat(86)}`);
  form("white space", "encoding", `${head}.${payload}.\n${signature}`);
  form("a signature that is too short", "encoding", `${head}.${payload}.${spec.b64u(raw.subarray(0, 63))}`);
  form("longer than the limit", "limit", `${head}.${"A".repeat(65536)}.${signature}`);
  form("the twin (r, n − s)", "signature", `${head}.${payload}.${spec.b64u(spec.twin(raw))}`);
  const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");
  const zero = Buffer.alloc(32);
  for (const [name, pair] of [
    ["r is zero", [zero, raw.subarray(32)]],
    ["s is zero", [raw.subarray(0, 32), zero]],
    ["r is n", [order, raw.subarray(32)]],
    ["s is n", [raw.subarray(0, 32), order]],
  ]) {
    form(name, "signature", `${head}.${payload}.${spec.b64u(Buffer.concat(pair))}`);
  }
  form("no signature, alg none", "algorithm", `${encode('{"alg":"none"}')}.${payload}.`);
  for (const alg of ["none", "HS256", "ES384", "es256"]) {
    form(`alg ${alg}`, "algorithm", await withHeader(headerText.replace("ES256", alg)));
  }
  form("crit in the header", "unknown-field", await withHeader(`{"alg":"ES256","crit":["b64"],"jwk":${jwk},"typ":"${TYP}"}`));
  form("kid beside jwk", "unknown-field", await withHeader(`{"alg":"ES256","jwk":${jwk},"kid":"a","typ":"${TYP}"}`));
  form("no key in the header", "missing-field", await withHeader(`{"alg":"ES256","typ":"${TYP}"}`));
  form("header members in another order", "encoding", await withHeader(`{"typ":"${TYP}","alg":"ES256","jwk":${jwk}}`));
  form("white space in the header", "encoding", await withHeader(headerText.replace(",", ", ")));
  form("a typ that is not signed here", "type", await withHeader(headerText.replace(TYP, "JWT")));
  form("white space in the payload", "encoding", await withPayload(payloadText.replace(",", ", ")));
  form(
    "payload members in another order",
    "encoding",
    await withPayload(`{"variant":"base",${payloadText.slice(1).replace(',"variant":"base"', "")}`),
  );
  form("an escape that is not needed", "encoding", await withPayload(payloadText.replace("purchase", "\\u0070urchase")));
  form("a repeated member", "repeated-key", await withPayload(payloadText.replace('"class":"C2",', '"class":"C2","class":"C3",')));
  form("a fraction", "number", await withPayload(payloadText.replace(/"iat":\d+/, '"iat":1.5')));
  form("an integer beyond 2^53", "number", await withPayload(payloadText.replace(/"iat":\d+/, '"iat":9007199254740993')));
  form(
    "not UTF-8",
    "encoding",
    await signed(`${head}.${spec.b64u(Buffer.concat([Buffer.from(payloadText.slice(0, -1)), Buffer.from([0xff])]))}`),
  );
  form("not JSON", "syntax", await withPayload(payloadText.slice(0, -1)));

  const resealed = (changes, key = keys.session) => seal(TYP, { ...claims, ...changes }, key);
  form("an unknown claim", "unknown-field", await resealed({ answers: { loss: "some" } }));
  const { tier: _, ...without } = claims;
  form("a missing claim", "missing-field", await seal(TYP, without, keys.session));
  const { product: __, ...withoutNull } = opening.claims;
  add("a member left out that is null", "missing-field", await seal(TYP, withoutNull, keys.session), { form: true, of: 1 });
  form("another suite", "algorithm", await withPayload(payloadText.replace("prescreen-es256-1", "prescreen-es256-2")));

  add(
    "a step where a verdict belongs",
    "type",
    await seal(
      "prescreen-step+jws",
      {
        session: claims.session,
        nonce: claims.nonce,
        verdict: spec.hashOf(above.verdict),
        flow: "above",
        step: "insist",
        document: null,
        locale: "en",
      },
      keys.session,
    ),
  );
  add("a session check that is not in the list", "range", await resealed({ session_check: "fraud" }), { at: "/session_check" });
  add("a class that is a number", "type", await resealed({ class: 2 }), { at: "/class" });
  add("a class that is a sentence", "range", await resealed({ class: "I can lose some" }), { at: "/class" });
  add("an outcome that is not in the list", "range", await resealed({ outcome: "approve" }), { at: "/outcome" });
  add("an unknown member of the pack", "unknown-field", await resealed({ pack: { ...claims.pack, name: "x" } }), { at: "/pack/name" });
  add("another key", "key", await resealed({}, keys.other));
  add("a key that is not on the curve", "key", await withHeader(headerText.replace(/"y":"./, '"y":"B')));
  add(
    "another text under the signature",
    "signature",
    `${parts(await resealed({ iat: claims.iat + 1 }))
      .slice(0, 2)
      .join(".")}.${signature}`,
  );

  add("filed in another session", "claim", opening.verdict, { at: "/session" });
  for (const [name, changes, at] of [
    ["a stale nonce", { nonce: bytes("stale") }, "/nonce"],
    ["another audience", { aud: "https://other.example" }, "/aud"],
    ["another purpose", { purpose: "assessment" }, "/purpose"],
    ["another subject", { subject: "subject-other" }, "/subject"],
    ["another variant", { variant: "b" }, "/variant"],
    ["another product", { product: { id: "fund-R2", hash: claims.product.hash } }, "/product"],
    ["another sheet of the product", { product: { id: claims.product.id, hash: bytes("sheet") } }, "/product"],
    ["no product", { product: null }, "/product"],
    ["another commitment than the ticket's", { commitment: bytes("commitment") }, "/commitment"],
    ["another ticket", { ticket: bytes("ticket") }, "/ticket"],
    ["before the session", { iat: above.session.now - 1 }, "/iat"],
    ["ahead of the server", { iat: above.now + 61 }, "/iat"],
    ["a class that the pack does not have", { class: "C9" }, "/class"],
    ["no class, and yet proceed", { class: null, outcome: "proceed", flows: [] }, "/outcome"],
    ["a class on file that is not there", { class_on_file: true }, "/class_on_file"],
    ["a tier that answers cannot have", { tier: "attested" }, "/tier"],
    ["a reason that is not disclosed", { reasons: ["above-class", "no-loss"] }, "/reasons"],
    ["a reason twice", { reasons: ["above-class", "above-class"] }, "/reasons"],
    ["reasons in another order", { reasons: ["class.risk", "above-class", "keep-and-lose"] }, "/reasons"],
    ["a reason that nothing gives", { reasons: ["i-earn-50"] }, "/reasons"],
    ["no flow where steps are due", { flows: [] }, "/flows"],
    ["a flow beside a refusal", { outcome: "refuse" }, "/flows"],
    ["a flow that the pack does not have", { flows: ["above", "board", "other"] }, "/flows"],
    ["a flow twice", { flows: ["above", "board", "above"] }, "/flows"],
    ["a flow left out", { flows: ["above"] }, "/flows"],
    ["no session check, where the pack has one", { session_check: null }, "/session_check"],
    ["an outcome better than the session check", { session_check: "pause" }, "/session_check"],
    ["a step-up without its steps", { session_check: "step_up" }, "/flows"],
    ["what can be afforded, where the pack does not ask", { credit: { band: null, outcome: "proceed" } }, "/credit"],
    ["better than class and product allow", { outcome: "proceed", flows: [] }, "/outcome"],
    ["the lowest class, above its reach", { class: "C1" }, "/outcome"],
  ]) {
    add(name, "claim", await resealed(changes), { at });
  }
  add("an older pack", "pack-mismatch", await resealed({ pack: { ...claims.pack, version: "0.9.0" } }), { at: "/pack" });
  add("a pack of the same version with other rules", "pack-mismatch", await resealed({ pack: { ...claims.pack, hash: bytes("pack") } }));
  add("after the session", "expired", above.verdict, { now: above.session.expires });
  add("after the ticket", "expired", above.verdict, { now: above.session.now + 1500 });
  const beside = positives.findIndex(({ claims: { shadow } }) => shadow?.class);
  const shadowed = (shadow) => seal(TYP, { ...positives[beside].claims, shadow }, keys.session);
  const { shadow } = positives[beside].claims;
  const { shadow: ___, ...unsaid } = positives[beside].claims;
  add("a shadow left out that is null", "missing-field", await seal(TYP, unsaid, keys.session), { form: true, of: beside });
  for (const [name, code, changed, at] of [
    ["a shadow class that is a number", "type", { ...shadow, class: 1 }, "/shadow/class"],
    ["an unknown member of the shadow", "unknown-field", { ...shadow, score: 5 }, "/shadow/score"],
    ["a class that the shadow pack does not have", "claim", { ...shadow, class: "C2" }, "/shadow/class"],
    ["a shadow pack that the pack does not list", "claim", { ...shadow, pack: { ...shadow.pack, id: "other" } }, "/shadow"],
    ["the pack as its own shadow", "claim", { pack: packRef, class: "C2" }, "/shadow"],
    [
      "a shadow pack that the server does not hold",
      "pack-mismatch",
      { ...shadow, pack: { ...shadow.pack, hash: bytes("shadow") } },
      "/shadow/pack",
    ],
  ]) {
    add(name, code, await shadowed(changed), { of: beside, at });
  }
  const filed = (changes) => seal(TYP, { ...onFile.claims, ...changes }, keys.session);
  add("another class than the one on file", "claim", await filed({ class: "C3" }), { of: 2, at: "/class" });
  add("a better tier than the profile's", "claim", await seal(TYP, { ...positives[8].claims, tier: "attested" }, keys.session), {
    of: 8,
    at: "/tier",
  });
  add("the class on file, denied", "claim", await filed({ class_on_file: false, tier: "declared" }), { of: 2, at: "/class_on_file" });
  return list;
}

export async function alteredSteps({ pack, keys, seal, bytes, steps }) {
  const claimsOf = (text) => {
    const { suite: _, ...claims } = JSON.parse(spec.strictDecode(parts(text)[1]));
    return claims;
  };
  const sealed = (claims, key = keys.session) => seal("prescreen-step+jws", claims, key);
  const [insist, warn, wait, , call] = steps.taken;
  const base = claimsOf(insist.text);
  const list = [];
  const add = (name, code, after, text, more = {}) => list.push({ name, code, after, text, ...more });
  add("a step left out", "step", 0, warn.text, { at: "/step" });
  add("a step taken again", "step", 1, insist.text, { at: "/step" });
  add("the flows in another order", "step", 0, steps.taken[5].text, { at: "/flow" });
  add("after the last step", "step", 6, insist.text);
  add("another document", "step", 1, await sealed({ ...claimsOf(warn.text), document: bytes("document") }), { at: "/document" });
  add("the document of another locale", "step", 1, await sealed({ ...claimsOf(warn.text), locale: "en" }), { at: "/document" });
  add("no document where one is shown", "step", 1, await sealed({ ...claimsOf(warn.text), document: null }), { at: "/document" });
  add("a document where none is shown", "step", 0, await sealed({ ...base, document: bytes("document") }), { at: "/document" });
  add("a locale that the pack does not have", "claim", 0, await sealed({ ...base, locale: "fr" }), { at: "/locale" });
  add("too early", "too-early", 2, wait.text, { now: wait.at - 1 });
  add("after the days of the flow", "expired", 0, insist.text, { now: dayAfter(pack, "above", steps.accepted), at: "/flow" });
  add("the firm's step, by the investor", "step", 4, await sealed({ ...base, flow: call.flow, step: call.step }), { at: "/step" });
  add("another verdict", "claim", 0, await sealed({ ...base, verdict: bytes("verdict") }), { at: "/verdict" });
  add("another session", "claim", 0, await sealed({ ...base, session: "session-other" }), { at: "/session" });
  add("a stale nonce", "claim", 0, await sealed({ ...base, nonce: bytes("stale") }), { at: "/nonce" });
  add("another key", "key", 0, await sealed(base, keys.other));
  return list;
}

/** The first second after the days within which a flow's steps end, in the pack's time zone. */
function dayAfter(pack, flow, accepted) {
  const east = pack.time_zone.offset_minutes * 60;
  const { within_days: days = 30 } = pack.flows.find(({ id }) => id === flow);
  return (Math.floor((accepted + east) / 86400) + days + 1) * 86400 - east;
}

export function alteredOpenings({ pack, bytes, opening }) {
  const list = [];
  const add = (name, code, change) => {
    const copy = structuredClone(opening);
    change(copy, copy.openings[0]);
    list.push({ name, code, opening: copy });
  };
  add("another answer", "commitment", (_, one) => {
    one.value = "much";
  });
  add("another salt", "commitment", (_, one) => {
    one.salt = bytes("salt").slice(0, 22).replace(/.$/, "A");
  });
  add("another place", "commitment", (_, one) => {
    one.index += 1;
  });
  add("a place beyond the tree", "commitment", (_, one) => {
    one.index += 8;
  });
  add("a path that is too short", "commitment", (_, one) => {
    one.path.pop();
  });
  add("a path that is too long", "commitment", (_, one) => {
    one.path.push(bytes("path"));
  });
  add("another name", "commitment", (_, one) => {
    one.id = "item/aims";
  });
  add("another nonce", "commitment", (copy) => {
    copy.nonce = bytes("nonce");
  });
  add("another commitment", "commitment", (copy) => {
    copy.commitment = bytes("commitment");
  });
  add("another pack", "pack-mismatch", (copy) => {
    copy.pack_hash = bytes("pack");
  });
  add("an unknown member", "unknown-field", (copy) => {
    copy.note = "x";
  });
  list.push({ name: "the same name committed to in two places", code: "commitment", opening: equivocal(pack, opening) });
  list.push({ name: "the same name committed to in two depths", code: "commitment", opening: tooDeep(pack, opening) });
  return list;
}

/** A tree with one level more at its first leaf, where "item/aims" stands again with the index of its own. */
function tooDeep(pack, opening) {
  const context = { packHash: spec.strictDecode(opening.pack_hash), nonce: spec.strictDecode(opening.nonce) };
  const seed = spec.sha256("verdict vectors: too deep");
  const names = spec.leafNames(pack);
  const values = spec.leafValues(pack, { answers: { aims: ["keep"] } });
  const leafOf = (id, value) => spec.leaf(context, id, value, spec.salt(seed, id));
  const leaves = names.map((id, n) => leafOf(id, values[n]));
  const below = [leaves[0], leafOf("item/aims", ["growth"])];
  leaves[0] = spec.levels(below).at(-1)[0];
  const all = spec.levels(leaves);
  const path = [below[0], ...all.slice(0, -1).map((level) => level[1])].map(spec.b64u);
  const one = { id: "item/aims", value: ["growth"], salt: spec.b64u(spec.salt(seed, "item/aims")), index: 1, path };
  return { ...opening, commitment: spec.b64u(all.at(-1)[0]), openings: [one] };
}

/** A tree in which "item/loss" also stands at the place of "item/aims", with another answer. */
function equivocal(pack, opening) {
  const context = { packHash: spec.strictDecode(opening.pack_hash), nonce: spec.strictDecode(opening.nonce) };
  const seed = spec.sha256("verdict vectors: equivocal");
  const names = spec.leafNames(pack);
  const values = spec.leafValues(pack, { answers: { loss: "none" } });
  names[1] = "item/loss";
  values[1] = "much";
  const leaves = names.map((id, n) => spec.leaf(context, id, values[n], spec.salt(seed, id)));
  const all = spec.levels(leaves);
  const path = all.slice(0, -1).map((level, height) => spec.b64u(level[(1 >> height) ^ 1]));
  const one = { id: "item/loss", value: "much", salt: spec.b64u(spec.salt(seed, "item/loss")), index: 1, path };
  return { ...opening, commitment: spec.b64u(all.at(-1)[0]), openings: [one] };
}

export async function alteredRecords({ keys, seal, bytes, positives, record }) {
  const list = [];
  const add = (name, code, changes) => list.push({ name, code, record: { ...record, ...changes } });
  const value = record.values.map((one) => (one.id === "item/loss" ? { ...one, value: "much" } : one));
  add("another answer", "commitment", { values: value });
  add("an answer left out", "commitment", { values: record.values.slice(1) });
  add("another seed", "commitment", { seed: bytes("seed") });
  add("another pack", "commitment", { pack: { ...record.pack, hash: bytes("pack") } });
  add("another session's commitment", "commitment", { commit: positives[1].commit });
  add("another session's ticket", "claim", { ticket: positives[1].ticket });
  add("another session's verdict", "claim", { verdict: positives[1].verdict });
  const claims = { ...positives[0].claims };
  add("a verdict by another key", "key", { verdict: await seal(TYP, claims, keys.other) });
  const committed = spec.open(record.commit).claims;
  add("a commitment by another key", "key", { commit: await seal("prescreen-commit+jws", committed, keys.other) });
  add("a receipt for another verdict", "claim", { verdict: await seal(TYP, { ...claims, iat: claims.iat + 1 }, keys.session) });
  const receipt = { ...spec.open(record.receipt).claims, outcome: "proceed" };
  add("a receipt with another outcome", "claim", { receipt: await seal("prescreen-receipt+jws", receipt, keys.server) });
  add("a verdict where the commitment belongs", "type", { commit: record.verdict });
  add("an unknown member", "unknown-field", { name: "x" });
  add("another format", "range", { prescreen_record: 2 });
  return list;
}
