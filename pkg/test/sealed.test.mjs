// Records that the firm keeps: what leaves, opened by an implementation that was written from VERIFY.md.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { canonical, leafNames } from "../../tests/js/verdict-spec.mjs";
import { openSealed } from "../../tests/js/sealed-spec.mjs";
import { makeServer, packText } from "./support/server.mjs";
import { answerAll, begin, until } from "./support/walk.mjs";

const { archive_key: archive } = JSON.parse(readFileSync(new URL("../../tests/vectors/verdict/sealed.json", import.meta.url), "utf8"));
const BYTES = 65_536;
const key = (id, from) => ({ id, from, public_key: archive.public_key });

/** The pack of the tests with another record. */
const withRecord = (record) => JSON.stringify({ ...JSON.parse(packText), record });
const sealed = (bytes = BYTES) => withRecord({ sealed: { bytes, keys: [key("archive-1", "2020-01-01"), key("archive-2", "2099-01-01")] } });

const first = (item) => item.options[0].id;
const last = (item) => item.options.at(-1).id;

/** To the result, keeping what contradicts. */
const toResult = async (server, choose = first, more = {}) => {
  const made = await begin(server, more);
  await answerAll(made.flow, choose);
  while (made.flow.view.kind === "clarify") {
    made.flow.clarify(true);
    await until(made.flow, "clarify", "review");
  }
  await made.flow.commit();
  return made;
};

test("a sealed record leaves with the verdict and opens to the person's own record", async () => {
  const server = await makeServer({ document: sealed() });
  const { flow, connection } = await toResult(server);
  assert.equal(flow.view.kind, "result");
  const upcoming = connection.wire.entries.find(({ state, kind }) => state === "upcoming" && kind === "verdict");
  assert.equal(flow.view.bytes, upcoming.bytes);
  await flow.send();
  assert.ok(["done", "step"].includes(flow.view.kind), flow.view.problem?.code);
  assert.equal(server.requests.find(({ path }) => path.endsWith("/verdict")).body, upcoming.text, "what was shown is what left");
  const opened = openSealed(server.record, archive);
  const own = JSON.parse(flow.record());
  assert.deepEqual(opened, { ...own, receipt: null });
  assert.ok(Buffer.byteLength(canonical(opened)) < BYTES);
  assert.deepEqual(opened.values.at(-1), { id: "record", value: "sealed" });
  assert.equal(leafNames(JSON.parse(sealed())).length, opened.values.length);
  assert.equal(opened.verdict, server.verdict);
  assert.ok(opened.arithmetic.items.length > 0);
});

test("it says what was shown, in which language, and which consents were given", async () => {
  const server = await makeServer({ document: sealed() });
  const { flow } = await begin(server);
  while (flow.view.kind !== "question") {
    if (flow.view.kind === "consent") flow.consent(flow.view.notice.required === true);
    else flow.next();
  }
  flow.setLocale("zh-CN");
  await answerAll(flow, first);
  while (flow.view.kind === "clarify") {
    flow.clarify(true);
    await until(flow, "clarify", "review");
  }
  await flow.commit();
  const { assessment } = flow.view;
  await flow.send();
  const { shown, values } = openSealed(server.record, archive);
  const { notices } = JSON.parse(packText);
  assert.deepEqual(
    shown.notices,
    notices.map(({ id, version, kind, required }) => ({ id, version, locale: "en", given: kind === "consent" ? required === true : null })),
  );
  const items = values.filter(({ id }) => id.startsWith("item/")).map(({ id }) => id.slice(5));
  assert.deepEqual(
    shown.items.map(({ id }) => id),
    items.filter((id) => shown.items.some((item) => item.id === id)),
  );
  assert.ok(shown.items.length > 10 && shown.items.every(({ locale }) => locale === "zh-CN"));
  assert.deepEqual(
    shown.reasons,
    assessment.reasons.map(({ code }) => code),
  );
});

test("every sealed record has one length, and nothing of it can be read", async () => {
  const lengths = new Set();
  for (const choose of [first, last, (item) => (item.kind === "multiple" ? item.options.slice(0, 1).map(({ id }) => id) : last(item))]) {
    const server = await makeServer({ document: sealed() });
    const { flow } = await toResult(server, choose);
    await flow.send();
    const { ciphertext, enc } = server.record;
    assert.equal(Buffer.from(ciphertext, "base64url").length, BYTES + 16);
    assert.equal(Buffer.from(enc, "base64url").length, 65);
    lengths.add(JSON.stringify(server.record).length);
    const sent = server.requests.map(({ body }) => body).join("");
    assert.doesNotMatch(sent, /"values"|"seed"|"arithmetic"|item\//);
  }
  assert.equal(lengths.size, 1);
});

test("a record that is longer than the pack's length stops before an attempt is counted", async () => {
  const server = await makeServer({ document: sealed(8192) });
  const { flow } = await toResult(server);
  assert.deepEqual([flow.view.kind, flow.view.why, flow.view.problem.code], ["stopped", "failed", "limit"]);
  assert.deepEqual(
    server.requests.filter(({ body }) => body !== "").map(({ path }) => path.split("/").at(-1)),
    ["claim"],
  );
});

test("a lost response: the same record again, byte for byte", async () => {
  const server = await makeServer({ document: sealed() });
  const { flow } = await toResult(server);
  server.lose = 1;
  await flow.send();
  const sent = server.requests.filter(({ path }) => path.endsWith("/verdict")).map(({ body }) => body);
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
});

test("a disclosed record leaves in clear, and nothing of it is kept on the device in clear", async () => {
  const saved = [];
  const storage = { save: async (pending) => void saved.push(pending), load: async () => undefined, wipe: async () => {} };
  const product = { id: "p", name: { en: "Fund" }, issuer_grade: "R5", seller_grade: "R5", type: "equity", term: "medium", tags: [] };
  const session = { purpose: "purchase", product, facts: { birth_date: "1988-04-09", civil_capacity: true, months_trading: 60 } };
  const server = await makeServer({ document: withRecord("disclosed"), session });
  const { flow } = await toResult(server, (item) => item.options[Math.min(2, item.options.length - 1)].id, { storage });
  await flow.send();
  assert.deepEqual(server.record, { ...JSON.parse(flow.record()), receipt: null });
  assert.deepEqual(server.record.values.at(-1), { id: "record", value: "disclosed" });
  for (const { sent } of saved) assert.doesNotMatch(JSON.stringify(sent), /"values"|"seed"/);
});

test("what is sent without a record stays a signed object alone, and loads no HPKE", async () => {
  const server = await makeServer();
  const { flow } = await toResult(server);
  await flow.send();
  assert.match(server.requests.find(({ path }) => path.endsWith("/verdict")).body, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  const dist = new URL("../dist/", import.meta.url);
  const files = readdirSync(dist).filter((name) => /^(index|elements|chunk-.*)\.js$/.test(name));
  const text = new Map(files.map((name) => [name, readFileSync(new URL(name, dist), "utf8")]));
  const holds = files.filter((name) => text.get(name).includes("DhkemP256"));
  assert.equal(holds.length, 1, "one file has it");
  const [chunk] = holds;
  for (const [name, source] of text) assert.doesNotMatch(source, new RegExp(`from\\s*"\\./${chunk}"`), `${name} imports it at once`);
});

const beside = process.env.PRESCREEN_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
const published = `${beside}/hpke/base-p256.json`;

test("the library gives what RFC 9180 says", { skip: existsSync(published) ? false : "data not found" }, async () => {
  const hex = (text) => new Uint8Array(Buffer.from(text, "hex"));
  const { setup, encryptions } = JSON.parse(readFileSync(published, "utf8"));
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const pair = async (secret, point) => ({
    privateKey: await suite.kem.deserializePrivateKey(hex(secret)),
    publicKey: await suite.kem.deserializePublicKey(hex(point)),
  });
  const [own, theirs] = [await pair(setup.skEm, setup.pkEm), await pair(setup.skRm, setup.pkRm)];
  const info = hex(setup.info);
  const sender = await suite.createSenderContext({ recipientPublicKey: theirs.publicKey, info, ekm: own });
  const recipient = await suite.createRecipientContext({ recipientKey: theirs, enc: hex(setup.enc), info });
  assert.equal(Buffer.from(sender.enc).toString("hex"), setup.enc);
  const known = new Map(encryptions.map((one) => [Number(one["sequence number"]), one]));
  for (let sequence = 0; sequence <= Math.max(...known.keys()); sequence += 1) {
    const { pt = "", aad = "", ct } = known.get(sequence) ?? {};
    const made = Buffer.from(await sender.seal(hex(pt), hex(aad)));
    if (ct !== undefined) assert.equal(made.toString("hex"), ct, `${sequence}`);
    assert.equal(Buffer.from(await recipient.open(made, hex(aad))).toString("hex"), pt);
  }
});
