// One model, measured alike in Node and in a browser: prescreen, plain JavaScript, onnxruntime-web.
import { onnxTrees, plainTrees, readTrees } from "./peers/trees.mjs";

const ROUNDS = 21;
/** Batches of a round: a browser's clock ticks ten times in a millisecond. */
const BATCHES = 10;
/** Before anything is timed, so that every peer has been compiled for good. */
const WARM_MS = 400;
// Sums in 32 bits end this near to those in 64.
const SINGLE = 1e-4;

/** Checks every answer, then gives microseconds a row. `runtime` is onnxruntime-web, or undefined; `module` another file of prescreen's. */
export async function measureModel(models, { bytes, text, rows, raw, module }, runtime) {
  await models.init(module === undefined ? {} : { module });
  const model = models.unwrap(models.loadModel(bytes));
  const width = model.features.length;
  const values = Float64Array.from(rows);
  const single = (n) => values.subarray(n * width, (n + 1) * width);
  const trees = readTrees(text);
  const plain = plainTrees(trees);
  const batch = models.unwrap(model.rawBatch(values));
  raw.forEach((expected, n) => {
    same(models.unwrap(model.score(single(n))).raw, expected, 0, `prescreen, row ${n}`);
    same(batch[n], expected, 0, `prescreen, batch, row ${n}`);
    same(plain(values, n * width), expected, 0, `plain JavaScript, row ${n}`);
  });
  const each = (run) => () => raw.forEach((_, n) => void run(n));
  const found = {
    one: await median(
      raw.length,
      each((n) => model.score(single(n))),
    ),
    batch: await median(raw.length * BATCHES, () => {
      for (let n = 0; n < BATCHES; n++) model.rawBatch(values);
    }),
    plain: await median(
      raw.length,
      each((n) => plain(values, n * width)),
    ),
  };
  model.dispose();
  if (!runtime) return found;

  runtime.env.wasm.numThreads = 1;
  const before = performance.now();
  const session = await runtime.InferenceSession.create(onnxTrees(trees, width));
  const start = performance.now() - before;
  const floats = Float32Array.from(rows);
  const tensor = (from, count) => ({
    x: new runtime.Tensor("float32", floats.subarray(from * width, (from + count) * width), [count, width]),
  });
  const all = (await session.run(tensor(0, raw.length))).y.data;
  for (const [n, expected] of raw.entries()) same(all[n], expected, SINGLE, `onnxruntime-web, row ${n}`);
  const few = 200;
  const onnx = await median(few, async () => {
    for (let n = 0; n < few; n++) await session.run(tensor(n, 1));
  });
  const onnxBatch = await median(raw.length * BATCHES, async () => {
    for (let n = 0; n < BATCHES; n++) await session.run(tensor(0, raw.length));
  });
  return { ...found, onnx, onnxBatch, onnxStart: start };
}

function same(found, expected, tolerance, where) {
  if (!(Math.abs(found - expected) <= tolerance)) throw new Error(`${where}: ${found} instead of ${expected}`);
}

async function median(operations, run) {
  for (const start = performance.now(); performance.now() - start < WARM_MS; ) await run();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await run();
    rounds.push(((performance.now() - start) * 1000) / operations);
  }
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
}
