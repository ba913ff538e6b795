// Writes tests/vectors/verdict/credit.json: what drawn people can afford by tests/vectors/every-part/pack.json, worked out from
// docs/pack-language.md without the code it tests. Run: node tests/js/credit-vectors.mjs

import { readFileSync, writeFileSync } from "node:fs";
import { afford } from "./credit-spec.mjs";

const vectors = new URL("../vectors/", import.meta.url);
const pack = JSON.parse(readFileSync(new URL("every-part/pack.json", vectors), "utf8"));

let state = 18;
/** The next number below a limit, the same on every run. */
const below = (limit) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const one = (list) => list[below(list.length)];

/** Near the ends of bins and the steps of the limit, or anywhere. */
const amounts = {
  wage: [99_999, 100_000, 299_999, 300_000],
  reserve: [49_999, 50_000],
  rent: [0, 33_333],
  instalments: [0],
  owed: [0, 6_000_001],
};
const within = { wage: 900_000, reserve: 30_000_000, rent: 250_000, instalments: 60_000, owed: 9_000_000 };
const amount = (id) => (below(4) === 0 ? one(amounts[id]) : below(within[id]));
const tierOf = { host: ["attested"], person: ["declared"], file: [...Array(9).fill("consistent"), "parsed"] };

const cases = [];
while (cases.length < 300) {
  const facts = {};
  for (const id of ["wage", "rent", "instalments", "owed", "reserve", "days", "trained", "status"]) {
    if (below(60) === 0) continue;
    const { provided_by } = pack.facts.find((fact) => fact.id === id);
    const value = { trained: () => below(4) > 0, status: () => one(["retail", "expert"]), days: () => one([89, 90, 365, 365, 365, 365]) }[
      id
    ];
    const by = provided_by.includes("file") && below(12) > 0 ? "file" : one(provided_by);
    facts[id] = { value: value ? value() : amount(id), tier: one(tierOf[by]) };
  }
  cases.push({ facts, expect: afford(pack, facts) });
}
for (const outcome of new Set(cases.map(({ expect }) => expect.outcome))) {
  console.log(outcome, cases.filter(({ expect }) => expect.outcome === outcome).length);
}
writeFileSync(new URL("verdict/credit.json", vectors), `[\n${cases.map((one) => ` ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
