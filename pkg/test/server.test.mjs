// What a firm's back end in Node asks of a pack besides checking: attempts and validity.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as lab from "prescreen/lab";
import { init, loadPack, nextAttempt, profileOnFile, unwrap, verify, verifyReceipt, verifyTicket } from "prescreen/server";

await init();
const document = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const limits = { per_day: 2, per_12_months: 3, immediate_retakes: null, lockout_hours: null };
document.attempts = document.attempts.map((entry) => ({ ...entry, ...limits }));
document.validity = document.validity.map((entry) => ({ ...entry, months: 12 }));
const pack = unwrap(loadPack(document));

/** Seconds of a time in Shanghai, the pack's zone. */
const at = (text) => Date.parse(`${text}+08:00`) / 1000;

test("attempts are counted by the pack's day and by its 12 months", async () => {
  const ask = async (now, past) => unwrap(await nextAttempt({ pack, now: at(now), past: past.map(at) }));
  const [first, second, third] = ["2026-09-01T09:00:00", "2026-09-01T10:00:00", "2026-09-02T09:00:00"];
  assert.deepEqual(await ask(first, []), { attempt: "allowed", number: 1, of: 3 });
  assert.deepEqual(await ask("2026-09-01T23:59:59", [first, second]), { attempt: "exhausted", retry_at: at("2026-09-02T00:00:00") });
  assert.deepEqual(await ask("2026-09-02T00:00:00", [first, second]), { attempt: "allowed", number: 3, of: 3 });
  assert.deepEqual(await ask(third, [first, second, third]), { attempt: "exhausted", retry_at: at("2027-09-01T00:00:00") });
});

test("a class holds for the pack's months from the day on which its verdict was accepted", async () => {
  // Seven in the evening in UTC is the next day in Shanghai.
  const acceptedAt = Date.parse("2026-08-31T19:00:00Z") / 1000;
  assert.deepEqual(unwrap(await profileOnFile({ pack, class: "C3", acceptedAt })), {
    class: "C3",
    assessed_on: "2026-09-01",
    valid_until: "2027-09-01",
    pack: pack.reference,
    tier: "declared",
    suspended: false,
    overtaken: false,
  });
  assert.equal(unwrap(await profileOnFile({ pack, class: "C3", tier: "consistent", acceptedAt })).tier, "consistent");
  assert.equal((await profileOnFile({ pack, class: "C3", tier: "sworn", acceptedAt })).error.at, "/tier");
});

test("what the pack does not have is a failure with a code", async () => {
  const unknown = await profileOnFile({ pack, class: "C9", acceptedAt: at("2026-09-01T09:00:00") });
  assert.equal(unknown.ok, false);
  assert.equal(unknown.error.code, "reference");
  const early = await nextAttempt({ pack, now: at("1999-01-01T00:00:00"), past: [] });
  assert.equal(early.error.code, "not-in-force");
});

const vector = (name) => JSON.parse(readFileSync(new URL(`../../tests/vectors/verdict/${name}.json`, import.meta.url), "utf8"));
const NO_STRINGS = [undefined, null, 1, 1n, {}, [], true, Symbol("text"), () => "text"];

test("what is no string is answered with `type` and its place, and the module goes on", async () => {
  const [one] = vector("positive").objects;
  const signed = { ...one, pack: unwrap(loadPack(vector("pack"))) };
  const whole = await verify(signed);
  const answers = (value) => [
    ["/verdict", verify({ ...signed, verdict: value })],
    ["/ticket", verify({ ...signed, ticket: value })],
    ["/jkt", verify({ ...signed, jkt: value })],
    ["/verdict", verifyReceipt({ verdict: value, receipt: signed.verdict, keys: [] })],
    ["/receipt", verifyReceipt({ verdict: signed.verdict, receipt: value, keys: [] })],
    ["/ticket", verifyTicket({ ticket: value, keys: [] })],
    ["/class", profileOnFile({ pack, class: value })],
    ["/pack", lab.checkPack(value)],
  ];
  for (const value of NO_STRINGS) {
    for (const [at, answer] of answers(value)) {
      const { error } = await answer;
      assert.deepEqual([error.code, error.at], ["type", at], `${typeof value}: ${error.message}`);
    }
  }
  for (const session of [undefined, null, 1, true]) assert.equal((await verify({ ...signed, session })).error.code, "type");
  assert.deepEqual(await verify(signed), whole);
});

test("what is no number, list or pack is answered with `type`", async () => {
  const [one] = vector("positive").objects;
  const signed = { ...one, pack: unwrap(loadPack(vector("pack"))) };
  for (const now of [null, "1", 1n, {}]) {
    assert.equal((await verify({ ...signed, now })).error.at, "/now");
    assert.equal((await nextAttempt({ pack, now, past: [] })).error.at, "/now");
    assert.equal((await profileOnFile({ pack, class: "C3", acceptedAt: now })).error.at, "/acceptedAt");
  }
  for (const none of [null, 1, "text", {}, [null]]) {
    assert.equal((await verify({ ...signed, shadows: none })).error.at, "/shadows");
    assert.equal((await verifyTicket({ ticket: signed.ticket, keys: none })).error.at, "/keys");
    assert.equal((await nextAttempt({ pack, past: none })).error.at, "/past");
  }
  for (const none of [undefined, null, 1, {}, "{}"]) {
    const asked = [
      await verify({ ...signed, pack: none }),
      await nextAttempt({ pack: none, past: [] }),
      await profileOnFile({ pack: none, class: "C3" }),
    ];
    for (const { error } of asked) assert.deepEqual([error.code, error.at], ["type", "/pack"]);
  }
  await lab.init();
  for (const none of [undefined, null, {}]) {
    const asked = [lab.prove(none), lab.proveFirst(none), lab.compare(none, none), lab.screen(none, "{}", "{}")];
    for (const { error } of asked) assert.deepEqual([error.code, error.at], ["type", "/pack"]);
  }
  assert.equal(loadPack(undefined).error.code, "type");
});
