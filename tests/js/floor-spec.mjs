// The last point of VERIFY.md §5 in JavaScript, written from that page and docs/pack-language.md alone: what class,
// product and attested facts certainly lead to. `without` names parts of the condition language that a verifier lacks,
// and what it takes a test of such a part for: true, or unknown.

const SEVERITY = ["proceed", "proceed_after", "pause", "insufficient_evidence", "refer", "refuse"];
const TIERS = ["declared", "parsed", "consistent", "attested"];
const DAY = 86_400;

const not = (truth) => (truth === undefined ? undefined : !truth);
const all = (truths) => (truths.includes(false) ? false : truths.includes(undefined) ? undefined : true);
const any = (truths) => not(all(truths.map(not)));

const days = (text) => Date.parse(`${text}T00:00:00Z`) / 1000 / DAY;
const parts = (day) => {
  const date = new Date(day * DAY * 1000);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
};
const lengthOf = (year, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** Completed years: who was born on 29 February completes a common year on 1 March. */
const years = (from, to) => {
  const [[y, m, d], [year, month, day]] = [parts(from), parts(to)];
  return year - y - (month < m || (month === m && day < d) ? 1 : 0);
};

/** Completed months: on the same day of the month, or on its last where it is shorter. */
const months = (from, to) => {
  const [[y, m, d], [year, month, day]] = [parts(from), parts(to)];
  return (year - y) * 12 + month - m - (day < Math.min(d, lengthOf(year, month)) ? 1 : 0);
};

/** A verifier that lacks parts of the language. */
export const lacking = (parts, as) => ({ has: (part) => parts.includes(part), as });
const NOTHING = lacking([], true);

/** Fields by name: `{ value, tier }`, `{ absent: true }` for certain, or nothing where it may be or not. */
function fieldsOf(pack, session, today) {
  const fields = new Map();
  const ofFirm = ({ provided_by: by, derive }) => !derive && by.every((one) => one === "host");
  for (const fact of pack.facts.filter(({ derive }) => !derive)) {
    const value = session.facts[fact.id];
    if (value !== undefined) fields.set(fact.id, { value: fact.type === "date" ? days(value) : value, tier: "attested" });
    else if (ofFirm(fact)) fields.set(fact.id, { absent: true });
  }
  for (const { id, derive } of pack.facts.filter(({ derive }) => derive)) {
    const [[how, of]] = Object.entries(derive);
    const operands = typeof of === "string" ? [of] : Array.isArray(of) ? of : [of.part, of.whole];
    const given = operands.map((name) => fields.get(name));
    if (given.some((one) => one?.absent)) fields.set(id, { absent: true });
    else if (given.every((one) => one !== undefined)) {
      const value = DERIVE[how](
        given.map((one) => one.value),
        today,
      );
      if (value !== undefined) fields.set(id, { value, tier: "attested" });
    }
  }
  return fields;
}

const DERIVE = {
  age_on: ([date], today) => (date > today ? undefined : years(date, today)),
  months_since: ([date], today) => (date > today ? undefined : months(date, today)),
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  // Between two basis points it is neither.
  share_bp: ([part, whole]) => {
    if (whole <= 0) return undefined;
    const scaled = BigInt(part) * 10_000n;
    const rest = mod(scaled, BigInt(whole));
    return Number((scaled - rest) / BigInt(whole)) + (rest > 0n ? 0.5 : 0);
  },
};
const mod = (a, n) => ((a % n) + n) % n;

/** The class, the sheet and what follows of both. */
function productFields(pack, { product, earlier = [] }, cls, tier, today) {
  const { grades, reach } = pack.matching;
  const grade = grades[Math.max(grades.indexOf(product.issuer_grade), grades.indexOf(product.seller_grade))];
  const own = [
    ["grade", grade],
    ["type", product.type],
    ["term", product.term],
    ["tags", product.tags],
  ].map(([name, value]) => [name, { value, tier: "attested" }]);
  const remembered = pack.matching.earlier;
  if (remembered) {
    const since = today - remembered.within_days;
    const before = earlier.map(({ assessed_on: day }) => days(day)).filter((day) => day < since);
    const counts = earlier
      .map(({ class: name, assessed_on: day }) => [name, days(day)])
      .filter(([, day]) => day >= since || day === Math.max(...before));
    const reached = counts.every(([name]) => grades.indexOf(grade) <= grades.indexOf(reach.grades[name]));
    own.push(["earlier_fits", { value: reached, tier: "attested" }]);
  }
  if (cls === null) return own;
  const fits = grades.indexOf(grade) <= grades.indexOf(reach.grades[cls]);
  return [...own, ["class", { value: cls, tier }], ["grade_fits", { value: fits, tier }]];
}

/** Whether a condition holds: true, false, or undefined for unknown. */
export function holds(condition, fields, without = NOTHING) {
  const has = (part) => !without.has(part);
  const group = (list) => list.map((one) => holds(one, fields, without));
  const keys = Object.entries(condition);
  const truths = (has("several keys") ? keys : keys.slice(0, 1)).map(([key, operand]) => {
    if (["$and", "$or", "$nor", "$not"].includes(key) && !has(key)) return without.as;
    if (key === "$and") return all(group(operand));
    if (key === "$or") return any(group(operand));
    if (key === "$nor") return not(any(group(operand)));
    if (key === "$not") return not(holds(operand, fields, without));
    return asked(fields.get(key), operand, without);
  });
  return all(truths);
}

function asked(field, operand, without) {
  const has = (part) => !without.has(part);
  const operators = typeof operand === "object" ? Object.entries(operand) : [["value alone", operand]];
  const truths = (has("several operators") ? operators : operators.slice(0, 1)).map(([name, wanted]) => {
    if (name === "$not") return has("$not of operators") ? not(asked(field, wanted, without)) : without.as;
    if (name === "$exists") return has(name) ? (field === undefined ? undefined : (field.absent !== true) === wanted) : without.as;
    const set = Array.isArray(field?.value);
    const part =
      set && ["$in", "$nin"].includes(name) ? `${name} of a set` : name === "$size" && typeof wanted === "object" ? "$size between" : name;
    if (!has(part)) return without.as;
    if (field === undefined || field.absent) return undefined;
    return TESTS[name](field.value, wanted, has);
  });
  return all(truths);
}

/** A day is compared by its number. */
const plain = (wanted, value, has) => (typeof value === "number" && typeof wanted === "string" && has("dates") ? days(wanted) : wanted);
const same = (value, wanted, has) => value === plain(wanted, value, has);
const among = (value, list, has) =>
  Array.isArray(value) ? list.some((one) => value.includes(one)) : list.some((one) => same(value, one, has));
const TESTS = {
  "value alone": same,
  $eq: same,
  $ne: (value, wanted, has) => !same(value, wanted, has),
  $in: among,
  $nin: (value, list, has) => !among(value, list, has),
  $all: (value, list) => list.every((one) => value.includes(one)),
  $size: ({ length }, wanted) =>
    typeof wanted === "number" ? length === wanted : (wanted.$gte ?? 0) <= length && length <= (wanted.$lte ?? Number.POSITIVE_INFINITY),
  $gt: (value, wanted, has) => value > plain(wanted, value, has),
  $gte: (value, wanted, has) => value >= plain(wanted, value, has),
  $lt: (value, wanted, has) => value < plain(wanted, value, has),
  $lte: (value, wanted, has) => value <= plain(wanted, value, has),
};

/** Every field that a condition reads. */
const reads = (condition) =>
  Object.entries(condition).flatMap(([key, operand]) =>
    key === "$not" ? reads(operand) : key.startsWith("$") ? operand.flatMap(reads) : [key],
  );

/** What class, product and attested facts certainly lead to: an outcome, and the flows of `proceed_after`. */
export function floor(pack, session, cls, tier, without = NOTHING) {
  const today = Math.floor((session.now + pack.time_zone.offset_minutes * 60) / DAY);
  const person = fieldsOf(pack, session, today);
  const found = [];
  const add = (outcome, flow) => found.push({ outcome, flow });
  const at = (fields, tier) =>
    new Map(
      [...fields].map(([name, field]) => [
        name,
        field.absent || TIERS.indexOf(field.tier) >= TIERS.indexOf(tier) ? field : { absent: true },
      ]),
    );
  const absentAt = (fields, tier) =>
    tier === "attested"
      ? new Proxy(at(fields, tier), { get: (map, of) => (of === "get" ? (name) => map.get(name) ?? { absent: true } : map[of]) })
      : at(fields, tier);
  const operandsOf = (name) => {
    const { derive } = pack.facts.find(({ id }) => id === name) ?? {};
    if (!derive) return [name];
    const [of] = Object.values(derive);
    return typeof of === "string" ? [of] : Array.isArray(of) ? of : [of.part, of.whole];
  };
  const isGiven = (fields, name) => {
    const field = fields.get(name);
    return field !== undefined && !field.absent;
  };
  // Unknown for want of facts alone that only the firm can give.
  const lacksFirms = (fields, condition) =>
    reads(condition)
      .filter((name) => name === "marks" || !isGiven(fields, name))
      .every((name) =>
        operandsOf(name)
          .filter((one) => !isGiven(fields, one))
          .every((one) => pack.facts.find(({ id }) => id === one)?.provided_by?.every((by) => by === "host") ?? false),
      );
  const rules = (list, fields) => {
    for (const rule of list.filter(({ purposes }) => !purposes?.length || purposes.includes(session.purpose))) {
      const when = holds(rule.when, fields, without);
      if (when === false) continue;
      const lifts = rule.unless_tier ?? "attested";
      const lifted = rule.unless && !without.has("unless") ? holds(rule.unless, absentAt(fields, lifts), without) : false;
      if (lifted === true || (lifted === undefined && lifts !== "attested")) continue;
      if (when === true) add(rule.outcome, rule.flow);
      else if (!without.has("if_unknown") && lacksFirms(fields, rule.when)) {
        const { outcome = "insufficient_evidence", flow } = rule.if_unknown ?? {};
        add(outcome, flow);
      }
    }
  };
  const access = ({ requires, tier, unmet, flow }) => {
    if (without.has("gates")) return;
    const open = holds(requires, absentAt(person, tier), without);
    if (open === false) add(unmet);
    else if (open === undefined && tier === "attested") add("insufficient_evidence");
    else if (open === true && flow) add("proceed_after", flow);
  };
  rules(pack.eligibility, person);
  if (session.product) {
    rules(pack.matching.rules, new Map([...person, ...productFields(pack, session, cls, tier, today)]));
    for (const gate of pack.gates.filter(({ tags }) => tags.some((tag) => session.product.tags.includes(tag)))) access(gate);
  }
  for (const one of (pack.permissions ?? []).filter(({ id }) => id === session.permission)) access(one);
  const outcome = SEVERITY[Math.max(0, ...found.map((one) => SEVERITY.indexOf(one.outcome)))];
  const flows = outcome === "proceed_after" ? found.flatMap(({ flow }) => flow ?? []) : [];
  return { outcome, flows };
}

/** Whether a verdict's outcome is not freer, and has every flow. */
export function notBetter(pack, session, claims, without = NOTHING) {
  const least = floor(pack, session, claims.class, claims.tier, without);
  if (SEVERITY.indexOf(claims.outcome) < SEVERITY.indexOf(least.outcome)) return false;
  return claims.outcome !== "proceed_after" || least.flows.every((flow) => claims.flows.includes(flow));
}
