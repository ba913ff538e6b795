// What a bundler wrote: its files with their sizes, which of them are WebAssembly, and which hold the translation
// to JavaScript, whatever names the bundler gave them.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const translated = readFileSync(new URL("../../../pkg/dist/prescreen.wasm2js.js", import.meta.url), "utf8");
// Its data as base64: no bundler changes that.
const mark = /[A-Za-z0-9+/]{1000,}/.exec(translated)[0];

export const isWasm = (path) => path.endsWith(".wasm");

/** `{path, content}` of each file in a folder. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path: relative(folder, path), content: readFileSync(path) }));

/** `modules` and `translations`: paths of the files that are so; `lines`: every file with its size. */
export function outputOf(folder) {
  const files = filesOf(folder);
  const paths = (wanted) => files.filter(wanted).map(({ path }) => path);
  return {
    modules: paths(({ path }) => isWasm(path)),
    translations: paths(({ path, content }) => path.endsWith(".js") && content.includes(mark)),
    lines: files
      .sort((one, other) => other.content.length - one.content.length)
      .map(({ path, content }) => `${path}: ${kilobytes(content)} kB, ${kilobytes(gzipSync(content))} kB gzipped`),
  };
}

const kilobytes = ({ length }) => (length / 1000).toFixed(1);
