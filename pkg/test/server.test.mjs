// What a firm's back end in Node asks of a pack besides checking: attempts and validity.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadPack, nextAttempt, profileOnFile, unwrap } from "prescreen/server";

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
  });
});

test("what the pack does not have is a failure with a code", async () => {
  const unknown = await profileOnFile({ pack, class: "C9", acceptedAt: at("2026-09-01T09:00:00") });
  assert.equal(unknown.ok, false);
  assert.equal(unknown.error.code, "reference");
  const early = await nextAttempt({ pack, now: at("1999-01-01T00:00:00"), past: [] });
  assert.equal(early.error.code, "not-in-force");
});
