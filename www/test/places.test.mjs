// Where a pointer leads in a text that is edited again and again: each place holds what JSON says stands there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const source = readFileSync(new URL("../src/lab/places.ts", import.meta.url), "utf8");
const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
// Its packages are found from here, not from a text.
const own = outputText.replace(/from "(@lezer\/\w+)"/g, (_, name) => `from ${JSON.stringify(import.meta.resolve(name))}`);
const { placeIn, putAt } = await import(`data:text/javascript,${encodeURIComponent(own)}`);

const pointers = (value, at = "") =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, one]) => {
        const place = `${at}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`;
        return [place, ...pointers(one, place)];
      })
    : [];
const valueAt = (document, pointer) =>
  pointer
    .split("/")
    .slice(1)
    .reduce((of, step) => of[step.replace(/~1/g, "/").replace(/~0/g, "~")], document);
const changed = (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to);

let seed = 7;
/** The same numbers each time, from 0 to below `most`. */
const drawn = (most) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * most);
};

test("after any edit a pointer leads to what stands there", () => {
  let text = readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8");
  const opened = text;
  const values = [12, -3, 'a "quoted" } text', null, [], { a: [1, { b: 2 }] }, undefined];
  for (let edit = 0; edit < 400; edit += 1) {
    const all = pointers(JSON.parse(text));
    const pointer = all[drawn(all.length)];
    const change = putAt(text, pointer, values[drawn(values.length)]);
    assert.ok(change, pointer);
    text = changed(text, change);
    const document = JSON.parse(text);
    for (const near of [pointer, all[drawn(all.length)], all[drawn(all.length)]]) {
      let value;
      try {
        value = valueAt(document, near);
      } catch {
        continue;
      }
      if (value === undefined) continue;
      const { from, to } = placeIn(text, near);
      assert.deepEqual(JSON.parse(text.slice(from, to)), value, near);
    }
    // Another text in between: what is taken over is of the one before, whichever it was.
    if (edit % 20 === 0) placeIn(opened, "/questionnaire");
    if (JSON.stringify(document).length < 20_000) text = opened;
  }
});

test("a text that is no JSON in between changes nothing of what follows", () => {
  const text = '{"a": [1, 2, {"b": "x"}], "c": 3}';
  for (let at = 0; at < text.length; at += 1) {
    for (const broken of [text.slice(0, at) + text.slice(at + 1), `${text.slice(0, at)}"${text.slice(at)}`, text.slice(at)]) {
      placeIn(broken, "/a/2/b");
      const { from, to } = placeIn(text, "/a/2/b");
      assert.equal(text.slice(from, to), '"x"', broken);
      assert.equal(text.slice(placeIn(text, "/c").from, placeIn(text, "/c").to), "3", broken);
    }
  }
});
