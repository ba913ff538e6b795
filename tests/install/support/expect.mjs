// What every page that screens must show, whoever bundled it.

import assert from "node:assert/strict";
import { isWasm } from "./output.mjs";

const BOTH = ["prescreen-flow", "prescreen-panel"];

/** WebAssembly ran, gave the native results, and was fetched once; no translation was. */
export function screensNatively({ seen, asked, errors }, { expected, module, translations }, defined = BOTH) {
  assert.deepEqual(errors, []);
  assert.deepEqual(seen.started, { engine: "wasm" });
  assert.deepEqual(seen.assessments, expected);
  assert.deepEqual(seen.defined ?? [], defined);
  assert.deepEqual(asked.filter(isWasm), [module]);
  assert.deepEqual(
    asked.filter((path) => translations.includes(path)),
    [],
  );
}

/** The policy blocked WebAssembly; the translation was fetched once and gave the native results. */
export function screensTranslated({ seen, asked }, { expected, translations }) {
  assert.deepEqual(seen.started, { engine: "js", blocked: "csp-blocked" });
  assert.deepEqual(seen.assessments, expected);
  assert.equal(asked.filter((path) => translations.includes(path)).length, 1, asked.join(" "));
}

/** The element came to the notices, with one module. */
export function showsNotices({ seen, asked, errors }, { module }) {
  assert.deepEqual(errors, []);
  assert.deepEqual(seen, ["notices"]);
  assert.deepEqual(asked.filter(isWasm), [module]);
}
