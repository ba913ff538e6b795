// What the lab's forms make of a pack: nothing that is left refers to what was taken out, names follow, all else stays as it is
// written, and the check of packs, which knows nothing of the forms, has nothing to say of it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPack, init, loadPack, proveBriefly, proveFirst, unwrap } from "prescreen/lab";
import { build } from "vite";

const source = readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8");
const pack = JSON.parse(source);
const copied = (value) => JSON.parse(JSON.stringify(value));
const items = pack.questionnaire.sections.flatMap((section) => section.items);

const folder = mkdtempSync(join(tmpdir(), "outline-"));
let shape;
before(async () => {
  const shapes = ["steps", "questions", "options", "references", "rules", "fresh", "conditions"].map((name) => [name, `shape/${name}`]);
  const files = Object.fromEntries([...shapes, ["differences", "differences"], ["back", "put-back"]]);
  const names = Object.keys(files);
  const entry = Object.fromEntries(names.map((name) => [name, fileURLToPath(new URL(`../src/lab/${files[name]}.ts`, import.meta.url))]));
  await build({
    configFile: false,
    logLevel: "error",
    build: { ssr: true, outDir: folder, emptyOutDir: true, rollupOptions: { input: entry, output: { entryFileNames: "[name].mjs" } } },
    ssr: { noExternal: true },
  });
  const modules = await Promise.all(names.map((name) => import(join(folder, `${name}.mjs`))));
  shape = Object.fromEntries(names.map((name, place) => [name, modules[place]]));
  await init();
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The text after a change of its document, by the fewest changes. */
const revised = (text, change) => {
  const was = JSON.parse(text);
  const now = copied(was);
  change(now);
  for (const batch of shape.steps.batches(shape.steps.steps(was, now))) {
    const of = text;
    // The last first: those before it keep their places.
    const changes = batch.flatMap((step) => shape.steps.changesOf(of, step)).sort((a, b) => b.from - a.from);
    for (const { from, to, insert } of changes) text = text.slice(0, from) + insert + text.slice(to);
  }
  assert.deepEqual(JSON.parse(text), now);
  return text;
};

/** What the check says that is about names and texts; how bands are reached is another matter. */
const wrong = (text) => unwrap(checkPack(text)).filter(({ code }) => code !== "bands");

test("a question is renamed wherever it is named, and back again to the letter", () => {
  for (const { id } of items) {
    const renamed = revised(source, (document) => shape.questions.renameItem(document, id, "another-name"));
    const document = JSON.parse(renamed);
    assert.deepEqual(wrong(renamed), [], id);
    assert.equal(shape.conditions.conditionsOf(document).filter(({ when }) => shape.conditions.reads(when, id)).length, 0, id);
    assert.equal(
      revised(renamed, (document) => shape.questions.renameItem(document, "another-name", id)),
      source,
      id,
    );
  }
});

test("an option is renamed wherever it is named, and back again to the letter", () => {
  for (const { id, options } of items)
    for (const option of [options[0], options.at(-1)]) {
      const renamed = revised(source, (document) => shape.options.renameOption(document, id, option.id, "another-name"));
      assert.deepEqual(wrong(renamed), [], `${id} ${option.id}`);
      const back = revised(renamed, (document) => shape.options.renameOption(document, id, "another-name", option.id));
      assert.equal(back, source, `${id} ${option.id}`);
    }
});

test("a question that moves takes its text along, and comes back to the letter", () => {
  const [first] = pack.questionnaire.sections;
  for (let to = 0; to < first.items.length; to += 1) {
    const { id } = first.items[0];
    const moved = revised(source, (document) => shape.questions.moveItem(document, id, { section: 0, place: to }));
    assert.equal(JSON.parse(moved).questionnaire.sections[0].items[to].id, id);
    assert.deepEqual(wrong(moved), []);
    assert.equal(
      revised(moved, (document) => shape.questions.moveItem(document, id, { section: 0, place: 0 })),
      source,
    );
  }
  const other = revised(source, (document) => shape.questions.moveItem(document, first.items[1].id, { section: 1, place: 0 }));
  assert.equal(JSON.parse(other).questionnaire.sections[1].items[0].id, first.items[1].id);
  assert.deepEqual(wrong(other), []);
});

test("a list in another order is one edit, beside those of its members, and each can be put back", () => {
  const { differences } = shape.differences;
  const changed = (change) => {
    const now = copied(pack);
    change(now);
    const found = differences(pack, now);
    const back = copied(now);
    assert.ok(shape.back.putBack(back, found));
    assert.deepEqual(back, pack);
    return found;
  };
  const { id } = pack.questionnaire.sections[0].items[0];
  const move = (document) => shape.questions.moveItem(document, id, { section: 0, place: 3 });
  assert.deepEqual(
    changed(move).map(({ at, order }) => [at, order]),
    [["/questionnaire/sections/0/items", true]],
  );
  const both = changed((document) => {
    move(document);
    document.questionnaire.sections[0].items[3].options[0].points.capacity = 7;
    document.questionnaire.sections[0].items[2].options[0].points.capacity = 9;
  });
  assert.deepEqual(
    both.map(({ at }) => at),
    ["/questionnaire/sections/0/items", ...[2, 3].map((place) => `/questionnaire/sections/0/items/${place}/options/0/points/capacity`)],
  );
  changed((document) => {
    shape.options.moveOption(document, id, 0, 2);
    shape.questions.moveIn(document.questionnaire.sections, 0, 2);
    void shape.questions.addItem(document, 1);
    void shape.questions.addItem(document, 1);
    shape.questions.moveItem(document, "question-2", { section: 1, place: 0 });
  });
});

test("nothing refers to a question that was taken out, and what goes with it was told before", () => {
  for (const { id } of items) {
    const references = shape.references.referencesToItem(pack, id);
    // The rule that every pack has is for its author to change.
    if (references.some(({ fate }) => fate === "first")) continue;
    const left = revised(source, (document) => shape.questions.removeItem(document, id, references));
    const findings = wrong(left).filter(({ code }) => code !== "inconsistent" || id !== "loss-bearable");
    assert.deepEqual(findings, [], id);
    const gone = ["caps", "contradictions", "eligibility", "never"].flatMap((list) => {
      const of = (document) => (list === "caps" ? document.classes.caps : document[list]);
      return of(pack).flatMap((rule, place) =>
        of(JSON.parse(left)).some((other) => other.id === rule.id) ? [] : [`${list === "caps" ? "/classes" : ""}/${list}/${place}`],
      );
    });
    const told = references.filter(({ fate }) => fate === "goes").map(({ at }) => at);
    assert.deepEqual(
      gone.filter((at) => !told.includes(at)),
      [],
      id,
    );
  }
});

test("nothing refers to an option that was taken out", () => {
  for (const { id, options } of items)
    for (const option of [options[0], options.at(-1)]) {
      const references = shape.references.referencesToOption(pack, id, option.id);
      if (references.some(({ fate }) => fate === "first")) continue;
      const left = revised(source, (document) => shape.options.removeOption(document, id, option.id, references));
      const findings = wrong(left).filter(({ code, at }) => !(code === "range" && at.endsWith("/options")) && code !== "inconsistent");
      assert.deepEqual(findings, [], `${id} ${option.id}`);
    }
});

test("a question becomes of another kind, with all that can still be asked of it", () => {
  const { referencesToKind } = shape.references;
  for (const { id, kind } of items)
    for (const next of ["single", "multiple", "number"].filter((one) => one !== kind)) {
      const references = referencesToKind(pack, id, next);
      if (references.some(({ fate }) => fate === "first")) continue;
      const changed = revised(source, (document) => shape.questions.setKind(document, id, next, references));
      assert.deepEqual(wrong(changed), [], `${id} ${next}`);
    }
  // Of one answer no count can be asked; whether it is among some, it can.
  const owners = referencesToKind(pack, "held-products", "single").map(({ at }) => at);
  const counted = pack.never.findIndex(({ id }) => id === "deposits-only-class");
  assert.ok(owners.includes(`/never/${counted}`));
  const among = pack.classes.caps.findIndex(({ id }) => id === "cap.deposits-only");
  assert.ok(!owners.includes(`/classes/caps/${among}`));
});

test("what is added scores nothing yet: the check has nothing to say, and nobody comes to another class", () => {
  const added = [
    revised(source, (document) => void shape.questions.addItem(document, 1)),
    revised(source, (document) => void shape.questions.addSection(document)),
  ];
  for (const text of added) {
    assert.deepEqual(unwrap(checkPack(text)), []);
    const [now, then] = [unwrap(loadPack(text)), unwrap(loadPack(source))];
    const shares = [now, then].map((of) => unwrap(proveBriefly(of)).classes);
    assert.equal(shares[0].length, shares[1].length);
    // Two options more for everybody: each class has twice as many ways to it.
    for (const [place, { combinations }] of shares[0].entries())
      assert.equal(BigInt(combinations), 2n * BigInt(shares[1][place].combinations));
    now.dispose();
    then.dispose();
  }
});

test("a pack from nothing is in order and proved, and stays so with five questions of every kind", () => {
  const { questions, options, fresh, rules } = shape;
  let text = JSON.stringify(fresh.freshPack("pack-1", 2026), null, 2);
  const proved = (of) => {
    assert.deepEqual(unwrap(checkPack(of)), []);
    const loaded = unwrap(loadPack(of));
    const { claims } = unwrap(proveFirst(loaded));
    loaded.dispose();
    return claims.filter(({ verdict }) => verdict !== "proved").map(({ id }) => id);
  };
  assert.deepEqual(proved(text), []);
  for (let n = 0; n < 3; n += 1) text = revised(text, (document) => void questions.addItem(document, 0));
  text = revised(text, (document) => void questions.addSection(document));
  text = revised(text, (document) => questions.setKind(document, "question-2", "multiple", []));
  text = revised(text, (document) => questions.setKind(document, "question-3", "number", []));
  text = revised(text, (document) => void options.addOption(document, "question-3"));
  text = revised(text, (document) => options.moveOption(document, "question-3", 2, 0));
  text = revised(text, (document) => options.setAlone(document, "question-2", "option-1", true));
  text = revised(text, (document) => options.setMark(document, "question-4", "option-1", "short_horizon", true));
  text = revised(text, (document) => void rules.addRule(document, "caps", { "question-2": { $in: ["option-1"] } }));
  text = revised(
    text,
    (document) => void rules.addRule(document, "contradictions", { "question-1": "option-3", "question-3": { $lt: 1 } }),
  );
  text = revised(text, (document) => void rules.addRule(document, "eligibility", { "question-4": "option-1" }));
  assert.deepEqual(proved(text), []);
  const document = JSON.parse(text);
  assert.equal(document.questionnaire.sections.flatMap((section) => section.items).length, 5);
  assert.deepEqual(
    document.questionnaire.sections[0].items[2].options.map(({ from = null, to = null }) => [from, to]),
    [
      [null, 0],
      [1, 1],
      [2, null],
    ],
  );
});
