// One reading: what is shown, committed to, signed and recorded comes of one object, made once for each set of answers.
import assert from "node:assert/strict";
import { test } from "node:test";

/** Calls into the investor's module since they were last taken, as [name, the object that was asked]. */
let calls = [];
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (module, imports) => {
  const instance = await instantiate(module, imports);
  if ("verify_verdict" in instance.exports) return instance;
  const heard = ([name, value]) =>
    name.startsWith("sitting_") || name.startsWith("screening_")
      ? [
          name,
          (...inputs) => {
            calls.push([name, inputs[0]]);
            return value(...inputs);
          },
        ]
      : [name, value];
  return { instance: { exports: Object.fromEntries(Object.entries(instance.exports).map(heard)) }, module };
};
const taken = () => {
  const before = calls;
  calls = [];
  return before;
};
const readings = (heard) => heard.filter(([name]) => name === "sitting_screening" || name === "sitting_screen").length;

// The package takes what instantiates at import.
const { init, loadPack, screen, screening, unwrap } = await import("prescreen");
const { makeServer, packText } = await import("./support/server.mjs");
const { answerAll, begin, until } = await import("./support/walk.mjs");
await init();

const second = (item) => item.options[1].id;

test("in a whole flow the answers are read once, and all that is shown and signed comes of that reading", async () => {
  const server = await makeServer();
  taken();
  const { flow } = await begin(server);
  assert.equal(readings(taken()), 1, "what is asked, before there are answers");
  await answerAll(flow, second);
  while (flow.view.kind === "clarify") {
    flow.clarify(true);
    await until(flow, "clarify", "review");
  }
  const clarified = server.pack.document.contradictions.length;
  const asked = taken();
  assert.ok(readings(asked) >= 1 && readings(asked) <= 1 + clarified, "once for each set of answers that was confirmed");
  const [, committed] = asked.findLast(([name]) => name === "screening_commit_input");
  await flow.commit();
  assert.equal(flow.view.kind, "result");
  await flow.send();
  assert.ok(flow.record());
  const rest = taken();
  assert.equal(readings(rest), 0, "nothing is read again after the review");
  const of = (wanted) => rest.filter(([name]) => name === `screening_${wanted}`).map(([, object]) => object);
  assert.deepEqual([of("assessment"), of("verdict_input")], [[committed], [committed]], "shown and signed: the same object");
  assert.ok(of("record").every((object) => object === committed));
  flow.close();
});

test("a changed answer is another reading, going back and forth is none", async () => {
  const server = await makeServer();
  const { flow } = await begin(server);
  await answerAll(flow, second);
  while (flow.view.kind === "clarify") {
    flow.clarify(true);
    await until(flow, "clarify", "review");
  }
  taken();
  flow.back();
  flow.next();
  await until(flow, "clarify", "review");
  assert.equal(readings(taken()), 0);
  flow.back();
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  flow.next();
  await until(flow, "clarify", "review");
  assert.equal(readings(taken()), 1);
  flow.close();
});

const pack = unwrap(loadPack(packText));
const session = {
  id: "s",
  nonce: "A".repeat(43),
  audience: "http://a.test",
  subject: "p",
  purpose: "account_opening",
  pack: pack.reference,
  variant: "base",
  now: 1795400000,
  expires: 1795403600,
  product: null,
  profile: null,
  facts: { birth_date: "1988-04-09", civil_capacity: true },
};
const items = pack.document.questionnaire.sections.flatMap((section) => section.items);
const answers = Object.fromEntries(items.map((item) => [item.id, item.kind === "multiple" ? [second(item)] : second(item)]));

test("a screening answers more than one question, and says what a single call says", () => {
  const of = unwrap(screening(pack, session, { answers }));
  const assessment = unwrap(of.assessment());
  assert.equal(unwrap(of.assessment()), assessment, "one object");
  assert.deepEqual(assessment, unwrap(screen(pack, session, { answers })));
  const codes = assessment.reasons.map(({ code }) => code);
  assert.deepEqual(unwrap(of.brief()), { class: assessment.class, outcome: assessment.outcome, reasons: codes });
  assert.deepEqual(unwrap(of.readiness()), { class_on_file: false, missing: [], asks: assessment.asks });
  assert.deepEqual(
    unwrap(of.asked()).items,
    items.map(({ id }) => id),
  );
  assert.equal(of.modelRow("other").error.code, "reference");
  assert.equal(unwrap(of.shadow(pack)).class, assessment.class);
  assert.equal(of.withScores({ other: 1 }).error.code, "reference");
  of.dispose();
});

test("without a class a result in short has none either", () => {
  const of = unwrap(screening(pack, session, { answers: {} }));
  const { class: decided, outcome } = unwrap(of.brief());
  assert.deepEqual([decided, outcome], [null, "insufficient_evidence"]);
  of.dispose();
});

test("a case that does not fit is an answer, not a handle", () => {
  const refused = screening(pack, session, { answers: { nothing: "x" } });
  assert.deepEqual([refused.ok, refused.error.code, refused.outcome], [false, "reference", "refer"]);
  assert.equal(screening(pack, { ...session, pack: { ...pack.reference, hash: "A".repeat(43) } }, { answers }).error.code, "pack-mismatch");
});

test("a session is read once for many cases", () => {
  const other = unwrap(loadPack(packText));
  const text = JSON.stringify(session);
  taken();
  for (let n = 0; n < 3; n += 1) unwrap(screen(other, text, { answers }));
  assert.deepEqual(
    taken().map(([name]) => name),
    ["sitting_of", "sitting_screen", "sitting_screen", "sitting_screen"],
  );
  other.dispose();
});
