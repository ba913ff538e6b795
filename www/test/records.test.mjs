// Every code that the modules of a person's records can answer with has words in both languages, and no word is left over.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const { $defs } = JSON.parse(readFileSync(new URL("../../pkg/dist/schema/records.schema.json", import.meta.url), "utf8"));
const enumOf = (name) => {
  const { oneOf = [], enum: listed = [] } = $defs[name] ?? {};
  return [...listed, ...oneOf.flatMap((one) => one.const ?? one.enum)].sort();
};

const load = async (folder, language) => {
  const text = readFileSync(new URL(`../src/records/${folder}/${language}.ts`, import.meta.url), "utf8");
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`))[language];
};

for (const language of ["en", "zh"]) {
  test(`every code of records has words in ${language}`, async () => {
    const { problem, note, integrity, cause, checks } = await load("problems", language);
    const { purpose, questions } = await load("correct", language);
    const codes = [...new Set([...enumOf("ProblemKind"), ...enumOf("ContainerProblemKind")])].sort();
    assert.ok(codes.includes("encrypted-workbook") && codes.includes("missing-column"));
    for (const [words, wanted] of [
      [problem, codes],
      [note, enumOf("NoteKind")],
      [integrity, enumOf("IntegrityVerdict")],
      [cause.word, enumOf("Cause")],
      [checks.each, enumOf("Check")],
      [questions.each, enumOf("QuestionKind")],
      [purpose, [...enumOf("Category"), "left_out", "own_move"].sort()],
    ]) {
      assert.ok(wanted.length > 2);
      assert.deepEqual(Object.keys(words).sort(), wanted);
    }
    assert.deepEqual(enumOf("Held"), ["fails", "holds", "partly"]);
    for (const [code, words] of Object.entries(checks.each)) {
      assert.deepEqual(Object.keys(words).sort(), ["fails", "holds"], code);
      assert.notEqual(words.holds, words.fails, code);
      assert.ok(checks.partly(words.holds).includes(words.holds), code);
    }
    for (const [code, { title, help }] of Object.entries(problem)) assert.ok(title.length > 3 && help.length > 3, code);
  });
}
