// The order in which products fit: by the pack's written cases, and on drawn shelves by comparing every two from the documents alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, loadPack, screening, unwrap } from "prescreen";

const read = (path) => JSON.parse(readFileSync(new URL(`../../packs/${path}`, import.meta.url), "utf8"));
const document = read("cn-affordability.json");
const { default: usual, listed, cases } = read("cases/cn-affordability.json");
await init();
const pack = unwrap(loadPack(document));

/** The answers of the most or of the fewest points; of equal options the first. */
const answers = (pattern) => {
  const items = document.questionnaire.sections.flatMap(({ items }) => items);
  const points = (option) => Object.values(option.points).reduce((sum, each) => sum + each, 0) * (pattern === "max" ? 1 : -1);
  const best = ({ options }) => options.reduce((best, option) => (points(option) > points(best) ? option : best));
  return Object.fromEntries(items.map((item) => [item.id, best(item).id]));
};

const screened = ({ session = {}, facts = {}, pattern = "max" }) =>
  unwrap(screening(pack, { ...usual, ...session, pack: pack.reference }, { answers: answers(pattern), facts }));

/** A sheet as the written cases begin it. */
const sheet = (id, change = {}) => ({ ...listed, ...change, id, figures: { ...listed.figures, ...change.figures } });

const [first] = cases.filter(({ products }) => products);

/** A screening in which products are ranked. */
const ranking = (change = {}) => screened({ session: first.session, facts: { ...first.case.facts, ...change } });

test("each written case has the order, the ranks and what keeps products out", () => {
  const written = cases.filter(({ products }) => products);
  assert.ok(written.length >= 30);
  for (const { name, session, case: case_, products, expect } of written) {
    const of = screened({ session, facts: case_.facts, pattern: case_.answers["*"] });
    const sheets = Object.entries(products).map(([id, change]) => sheet(id, change));
    const fit = unwrap(of.shelf(sheets));
    const found = {
      missing: fit.missing,
      order: fit.ranked.map(({ product }) => product),
      ranks: fit.ranked.map(({ rank }) => rank),
      by: fit.ranked.map(({ before }) => before?.criterion ?? null),
      left_out: Object.fromEntries(fit.left_out.map(({ product, why }) => [product, why])),
    };
    for (const key of Object.keys(expect.shelf)) assert.deepEqual(found[key], expect.shelf[key], `${name}: ${key}`);
    of.dispose();
  }
});

/** Numbers that are the same in every run (mulberry32). */
const drawing = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** What a criterion measures, from the documents alone. */
const measured = (by, { figures }, facts) => {
  if (by === "horizon") return Math.max(figures.months - facts["horizon-months"], 0);
  if (by === "liquidity") return Math.max(figures.days - facts["needed-within-days"], 0);
  if (by === "concentration") return Math.ceil((facts["planned-amount"] * 10_000) / facts["means-in-all"]);
  return { loss: figures.loss, complexity: Number(figures.complex), cost: figures.cost }[by];
};

test("on three thousand drawn shelves the order is what comparing every two products says", () => {
  const draw = drawing(18);
  const below = (n) => Math.floor(draw() * n);
  const { criteria } = document.shelf;
  let [alike, ranked] = [0, 0];
  for (let shelf = 0; shelf < 3000; shelf += 1) {
    const facts = { ...first.case.facts, "horizon-months": 11 + below(3), "needed-within-days": 29 + below(3) };
    const of = ranking(facts);
    const sheets = Array.from({ length: 6 }, (_, n) =>
      sheet(`p${below(1000)}.${n}`, {
        figures: {
          cost: [50, 51, 150, 151][below(4)],
          loss: [1000, 1001, 3000, 3001][below(4)],
          complex: draw() < 0.5,
          months: 11 + below(4),
          days: [29, 30, 31, 60, 61, 62][below(6)],
        },
      }),
    );
    const fit = unwrap(of.shelf(sheets));
    of.dispose();
    assert.deepEqual([fit.missing, fit.left_out, fit.ranked.length], [[], [], 6]);
    const band = ({ by, ends }, product) => ends.filter((end) => measured(by, product, facts) >= end).length;
    const differ = (one, other) => criteria.find((criterion) => band(criterion, one) !== band(criterion, other));
    const better = (one, other) => {
      const criterion = differ(one, other);
      return criterion !== undefined && band(criterion, one) < band(criterion, other);
    };
    const byId = new Map(sheets.map((one) => [one.id, one]));
    for (const [n, { product, rank, measures, before }] of fit.ranked.entries()) {
      const own = byId.get(product);
      assert.equal(rank, 1 + sheets.filter((other) => better(other, own)).length);
      assert.deepEqual(
        measures,
        criteria.map(({ by }) => measured(by, own, facts)),
      );
      const next = byId.get(fit.ranked[n + 1]?.product);
      const criterion = next && differ(own, next);
      assert.ok(!next || better(own, next) || (!criterion && product < next.id));
      const why = { product: next?.id, criterion: criterion?.id, by: criterion?.by };
      const [own_, other] = criterion ? [own, next].map((one) => measured(criterion.by, one, facts)) : [];
      assert.deepEqual(before, criterion ? { ...why, own: own_, other } : null);
      ranked += 1;
      alike += next && !criterion ? 1 : 0;
    }
  }
  assert.ok(ranked === 18_000 && alike > 100, `${alike} fit alike`);
});

test("a list that cannot be ranked is refused with its place and what to do", () => {
  const of = ranking();
  const refusal = (products) => {
    const answered = of.shelf(products);
    assert.equal(answered.ok, false);
    return answered.error;
  };
  const many = Array.from({ length: 201 }, (_, n) => sheet(`p${n}`));
  assert.equal(unwrap(of.shelf(many.slice(1))).ranked.length, 200);
  const expected = [
    [many, "limit", "/products"],
    [[sheet("a"), sheet("b"), sheet("a")], "duplicate", "/products/2/id"],
    [[sheet("a"), { ...sheet("b"), type: "painting" }], "reference", "/products/1/type"],
    [[sheet("a", { figures: { target: ["nobody"] } })], "reference", "/products/0/figures/target"],
    [[sheet("a"), { ...sheet("b"), id: undefined }], "missing-field", "/products/1/id"],
    [
      [
        { ...sheet("a"), id: undefined },
        { ...sheet("b"), id: undefined },
      ],
      "missing-field",
      "/products/0/id",
    ],
    [[sheet("a"), null], "type", "/products/1"],
    ["[]", "type", "/products"],
    [{}, "type", "/products"],
    [7n, "type", "/products"],
    [undefined, "type", "/products"],
  ];
  for (const [products, code, at] of expected) {
    const error = refusal(products);
    assert.deepEqual([error.code, error.at], [code, at], error.message);
  }
  for (const [name, change] of [
    ["commission", { commission: 30 }],
    ["figures/revenue", { figures: { revenue: 30 } }],
  ]) {
    const earned = { ...sheet("b", change), ...(change.commission && change) };
    const error = refusal([sheet("a"), earned]);
    assert.deepEqual([error.code, error.at], ["unknown-field", `/products/1/${name}`]);
    assert.match(error.help, /what a firm earns/);
  }
  assert.equal(unwrap(of.shelf([sheet("a")])).ranked.length, 1, "the screening goes on");
  of.dispose();
});

test("an empty shelf has no order, and where the pack ranks nothing there is none", () => {
  const of = ranking();
  assert.deepEqual(unwrap(of.shelf([])), { missing: [], ranked: [], left_out: [] });
  of.dispose();
  const thin = screened({ session: first.session, facts: {} });
  assert.equal(unwrap(thin.shelf([])).missing.length, 4);
  thin.dispose();
  const buying = screened({});
  assert.equal(unwrap(buying.shelf([sheet("a")])), null);
  buying.dispose();
  const { shelf, ...without } = document;
  assert.ok(shelf);
  const loaded = unwrap(loadPack(without));
  const other = unwrap(screening(loaded, { ...usual, ...first.session, pack: loaded.reference }, { answers: answers("max"), facts: {} }));
  assert.equal(unwrap(other.shelf([sheet("a")])), null);
  other.dispose();
});
