// What a page gives to its records, and what they hold: refused by kind and place, forgotten for good, told where it fails.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openRecords, PrescreenError, unwrap } from "prescreen/statements";
import { archive } from "./support/archive.mjs";
import { RecordsWorker } from "./support/thread.mjs";

const NAMES = "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n";
const bank = (day, amount) =>
  new TextEncoder().encode(`${NAMES}2026-03-0${day},08:00:00,人民币,${amount}.00,500.00,网上快捷支付,-,-,-,某店,-,-,7391\n`);
const [one, two] = [bank(1, -30), bank(2, -40)];

const example = (name) => readFileSync(new URL(`../../examples/first-layout/${name}`, import.meta.url));

const withRecords = async (work, worker = () => new RecordsWorker(), layouts = []) => {
  const records = openRecords({ worker, layouts });
  try {
    await work(records);
  } finally {
    records.dispose();
  }
};
const held = async (records) => [...new Set(unwrap(await records.joined()).ledger.sources.map(({ file }) => file))].sort();

/** Cancels a reading, so that another worker takes the place of the first and is told what that held. */
const cancel = async (records) => {
  const stop = new AbortController();
  const reading = records.read(bank(9, -90), {}, { signal: stop.signal });
  stop.abort();
  assert.equal((await reading).error.code, "cancelled");
};

test("what is no file, option or text is refused by its place", async () => {
  await withRecords(async (records) => {
    const refused = async (answer, code, at, expected) => {
      const { ok, error } = await answer;
      assert.deepEqual([ok, error.code, error.at], [false, code, at]);
      assert.match(error.message + error.help, expected);
    };
    for (const file of [undefined, null, {}, "text", 5]) await refused(records.read(file), "type", "/file", /a file/);
    await refused(records.read(one, {}, null), "type", "/options", /an object/);
    await refused(records.read(one, {}, { progress: 5 }), "type", "/options/progress", /a function/);
    await refused(records.read(one, {}, { signal: {} }), "type", "/options/signal", /an AbortSignal/);
    await refused(records.read(one, {}, { password: 5 }), "type", "/options/password", /a text/);
    await refused(records.read(one, {}, { pasword: "p" }), "unknown-field", "/options/pasword", /'password'/);
    await refused(records.read(one, { currency: 5n }), "type", "/said", /a JSON text/);
    for (const call of ["joined", "found"]) {
      await refused(records[call]({ correction: {} }), "unknown-field", "/options/correction", /'corrections'/);
      await refused(records[call]({ asked: ["2026-10-31", "2026-05-01"] }), "range", "/asked", /before/);
      await refused(records[call]({ asked: "2026-10-31" }), "type", "/asked", /a first and a last day/);
      await refused(records[call]({ asked: ["2026-05-01", 5] }), "type", "/asked/1", /a text/);
    }
    await refused(records.forget(undefined), "type", "/file", /a text/);
    // None of it is held, and a day by itself is asked for.
    assert.deepEqual(await held(records), []);
    unwrap(await records.joined({ asked: ["2026-05-01", "2026-05-01"] }));
  });
  const told = ({ code, message }) => code === "unknown-field" && message.includes("'layouts'");
  assert.throws(
    () => openRecords({ layout: [] }),
    (error) => error instanceof PrescreenError && told(error),
  );
});

test("of several layouts the one that is wrong is named by its place, and so is a currency that is none", async () => {
  const good = JSON.parse(example("layout.json"));
  const wrong = async (layouts) => {
    let error;
    await withRecords(async (records) => ({ error } = await records.joined()), undefined, layouts);
    return error;
  };
  const draft = await wrong([good, example("draft.json").toString()]);
  assert.deepEqual([draft.code, draft.at], ["range", "/layouts/1/columns/descripton"]);
  await withRecords(async (records) => {
    const { error } = await records.read(one, { currency: "GBX" });
    assert.deepEqual([error.code, error.at], ["range", "/currency"]);
    assert.match(error.message, /pence/);
  });
});

test("what the README answers a question with closes it", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [block] = readme.split("```js\n").filter((part) => part.includes("const corrections ="));
  const run = Object.getPrototypeOf(async () => {}).constructor;
  const shown = new run("records", "unwrap", `${block.split("\n```")[0]}\nreturn { ledger, answered };`);
  await withRecords(
    async (records) => {
      unwrap(await records.read(example("refund.csv")));
      const { ledger, answered } = await shown(records, unwrap);
      assert.deepEqual(
        ledger.questions.map(({ kind }) => kind),
        ["refund"],
      );
      assert.deepEqual(answered.ledger.questions, []);
      // Two purchases of 18.00, of which one came back in full.
      assert.equal(answered.ledger.flows[0].spending.amount, 1_800);
    },
    undefined,
    [JSON.parse(example("layout.json"))],
  );
});

test("a file that was read by itself and in an archive stays forgotten", async () => {
  await withRecords(async (records) => {
    const both = unwrap(await records.read(archive({ "one.csv": one, "two.csv": two })));
    const [first, second] = both.file.split(" ");
    assert.equal(unwrap(await records.read(one)).file, first);
    assert.deepEqual(await held(records), [first, second].sort());
    assert.equal(unwrap(await records.forget(first)), true);
    assert.deepEqual(await held(records), [second]);
    await cancel(records);
    assert.deepEqual(await held(records), [second]);
    unwrap(await records.forget(second));
    await cancel(records);
    assert.deepEqual(await held(records), []);
    // Read again it is held again.
    unwrap(await records.read(one));
    await cancel(records);
    assert.deepEqual(await held(records), [first]);
  });
});

test("an archive names each of its files once, however many statements that has", async () => {
  const message = (account) => `:20:A\n:25:${account}\n:60F:C260101EUR100,00\n:61:260102D1,00NMSCNONREF\n:62F:C260131EUR99,00\n`;
  const text = new TextEncoder().encode(message("DE001") + message("DE002"));
  await withRecords(async (records) => {
    const { file, statements } = unwrap(await records.read(archive({ "a.sta": text, "one.csv": one })));
    assert.equal(statements.length, 3);
    assert.deepEqual(file.split(" "), [...new Set(statements.map((statement) => statement.file))]);
  });
});

test("an archive of which one file stops the module is told as failed, and nothing of it is held", async () => {
  for (const stops of [1, 2]) {
    await withRecords(
      async (records) => {
        const read = await records.read(archive({ "one.csv": one, "two.csv": two }));
        assert.equal(read.ok, false);
        assert.deepEqual(await held(records), []);
        // What stopped it is over: the same archive is read.
        assert.equal(unwrap(await records.read(archive({ "one.csv": one, "two.csv": two }))).statements.length, 2);
      },
      () => new RecordsWorker({ stops }),
    );
  }
});

test("an answer of a name that is none is told with the nearest", async () => {
  await withRecords(async (records) => {
    const { error } = await records.read(one, { day: "dmy" });
    assert.deepEqual([error.code, error.at], ["unknown-field", "/said/day"]);
    assert.match(error.message, /'day_order'/);
    assert.match(error.help, /day_order, numbers, currency/);
  });
});

/** A bank's files that name no account: of a current one and of savings. */
const CHASE = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
const checking = new TextEncoder().encode(
  `${CHASE}DEBIT,06/28/2026,"Online Transfer to SAV ...2222",-500.00,ACCT_XFER,1500.00,,\nCREDIT,06/05/2026,"ACME PAYROLL",2000.00,ACH_CREDIT,2000.00,,\nDEBIT,05/28/2026,"Online Transfer to SAV ...2222",-500.00,ACCT_XFER,0.00,,\n`,
);
const savings = new TextEncoder().encode(
  `${CHASE}CREDIT,06/30/2026,"INTEREST",1.00,MISC_CREDIT,8001.00,,\nCREDIT,06/28/2026,"Online Transfer from CHK ...1111",500.00,ACCT_XFER,8000.00,,\nCREDIT,05/28/2026,"Online Transfer from CHK ...1111",500.00,ACCT_XFER,7500.00,,\n`,
);

test("two files of a bank that name no account and fit none are asked about, and each answer has its effect", async () => {
  await withRecords(async (records) => {
    for (const file of [checking, savings]) unwrap(await records.read(file));
    const moved = ({ ledger }) => ledger.flows[0].own_transfers.amount;
    const asked = unwrap(await records.joined());
    const [question] = asked.ledger.questions;
    assert.deepEqual([question.kind, asked.ledger.disagreements, asked.ledger.accounts.length, moved(asked)], ["same_account", [], 2, 0]);
    const key = (position) => {
      const { source, row } = asked.ledger.entries[position];
      const { file, place } = asked.ledger.sources[source];
      return { file, place, row };
    };
    const both = [{ one: key(question.entries[0]), other: key(question.entries[1]) }];
    const two = unwrap(await records.joined({ corrections: { two_accounts: both } }));
    assert.deepEqual([two.ledger.questions, two.ledger.accounts.length, moved(two)], [[], 2, 100_000]);
    const same = unwrap(await records.joined({ corrections: { one_account: both } }));
    assert.deepEqual([same.ledger.questions, same.ledger.accounts.length], [[], 1]);
    assert.notDeepEqual(same.ledger.disagreements, []);
  });
});
