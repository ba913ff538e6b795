// Money in minor units: whole numbers in packs, sessions and cases, figures with a point only where a person reads them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inMinor, inUnits, minorDigits } from "../dist/money.js";

/** A file of the elements, which no entry gives away. */
const load = async (file) => {
  const entry = fileURLToPath(new URL(`../src/${file}.ts`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
};

test("a currency has the minor unit of ISO 4217, not of cash", () => {
  const digits = { JPY: 0, KRW: 0, CNY: 2, USD: 2, HKD: 2, HUF: 2, IDR: 2, KWD: 3, IQD: 3, CLF: 4 };
  for (const [currency, expected] of Object.entries(digits)) assert.equal(minorDigits(currency), expected, currency);
});

test("the same number of minor units is another amount in each currency", () => {
  assert.deepEqual(
    ["JPY", "CNY", "USD", "KWD"].map((currency) => inUnits(1_234_560, currency)),
    [1_234_560, 12_345.6, 12_345.6, 1234.56],
  );
});

test("what a person types becomes whole minor units", () => {
  assert.deepEqual(
    ["JPY", "CNY", "USD", "KWD"].map((currency) => inMinor(1234.56, currency)),
    [1235, 123_456, 123_456, 1_234_560],
  );
  // One cent of a large sum is not lost to binary fractions.
  assert.equal(inMinor(90_071_992_547_409.91, "CNY"), 9_007_199_254_740_991);
});

test("an amount shows its point only where it is not whole", async () => {
  const { amount, change } = await load("element/format");
  assert.equal(amount(10_000_000, "CNY", "zh-CN"), "100,000");
  assert.equal(amount(10_000_050, "USD", "en"), "100,000.5");
  assert.equal(amount(10_000_000, "JPY", "en"), "10,000,000");
  assert.equal(amount(10_000_001, "KWD", "en"), "10,000.001");
  assert.equal(change(-1_500_000, "JPY", "en"), "−1,500,000");
  assert.equal(change(1_500_000, "CNY", "en"), "+15,000");
});

test("an amount names its currency as the language does", async () => {
  const [{ en }, { zh }] = await Promise.all([load("element/texts/en"), load("element/texts/zh")]);
  assert.deepEqual(
    ["CNY", "JPY"].map((currency) => en.money("1,000", currency)),
    ["CNY 1,000", "JPY 1,000"],
  );
  assert.deepEqual(
    ["CNY", "JPY"].map((currency) => zh.money("1,000", currency)),
    ["1,000 元", "JPY 1,000"],
  );
});
