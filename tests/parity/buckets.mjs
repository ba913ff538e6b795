// The buckets of ten thousand ids as the official JavaScript SDK gives them, in both versions of the hash, as one digest.
import { createHash } from "node:crypto";
import { GrowthBookClient } from "@growthbook/growthbook";

const SEED = "frozen";
const IDS = 10_000;
/** Ids of several scripts, so that code units outside of ASCII count. */
const WORDS = ["person", "人", "e\u0301", "😀"];

export const ids = Array.from({ length: IDS }, (_, n) => `${WORDS[n % WORDS.length]}-${n}`);

/** `ID,version 1,version 2` for each id, a line each. */
export function lines() {
  const client = new GrowthBookClient().initSync({ payload: { features: {} } });
  const bucket = (id, hashVersion) =>
    client.runInlineExperiment({ key: SEED, variations: [0, 1], hashVersion }, { attributes: { id } }).bucket;
  return ids.map((id) => `${id},${bucket(id, 1)},${bucket(id, 2)}\n`);
}

export const digest = (all) => createHash("sha256").update(all.join("")).digest("hex");

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const all = lines();
  console.log(
    JSON.stringify(
      { sdk: "1.8.0", seed: SEED, words: WORDS, ids: IDS, first: all.slice(0, 8).map((line) => line.trim()), sha256: digest(all) },
      null,
      2,
    ),
  );
}
