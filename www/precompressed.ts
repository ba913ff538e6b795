/**
 * Each file once more as `.br` and `.gz`, as small as they get, for servers that send what lies beside a file: a server
 * that compresses while it sends has no time for a tenth of it.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type BrotliOptions, brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** What is text or code; pictures and fonts are compressed by themselves. */
const WORTHWHILE = /\.(?:html|js|css|wasm|json|svg|csv|txt)$/;

const brotli = promisify<Buffer, BrotliOptions, Buffer>(brotliCompress);
const zipped = promisify<Buffer, { level: number }, Buffer>(gzip);

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const encoded = { br: await brotli(bytes, { params }), gz: await zipped(bytes, { level: 9 }) };
  for (const [ending, smaller] of Object.entries(encoded)) if (smaller.length < bytes.length) await writeFile(`${file}.${ending}`, smaller);
}

export const precompressed = (): Plugin => {
  let directory: string;
  return {
    name: "precompressed",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      directory = resolve(root, outDir);
    },
    async closeBundle() {
      const files = await readdir(directory, { recursive: true });
      await Promise.all(files.filter((file) => WORTHWHILE.test(file)).map((file) => compress(join(directory, file))));
    },
  };
};
