// What receipts, records, openings and exports prove: the module and WebCrypto against the command line, on the same files.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Documents, init, unwrap } from "prescreen/verify";
import { exportFile, exportLines, approversOf, signedFile, signedStatement, statementsFile } from "../../tests/js/export-file.mjs";
import { binary } from "./support/binary.mjs";

const read = (name) => JSON.parse(readFileSync(new URL(`../../tests/vectors/verdict/${name}.json`, import.meta.url), "utf8"));
const positive = read("positive");
const negative = read("negative");
const pack = JSON.stringify(read("pack"));
const keys = JSON.stringify({ keys: [{ kty: "EC", crv: "P-256", ...positive.server }] });
const otherKeys = JSON.stringify({ keys: [{ ...read("keys").other, d: undefined }] });
const { record, opening, steps } = positive;
const [{ verdict }, { verdict: otherVerdict }] = positive.objects;

let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "prescreen-verify-"));
  await init();
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the package says of a document beside others: its kind and what it comes to. */
const checked = async (text, beside = {}) => {
  const documents = new Documents();
  for (const other of Object.values(beside)) unwrap(await documents.add(other));
  const put = await documents.add(text);
  if (!put.ok) return { error: put.error };
  return { kind: put.value.kind, ...unwrap(await documents.check(put.value.id)) };
};

/** What the command line says of the same files. */
const commanded = (text, beside = {}) => {
  const path = join(folder, "document");
  writeFileSync(path, text);
  const flags = Object.entries(beside).flatMap(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return [`--${name}`, join(folder, name)];
  });
  try {
    return JSON.parse(execFileSync(binary, ["--json", "record", "check", path, ...flags], { stdio: ["ignore", "pipe", "ignore"] }));
  } catch (failed) {
    return JSON.parse(failed.stdout);
  }
};

/** That both say the same: as many things of each list, or the same error at the same place. */
const agree = async (text, beside) => {
  const [here, there] = [await checked(text, beside), commanded(text, beside)];
  assert.equal(here.holds ?? false, there.holds, JSON.stringify([here, there]));
  if (here.holds) {
    const { proved, open, limits } = here.findings;
    const counts = [there.checked, there.not_checked, there.not_proved].map((list) => list.length);
    assert.deepEqual([proved.length, open.length, limits.length], counts);
  } else {
    const { code, at, message } = here.error ?? here.breaks;
    const [wrong] = there.errors;
    assert.deepEqual({ code, at, message }, { code: wrong.code, at: wrong.at, message: wrong.message });
  }
  return here;
};

test("a record, an opening and a receipt prove more with each document beside them, as the command line says", async () => {
  const text = JSON.stringify(record);
  assert.deepEqual((await agree(text)).findings.proved, ["values-lead", "session-signed"]);
  assert.deepEqual((await agree(text, { keys })).findings.proved, ["values-lead", "session-signed", "server-signed"]);
  const whole = await agree(text, { keys, pack, verdict: record.verdict, session: JSON.stringify(record.session) });
  assert.deepEqual([whole.kind, whole.findings.open], ["record", []]);
  assert.ok(whole.findings.limits.includes("answers-true"));

  const shown = await agree(JSON.stringify(opening), { pack });
  assert.deepEqual(shown.findings.open, [{ code: "verdict-rests", needs: "verdict" }]);
  assert.deepEqual(shown.findings.said.opened, Object.fromEntries(opening.openings.map(({ id, value }) => [id, value])));
  const of = positive.objects.find(({ commitment }) => commitment === opening.commitment);
  assert.deepEqual((await agree(JSON.stringify(opening), { pack, verdict: of.verdict })).findings.open, []);

  const receipt = await agree(steps.receipt, { keys, verdict });
  assert.deepEqual(receipt.findings.proved, ["receipt-signed", "receipt-of-verdict"]);
  assert.equal(receipt.findings.said.receipt.complete, true);
  assert.deepEqual(receipt.findings.said.receipt.steps.length, steps.taken.length);
  assert.ok(receipt.findings.limits.includes("no-leave"));
});

test("what was changed, or belongs to another, breaks at the same place as on the command line", async () => {
  const code = async (text, beside) => (await agree(text, beside)).breaks?.code;
  assert.equal(await code(steps.receipt, { keys: otherKeys }), "key");
  assert.equal(await code(steps.receipt, { verdict: otherVerdict }), "claim");
  assert.equal(await code(JSON.stringify(record), { verdict: otherVerdict }), "claim");
  const changed = structuredClone(opening);
  changed.openings[0].value = "another";
  assert.equal(await code(JSON.stringify(changed), { pack }), "commitment");
  for (const { record: text } of negative.records.filter((one) => typeof one.record === "object"))
    assert.notEqual((await agree(JSON.stringify(text))).holds, true);
});

test("a signature that somebody else made is found by WebCrypto, and said at its place", async () => {
  const [header, payload] = steps.receipt.split(".");
  const forged = [header, payload, otherVerdict.split(".")[2]].join(".");
  const broken = await agree(forged, { keys });
  assert.deepEqual([broken.breaks.code, broken.breaks.at], ["signature", "/signature"]);
});

test("an export is checked line by line, and breaks at its line", async () => {
  const file = (text) => new Blob([text]);
  const whole = exportFile();
  assert.equal(commanded(whole).holds, true, JSON.stringify(commanded(whole)));
  const held = await checked(file(whole), { keys });
  assert.deepEqual([held.kind, held.holds], ["export", true]);
  assert.deepEqual(held.findings.proved, ["export-lines", "export-objects", "export-keys"]);
  assert.deepEqual(held.findings.said.counts, commanded(whole).counts);
  assert.equal((await checked(file(whole))).findings.open[0].code, "export-keys");

  const at = async (text) => {
    const { breaks } = await checked(file(text));
    const [wrong] = commanded(text).errors;
    assert.deepEqual([breaks.line, breaks.code, breaks.at], [wrong.line, wrong.code, wrong.at]);
    return [breaks.line, breaks.code];
  };
  const lines = exportLines();
  const forged = structuredClone(lines);
  const { verdict: own } = forged[3].session;
  forged[3].session.verdict = [...own.split(".").slice(0, 2), otherVerdict.split(".")[2]].join(".");
  assert.deepEqual(await at(exportFile(forged)), [4, "signature"]);
  const earlier = structuredClone(lines);
  earlier[3].session.accepted -= 4000;
  assert.equal((await at(exportFile(earlier)))[0], 4);
  assert.deepEqual(await at(whole.replace("subject-above", "subject-other")), [5, "claim"]);
  assert.deepEqual(await at(whole.slice(0, -40)), [5, "encoding"]);
  const end = whole.slice(0, whole.lastIndexOf('{"end"'));
  assert.deepEqual(await at(end), [4, "encoding"]);
});

test("an export that the server signed proves what is the server's word, and a changed one breaks at its last line", async () => {
  const signed = signedFile();
  const told = commanded(signed, { keys });
  const { findings } = await checked(new Blob([signed]), { keys });
  assert.deepEqual(findings.proved, ["export-lines", "export-signed", "export-objects", "export-keys"]);
  assert.ok(!findings.limits.includes("unsigned"));
  assert.deepEqual([told.checked.length, told.not_proved.length], [findings.proved.length, findings.limits.length]);
  assert.ok((await checked(new Blob([exportFile()]), { keys })).findings.limits.includes("unsigned"));

  const lines = exportLines();
  lines[3].session.excused = { at: 1, by: "A. Clerk", reason: "lost" };
  const changed = exportFile(lines) + signed.slice(signed.lastIndexOf('{"signature"'));
  const { breaks } = await checked(new Blob([changed]), { keys });
  const [wrong] = commanded(changed, { keys }).errors;
  assert.deepEqual([breaks.line, breaks.code, breaks.at], [6, "signature", "/signature/signature"]);
  assert.deepEqual([wrong.line, wrong.code, wrong.at], [breaks.line, breaks.code, breaks.at]);
});

test("who signed for a pack is told, alone and in an export, as far as the list of approvers and the pack are there", async () => {
  const [one, other] = [signedStatement("session"), signedStatement("other", { act: "withdraw", reason: "a rule changed" })];
  const file = statementsFile(one, other);
  const approvers = JSON.stringify(approversOf("session", "other"));
  const alone = await agree(file);
  assert.deepEqual([alone.kind, alone.findings.proved], ["statements", []]);
  assert.deepEqual(alone.findings.open, [
    { code: "statements-signed", needs: "approvers" },
    { code: "statements-of-pack", needs: "pack" },
  ]);
  const whole = await agree(file, { approvers, pack });
  assert.deepEqual(whole.findings.proved, ["statements-signed", "statements-of-pack"]);
  assert.deepEqual(whole.findings.limits, ["read-before-signed"]);
  const said = ({ statement: { prescreen_pack_statement: format, ...of } }) => ({ prescreen_pack_statement: format, ...of });
  assert.deepEqual(whole.findings.said.statements, [said(one), said(other)]);

  const at = async (text, beside) => {
    const { breaks } = await agree(text, beside);
    return [breaks.code, breaks.at];
  };
  const few = JSON.stringify(approversOf("session"));
  assert.deepEqual(await at(file, { approvers: few }), ["key", "/1/statement/key"]);
  assert.deepEqual(await at(statementsFile({ ...one, signature: other.signature }), { approvers }), ["signature", "/0/signature"]);
  const changed = JSON.stringify({ ...JSON.parse(pack), version: "9.0.0" });
  assert.deepEqual(await at(file, { approvers, pack: changed }), ["pack-mismatch", "/0/statement/pack"]);
  assert.deepEqual(await at(file, { pack: changed }), ["pack-mismatch", "/0/statement/pack"]);

  const [head, own, rules, ...sessions] = exportLines();
  const lines = [head, own, { approvers: approversOf("session", "other") }, rules, { statement: one }, { statement: other }, ...sessions];
  const exported = exportFile(lines);
  const held = await checked(new Blob([exported]), { keys, approvers });
  assert.equal(held.findings.said.counts.statements, 2);
  assert.ok(held.findings.proved.includes("statements-signed"));
  assert.deepEqual(held.findings.said.counts, commanded(exported).counts);
  assert.ok((await checked(new Blob([exported]), { keys })).findings.open.some(({ needs }) => needs === "approvers"));
  const { breaks } = await checked(new Blob([exported]), { keys, approvers: few });
  const [wrong] = commanded(exported, { keys, approvers: few }).errors;
  assert.deepEqual([breaks.line, breaks.code, breaks.at], [6, "key", "/statement/statement/key"]);
  assert.deepEqual([wrong.line, wrong.code, wrong.at], [breaks.line, breaks.code, breaks.at]);
});

test("an export of two thousand sessions is read in parts, with its progress told", async () => {
  const lines = exportLines();
  const many = [...lines.slice(0, 3), ...Array.from({ length: 2000 }, () => lines[3])];
  const documents = new Documents();
  const { id } = unwrap(await documents.add(new Blob([exportFile(many)])));
  const parts = [];
  const { findings } = unwrap(await documents.check(id, (part) => parts.push(part)));
  assert.equal(findings.said.counts.sessions, 2000);
  assert.ok(parts.length > 5 && parts.at(-1) === 1, String(parts));
  assert.deepEqual(
    [...parts].sort((one, other) => one - other),
    parts,
  );
});

test("what is empty, cut, huge, no text or another document is told, with what to do", async () => {
  const told = async (source) => {
    const put = await new Documents().add(source);
    assert.equal(put.ok, false);
    assert.ok(put.error.message.length > 0);
    return put.error.code;
  };
  assert.equal(await told(""), "syntax");
  assert.equal(await told(new Blob([" \n"])), "syntax");
  assert.equal(await told(JSON.stringify(record).slice(0, -7)), "syntax");
  assert.equal(await told(steps.receipt.slice(0, -7)), "encoding");
  assert.equal(await told("{}"), "type");
  assert.equal(await told(positive.objects[0].ticket), "type");
  assert.equal(await told(new Blob([new Uint8Array([0x7b, 0xff, 0xfe])])), "syntax");
  assert.equal(await told(new Blob([new Uint8Array(5 * 1024 * 1024)])), "limit");
  // A file of any length, of which only the beginning is looked at.
  const endless = new Blob(['{"export":', ...Array.from({ length: 8 }, () => new Uint8Array(1024 * 1024).fill(32))]);
  const { breaks } = await checked(endless);
  assert.deepEqual([breaks.line, breaks.code], [1, "encoding"]);
});

test("the printable page of a record is checked by the data in it", async () => {
  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const data = JSON.stringify(record).replace(/[&<>"]/g, (mark) => marks[mark]);
  const page = `<!doctype html>\n<html lang="en"><body><details><pre id="record">${data}</pre></details></body></html>\n`;
  const held = await checked(page, { keys });
  assert.deepEqual([held.kind, held.holds], ["record", true]);
  const changed = page.replace("&quot;much&quot;", "&quot;some&quot;").replace("&quot;some&quot;", "&quot;none&quot;");
  assert.equal((await checked(changed)).error?.code ?? (await checked(changed)).breaks.code, "commitment");
});

test("several documents lie side by side, and each is held against its own", async () => {
  const documents = new Documents();
  const put = async (text) => unwrap(await documents.add(text)).id;
  const [first, other] = [await put(JSON.stringify(record)), await put(steps.receipt)];
  await put(otherVerdict);
  await put(keys);
  const of = async (id) => unwrap(await documents.check(id));
  assert.equal((await of(first)).holds, true, "another person's verdict beside it is not held against it");
  assert.deepEqual((await of(other)).findings.proved, ["receipt-signed", "receipt-of-verdict"], "the record has its verdict");
  documents.remove(first);
  assert.equal(await of(first), null);
  assert.equal((await of(other)).breaks.code, "claim", "now the verdict that is left is another one");
});
