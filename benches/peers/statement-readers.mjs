// What a page would write with the readers that people use: rows, then sums in cents. Nothing is checked.

/** Neither Papa Parse nor SheetJS is a module for the page. */
const script = (src) =>
  new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src, charset: "utf-8", onload: resolve, onerror: reject }));
  });

function sums(amounts) {
  const totals = { in: 0, out: 0 };
  for (const amount of amounts) {
    const cents = Math.round(Number(amount) * 100);
    totals[cents > 0 ? "in" : "out"] += Math.abs(cents);
  }
  return totals;
}

const plain = (text) => text.replaceAll(",", "");

/** Papa Parse 5, MIT. */
export async function papaParse() {
  await script("/benches/node_modules/papaparse/papaparse.min.js");
  return (bytes) => {
    const { data } = globalThis.Papa.parse(new TextDecoder().decode(bytes), { header: true, skipEmptyLines: true });
    return sums(data.map((row) => plain(row.金额)));
  };
}

/** SheetJS 0.18.5, Apache 2.0: what the registry of npm has; later ones are at its maker's own address. */
export async function sheetJs() {
  await script("/benches/node_modules/xlsx/dist/xlsx.full.min.js");
  const { XLSX } = globalThis;
  const read = (bytes) => {
    const book = XLSX.read(bytes, { type: "array" });
    return sums(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]]).map((row) => plain(row.金额)));
  };
  return { XLSX, read };
}

/** ofx-data-extractor 1.5, MIT: the one of npm's that reads files whose tags do not close and is still kept. */
export async function ofxDataExtractor() {
  const { Ofx } = await import("/benches/node_modules/ofx-data-extractor/dist/esm/index.min.js");
  return (bytes) => sums(new Ofx(new TextDecoder().decode(bytes)).getBankTransferList().map(({ TRNAMT }) => TRNAMT));
}
