// Prints raw scores of drawn forests, as bits: row by row and in a batch. An argument: the file of the module.
import { readFileSync } from "node:fs";
import { init, loadModel, unwrap } from "prescreen/models";
import { draw, forest, number } from "./forest.mjs";
import { compactOf } from "./models.mjs";

const [file] = process.argv.slice(2);
await init(file ? { module: readFileSync(file) } : {});
const bits = (raw) => Buffer.from(Float64Array.of(...raw).buffer).toString("hex");

const below = draw(20261124);
for (let round = 0; round < 60; round++) {
  const features = 1 + below([4, 16, 40, 90][round % 4]);
  const trees = 1 + below(40);
  const mostLeaves = [8, 31, 64, 150][below(4)];
  const model = unwrap(loadModel(compactOf(forest(below, { features, trees, mostLeaves }))));
  const count = 1 + below(300);
  const rows = Float64Array.from({ length: count * features }, () => (below(8) ? number(below) : NaN));
  const one = Array.from({ length: count }, (_, n) => unwrap(model.score(rows.subarray(n * features, (n + 1) * features))).raw);
  console.log(JSON.stringify({ features, trees, mostLeaves, count, one: bits(one), batch: bits(unwrap(model.rawBatch(rows))) }));
  model.dispose();
}
