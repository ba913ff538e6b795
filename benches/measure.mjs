// What is measured alike in Node and in a browser.
import { plain } from "./peers/plain.mjs";

const ROUNDS = 21;

/** Starts prescreen, checks every answer, then gives medians in microseconds and the start in milliseconds. */
export async function measure(prescreen, packText, work) {
  const before = performance.now();
  await prescreen.init();
  const start = performance.now() - before;
  const pack = prescreen.unwrap(prescreen.loadPack(packText));
  const session = JSON.stringify(work.session);
  const texts = work.cases.map((given) => JSON.stringify(given));
  const inPlain = plain(JSON.parse(packText));

  for (const [n, expected] of work.answers.entries()) {
    const found = prescreen.unwrap(prescreen.screen(pack, session, texts[n]));
    same({ class: found.class ?? null, reasons: found.reasons.map((reason) => reason.code).sort() }, expected, n);
    same(inPlain(work.session, work.cases[n]), expected, n);
  }
  const some = texts.slice(0, 20);
  return {
    start,
    screen: median(texts, (text) => prescreen.screen(pack, session, text)),
    oneShot: median(some, (text) => {
      const once = prescreen.unwrap(prescreen.loadPack(packText));
      prescreen.screen(once, session, text);
      once.free?.();
    }),
    plain: median(texts, (text) => inPlain(work.session, JSON.parse(text))),
  };
}

function same(answer, expected, n) {
  const text = (value) => JSON.stringify({ class: value.class, reasons: value.reasons });
  if (text(answer) !== text(expected)) throw new Error(`case ${n}: ${text(answer)} instead of ${text(expected)}`);
}

function median(inputs, run) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (const input of inputs) run(input);
    rounds.push(((performance.now() - start) * 1000) / inputs.length);
  }
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
}
