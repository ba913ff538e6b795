// Tables in no known layout: what is told of them, what a person says of their columns, and the layouts that come of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openRecords, unwrap } from "prescreen/statements";
import { archive } from "./support/archive.mjs";
import { RecordsWorker } from "./support/thread.mjs";
import { workbook } from "./support/workbook.mjs";

const bytes = (text) => new TextEncoder().encode(text);

const ROWS = [
  ["Tagx", "Wofür", "Wieviel", "Rest"],
  ["13.07.2026", "Miete", "-950,00", "1.050,00"],
  ["14.07.2026", "Lohn", "2.150,00", "3.200,00"],
  ["15.07.2026", "Brot", "-4,20", "3.195,80"],
];
const TABLE = bytes(
  ROWS.map((row) => row.join(";"))
    .join("\n")
    .concat("\n"),
);
/** The same columns a month later. */
const LATER = bytes(
  `${ROWS[0].join(";")}\n13.08.2026;Miete;-950,00;2.245,80\n14.08.2026;Lohn;2.150,00;4.395,80\n15.08.2026;Brot;-5,00;4.390,80\n`,
);
const KNOWN = bytes(
  "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n2026-03-01,08:00:00,人民币,-30.00,500.00,网上快捷支付,-,-,-,某店,-,-,7391\n",
);
const SAID = { columns: { date: 1, description: 2, amount: 3, balance: 4 }, kind: "bank", sign: "signed", currency: "EUR" };

const withRecords = async (work, options = {}) => {
  const records = openRecords({ worker: () => new RecordsWorker(), ...options });
  try {
    await work(records);
  } finally {
    records.dispose();
  }
};
const totals = ({ statements: [{ totals: of }] }) => [of.in.amount, of.out.amount];

test("a table tells what its balances prove, and what is lacking is asked until nothing is", async () => {
  await withRecords(async (records) => {
    assert.equal(unwrap(await records.read(TABLE)).problem.code, "unknown-format");
    const proposal = unwrap(await records.propose(TABLE));
    const [table] = proposal.tables;
    assert.deepEqual(
      table.columns.map(({ column, name }) => [column, name]),
      [1, 2, 3, 4].map((column) => [column, ROWS[0][column - 1]]),
    );
    assert.deepEqual(table.columns[1].cells, ["Miete", "Lohn", "Brot"]);
    assert.deepEqual(
      [...table.told].sort((one, other) => one.column - other.column),
      [
        { column: 3, field: "amount", by: "balances" },
        { column: 4, field: "balance", by: "balances" },
      ],
    );
    assert.equal(table.sign, "signed");
    const map = async (mapping) => unwrap(await proposal.map(mapping));
    assert.deepEqual((await map({ columns: {} })).lacks, ["day", "amount", "currency", "kind"]);
    const { currency: _, ...open } = SAID;
    const lacking = await map(open);
    assert.deepEqual([lacking.lacks, lacking.layout, lacking.read], [["currency"], undefined, undefined]);
    const whole = await map(SAID);
    assert.deepEqual(totals(whole.read), [215_000, 95_420]);
    assert.equal(whole.read.statements[0].integrity.links, 2);
    // It was only tried.
    assert.deepEqual(unwrap(await records.joined()).ledger.sources, []);
    unwrap(await proposal.close());
    assert.deepEqual((await map(SAID)).layout, whole.layout, "what was closed is looked at again");
  });
});

test("a layout that is taken up reads the file, the next of its columns, and leaves the others as they were", async () => {
  await withRecords(async (records) => {
    const known = unwrap(await records.read(KNOWN));
    const proposal = unwrap(await records.propose(TABLE));
    const { layout } = unwrap(await proposal.map({ ...SAID, id: proposal.tables[0].id }));
    unwrap(await records.addLayout(layout));
    const held = async () => unwrap(await records.joined()).ledger.sources.map(({ file }) => file);
    assert.deepEqual(await held(), [known.file]);
    const read = unwrap(await records.read(TABLE));
    assert.deepEqual(totals(read), [215_000, 95_420]);
    assert.deepEqual(totals(unwrap(await records.read(LATER))), [215_000, 95_500]);
    assert.equal((await held()).length, 3);
    const [statement] = read.statements;
    assert.deepEqual([statement.tier, statement.notes.map(({ kind }) => kind)], ["parsed", ["own_layout"]]);
    assert.match(statement.format, /^own-[0-9a-f]{8}$/);
    // Said again, it takes the place of what was said before, and what was read is read again.
    const other = unwrap(await proposal.map({ ...SAID, id: proposal.tables[0].id, sign: "out_positive" }));
    unwrap(await records.addLayout(JSON.parse(other.layout)));
    const entries = unwrap(await records.joined()).ledger.entries.filter(({ currency }) => currency === "EUR");
    assert.deepEqual(entries.map(({ direction }) => direction).sort(), ["in", "in", "in", "in", "out", "out"]);
  });
  // Taken away as a file, it is given again.
  await withRecords(async (records) => {
    const proposal = unwrap(await records.propose(TABLE));
    const { layout } = unwrap(await proposal.map(SAID));
    await withRecords(async (next) => assert.deepEqual(totals(unwrap(await next.read(LATER))), [215_000, 95_500]), { layouts: [layout] });
  });
});

test("tables of other columns get other names, so that their accounts are two", async () => {
  const other = bytes("Day;Amount x;Left\n2026-07-13;-950.00;1050.00\n2026-07-14;2150.00;3200.00\n2026-07-15;-4.20;3195.80\n");
  await withRecords(async (records) => {
    const one = unwrap(await records.propose(TABLE)).tables[0].id;
    assert.equal(unwrap(await records.propose(LATER)).tables[0].id, one);
    assert.notEqual(unwrap(await records.propose(other)).tables[0].id, one);
  });
});

test("of a workbook each sheet that is a table is told with its name, and read", async () => {
  const notes = [["Notes"], ["nothing of interest"]];
  const rows = [
    ["Tagx", "Wieviel"],
    ["2026-07-13", -950],
    ["2026-07-14", 2150.5],
  ];
  const book = workbook({
    Hinweise: notes,
    "Konto & mehr": rows,
    Zweites: [
      ["A", "B", "C"],
      ["2026-07-13", "x", 5],
      ["2026-07-14", "y", 7],
    ],
  });
  await withRecords(async (records) => {
    assert.equal(unwrap(await records.read(book)).problem.code, "unknown-format");
    const proposal = unwrap(await records.propose(book));
    assert.deepEqual(
      proposal.tables.map(({ sheet, columns }) => [sheet, columns.length]),
      [
        ["Konto & mehr", 2],
        ["Zweites", 3],
      ],
    );
    const said = { columns: { date: 1, amount: 2 }, kind: "bank", sign: "signed", currency: "EUR" };
    const mapped = unwrap(await proposal.map(said, 0));
    assert.deepEqual(totals(mapped.read), [215_050, 95_000]);
    unwrap(await records.addLayout(mapped.layout));
    assert.deepEqual(totals(unwrap(await records.read(book))), [215_050, 95_000]);
    assert.equal((await proposal.map(said, 2)).error.code, "reference");
  });
});

test("of an archive the file is looked at that a problem names, and read with the others", async () => {
  const packed = archive({ "known.csv": KNOWN, "other.csv": TABLE });
  await withRecords(async (records) => {
    const [problem] = unwrap(await records.read(packed)).others;
    assert.deepEqual([problem.code, problem.member], ["unknown-format", 2]);
    const proposal = unwrap(await records.propose(packed, { member: problem.member }));
    const { layout, read } = unwrap(await proposal.map(SAID));
    assert.deepEqual(totals(read), [215_000, 95_420]);
    unwrap(await records.addLayout(layout));
    assert.equal(unwrap(await records.read(packed)).statements.length, 2);
  });
});

test("what is no table, no layout or no mapping is told by its kind and place, and changes nothing", async () => {
  await withRecords(async (records) => {
    const empty = unwrap(await records.propose(bytes("a letter\nwithout figures\n")));
    assert.deepEqual([empty.tables, empty.problem.code, empty.problem.message.length > 0], [[], "unknown-format", true]);
    assert.equal(unwrap(await records.propose(bytes(" "))).problem.code, "empty");
    const refused = async (answer, code, at) => {
      const { ok, error } = await answer;
      assert.deepEqual([ok, error.code, error.at], [false, code, at]);
    };
    await refused(records.propose("text"), "type", "/file");
    await refused(records.propose(TABLE, { member: "2" }), "type", "/options/member");
    await refused(records.propose(TABLE, { meber: 2 }), "unknown-field", "/options/meber");
    await refused(records.addLayout(5n), "type", "/layout");
    await refused(records.addLayout({ id: "own" }), "missing-field", "/layouts/0/version");
    const proposal = unwrap(await records.propose(TABLE));
    await refused(proposal.map({ columns: { date: 9 } }), "range", "/columns/date");
    await refused(proposal.map(5n), "type", "/mapping");
    assert.equal(unwrap(await records.read(TABLE)).problem.code, "unknown-format");
  });
});

test("a reading that is cancelled keeps the layouts that were taken up", async () => {
  await withRecords(async (records) => {
    const proposal = unwrap(await records.propose(TABLE));
    unwrap(await records.addLayout(unwrap(await proposal.map(SAID)).layout));
    const stop = new AbortController();
    const reading = records.read(KNOWN, {}, { signal: stop.signal });
    stop.abort();
    assert.equal((await reading).error.code, "cancelled");
    assert.deepEqual(totals(unwrap(await records.read(LATER))), [215_000, 95_500]);
  });
});

test("a layout reads files of exactly its columns, and another that is said later leaves them as they are", async () => {
  const further = bytes(
    new TextDecoder()
      .decode(TABLE)
      .replace("Rest\n", "Rest;Kürzel\n")
      .replaceAll(/(,\d\d)\n/g, "$1;USD\n"),
  );
  await withRecords(async (records) => {
    const layoutOf = async (file, said) => {
      const proposal = unwrap(await records.propose(file));
      const { layout } = unwrap(await proposal.map({ ...said, id: proposal.tables[0].id }));
      unwrap(await proposal.close());
      return layout;
    };
    unwrap(await records.addLayout(await layoutOf(TABLE, SAID)));
    assert.equal(unwrap(await records.read(further)).problem.code, "unknown-format");
    const { currency, ...others } = SAID;
    unwrap(await records.addLayout(await layoutOf(further, { ...others, columns: { ...SAID.columns, currency: 5 } })));
    assert.equal(unwrap(await records.read(further)).statements[0].currency, "USD");
    assert.equal(unwrap(await records.read(TABLE)).statements[0].currency, currency);
  });
});

test("columns behind the first 64 are counted", async () => {
  const cells = Array.from({ length: 70 }, (_, n) => `${n + 1}`);
  await withRecords(async (records) => {
    const of = async (rows) => unwrap(await records.propose(bytes(rows.map((row) => `${row.join(";")}\n`).join("")))).tables[0];
    const wide = await of([cells.map((cell) => `n${cell}`), ["13.07.2026", ...cells.slice(1)]]);
    assert.deepEqual([wide.columns.length, wide.more_columns], [64, 6]);
    assert.equal((await of(ROWS)).more_columns, 0);
  });
});
