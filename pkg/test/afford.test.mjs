// What a person can afford, what a fall would do and what borrowing would cost, each with its parts: by the pack's written cases,
// the exchange's example and the arithmetic on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fallen, init, loadPack, screening, unwrap } from "prescreen";
import { openRecords } from "prescreen/statements";
import { makeServer } from "./support/server.mjs";
import { answerAll, begin, calmly } from "./support/walk.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(`../../packs/${path}`, import.meta.url), "utf8"));
const document = read("cn-affordability.json");
const { default: usual, found: records, cases } = read("cases/cn-affordability.json");
await init();

/** A worker that answers as the module of statements does, for a text that the test says it found. */
class Stub extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
  }
  postMessage({ id, method }) {
    const value = method === "found" ? { ok: true, value: this.text } : { ok: true, value: null };
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event("message"), { data: { id, value } })));
  }
  terminate() {}
}

const isMoney = (id) => document.facts.some((fact) => fact.id === id && fact.currency);

/** What files say, as a screening takes it. */
const handed = async (facts) => {
  const each = Object.entries(facts).filter(([, found]) => found !== null);
  const text = Object.fromEntries(each.map(([id, found]) => [id, { ...(isMoney(id) && { currency: "CNY" }), ...found }]));
  const held = openRecords({ worker: () => new Stub(JSON.stringify(text)) });
  const found = unwrap(await held.found());
  held.dispose();
  return found;
};

/** A screening in the usual session of the pack's cases, with what is else in it. */
const screened = async ({ session = {}, found = {}, facts = {}, pack = document } = {}) => {
  const loaded = unwrap(loadPack(pack));
  const product = { ...usual.product, ...session.product };
  const opened = { ...usual, ...session, product, pack: loaded.reference, facts: { ...usual.facts, ...session.facts } };
  const of = unwrap(screening(loaded, opened, { answers: {}, facts }));
  return unwrap(of.withFound(await handed({ ...records, ...found })));
};

test("the limit of each written case is the module's, and nothing stands in its place while evidence is insufficient", async () => {
  const limited = cases.filter(({ expect, case: { answers } }) => "limit" in expect && answers["*"] === "max");
  assert.ok(limited.length >= 10);
  for (const { name, session, found, expect } of limited) {
    const of = await screened({ session, found });
    assert.equal(unwrap(of.creditArithmetic())?.limit ?? null, expect.limit, name);
    of.dispose();
  }
  const thin = await screened({ found: { "found-days-received": { value: 89, tier: "consistent" } } });
  assert.equal(unwrap(thin.creditArithmetic()), null);
  thin.dispose();
});

test("the parts of a limit have their names, and the least of them is the limit", async () => {
  const of = await screened();
  // 2,000,000 less a fifth is 1,600,000; 800,000 and a twentieth is 840,000. Less a quarter: 1,500,000 less 800,000.
  assert.deepEqual(unwrap(of.creditArithmetic()), {
    base: 0,
    characteristics: [
      { code: "credit.found-buffer-days", points: 60, reference: 30 },
      { code: "credit.found-obligations-to-income", points: 40, reference: 20 },
      { code: "credit.found-negative-months", points: 30, reference: 15 },
      { code: "credit.found-days-below-zero", points: 30, reference: 15 },
    ],
    points: 160,
    least_points: 70,
    stresses: [
      { stress: "together", left: 760_000 },
      { stress: "income", left: 700_000 },
    ],
    ceilings: [
      { ceiling: "limit.left", amount: 16_800_000 },
      { ceiling: "limit.savings", amount: 6_000_000 },
      { ceiling: "limit.collateral", amount: 10_000_000 },
      { ceiling: "limit.firm", amount: 5_000_000 },
    ],
    limit: 5_000_000,
    least: 100_000,
  });
  assert.equal(unwrap(of.riskArithmetic()), null, "the pack asks that of an order");
  of.dispose();
});

/** An order on credit of shares on both boards, against money alone. */
const onCredit = (cash, financed, contract) => ({
  facts: { "owed-elsewhere": 0 },
  found: { "found-holdings-value": { value: 0, tier: "consistent" } },
  session: {
    product: { tags: ["margin", "margin-order", "board-10", "board-20"] },
    facts: {
      "owed-here": 0,
      "collateral-here": 0,
      "cash-here": cash,
      "margin-used-here": 0,
      "held-this-share": 0,
      "held-this-sector": 0,
      "order-amount": financed,
      "order-financed": financed,
      "contract-day": contract,
    },
  },
});

test("an account after a chosen fall, and the days of each limit that it takes, are those of multiplying", () => {
  for (const [worth, owed] of [
    [130_000_000, 100_000_000],
    [1_234_567, 1_000_001],
    [7, 0],
    [9_007_199_254_740_991, 3],
  ]) {
    for (const fall of [0, 1, 999, 1_000, 2_500, 9_999, 10_000]) {
      // Exactly, in big integers, a day at a time.
      const part = (of, share) => (of * share) / 10_000n;
      const at = part(BigInt(worth), BigInt(10_000 - fall));
      const day = (daily) => {
        let left = BigInt(worth);
        for (let n = 0; n <= 250; n += 1, left = part(left, BigInt(10_000 - daily))) if (left <= at) return n;
        return null;
      };
      const expected = {
        worth: Number(at),
        ratio: owed === 0 ? null : Number((at * 10_000n) / BigInt(owed)),
        days: [1_000, 2_000, 1].map(day),
      };
      if (expected.ratio > Number.MAX_SAFE_INTEGER) continue;
      assert.deepEqual(unwrap(fallen({ worth, owed }, fall, [1_000, 2_000, 1])), expected, `${worth} ${owed} ${fall}`);
    }
  }
});

test("what is no account, fall or limit is refused with its place", () => {
  const at = (...given) => fallen(...given).error?.at;
  assert.equal(at(null, 1, []), "/account");
  assert.equal(at({ worth: 1.5, owed: 1 }, 1, []), "/account/worth");
  assert.equal(at({ worth: 1, owed: -1 }, 1, []), "/account/owed");
  assert.equal(at({ worth: 1, owed: 1 }, 10_001, []), "/fall");
  assert.equal(at({ worth: 1, owed: 1 }, 1, undefined), "/daily");
  assert.equal(at({ worth: 1, owed: 1 }, 1, [100, "x"]), "/daily/1");
});

test("a million of margin carries what the exchange says, and falls to 130% where it does on paper", async () => {
  const MILLION = 100_000_000;
  // 1.00 million at 100%, 1.25 million at 80%; from 200% and 180% to 130% after 35.0% and 27.8%. The pack closes at 130%.
  for (const [day, carries, ratio, fall] of [
    ["2026-02-02", MILLION, 20_000, 3_500],
    ["2024-02-01", 1.25 * MILLION, 18_000, 2_777],
  ]) {
    const of = await screened(onCredit(MILLION, carries, day));
    const { margin } = unwrap(of.riskArithmetic());
    assert.deepEqual([margin.carries, margin.ratio, margin.fall_to_close], [carries, ratio, fall], day);
    of.dispose();
  }
});

test("from 130%, days at the price limit are those worked out on paper", async () => {
  const of = await screened(onCredit(30_000_000, 100_000_000, "2026-02-02"));
  const { means, amount, margin, lines } = unwrap(of.riskArithmetic());
  const [ten, twenty] = margin.daily;
  assert.deepEqual([ten.daily_limit, ten.ratios, ten.days_to_loss], ["ten", [11_700, 10_530, 9_477], 3]);
  assert.deepEqual([twenty.daily_limit, twenty.ratios, twenty.days_to_loss], ["twenty", [10_400, 8_320], 2]);
  assert.deepEqual([ten.days_to_call, ten.days_to_close], [0, 1], "at the closing line nothing is closed yet");
  assert.equal(means, 12_000_000 + 30_000_000, "balances, and money in the account");
  assert.equal(amount, 100_000_000);
  assert.deepEqual(
    lines.map(({ code }) => code),
    document.risk.lines.map(({ id }) => id),
  );
  of.dispose();
});

test("a price that is off says so, and one that is on has the parts of the formula", async () => {
  const off = await screened();
  assert.deepEqual(unwrap(off.price()), { band: null, none: "off" });
  off.dispose();
  const pack = structuredClone(document);
  delete pack.price.off;
  const [costs] = pack.price.costs;
  for (const [part, rate] of [
    ["funding", 197],
    ["operating", 100],
    ["margin", 53],
  ])
    Object.assign(costs[part], { low: rate, high: rate });
  for (const { probability } of pack.price.defaults) Object.assign(probability, { low: 100, high: 200 });
  const on = await screened({ pack });
  const { band, none } = unwrap(on.price());
  assert.equal(none, null);
  // (c + PD × LGD) ÷ (1 − PD × LGD) with c 3.50% and LGD 10%: PD 1% makes 3.6036%, PD 2% makes 3.7074%; rounded up.
  assert.deepEqual([band.low, band.high, band.from, band.capped], [361, 371, "2026-01-19", null]);
  assert.deepEqual(
    band.parts.map(({ part, low, high, can_change }) => [part, low, high, can_change]),
    [
      ["funding", 197, 197, false],
      ["operating", 100, 100, false],
      ["margin", 53, 53, false],
      ["probability", 100, 200, true],
      ["loss", 1_000, 1_000, true],
    ],
  );
  on.dispose();
});

test("a record holds how limit, fall and price came about, and one under a pack without them does not", async () => {
  const order = onCredit(30_000_000, 100_000_000, "2026-02-02");
  const found = await handed({ ...records, ...order.found });
  const product = { ...usual.product, tags: ["margin", "margin-order", "board-10"] };
  const facts = { ...usual.facts, ...order.session.facts };
  const server = await makeServer({ document: JSON.stringify(document), session: { purpose: "purchase", product, facts } });
  const { flow } = await begin(server, {}, { found });
  flow.provide("owed-elsewhere", 0);
  await answerAll(flow, (item) => item.options.at(-1).id);
  await flow.commit();
  await flow.send();
  const record = JSON.parse(flow.record());
  const of = await screened({ ...order, session: { ...order.session, product, facts }, facts: { "owed-elsewhere": 0 } });
  const { credit, risk, price } = record.shown.amounts;
  assert.deepEqual([credit, risk, price], [of.creditArithmetic(), of.riskArithmetic(), of.price()].map(unwrap));
  assert.equal(risk.margin.daily.length, 1);
  of.dispose();

  const plain = await makeServer();
  const other = await begin(plain);
  await answerAll(other.flow, calmly);
  await other.flow.commit();
  await other.flow.send();
  assert.equal("amounts" in JSON.parse(other.flow.record()).shown, false);
});
