/** An export of one session of the verdict vectors, with its steps and its receipt, written without the program: VERIFY.md §10. */
import { createHash, createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const vectors = new URL("../vectors/verdict/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, vectors), "utf8"));

/** RFC 8785, of the integers and texts that exports have. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
};

const hash = (text) => createHash("sha256").update(text).digest("base64url");

/** The lines before the end. */
export const exportLines = () => {
  const { objects, server, steps } = read("positive.json");
  const { x, y } = server;
  const [{ session, jkt, ticket, verdict }] = objects;
  const kid = hash(canonical({ crv: "P-256", kty: "EC", x, y }));
  const facts = Object.keys(session.facts).map((fact) => ({ at: session.now, fact, source: "firm", tier: "attested" }));
  const taken = steps.taken.map(({ text, ...of }) => ({ confirmation: text, taken: of }));
  const { accepted, receipt } = steps;
  return [
    { export: { access_log: null, from: null, made: accepted, prescreen_export: 1, subject: session.subject, to: null } },
    { keys: { keys: [{ alg: "ES256", crv: "P-256", kid, kty: "EC", use: "sig", x, y }] } },
    { pack: read("pack.json") },
    { session: { accepted, document: session, excused: null, facts, jkt, receipt, record: null, steps: taken, ticket, verdict } },
  ];
};

/** The order of P-256. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ES256 in low-S form, base64url, by a key of the vectors. */
const signature = (text, name = "server") => {
  const key = createPrivateKey({ key: read("keys.json")[name], format: "jwk" });
  const raw = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  const s = BigInt(`0x${raw.subarray(32).toString("hex")}`);
  const low = (s > N / 2n ? N - s : s).toString(16).padStart(64, "0");
  return Buffer.concat([raw.subarray(0, 32), Buffer.from(low, "hex")]).toString("base64url");
};

/** A person's public key: one of the vectors'. */
const publicKey = (name) => {
  const { x, y } = read("keys.json")[name];
  return { crv: "P-256", kty: "EC", x, y };
};

/** A list of approvers, by the names of their keys. */
export const approversOf = (...names) => ({
  approvers: names.map((name) => ({ key: publicKey(name), name, until: null })),
  prescreen_approvers: 1,
});

/** What a person says of the pack of the vectors, signed: VERIFY.md §11. */
export const signedStatement = (by, more = {}) => {
  const { session } = read("positive.json").objects[0];
  const usual = { act: "approve", at: session.now, by, pack: session.pack, prescreen_pack_statement: 1, reason: null, until: null };
  const statement = { ...usual, key: hash(canonical(publicKey(by))), ...more };
  return { signature: signature(`prescreen/pack-statement/1\0${canonical(statement)}`, by), statement };
};

/** A file of statements, one a line. */
export const statementsFile = (...statements) => statements.map((one) => `${canonical(one)}\n`).join("");

/** The same with the server's signature behind the end. */
export const signedFile = (lines = exportLines()) => {
  const before = exportFile(lines);
  const { kid } = lines[1].keys.keys[0];
  return `${before}${canonical({ signature: { key: kid, signature: signature(`prescreen/export/1\0${hash(before)}`) } })}\n`;
};

/** The file of these lines, with an end that fits them. */
export const exportFile = (lines = exportLines()) => {
  const before = lines.map((line) => `${canonical(line)}\n`).join("");
  return `${before}${canonical({ end: { hash: hash(before), lines: lines.length } })}\n`;
};
