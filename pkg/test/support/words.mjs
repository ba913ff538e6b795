// A test that every language has the same words: one that lacks a word would show nothing to whoever reads it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

/** A file of words, which imports nothing but types. */
const load = async (file) => {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), { compilerOptions });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`).catch((error) => {
    // Not the error itself: its address is the whole file.
    throw new Error(`${file.pathname} cannot be read: ${String(error.message).slice(0, 200)}`);
  });
};

/** Each word by its place, with whether it is made from something. */
const places = (words, at = "") =>
  Object.entries(words)
    .flatMap(([key, word]) => (typeof word === "object" ? places(word, `${at}/${key}`) : [`${at}/${key}: ${typeof word}`]))
    .sort();

/** The files of words in a folder: each is a language. */
const languagesOf = (folder) => readdirSync(folder).flatMap((name) => /^([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);

/** Tests folders of words, each with a file for a language; addresses are relative to `base`. */
export const sameWords = (base, folders) => {
  for (const folder of folders) {
    const languages = languagesOf(new URL(`${folder}/`, base));
    test(`${languages.join(", ")} have the same words in ${folder}`, async () => {
      assert.ok(languages.includes("en") && languages.includes("zh"));
      const of = async (language) => (await load(new URL(`${folder}/${language}.ts`, base)))[language];
      const en = places(await of("en"));
      assert.ok(en.length > 10);
      for (const language of languages) assert.deepEqual(places(await of(language)), en, language);
    });
  }
};
