// What stands behind the experiments desk: forms and plans are the same both ways, gaps hide no error, figures are whole, what is
// simulated is the same for its seed and true to its figures, looks are those of earlier days.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init, readPlan, unwrap } from "prescreen/experiment";
import { build } from "vite";

const plan = JSON.parse(readFileSync(new URL("../../examples/first-experiment/plan.json", import.meta.url), "utf8"));
const copied = (value) => JSON.parse(JSON.stringify(value));

const folder = mkdtempSync(join(tmpdir(), "experiment-"));
const of = {};
before(async () => {
  const names = [
    "checks",
    "curves",
    "decimal",
    "form",
    "gaps",
    "history",
    "looks",
    "movement",
    "pack-parts",
    "population",
    "random",
    "simulate",
    "sniff",
    "watched",
    "plot",
  ];
  const input = Object.fromEntries(names.map((name) => [name, fileURLToPath(new URL(`../src/experiment/${name}.ts`, import.meta.url))]));
  await build({
    configFile: false,
    logLevel: "error",
    build: { ssr: true, outDir: folder, emptyOutDir: true, rollupOptions: { input, output: { entryFileNames: "[name].mjs" } } },
    ssr: { noExternal: true },
  });
  for (const name of names) of[name] = await import(join(folder, `${name}.mjs`));
  await init();
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a figure is whole numbers to its last digit, and none where it says more than they can", () => {
  const { scaled, signed, unscaled } = of.decimal;
  for (const [text, digits, value] of [
    ["70", 2, 7000],
    ["7.5", 2, 750],
    ["0.07", 2, 7],
    ["1,250", 0, 1250],
    ["12.5%", 2, 1250],
    ["0.0001", 4, 1],
  ])
    assert.equal(scaled(text, digits), value, text);
  for (const [text, value] of [
    ["７．５", 750],
    ["３００％", 30_000],
    ["1,250.5", 125_050],
  ])
    assert.equal(scaled(text, 2), value, text);
  for (const text of ["", "-1", "－1", "7,5", "7.123", "1e3", "seven", "7.", ".5"]) assert.equal(scaled(text, 2), undefined, text);
  assert.equal(signed("−2.5", 2), -250);
  assert.equal(signed("+2.5", 2), 250);
  for (const value of [0, 7, 750, 7000, 12345, -250]) assert.equal(signed(unscaled(value, 2), 2), value);
});

test("a plan goes through the form and comes out the same", () => {
  const { formOf, planOf } = of.form;
  const whole = {
    ...copied(plan),
    alpha_bp: 250,
    power_bp: 9050,
    tuned_to: 800,
    margins: { class_bp: 250, careless_bp: 125 },
    collected_until: "2026-12-01",
    goals: ["purchase", "deposit"],
    metrics: [
      { id: "amount", kind: "amount", goal: "deposit", adjusted: true },
      { id: "each", kind: "ratio", goal: "deposit", per: "purchase" },
      ...copied(plan.metrics),
    ],
    primary: "amount",
    baseline_bp: 123_456,
    deviation_bp: 5,
  };
  for (const one of [plan, whole]) {
    assert.deepEqual(planOf(formOf(one)), one);
    assert.ok(readPlan(planOf(formOf(one))).ok);
    assert.deepEqual(of.gaps.gaps(planOf(formOf(one))), []);
  }
  // What is no plan leaves an empty form, and nothing fails.
  for (const odd of [null, 5, [], { phases: 3, metrics: [null], variations: [{}] }, { segments: { a: 1 } }]) {
    const form = formOf(odd);
    assert.ok(form.variations.length >= 2 && form.phases.length === 1 && form.metrics.length === 1);
  }
});

test("what is missing is named, and hides nothing that is wrong", () => {
  const { emptyForm, formOf, planOf } = of.form;
  const { bridged, gaps, isOfGap } = of.gaps;
  const empty = planOf(emptyForm());
  assert.equal(gaps(empty).length, 15);
  assert.ok(readPlan(bridged(empty)).ok);
  const error = (change) => {
    const form = formOf(plan);
    change(form);
    const document = planOf(form);
    assert.notDeepEqual(gaps(document), []);
    const read = readPlan(bridged(document));
    return read.ok || isOfGap(read.error.at, gaps(document)) ? undefined : read.error.at;
  };
  for (const [at, change] of [
    [undefined, () => undefined],
    ["/baseline_bp", (form) => Object.assign(form, { baseline: "100" })],
    ["/variations/1", (form) => Object.assign(form, { variations: ["a", "a"] })],
    ["/phases/0/to", (form) => Object.assign(form.phases[0], { to: form.phases[0].from })],
    ["/phases/0/weights", (form) => Object.assign(form.phases[0], { weights: ["0", ""] })],
    ["/metrics/1/goal", (form) => Object.assign(form, { goals: "" })],
    [undefined, (form) => Object.assign(form.metrics[1], { goal: "" })],
    [undefined, (form) => Object.assign(form.phases[0], { from: "" })],
    [undefined, (form) => Object.assign(form, { primary: -1 })],
  ])
    assert.equal(
      error((form) => {
        form.people = "";
        change(form);
      }),
      at,
    );
});

test("everything that is wrong in a form is found at once, each at its field", () => {
  const { mistakesIn, doubtsIn } = of.checks;
  const { emptyForm, formOf } = of.form;
  assert.deepEqual(mistakesIn(emptyForm()), []);
  assert.deepEqual(mistakesIn(formOf(plan)), []);
  assert.deepEqual(doubtsIn(formOf(plan)), []);
  const found = (change) => {
    const form = formOf(plan);
    change(form);
    return Object.fromEntries(mistakesIn(form).map(({ at, what }) => [at, what]));
  };
  assert.deepEqual(
    found((form) => {
      Object.assign(form, { experiment: "my test", people: "-3", baseline: "100", smallest: "7.125", alpha: "x", power: "0" });
      Object.assign(form, { variations: ["控制", "a"], questions: "a\na", segments: "browser", goals: "", until: "2026-11-02" });
      Object.assign(form.phases[0], { to: form.phases[0].from, weights: ["0", "1"] });
    }),
    {
      "/experiment": "id",
      "/variations/0": "id",
      "/phases/0/to": "phaseEnd",
      "/phases/0/weights/0": "weights",
      "/collected_until": "until",
      "/metrics/1/goal": "goal",
      "/people_per_day": "above",
      "/baseline_bp": "range",
      "/smallest_effect_bp": "digits",
      "/alpha_bp": "number",
      "/power_bp": "above",
      "/questions": "twice",
      "/segments": "words",
    },
  );
  // An amount in its own unit may be what a share may not, also before its goal is chosen.
  const amount = (goal) => (form) => {
    form.metrics[form.primary] = { ...form.metrics[form.primary], kind: "amount", goal };
    Object.assign(form, { baseline: "210", deviation: "400" });
  };
  for (const goal of ["", "purchase"]) {
    assert.deepEqual(found(amount(goal)), {});
    const form = formOf(plan);
    amount(goal)(form);
    assert.ok(readPlan(of.gaps.bridged(of.form.planOf(form))).ok);
  }
  // What is allowed and hardly ever meant is asked.
  const form = formOf(plan);
  Object.assign(form, { smallest: "40" });
  form.phases[0].to = "2028-01-01";
  assert.deepEqual(mistakesIn(form), []);
  assert.deepEqual(
    doubtsIn(form).map(({ at }) => at),
    ["/phases/0/to", "/smallest_effect_bp"],
  );
});

test("a word that is typed is one step back, and what was taken back can be done again", () => {
  const history = new of.history.History("");
  for (const typed of ["a", "ab", "abc"]) history.step(typed, "/name");
  history.step("abc d", "/other");
  history.undo();
  assert.equal(history.now, "abc");
  history.undo();
  assert.equal(history.now, "");
  assert.ok(!history.undoable);
  history.redo();
  history.redo();
  assert.equal(history.now, "abc d");
  history.undo();
  history.step("new", "/name");
  assert.ok(!history.redoable);
  history.settle();
  history.step("newer", "/name");
  history.undo();
  assert.equal(history.now, "new");
});

const population = (change = {}) => {
  const made = of.population.populationOf(plan, change);
  assert.ok(made.population, JSON.stringify(made.wrong));
  return made.population;
};
const drawn = (change, of_ = plan) => [...of.simulate.simulated(of_, population(change))].map(({ lines }) => lines).join("");

test("what is simulated is the same for its seed, is read without an error, and is true to its figures", async () => {
  const change = { people: "20000", differences: { "one-page": "10" }, classes: { "one-page": ["1", "1", "2"] }, seed: "7" };
  const events = drawn(change);
  assert.equal(events, drawn(change));
  assert.notEqual(events, drawn({ ...change, seed: "8" }));
  const read = unwrap(readPlan(plan));
  const { report } = unwrap(await read.report(events));
  const [phase] = report.phases;
  assert.equal(phase.sample_ratio.failed, false);
  const near = (value, wanted, within, what) => assert.ok(Math.abs(value - wanted) < within, `${what}: ${value}`);
  const [control, other] = phase.metrics[0].measured;
  // A completion that is lost is a person who did not complete.
  near(control.value, 0.7 * 0.99, 0.015, "control");
  near(other.value, 0.77 * 0.99, 0.015, "variation");
  near(report.events.repeated / report.events.read, 0.05, 0.005, "repeated");
  for (const { ahead_people, behind_people } of phase.collected) near(ahead_people + behind_people, 200, 50, "clocks");
  const classes = phase.guardrails.find(({ guardrail }) => guardrail === "classes").categories;
  for (const [n, share] of [1 / 4, 1 / 4, 1 / 2].entries()) {
    near(classes[n].control, 1 / 3, 0.02, "class");
    near(classes[n].variation, share, 0.02, "class");
  }
  read.dispose();
});

test("nothing planted is nothing found, and a wave of programs fails the ratio", async () => {
  const read = unwrap(readPlan(plan));
  const clean = { people: "6000", differences: { "one-page": "0" }, lost: "0", repeated: "0", clocks: "0" };
  const { report } = unwrap(await read.report(drawn(clean)));
  assert.equal(report.events.repeated, 0);
  assert.deepEqual(
    report.phases[0].collected.map(({ lost, ahead_people, behind_people }) => [lost, ahead_people, behind_people]),
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  );
  assert.equal(report.conclusion.readings[0].says === "higher" || report.conclusion.readings[0].says === "lower", false);
  const bots = unwrap(await read.report(drawn({ ...clean, bots: "900" }))).report;
  assert.equal(bots.conclusion.verdict, "blocked");
  assert.ok(bots.phases[0].sample_ratio.causes.some(({ cause }) => cause === "burst"));
  read.dispose();
});

test("figures of a population that cannot be used are named", () => {
  const { wrong } = of.population.populationOf(plan, {
    people: "0",
    completes: "101",
    lost: "x",
    differences: { "one-page": "-101" },
    classes: { pages: ["1", "-1", "1"] },
  });
  const found = Object.fromEntries(wrong.map(({ at, what }) => [at, what]));
  assert.deepEqual(found, {
    people: "range",
    completes: "range",
    "differences/one-page": "range",
    "classes/pages/1": "range",
    lost: "number",
  });
});

test("draws are whole, below their limit, and as often as they weigh", () => {
  const random = new of.random.Random(1);
  const counted = [0, 0, 0];
  for (let n = 0; n < 30_000; n += 1) counted[random.weighed([1, 2, 3])] += 1;
  for (const [n, share] of [1, 2, 3].entries()) assert.ok(Math.abs(counted[n] - share * 5000) < 300, counted.join(" "));
  for (let n = 0; n < 1000; n += 1) {
    const value = random.below(7);
    assert.ok(Number.isInteger(value) && value >= 0 && value < 7);
  }
  assert.equal(random.weighed([0, 0]), 0);
  assert.equal(random.below(0), 0);
});

test("looks end with the last day of events, are eight at most, and count what was received before", async () => {
  const { lookDays, planUntil } = of.looks;
  const phase = { from: "2026-11-02", to: "2026-11-16" };
  assert.deepEqual(lookDays(phase, null), []);
  assert.deepEqual(lookDays(phase, "2026-11-02T09"), []);
  assert.deepEqual(lookDays(phase, "2026-11-03T09"), ["2026-11-03", "2026-11-04"]);
  const all = lookDays(phase, "2026-12-24T09");
  assert.equal(all.length, 8);
  assert.equal(all.at(-1), "2026-11-16");
  assert.equal(lookDays(phase, "2026-12-24T09", "2026-11-10").at(-1), "2026-11-10");
  const events = drawn({ people: "2000" });
  const day = "2026-11-06";
  const read = unwrap(readPlan(planUntil(plan, day)));
  const early = unwrap(await read.report(events)).report;
  const before = events
    .split("\n")
    .filter((line) => line !== "" && JSON.parse(line).received < day)
    .join("\n");
  const whole = unwrap(readPlan(plan));
  const same = unwrap(await whole.report(before)).report;
  assert.deepEqual(early.phases[0].metrics, same.phases[0].metrics);
});

test("a file is known by its beginning", async () => {
  const example = (name) => readFileSync(new URL(`../../examples/first-experiment/${name}`, import.meta.url));
  for (const [content, kind] of [
    [example("events.csv"), "events"],
    [example("counted.csv"), "counts"],
    [example("plan.json"), "plan"],
    [drawn({ people: "5" }), "events"],
    ['{"phase":"a","variation":"b","part":"c","item":"","bucket":"","value":1}\n', "counts"],
    ["PAR1....", "parquet"],
    ["", "empty"],
    ["\ufeff \n", "empty"],
  ])
    assert.equal(await of.sniff.kindOf(new Blob([content])), kind, String(content).slice(0, 40));
});

test("simulated events are known as such, real ones are not", async () => {
  assert.ok(await of.sniff.isSimulated(new Blob([drawn({ people: "5" })])));
  assert.ok(
    !(await of.sniff.isSimulated(new Blob([readFileSync(new URL("../../examples/first-experiment/events.csv", import.meta.url))]))),
  );
});

test("questions and classes are those of a pack, and what is no pack has none", () => {
  const { partsOf } = of["pack-parts"];
  const parts = partsOf(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
  assert.equal(parts.questions.length, 18);
  assert.deepEqual(parts.classes, ["C1-min", "C1", "C2", "C3", "C4", "C5"]);
  for (const text of ["", "null", "[]", "{}", JSON.stringify(plan)]) assert.equal(partsOf(text), undefined);
});

test("a file that is watched is read as it is, tells how far, and ends where it is told to", async () => {
  const passed = [];
  const watched = new of.watched.Watched(new Blob(["0123456789"]), (at) => {
    if (at > 6) throw new Error("stopped");
    passed.push(at);
  });
  assert.ok(watched instanceof Blob);
  assert.equal(await watched.slice(2, 5).text(), "234");
  assert.equal(await watched.slice(6).text(), "6789");
  assert.throws(() => watched.slice(7), /stopped/);
  assert.deepEqual(passed, [2, 6]);
});

test("the steps of a picture's height are even and hold both ends", () => {
  for (const [low, high] of [
    [0, 10_037],
    [-0.43, 0.43],
    [0, 3],
    [-1, 0.2],
  ]) {
    const values = of.plot.even(low, high);
    assert.ok(values[0] >= high && values.at(-1) <= low && values.length <= 8, values.join(" "));
  }
});

test("a baseline of amounts is what the simulated control comes to", async () => {
  const amounts = {
    ...copied(plan),
    goals: ["deposit"],
    metrics: [{ id: "each", kind: "amount", goal: "deposit" }],
    primary: "each",
    baseline_bp: 210_000,
    deviation_bp: 400_000,
  };
  const { population: people } = of.population.populationOf(amounts, { people: "20000", lost: "0", repeated: "0" });
  const read = unwrap(readPlan(amounts));
  const events = [...of.simulate.simulated(amounts, people)].map(({ lines }) => lines).join("");
  const [control] = unwrap(await read.report(events)).report.phases[0].metrics[0].measured;
  assert.ok(Math.abs(control.value - 21) < 1.5, String(control.value));
  read.dispose();
});

test("as few people move between classes as can, and what is said is no more than that", () => {
  const { fewestMoves, leastMoved } = of.movement;
  const near = (found, expected) =>
    assert.ok(
      found.flat().every((share, n) => Math.abs(share - expected.flat()[n]) < 1e-12),
      `${found}`,
    );
  // By hand: a tenth too many in each of the lower classes, a fifth too few in the highest.
  const [control, variation] = [
    [0.3, 0.5, 0.2],
    [0.2, 0.4, 0.4],
  ];
  near(fewestMoves(control, variation), [
    [0.2, 0, 0.1],
    [0, 0.4, 0.1],
    [0, 0, 0.2],
  ]);
  near(Object.values(leastMoved(control, variation)), [0.2, 0.2, 0]);
  // Up and down: of 0.3 who leave the ends, none has to pass another class.
  near(Object.values(leastMoved([0.3, 0.4, 0.3], [0.1, 0.8, 0.1])), [0.4, 0.2, 0.2]);
  near(Object.values(leastMoved([0.2, 0.4, 0.4], [0.2, 0.4, 0.4])), [0, 0, 0]);
  // Over an empty class.
  near(fewestMoves([0, 0, 1], [0.25, 0, 0.75]), [
    [0, 0, 0],
    [0, 0, 0],
    [0.25, 0, 0.75],
  ]);
  // Of any two distributions the table keeps both, and moves what is said.
  for (const [a, b] of pairs()) {
    const table = fewestMoves(a, b);
    near(
      table.map((row) => row.reduce((sum, share) => sum + share)),
      a,
    );
    near(
      b.map((_, to) => table.reduce((sum, row) => sum + row[to], 0)),
      b,
    );
    const { any, up, down } = leastMoved(a, b);
    const moving = (which) => table.flatMap((row, from) => row.filter((_, to) => which(to - from))).reduce((sum, share) => sum + share, 0);
    near([moving((steps) => steps !== 0)], [any]);
    assert.ok(moving((steps) => steps > 0) >= up - 1e-12 && moving((steps) => steps < 0) >= down - 1e-12);
  }
});

/** Pairs of distributions over one to seven classes, in tenths, some of them empty. */
function* pairs() {
  const shares = (classes, step) => {
    const parts = Array.from({ length: classes }, (_, n) => (n * step + step) % 5);
    const whole = parts.reduce((sum, part) => sum + part, 0);
    return whole === 0 ? parts.map((_, n) => Number(n === 0)) : parts.map((part) => part / whole);
  };
  for (let classes = 1; classes <= 7; classes++)
    for (let step = 1; step <= 9; step++) yield [shares(classes, step), shares(classes, step + 2)];
}

test("the options of an item are marked evenly, from the highest to the lowest", () => {
  for (let options = 2; options <= 60; options++) {
    const ticks = of.curves.ticksOf(options);
    assert.deepEqual([ticks[0], ticks.at(-1)], [options - 1, 0]);
    assert.equal(new Set(ticks.slice(1).map((tick, n) => ticks[n] - tick)).size, 1, `${ticks}`);
    assert.ok(ticks.length <= 5);
  }
  assert.deepEqual(of.curves.ticksOf(7), [6, 4, 2, 0]);
});
