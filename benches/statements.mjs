// Reading statements in Chromium beside what people use: the same files, the same totals first, one run. Ours runs in
// its worker, and a timer in the page says how long the page could not answer.

const ROWS = 100_000;
const ROUNDS = 5;

/** A bank's CSV of many rows whose balances link, and its totals in cents. */
function bankFile(rows) {
  const lines = ["记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号"];
  const totals = { in: 0, out: 0 };
  let balance = 10_000_000;
  const grouped = (cents) => (cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  for (let n = 0; n < rows; n += 1) {
    // Steps of primes: every file is the same, and no row is the one before.
    const cents = ((n * 7_919) % 20_011) - 9_001 || 1;
    balance += cents;
    totals[cents > 0 ? "in" : "out"] += Math.abs(cents);
    const [day, time] = new Date(Date.UTC(2020, 0, 1) + n * 1_200_000).toISOString().split(/[T.]/);
    lines.push(
      `${day},${time},人民币,"${grouped(cents)}","${grouped(balance)}",网上快捷支付,银企对接,-------------------,支付宝-商户${n % 977},支付宝-商户${n % 977},Z2******${n % 89},-------------------,3167`,
    );
  }
  return { text: `${lines.join("\n")}\n`, totals };
}

/** What a page would write with Papa Parse: rows, then sums in cents. */
function withPapa(papa, text) {
  const { data } = papa.parse(text, { header: true, skipEmptyLines: true });
  const totals = { in: 0, out: 0 };
  for (const row of data) {
    const cents = Math.round(Number(row.金额.replaceAll(",", "")) * 100);
    totals[cents > 0 ? "in" : "out"] += Math.abs(cents);
  }
  return totals;
}

function same(found, expected, who) {
  if (found.in !== expected.in || found.out !== expected.out)
    throw new Error(`${who}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

/** Papa Parse is no module. */
const script = (src) =>
  new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
  });

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

/** In the page: milliseconds to read, and the longest that a timer of the page waited meanwhile. */
export async function measureStatements() {
  const { openRecords, unwrap } = await import("/pkg/dist/statements.js");
  await script("/benches/node_modules/papaparse/papaparse.min.js");
  const { text, totals } = bankFile(ROWS);
  const bytes = new TextEncoder().encode(text);
  const file = new Blob([bytes]);
  const records = openRecords();
  await records.init();
  const read = async () => {
    const { statements, problem } = unwrap(await records.read(file));
    if (problem) throw new Error(problem.message);
    const [{ totals: found, integrity }] = statements;
    same({ in: found.in.amount, out: found.out.amount }, totals, "prescreen");
    if (integrity.verdict !== "consistent") throw new Error(integrity.verdict);
  };
  const papa = () => same(withPapa(globalThis.Papa, new TextDecoder().decode(bytes)), totals, "Papa Parse");
  await read();
  papa();
  const times = { ours: [], papa: [] };
  let longest = 0;
  let before = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }, 5);
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await read();
    times.ours.push(performance.now() - start);
  }
  clearInterval(beat);
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    papa();
    times.papa.push(performance.now() - start);
  }
  records.dispose();
  return { rows: ROWS, bytes: bytes.length, ours: median(times.ours), papa: median(times.papa), longest };
}

/** The table of a run. */
export async function statementsTable(inChromium) {
  const found = await inChromium(() => import("/benches/statements.mjs").then((bench) => bench.measureStatements()));
  const ms = (value) => value.toFixed(0);
  return [
    {
      what: `prescreen, in its worker: ${found.rows} rows (${(found.bytes / 1e6).toFixed(1)} MB) read, checked and summed`,
      "ms, median": ms(found.ours),
      "times prescreen": "1.0",
    },
    {
      what: "Papa Parse, in the page: the same rows read and summed, nothing checked",
      "ms, median": ms(found.papa),
      "times prescreen": (found.papa / found.ours).toFixed(1),
    },
    { what: "longest that the page could not answer while prescreen read", "ms, median": ms(found.longest), "times prescreen": "" },
  ];
}
