// What a page takes over of all files is what the command line says of them, to the last row.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openRecords, unwrap } from "prescreen/statements";
import { binary } from "./support/binary.mjs";
import { RecordsWorker } from "./support/thread.mjs";

const folder = mkdtempSync(join(tmpdir(), "prescreen-joined-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Rows of two pieces and more, whose balances link. */
const COUNT = 20_011;
let balance = 0;
const rows = Array.from({ length: COUNT }, (_, n) => {
  const cents = ((n * 7_919) % 20_011) - 9_001;
  balance += cents;
  const [day, time] = new Date(Date.UTC(2020, 0, 1) + n * 1_234_000).toISOString().split(/[T.]/);
  const name = ["网上快捷支付", "工资", "结息", "转账"][n % 4];
  return `${day},${time},人民币,${(cents / 100).toFixed(2)},${(balance / 100).toFixed(2)},${name},-,-,-,商户${n % 977},-,-,7391`;
});
const bank = `记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n${rows.join("\n")}\n`;
// Another currency, and no times.
const other = `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n
<OFX>\n<SIGNONMSGSRSV1>\n<SONRS>\n<STATUS>\n<CODE>0\n<SEVERITY>INFO\n</STATUS>\n<DTSERVER>20240101\n<LANGUAGE>ENG\n</SONRS>\n</SIGNONMSGSRSV1>
<BANKMSGSRSV1>\n<STMTTRNRS>\n<TRNUID>1\n<STATUS>\n<CODE>0\n<SEVERITY>INFO\n</STATUS>\n<STMTRS>\n<CURDEF>USD
<BANKACCTFROM>\n<BANKID>1\n<ACCTID>123456789\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>
<BANKTRANLIST>\n<DTSTART>20200101\n<DTEND>20200131
<STMTTRN>\n<TRNTYPE>DEBIT\n<DTPOSTED>20200105\n<TRNAMT>-45035996273704.95\n<FITID>1\n<NAME>Shop\n</STMTTRN>
<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20200106\n<TRNAMT>12.00\n<FITID>2\n<NAME>Shop\n</STMTTRN>
</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>1.00\n<DTASOF>20200131\n</LEDGERBAL>\n</STMTRS>\n</STMTTRNRS>\n</BANKMSGSRSV1>\n</OFX>\n`;

const files = { "bank.csv": bank, "other.ofx": other };
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

/** What the command line says of the files. */
const native = (corrections) => {
  const told = join(folder, "corrections.json");
  writeFileSync(told, JSON.stringify(corrections));
  const args = ["--json", "statement", "read", ...Object.keys(files).map((name) => join(folder, name)), "--corrections", told];
  return JSON.parse(execFileSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 }));
};

test("the ledger that a page gets is the native one", async () => {
  const records = openRecords({ worker: () => new RecordsWorker() });
  try {
    const digests = [];
    for (const text of Object.values(files)) digests.push(unwrap(await records.read(new TextEncoder().encode(text))).file);
    const key = (row) => ({ file: digests[0], place: 0, row });
    for (const corrections of [{}, { leave_out: [key(7)], categories: [{ row: key(13_000), category: "housing" }] }]) {
      const { ledger, purposes, features } = unwrap(await records.joined({ corrections }));
      const { ledger: expected, features: found } = native(corrections);
      assert.equal(ledger.entries.length, COUNT + 2);
      assert.deepEqual(ledger, expected);
      assert.deepEqual(features, found);
      assert.equal(purposes.length, COUNT + 2);
      const corrected = Object.keys(corrections).length > 0;
      const purpose = (row) =>
        purposes[ledger.entries.findIndex(({ source, row: of }) => ledger.sources[source].file === digests[0] && of === row)];
      assert.equal(purpose(5), "salary");
      assert.equal(purpose(7) === null, corrected);
      assert.equal(purpose(13_000) === "housing", corrected);
    }
  } finally {
    records.dispose();
  }
});

test("a ledger is whole where another worker took the place of the one that handed it over", async () => {
  let ends = () => {};
  /** A worker in whose place another comes once it is asked for the second piece. */
  class Ended extends RecordsWorker {
    postMessage(message, transfer) {
      if (message.method === "entries" && message.inputs[1] > 0) ends();
      super.postMessage(message, transfer);
    }
  }
  const records = openRecords({ worker: () => new Ended() });
  try {
    unwrap(await records.read(new TextEncoder().encode(bank)));
    let ended;
    ends = () => {
      ends = () => {};
      const cancelling = new AbortController();
      ended = records.read(new TextEncoder().encode(files["other.ofx"]), undefined, { signal: cancelling.signal });
      cancelling.abort();
    };
    const { ledger } = unwrap(await records.joined());
    assert.equal((await ended).error.code, "cancelled");
    assert.equal(ledger.entries.length, COUNT);
    assert.deepEqual(
      ledger.entries.findIndex((entry) => typeof entry?.amount !== "number"),
      -1,
    );
  } finally {
    records.dispose();
  }
});

test("without a file there is a ledger without entries", async () => {
  const records = openRecords({ worker: () => new RecordsWorker() });
  try {
    const { ledger, purposes, features } = unwrap(await records.joined());
    assert.deepEqual([ledger.entries, purposes, features], [[], [], null]);
  } finally {
    records.dispose();
  }
});
