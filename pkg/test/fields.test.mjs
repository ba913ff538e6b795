import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkField, fieldDisagreements, fieldText, init, loadTable } from "prescreen/fields";

await init();
const today = "2026-11-23";

test("a number is checked as typed, and nothing of it comes back", () => {
  // GB 11643-1999's example, full-width and in small letters.
  const value = "１１０１０５ 19491231 002x";
  assert.deepEqual(checkField("mainland_identity", value, { today }), {
    ok: true,
    value: { outcome: "valid", part: null, place: null, note: "county_not_checked" },
  });
  const wrong = checkField("mainland_identity", "110105194912310021", { today });
  assert.deepEqual(wrong.value, { outcome: "correct", part: "check_digit", place: null, note: null });
  assert.match(fieldText(wrong.value, "zh-CN"), /核对/);
  assert.doesNotMatch(fieldText(wrong.value, "en"), /\d/);
});

test("tables come from the package's own files, or as bytes", async () => {
  const table = await loadTable("counties");
  assert.equal(loadTable("counties"), loadTable("counties"));
  assert.equal(checkField("mainland_identity", "11010519491231002X", { today, table }).value.note, null);
  const bytes = readFileSync(new URL("../dist/disposable.bin", import.meta.url));
  const given = await loadTable("disposable", bytes);
  assert.equal(checkField("email", "x@mailinator.com", { today, table: given }).value.note, "disposable");
  assert.equal(checkField("email", "x@example.com", { today, table: given }).value.note, null);
});

test("a table that cannot be fetched is a rejection, and the next call tries again", async () => {
  await assert.rejects(loadTable("counties", new URL("file:///nowhere/counties.bin")));
  assert.ok((await loadTable("counties")).length > 30_000);
});

test("the form's other fields are compared apart from the check", () => {
  const ask = (form) => fieldDisagreements("mainland_identity", "11010519491231002X", { today, ...form }).value;
  assert.deepEqual(ask({ birthDate: "1949-12-31", sex: "female" }), []);
  assert.deepEqual(ask({ birthDate: "1949-12-30", sex: "male" }), ["birth_date", "sex"]);
});

test("a wrong call is an answer with a place, and repeats no value", () => {
  for (const [answered, at] of [
    [checkField("passport", "11010519491231002X", { today }), "/kind"],
    [checkField("mrz", "11010519491231002X", { today: "today" }), "/today"],
    [fieldDisagreements("mrz", "", { today, birthDate: "1949" }), "/birthDate"],
  ]) {
    assert.equal(answered.ok, false);
    assert.equal(answered.error.at, at);
    assert.doesNotMatch(JSON.stringify(answered), /1949/);
  }
});
