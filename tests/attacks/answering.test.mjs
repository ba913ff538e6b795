// How questions are answered: the indices against their published definitions, and how often people who read would be stopped.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerers, careless, interval, noticed, POPULATIONS } from "./support/answerers.mjs";
import { bandOf, items, saidOf, Tally } from "./support/band.mjs";
import { random } from "./support/hands.mjs";

const PEOPLE = 10_000;
/** Of the pack's questions with one option to choose. */
const OPTIONS = items.filter(({ kind }) => kind === "single").map(({ options }) => options.length);

/** The package's own class, from its source. */
const { outputFiles } = createRequire(new URL("../../pkg/package.json", import.meta.url))("esbuild").buildSync({
  entryPoints: [fileURLToPath(new URL("../../pkg/src/observe/answering.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  write: false,
});
const { Answering } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

/**
 * As the R package `careless` 1.2.2 defines them: `longstring` is the longest of the runs that `rle` finds, `avgstr` their mean
 * length, `irv` the sample standard deviation (`stats::sd`).
 */
const published = (places) => {
  const runs = places
    .join("")
    .match(/(.)\1*/g)
    .map(({ length }) => length);
  let squares = 0;
  for (const [n, one] of places.entries()) for (const other of places.slice(0, n)) squares += (one - other) ** 2;
  return {
    longstring: Math.max(...runs),
    avgstr: runs.reduce((sum, length) => sum + length, 0) / runs.length,
    irv: Math.sqrt(squares / (places.length * (places.length - 1))),
  };
};

test("runs and spread are those of the R package careless, on generated answers", () => {
  const draw = random(20_261_130);
  for (let person = 0; person < 5_000; person += 1) {
    const [questions, options, sticks] = [5 + Math.floor(draw() * 40), 2 + Math.floor(draw() * 6), draw()];
    const places = [];
    for (let n = 0; n < questions; n += 1) places.push(n > 0 && draw() < sticks ? places[n - 1] : Math.floor(draw() * options));
    const signals = noticed(
      new Answering(),
      places.map((place) => ({ place, time: 9_000, away: 0 })),
    );
    const { longstring, avgstr, irv } = published(places);
    assert.equal(signals["longest-run"], longstring, String(places));
    assert.ok(Math.abs(signals["mean-run"] / 1000 - avgstr) < 0.001, String(places));
    assert.ok(Math.abs(signals["place-spread"] / 1000 - irv) <= 0.0005 + 1e-9, String(places));
    const commonest = Math.max(...places.map((one) => places.filter((place) => place === one).length));
    assert.equal(signals["same-place"], Math.floor((1000 * commonest) / questions));
    assert.equal(signals["fast-items"], 0);
  }
});

test("fewer than five questions, answers without a place and answers taken back say nothing", () => {
  const few = new Answering();
  for (const question of ["a", "b", "c", "d"]) {
    few.shows(question, 0);
    few.answers(question, 0, 100);
  }
  assert.deepEqual(few.signals(3, 200), { absences: 0, "answers-after-absence": 0, "pastes-after-absence": 0 });
  for (const question of ["e", "f"]) {
    few.shows(question, 200);
    few.answers(question, undefined, 2_300);
  }
  few.answers("a", false, 2_300);
  const { "same-place": place, "longest-run": run, "fast-items": fast } = few.signals(3, 2_300);
  assert.deepEqual([place, run], [undefined, undefined], "three places are left");
  assert.equal(fast, 800, "the last of five was seen for 2.1 s");
});

test("a question that is seen twice took both times, and an absence is told from a look away", () => {
  const answering = new Answering();
  let now = 0;
  /** So much later. */
  const after = (time) => {
    now += time;
    return now;
  };
  for (const question of ["a", "b", "c", "d", "e", "a", "b", "c", "d", "e"]) {
    answering.shows(question, now);
    answering.answers(question, 0, after(1_500));
  }
  assert.equal(answering.signals(0, now)["fast-items"], 0);
  for (const away of [20_000, 20_001]) {
    answering.hides(now);
    answering.returns(after(away));
    answering.pastes(after(1_000));
    answering.answers("a", 1, after(1_000));
  }
  answering.answers("b", 1, after(1_001));
  answering.pastes(after(30_000));
  answering.hides(now);
  answering.returns(after(30_000));
  answering.shows("c", after(500));
  answering.answers("c", 1, after(500));
  const { absences, "answers-after-absence": told, "pastes-after-absence": pasted } = answering.signals(0, now);
  assert.deepEqual([absences, told, pasted], [2, 1, 1], "of the question that was there, not of the next");
});

const percent = (share) => `${(100 * share).toFixed(3)}%`;

/** How many of these sessions would not be clear, and each rule by itself. */
const stopped = (sessions, more = () => ({})) => {
  const tally = new Tally();
  const bands = {};
  for (const session of sessions) {
    const signals = { ...noticed(new Answering(), session), ...more(session) };
    tally.add(signals);
    const { band } = bandOf(signals);
    bands[band] = (bands[band] ?? 0) + 1;
  }
  return { held: PEOPLE - (bands.clear ?? 0), bands, rules: tally.rules };
};

for (const [name, times] of Object.entries(POPULATIONS)) {
  test(`at most 1% of people who read are stopped (${name})`, (context) => {
    const { held, rules } = stopped(answerers(PEOPLE, OPTIONS, times));
    const [low, high] = interval(held, PEOPLE);
    context.diagnostic(`${held} of ${PEOPLE} stopped, 95% interval ${percent(low)} to ${percent(high)}; by rule ${JSON.stringify(rules)}`);
    assert.ok(high <= 0.01, `${percent(low)} to ${percent(high)}`);
    for (const [id, said] of Object.entries(saidOf(name))) assert.deepEqual(rules[id], said, id);
  });
}

test("at most 1% of people who do something else at the same time are stopped", (context) => {
  const away = (session) => session.filter(({ away: time }) => time > 0).length;
  const more = (session) => ({ steps: session.length, "hidden-count": away(session), "hidden-share": 600 });
  const { held, bands, rules } = stopped(answerers(PEOPLE, OPTIONS, POPULATIONS["timed-people"], { leaves: 0.5 }), more);
  const [low, high] = interval(held, PEOPLE);
  context.diagnostic(`${JSON.stringify(bands)}, 95% interval ${percent(low)} to ${percent(high)}; by rule ${JSON.stringify(rules)}`);
  assert.ok(high <= 0.01, `${percent(low)} to ${percent(high)}`);
  for (const [id, said] of Object.entries(saidOf("busy-people"))) assert.deepEqual(rules[id], said, id);
});

test("people who press the same place without reading come to a person, and no further", (context) => {
  const { bands } = stopped(careless(PEOPLE, OPTIONS));
  context.diagnostic(JSON.stringify(bands));
  assert.deepEqual(bands, { refer: PEOPLE });
});

test("neither time nor place leads to anything alone", () => {
  const places = { "longest-run": 16, "same-place": 1000, clarifications: 9, "place-spread": 0, "mean-run": 16_000 };
  assert.equal(bandOf({ "fast-items": 1000 }).band, "clear");
  assert.equal(bandOf(places).band, "clear");
  assert.equal(bandOf({ ...places, "fast-items": 499 }).band, "clear");
  assert.equal(bandOf({ ...places, "fast-items": 500 }).band, "refer");
});
