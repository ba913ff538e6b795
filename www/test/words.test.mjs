import { sameWords } from "../../pkg/test/support/words.mjs";

sameWords(new URL("../src/", import.meta.url), [
  "i18n",
  "guide",
  "lab/words",
  "experiment/words",
  "records",
  "records/problems",
  "records/correct",
  "records/declare",
  "records/whole",
  "records/afford",
  "fit",
  "account",
  "apply",
  "verify",
]);
