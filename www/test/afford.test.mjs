// The months that a monthly figure opens are those that its accounts cover whole, and what stops a purchase is told before what one could afford.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
const read = (path) =>
  ts.transpileModule(readFileSync(new URL(`../src/records/${path}.ts`, import.meta.url), "utf8"), { compilerOptions: options }).outputText;
const address = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const { monthsOf } = await import(address(read("afford/monthly").replace('"../series"', JSON.stringify(address(read("series"))))));
const { stoppedBy } = await import(address(read("afford/stopped")));

const entry = (date, amount, role, account = 0) => ({ account, date, amount, role, currency: "CNY" });
const account = (...covered) => ({ kind: "bank", currency: "CNY", balances: [], coverage: { covered } });
const joined = (accounts, entries) => ({ ledger: { accounts, entries }, purposes: entries.map(() => null) });

test("a month that the file does not cover whole is not among those of any figure", () => {
  const rows = ["2026-01", "2026-02", "2026-03", "2026-04"].flatMap((month, n) => [
    entry(`${month}-10`, 1_000 + n, "income"),
    entry(`${month}-11`, 500 + n, "spending"),
    entry(`${month}-12`, 60, "refund"),
  ]);
  const of = joined([account(["2026-01-01", "2026-04-28"])], rows);
  assert.deepEqual(monthsOf(of, "CNY", "income", 1_001), [
    ["2026-01", 1_000],
    ["2026-02", 1_001],
    ["2026-03", 1_002],
  ]);
  assert.deepEqual(monthsOf(of, "CNY", "outflow", 501), [
    ["2026-01", 500],
    ["2026-02", 501],
    ["2026-03", 502],
  ]);
});

test("a month without a row counts as nothing, and one that a second account with such rows leaves out does not count", () => {
  const rows = [entry("2026-01-10", 900, "income"), entry("2026-03-10", 1_000, "income"), entry("2026-05-10", 50, "income", 1)];
  const accounts = [account(["2025-12-20", "2026-05-31"]), account(["2026-01-01", "2026-03-15"], ["2026-04-01", "2026-05-31"])];
  assert.deepEqual(monthsOf(joined(accounts, rows), "CNY", "income", 25), [
    ["2026-01", 900],
    ["2026-02", 0],
    ["2026-04", 0],
    ["2026-05", 50],
  ]);
});

test("no months are shown for a figure of which they are not the middle", () => {
  const of = joined([account(["2026-01-01", "2026-01-31"])], [entry("2026-01-10", 900, "income")]);
  assert.equal(monthsOf(of, "CNY", "income", 901), undefined);
  assert.equal(monthsOf(joined([], []), "CNY", "income", 0), undefined);
});

test("rules of the purchase that are decided stop it, the strictest first; what is in doubt or goes on stops nothing", () => {
  const reason = (code, part, outcome, unknown = false) => ({ code, part, outcome, unknown, deciding: false });
  const noClass = reason("profile.missing", "profile", "insufficient_evidence");
  const figures = reason("match.order-figures", "matching", "insufficient_evidence");
  const of = (...reasons) => stoppedBy({ reasons: [noClass, reason("limit.savings", "credit", null), ...reasons] });
  assert.equal(of(), undefined);
  assert.equal(of({ ...figures, unknown: true }), undefined);
  assert.equal(of(reason("risk.loss", "risk", "proceed_after"), reason("credit.order-financed", "credit", "refer")), undefined);
  assert.deepEqual(of(figures), { outcome: "insufficient_evidence", codes: ["match.order-figures"] });
  assert.deepEqual(of(figures, reason("risk.margin", "risk", "refuse")), { outcome: "refuse", codes: ["risk.margin"] });
});
