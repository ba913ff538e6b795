// Figures of the market in the lab: all tables of the document, and no cell without its Chinese.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const moduleOf = (name) => {
  const source = readFileSync(new URL(`../src/lab/context/${name}.ts`, import.meta.url), "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: "esnext", target: "es2022" } });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
};
const [{ readContext, isWords }, { said }] = await Promise.all([moduleOf("read"), moduleOf("zh")]);
const markdown = readFileSync(new URL("../../docs/context.md", import.meta.url), "utf8");
const { tables, sources } = readContext(markdown);

test("every line of the document's tables is there, and every source", () => {
  const lines = markdown.split("\n").filter((line) => line.startsWith("|")).length;
  // Of each table two lines are its head.
  assert.equal(
    tables.reduce((sum, { rows }) => sum + rows.length + 2, 0),
    lines,
  );
  for (const { title, head, rows } of tables) for (const row of rows) assert.equal(row.length, head.length, title);
  assert.equal(sources.length, [...markdown.matchAll(/^\d+\. /gm)].length);
  for (const { url } of sources) assert.match(url, /^https?:/);
});

test("a cell keeps all that it says", () => {
  const row = tables[3].rows[0].map((cell) => cell.map((part) => part.words ?? part.sum ?? `[${part.source}]`).join(" "));
  assert.deepEqual(row, [
    "financing, one row",
    "856.16",
    "亿 yuan",
    "856.95",
    "its sum is printed as 895.16, and 856.16 + 38.21 = 894.37 ; most likely a digit slipped: 895.16 - 38.21",
    "L",
  ]);
});

test("every title, head, cell and source that has words has its Chinese", () => {
  const texts = [
    ...tables.flatMap(({ title, head, rows }) => [title, ...head, ...rows.flat(2).flatMap(({ words }) => words ?? [])]),
    ...sources.map((source) => source.said),
  ].filter(isWords);
  assert.deepEqual(
    texts.filter((text) => !said[text]),
    [],
  );
  assert.deepEqual(
    Object.keys(said).filter((text) => !texts.includes(text)),
    [],
    "nothing is said of what is not there",
  );
});
