import { sameWords } from "./support/words.mjs";

sameWords(new URL("../src/", import.meta.url), ["element/texts", "fields/texts"]);
