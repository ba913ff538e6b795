// Makes the two tables of the field checks from the packages that hold their sources. Run by hand when a source
// is renewed; the tables are committed, with what they were made from in assets/README.md.
//
//   node scripts/tables.mjs counties FOLDER_OF_REVISIONS    (revision_YYYYMM.py: one list of codes per file)
//   node scripts/tables.mjs disposable FILE                 (one quoted domain a line)
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const write = (name, bytes) => {
  writeFileSync(fileURLToPath(new URL(`../assets/${name}`, import.meta.url)), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
};

/** Year since 1900 in one byte. */
const byte = (year) => year - 1900;

/**
 * `PSC1`, first and last year of the lists, then five bytes an entry, sorted: the code (three, big-endian), the
 * first year it was listed, the last year it was listed (255: still in the last list). Years between are not kept:
 * some lists leave codes out that stood before and after.
 */
const counties = (folder) => {
  const revisions = readdirSync(folder)
    .map((file) => /^revision_(\d{4})\d{2}\.py$/.exec(file))
    .filter(Boolean)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const spans = new Map();
  for (const [index, [file, year]] of revisions.entries()) {
    for (const [, code] of readFileSync(`${folder}/${file}`, "utf8").matchAll(/'(\d{6})':/g)) {
      spans.set(code, { from: spans.get(code)?.from ?? Number(year), seen: index });
    }
  }
  const last = revisions.length - 1;
  const bytes = [...Buffer.from("PSC1"), byte(Number(revisions[0][1])), byte(Number(revisions[last][1]))];
  for (const [code, { from, seen }] of [...spans].sort()) {
    const number = Number(code);
    bytes.push(number >> 16, (number >> 8) & 255, number & 255, byte(from), seen === last ? 255 : byte(Number(revisions[seen][1])));
  }
  write("counties.bin", Buffer.from(bytes));
};

/**
 * `PSD1`, then the domains with their labels turned round (`com.example`), sorted; each is a byte that says how
 * much of the one before it shares (plus 32, so that it is no line end), the rest of it, and a line end.
 */
const disposable = (file) => {
  const found = [...readFileSync(file, "utf8").matchAll(/^\s*['"]([a-z0-9.-]+)['"],?\s*$/gm)].map(([, domain]) =>
    domain.split(".").reverse().join("."),
  );
  const bytes = [...Buffer.from("PSD1")];
  let before = "";
  for (const domain of [...new Set(found)].sort()) {
    let shared = 0;
    while (shared < before.length && shared < 223 && before[shared] === domain[shared]) shared += 1;
    bytes.push(shared + 32, ...Buffer.from(`${domain.slice(shared)}\n`));
    before = domain;
  }
  write("disposable.bin", Buffer.from(bytes));
};

const [table, source] = process.argv.slice(2);
const make = { counties, disposable }[table];
if (!make || !source) throw new Error("say which table, and where its source lies");
make(source);
