// What a person can afford, from docs/pack-language.md, without the code it tests. Integers are BigInt, so nothing is rounded
// by the way.

const tiers = ["declared", "parsed", "consistent", "attested"];
const atLeast = (fact, tier) => fact !== undefined && tiers.indexOf(fact.tier) >= tiers.indexOf(tier);
const floor = (part, of) => (part >= 0n || part % of === 0n ? part / of : part / of - 1n);
const ceil = (part, of) => -floor(-part, of);

/** `facts`: id → `{value, tier}`. Gives outcome, band, limit and the reason codes, the first of which decides. */
export function afford(pack, facts) {
  const { evidence, scorecard, least_points, limit, bands = [] } = pack.credit;
  const missing = new Set();
  for (const { fact, tier, coverage } of evidence) {
    if (!atLeast(facts[fact], tier)) missing.add(fact);
    if (coverage && facts[fact]?.tier !== "attested") {
      const covered = facts[coverage.fact];
      if (!atLeast(covered, tier) || covered.value < coverage.at_least) missing.add(coverage.fact);
    }
  }
  if (missing.size > 0) {
    const lacking = pack.facts.map(({ id }) => id).filter((id) => missing.has(id));
    return { outcome: "insufficient_evidence", band: null, limit: null, reasons: ["facts.missing"], missing: lacking };
  }
  const value = (id) => BigInt(facts[id].value);
  const shortfalls = [];
  let points = scorecard.base;
  for (const one of scorecard.characteristics) {
    const own = one.bins
      ? one.bins.find(({ below }) => below === undefined || facts[one.fact].value < below)
      : one.options.find(({ option }) => option === String(facts[one.fact].value));
    points += own.points;
    if (own.points < one.reference) shortfalls.push({ code: `credit.${one.fact}`, by: one.reference - own.points });
  }
  const left = limit.stresses.map((stress) => {
    let left = floor(value(limit.income) * BigInt(10_000 - stress.income_less), 10_000n);
    for (const id of limit.obligations ?? []) left -= value(id);
    for (const id of limit.costs ?? []) left -= ceil(value(id) * BigInt(10_000 + stress.costs_more), 10_000n);
    if (limit.debt) left -= ceil(value(limit.debt) * BigInt(stress.rate_more), 120_000n);
    return left;
  });
  const [worst] = left.sort((one, other) => Number(one - other));
  const height = (ceiling) => {
    if (ceiling.left_months) return (worst > 0n ? worst : 0n) * BigInt(ceiling.left_months);
    if (ceiling.amount) return BigInt(ceiling.amount);
    const share = floor(value(ceiling.fact) * BigInt(ceiling.share), 10_000n);
    return share > 0n ? share : 0n;
  };
  const ceilings = limit.ceilings.map((ceiling) => ({ ceiling, height: height(ceiling) }));
  const lowest = ceilings.reduce((least, one) => (one.height < least.height ? one : least));
  const step = BigInt(limit.step);
  const amount = Number((lowest.height / step) * step);
  if (points < least_points.points) {
    // Of equal shortfalls the first in the pack: the sort is stable.
    const reasons = shortfalls.sort((one, other) => other.by - one.by).slice(0, 4);
    return { outcome: "refer", band: null, limit: amount, reasons: reasons.map(({ code }) => code), missing: [] };
  }
  if (amount < limit.least) return { outcome: "refer", band: null, limit: amount, reasons: [lowest.ceiling.id], missing: [] };
  if (limit.financed && value(limit.financed) > BigInt(amount))
    return { outcome: "refer", band: null, limit: amount, reasons: [`credit.${limit.financed}`], missing: [] };
  return {
    outcome: lowest.ceiling.amount ? "proceed" : "proceed_with_limit",
    band: bands.find(({ below }) => below === undefined || amount < below)?.id ?? null,
    limit: amount,
    reasons: [lowest.ceiling.id],
    missing: [],
  };
}
