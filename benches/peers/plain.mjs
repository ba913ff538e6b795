// The same pack in plain JavaScript: conditions as closures, points in tables. Complete cases only.

/** Compiles a pack condition to `(fields) => boolean`; sets are arrays. */
export function compile(condition) {
  const parts = Object.entries(condition).map(([key, operand]) => {
    if (key === "$and") return all(operand.map(compile));
    if (key === "$or") return any(operand.map(compile));
    if (key === "$nor") {
      const some = any(operand.map(compile));
      return (fields) => !some(fields);
    }
    if (key === "$not") {
      const inner = compile(operand);
      return (fields) => !inner(fields);
    }
    return field(key, operand);
  });
  return parts.length === 1 ? parts[0] : all(parts);
}

const all = (tests) => (fields) => {
  for (const test of tests) if (!test(fields)) return false;
  return true;
};
const any = (tests) => (fields) => {
  for (const test of tests) if (test(fields)) return true;
  return false;
};

function field(name, operand) {
  if (typeof operand !== "object") return (fields) => fields[name] === operand;
  return all(Object.entries(operand).map(([operator, value]) => test(name, operator, value)));
}

function test(name, operator, value) {
  const has = (actual, wanted) => (Array.isArray(actual) ? actual.includes(wanted) : actual === wanted);
  switch (operator) {
    case "$eq":
      return (fields) => fields[name] === value;
    case "$ne":
      return (fields) => fields[name] !== value;
    case "$in":
      return (fields) => value.some((wanted) => has(fields[name], wanted));
    case "$nin":
      return (fields) => !value.some((wanted) => has(fields[name], wanted));
    case "$all":
      return (fields) => value.every((wanted) => has(fields[name], wanted));
    case "$gt":
      return (fields) => fields[name] > value;
    case "$gte":
      return (fields) => fields[name] >= value;
    case "$lt":
      return (fields) => fields[name] < value;
    case "$lte":
      return (fields) => fields[name] <= value;
    case "$exists":
      return (fields) => (fields[name] !== undefined) === value;
    case "$not": {
      const inner = field(name, value);
      return (fields) => !inner(fields);
    }
    default:
      throw new Error(`operator ${operator}`);
  }
}

/** Compiles a pack to `(session, case) => {class, reasons}` for an account opening. */
export function plain(pack) {
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  const options = new Map(items.map((item) => [item.id, new Map(item.options.map((option) => [option.id, option]))]));
  const measures = pack.classes.dimensions.filter((dimension) => dimension.bands?.length);
  const lowest = compile(pack.classes.lowest.when);
  const caps = pack.classes.caps.map((cap) => ({
    id: cap.id,
    when: compile(cap.when),
    rank: pack.classes.list.indexOf(cap.class_at_most),
  }));
  const contradictions = pack.contradictions.map((written) => ({
    ...written,
    test: compile(written.when),
    rank: pack.classes.list.indexOf(written.class_at_most),
  }));
  const eligibility = pack.eligibility
    .filter((rule) => !rule.purposes?.length || rule.purposes.includes("account_opening"))
    .map((rule) => ({ ...rule, test: compile(rule.when), lift: rule.unless && compile(rule.unless) }));

  return (session, given) => {
    const fields = facts(pack, session, given);
    const marks = new Set();
    const points = {};
    for (const item of items) {
      const answer = given.answers[item.id];
      const chosen = (Array.isArray(answer) ? answer : [answer]).map((id) => options.get(item.id).get(id));
      const added = {};
      for (const option of chosen) {
        for (const mark of option.marks ?? []) marks.add(mark);
        for (const [dimension, value] of Object.entries(option.points ?? {})) {
          added[dimension] = item.pick === "max" ? Math.max(added[dimension] ?? -Infinity, value) : (added[dimension] ?? 0) + value;
        }
      }
      for (const dimension in added) points[dimension] = (points[dimension] ?? 0) + added[dimension];
    }
    fields.marks = [...marks];
    const reasons = [];
    for (const rule of eligibility) if (rule.test(fields) && !rule.lift?.(fields)) reasons.push(rule.id);
    const kept = [];
    for (const one of contradictions) {
      if (!one.test(fields)) continue;
      const severity = one.then === "ask" && given.clarified?.includes(one.id) ? one.kept : one.then;
      if (severity === "ask" || severity === "block") return { class: null, reasons: [...reasons, one.id].sort() };
      if (severity === "cap") kept.push(one);
      else reasons.push(one.id);
    }
    return classify(pack, { fields, points, lowest, measures, caps, kept, reasons });
  };
}

/** Attested and declared facts, with the derived ones. */
export function facts(pack, session, given) {
  const fields = { ...given.answers, ...given.facts, ...session.facts };
  const today = new Date((session.now + pack.time_zone.offset_minutes * 60) * 1000);
  for (const fact of pack.facts) {
    const born = fact.derive?.age_on;
    if (born && fields[born]) {
      const [year, month, day] = fields[born].split("-").map(Number);
      const before = today.getUTCMonth() + 1 < month || (today.getUTCMonth() + 1 === month && today.getUTCDate() < day);
      fields[fact.id] = today.getUTCFullYear() - year - (before ? 1 : 0);
    }
  }
  return fields;
}

/** Lowest predicate, bands, caps: the class and the reasons, sorted. */
export function classify(pack, { fields, points, lowest, measures, caps, kept, reasons }) {
  if (lowest(fields)) return { class: pack.classes.list[0], reasons: [...reasons, pack.classes.lowest.id].sort() };
  let rank = Infinity;
  for (const measure of measures) {
    const score = (measure.sum_of?.length ? measure.sum_of : [measure.id]).reduce((sum, part) => sum + (points[part] ?? 0), 0);
    const band = measure.bands.find((one) => (one.from ?? -Infinity) <= score && score <= (one.to ?? Infinity));
    rank = Math.min(rank, pack.classes.list.indexOf(band.class));
    reasons.push(`class.${measure.id}`);
  }
  for (const cap of caps)
    if (cap.when(fields)) {
      rank = Math.min(rank, cap.rank);
      reasons.push(cap.id);
    }
  for (const one of kept) {
    rank = Math.min(rank, one.rank);
    reasons.push(one.id);
  }
  return { class: pack.classes.list[rank], reasons: reasons.sort() };
}
