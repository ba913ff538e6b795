// What is measured alike in Node and in a browser.
import { plain } from "./peers/plain.mjs";

const ROUNDS = 21;

/** Starts prescreen, checks every answer, then gives medians in microseconds and the start in milliseconds. */
export async function measure(prescreen, packText, work) {
  const before = performance.now();
  await prescreen.init();
  const start = performance.now() - before;
  const { loadPack, screen, screening, unwrap } = prescreen;
  const pack = unwrap(loadPack(packText));
  const session = JSON.stringify(work.session);
  const texts = work.cases.map((given) => JSON.stringify(given));
  const inPlain = plain(JSON.parse(packText));

  /** Class and codes of the reasons, as the peers give them. */
  const handle = (text) => {
    const of = unwrap(screening(pack, session, text));
    const { class: decided, reasons } = unwrap(of.brief());
    of.dispose();
    return { class: decided, reasons: reasons.sort() };
  };
  const whole = (text) => unwrap(screen(pack, session, text));
  for (const [n, expected] of work.answers.entries()) {
    const found = whole(texts[n]);
    same({ class: found.class, reasons: found.reasons.map((reason) => reason.code).sort() }, expected, n);
    same(handle(texts[n]), expected, n);
    same(inPlain(work.session, work.cases[n]), expected, n);
  }
  const oneShot = (text) => {
    const once = unwrap(loadPack(packText));
    screen(once, session, text);
    once.dispose();
  };
  return {
    start,
    ...medians(texts, { handle, whole, plain: (text) => inPlain(work.session, JSON.parse(text)) }),
    ...medians(texts.slice(0, 20), { oneShot }),
  };
}

function same(answer, expected, n) {
  const text = (value) => JSON.stringify({ class: value.class, reasons: value.reasons });
  if (text(answer) !== text(expected)) throw new Error(`case ${n}: ${text(answer)} instead of ${text(expected)}`);
}

/** Microseconds an input. The runs take turns, so that a busy moment of the machine is everyone's. */
function medians(inputs, runs) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const start = performance.now();
      for (const input of inputs) run(input);
      times[name].push(((performance.now() - start) * 1000) / inputs.length);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[ROUNDS >> 1]]));
}
