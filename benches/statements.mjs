// Reading statements in Chromium beside what people use, one run, as a table. `node benches/statements.mjs` prints it alone.
import { fileURLToPath } from "node:url";
import { inChromium } from "./chromium.mjs";
import { FEWER, ROWS } from "./statements-page.mjs";

/** The table of a run. */
export async function statementsTable() {
  const found = await inChromium(() => import("/benches/statements-page.mjs").then((bench) => bench.measureStatements()));
  const row = (what, value, against) => ({
    what,
    "ms, median": value.toFixed(0),
    "times prescreen": against ? (value / against).toFixed(1) : "",
  });
  const beside = (file, ours, who, theirs) => [
    row(`${file}: prescreen, in its worker, read, checked and summed`, ours, ours),
    row(`${file}: ${who}, in the page, read and summed, nothing checked`, theirs, ours),
  ];
  const { ours, joined } = found;
  return [
    ...beside(`CSV, ${ROWS} rows, ${(found.csv / 1e6).toFixed(1)} MB`, ours.ms, "Papa Parse", found.papaMs),
    ...beside(`workbook, ${FEWER} rows`, found.oursOfSheets, "SheetJS", found.sheetsMs),
    ...beside(`OFX, ${FEWER} rows`, found.oursOfTags, "ofx-data-extractor", found.tagsMs),
    row(`${ROWS} rows joined, with features, and handed to the page`, joined.ms),
    row("the same with reading", ours.ms + joined.ms),
    row("longest that the page could not answer while prescreen read", ours.longest),
    row("longest while it joined: the page takes over every row", joined.longest),
    { what: "most memory of the worker's modules, MB", "ms, median": (found.memory / 1e6).toFixed(0), "times prescreen": "" },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await statementsTable());
