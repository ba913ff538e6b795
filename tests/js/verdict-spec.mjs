// VERIFY.md in JavaScript, written from that page alone: strict forms, commitment, openings.

import { createHash, createHmac } from "node:crypto";

export const SUITE = "prescreen-es256-1";
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const MEMBERS = {
  "prescreen-commit+jws": "commitment nonce pack session",
  "prescreen-ticket+jws": "attempt commitment exp iat jkt nonce of pack session",
  "prescreen-verdict+jws":
    "aud class class_on_file commitment credit flows iat nonce outcome pack permission product purpose reasons session session_check shadow subject ticket tier variant",
  "prescreen-step+jws": "document flow locale nonce session step verdict",
  "prescreen-receipt+jws": "complete iat outcome session steps subject verdict",
};
/** Members that a verdict from before them does not have. */
const LATER = ["credit", "permission"];
const BY_SERVER = ["prescreen-ticket+jws", "prescreen-receipt+jws"];

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const refuse = (code) => {
  throw new Refused(code);
};

export const sha256 = (...parts) =>
  createHash("sha256")
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
export const b64u = (bytes) => Buffer.from(bytes).toString("base64url");
export const hashOf = (text) => b64u(sha256(text));

export function strictDecode(text) {
  const bytes = Buffer.from(text, "base64url");
  if (b64u(bytes) !== text) refuse("encoding");
  return bytes;
}

/** RFC 8785 for integers only. */
export function canonical(value) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) refuse("number");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

export const thumbprint = ({ x, y }) => hashOf(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);

export function header(typ, signer) {
  return signer.kid
    ? `{"alg":"ES256","kid":"${signer.kid}","typ":"${typ}"}`
    : `{"alg":"ES256","jwk":{"crv":"P-256","kty":"EC","x":"${signer.x}","y":"${signer.y}"},"typ":"${typ}"}`;
}

export const signingInput = (typ, signer, claims) => `${b64u(header(typ, signer))}.${b64u(canonical({ ...claims, suite: SUITE }))}`;

const number = (bytes) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const bytes32 = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");

export function lowS(signature) {
  const s = number(signature.subarray(32));
  return s > (ORDER - 1n) / 2n ? Buffer.concat([signature.subarray(0, 32), bytes32(ORDER - s)]) : signature;
}

export function twin(signature) {
  return Buffer.concat([signature.subarray(0, 32), bytes32(ORDER - number(signature.subarray(32)))]);
}

function checkSignature(signature) {
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))];
  if (r < 1n || r >= ORDER || s < 1n || s > (ORDER - 1n) / 2n) refuse("signature");
}

function parse(bytes) {
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes)) refuse("encoding");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("syntax");
  }
  return { text, value };
}

/** Checks the form of section 2 and gives the parts; the signature itself is not checked here. */
export function open(jws) {
  if (jws.length > 65536) refuse("limit");
  const parts = jws.split(".");
  if (parts.length !== 3) refuse("encoding");
  const [head, payload, signature] = parts.map((part, index) => (index === 2 ? part : parse(strictDecode(part))));
  if (head.value?.alg !== "ES256") refuse("algorithm");
  const members = MEMBERS[head.value.typ] ?? refuse("type");
  const signer = BY_SERVER.includes(head.value.typ) ? { kid: head.value.kid } : (head.value.jwk ?? refuse("missing-field"));
  if (signer.kid === undefined && signer.x === undefined) refuse("missing-field");
  const allowed = ["alg", "typ", signer.kid ? "kid" : "jwk"];
  if (Object.keys(head.value).some((key) => !allowed.includes(key))) refuse("unknown-field");
  if (header(head.value.typ, signer) !== head.text) refuse("encoding");
  if (signer.kid === undefined && [signer.x, signer.y].some((part) => strictDecode(part).length !== 32)) refuse("key");
  if (canonical(payload.value) !== payload.text) {
    // JSON.parse keeps the last of repeated keys, so a repeated one shows as a difference.
    refuse(/* a stricter reader says repeated-key */ "encoding");
  }
  const bytes = strictDecode(signature);
  if (bytes.length !== 64) refuse("encoding");
  checkSignature(bytes);
  const { suite, ...claims } = payload.value;
  if (suite !== SUITE) refuse("algorithm");
  const names = members.split(" ");
  if (names.some((name) => !(name in claims) && !LATER.includes(name))) refuse("missing-field");
  if (Object.keys(claims).some((name) => !names.includes(name))) refuse("unknown-field");
  return { typ: head.value.typ, signer, claims, input: parts.slice(0, 2).join("."), signature: bytes, hash: hashOf(jws) };
}

/** The names of section 3, in order. */
export function leafNames(pack) {
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  const facts = pack.facts.filter((fact) => fact.derive === undefined);
  const record = keeperOf(pack) === null ? [] : ["record"];
  return [...items.map((item) => `item/${item.id}`), ...facts.map((fact) => `fact/${fact.id}`), "clarified", ...record];
}

/** The word of section 3 for who keeps the record beside the person; null where nobody does. */
function keeperOf({ record }) {
  if (typeof record === "object") return "sealed";
  return record === "disclosed" ? "disclosed" : null;
}

/** The values of section 3, in order; `found` is what files gave, by fact. */
export function leafValues(pack, investor, found = {}) {
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  const inOrder = (item, answer) =>
    item.kind === "multiple" && answer ? item.options.map((option) => option.id).filter((id) => answer.includes(id)) : answer;
  const facts = pack.facts.filter((fact) => fact.derive === undefined);
  const clarified = pack.contradictions.map((one) => one.id).filter((id) => investor.clarified?.includes(id));
  return [
    ...items.map((item) => inOrder(item, investor.answers?.[item.id] ?? null)),
    ...facts.map(({ id }) => {
      const declared = investor.facts?.[id] ?? null;
      return id in found ? { declared, found: found[id].value, tier: found[id].tier } : declared;
    }),
    clarified,
    ...(keeperOf(pack) === null ? [] : [keeperOf(pack)]),
  ];
}

export const salt = (seed, id) =>
  createHmac("sha256", seed)
    .update("prescreen/salt/1")
    .update(Buffer.from([0]))
    .update(id)
    .digest()
    .subarray(0, 16);

export function leaf({ packHash, nonce }, id, value, saltBytes) {
  const text = Buffer.from(canonical(value));
  const [idLength, valueLength] = [Buffer.alloc(2), Buffer.alloc(4)];
  idLength.writeUInt16BE(Buffer.byteLength(id));
  valueLength.writeUInt32BE(text.length);
  return sha256([0], "prescreen/leaf/1", packHash, nonce, idLength, id, valueLength, text, saltBytes);
}

const node = (left, right) => sha256([1], left, right);

/** All levels, from the padded leaves to the root. */
export function levels(leaves) {
  const pad = sha256([2], "prescreen/pad/1");
  let width = 1;
  while (width < leaves.length) width *= 2;
  const all = [[...leaves, ...Array(width - leaves.length).fill(pad)]];
  while (all.at(-1).length > 1) {
    const below = all.at(-1);
    all.push(below.filter((_, n) => n % 2 === 0).map((left, n) => node(left, below[2 * n + 1])));
  }
  return all;
}

export function commitment(context, names, values, seed) {
  const leaves = names.map((id, n) => leaf(context, id, values[n], salt(seed, id)));
  return levels(leaves).at(-1)[0];
}

/** Section 8: whether every opened answer leads to the commitment, from its own place. */
export function checkOpening(opening, pack) {
  if (opening.pack_hash !== hashOf(canonical(pack))) refuse("pack-mismatch");
  const names = leafNames(pack);
  const depth = Math.ceil(Math.log2(names.length));
  const context = { packHash: strictDecode(opening.pack_hash), nonce: strictDecode(opening.nonce) };
  for (const one of opening.openings) {
    if (names[one.index] !== one.id || one.path.length !== depth) refuse("commitment");
    if (rootOf(context, one) !== opening.commitment) refuse("commitment");
  }
}

/** The root that one opened answer leads to. */
export function rootOf(context, { id, value, salt: saltText, index, path }) {
  const climb = (below, sibling, height) =>
    (index >> height) % 2 === 0 ? node(below, strictDecode(sibling)) : node(strictDecode(sibling), below);
  return b64u(path.reduce(climb, leaf(context, id, value, strictDecode(saltText))));
}

/** Checks 1 to 6 of section 5; what is possible under the pack is not checked here. */
export function checkVerdict({ session, ticket: ticketText, jkt, now }, jws) {
  const { typ, signer, claims } = open(jws);
  if (typ !== "prescreen-verdict+jws") refuse("type");
  if (thumbprint(signer) !== jkt) refuse("key");
  if (canonical(claims.pack) !== canonical(session.pack)) refuse("pack-mismatch");
  const ticket = open(ticketText);
  const sheet = session.product && { id: session.product.id, hash: hashOf(canonical(session.product)) };
  const own = {
    session: session.id,
    nonce: session.nonce,
    aud: session.audience,
    purpose: session.purpose,
    subject: session.subject,
    variant: session.variant,
    product: sheet,
    commitment: ticket.claims.commitment,
    ticket: ticket.hash,
  };
  if (Object.entries(own).some(([name, value]) => canonical(value) !== canonical(claims[name]))) refuse("claim");
  if (now >= session.expires || now >= ticket.claims.exp) refuse("expired");
  if (claims.iat < session.now || claims.iat > now + 60 || claims.iat >= session.expires) refuse("claim");
  return claims;
}

/** What section 5 says of `shadow`: `held` are the packs of the server. */
export function checkShadow(pack, held, { shadow }) {
  if (shadow === null) return;
  const listed = (pack.disclosure.shadow ?? []).find((one) => one.pack === shadow.pack.id);
  if (!listed || shadow.pack.hash === hashOf(canonical(pack))) refuse("claim");
  const other = held.find((one) => hashOf(canonical(one)) === shadow.pack.hash);
  if (!other || other.id !== shadow.pack.id || other.version !== shadow.pack.version) refuse("pack-mismatch");
  const { list } = other.classes;
  const same = list.length === listed.classes.length && list.every((id, n) => id === listed.classes[n]);
  if (!same || (shadow.class !== null && !list.includes(shadow.class))) refuse("claim");
}
