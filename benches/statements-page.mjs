// Reading statements in Chromium beside what people use: the same files, the same totals first, one run. Ours runs in
// its worker, and a timer in the page says how long the page could not answer.
import { csvFile, ofxFile, workbookFile } from "./statement-files.mjs";
import { ofxDataExtractor, papaParse, sheetJs } from "./peers/statement-readers.mjs";

export const ROWS = 100_000;
/** Of a workbook and of OFX, which the others take long to read. */
export const FEWER = 20_000;
const ROUNDS = 5;

function same(found, expected, who) {
  if (found.in !== expected.in || found.out !== expected.out)
    throw new Error(`${who}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

/** Milliseconds of some rounds, after one that is not counted. */
async function timed(work) {
  await work();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Milliseconds, and the longest that a timer of the page waited meanwhile. */
async function timedBeside(work) {
  await work();
  let longest = 0;
  let before = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }, 5);
  const ms = await timed(work);
  clearInterval(beat);
  return { ms, longest };
}

/** In the page: each reader with its file. */
export async function measureStatements() {
  const { openRecords, unwrap } = await import("/pkg/dist/statements.js");
  const [papa, { XLSX, read: sheets }, ofx] = await Promise.all([papaParse(), sheetJs(), ofxDataExtractor()]);
  const worker = () => new Worker("/benches/statements-worker.mjs", { type: "module" });
  const records = openRecords({ worker });
  await records.init();

  const reader =
    ({ bytes, totals }, verdict) =>
    async () => {
      const { file, statements, problem } = unwrap(await records.read(new Blob([bytes])));
      if (problem) throw new Error(problem.message);
      const [{ totals: found, integrity }] = statements;
      same({ in: found.in.amount, out: found.out.amount }, totals, "prescreen");
      if (integrity.verdict !== verdict) throw new Error(integrity.verdict);
      return file;
    };
  const beside =
    (read, { bytes, totals }, who) =>
    () =>
      same(read(bytes), totals, who);

  const csv = csvFile(ROWS);
  const ours = await timedBeside(reader(csv, "consistent"));
  const joined = await timedBeside(async () => {
    const { ledger, features } = unwrap(await records.joined());
    if (ledger.entries.length !== ROWS || features === null) throw new Error("rows are missing");
  });
  const memory = await linearMemory();
  const papaMs = await timed(beside(papa, csv, "Papa Parse"));
  await records.forget(await reader(csv, "consistent")());

  const workbook = workbookFile(XLSX, FEWER);
  const oursOfSheets = await timed(reader(workbook, "consistent"));
  const sheetsMs = await timed(beside(sheets, workbook, "SheetJS"));

  const tags = ofxFile(FEWER);
  const oursOfTags = await timed(reader(tags, "unverifiable"));
  const tagsMs = await timed(beside(ofx, tags, "ofx-data-extractor"));
  records.dispose();
  return { csv: csv.bytes.length, ours, joined, memory, papaMs, oursOfSheets, sheetsMs, oursOfTags, tagsMs };
}

/** Bytes of the worker's modules. */
const linearMemory = () =>
  new Promise((resolve) => {
    const channel = new BroadcastChannel("memory");
    channel.addEventListener("message", ({ data }) => {
      resolve(data);
      channel.close();
    });
    channel.postMessage("asked");
  });
