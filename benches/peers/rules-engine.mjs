// The same pack for json-rules-engine: one rule an option for its points, one a condition.
import { Engine } from "json-rules-engine";
import { classify, facts } from "./plain.mjs";

const OPERATORS = {
  $eq: "equal",
  $ne: "notEqual",
  $gt: "greaterThan",
  $gte: "greaterThanInclusive",
  $lt: "lessThan",
  $lte: "lessThanInclusive",
};

/** A pack condition as the engine's. */
function translate(condition) {
  const parts = Object.entries(condition).map(([key, operand]) => {
    if (key === "$and") return { all: operand.map(translate) };
    if (key === "$or") return { any: operand.map(translate) };
    if (key === "$nor") return { not: { any: operand.map(translate) } };
    if (key === "$not") return { not: translate(operand) };
    return field(key, operand);
  });
  return parts.length === 1 ? parts[0] : { all: parts };
}

function field(fact, operand) {
  if (typeof operand !== "object") return { fact, operator: "equal", value: operand };
  return { all: Object.entries(operand).map(([operator, value]) => test(fact, operator, value)) };
}

function test(fact, operator, value) {
  switch (operator) {
    case "$in":
      return { fact, operator: "anyOf", value };
    case "$nin":
      return { not: { fact, operator: "anyOf", value } };
    case "$all":
      return { all: value.map((wanted) => ({ fact, operator: "anyOf", value: [wanted] })) };
    case "$not":
      return { not: field(fact, value) };
    default:
      return { fact, operator: OPERATORS[operator], value };
  }
}

const rooted = (condition) => ("all" in condition || "any" in condition || "not" in condition ? condition : { all: [condition] });

/** Builds `async (session, case) => {class, reasons}` for an account opening. */
export function rulesEngine(pack) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator("anyOf", (actual, wanted) =>
    Array.isArray(actual) ? wanted.some((one) => actual.includes(one)) : wanted.includes(actual),
  );
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  for (const item of items) {
    for (const option of item.options) {
      const conditions = { all: [{ fact: item.id, operator: "anyOf", value: [option.id] }] };
      engine.addRule({ conditions, event: { type: "option", params: { item, option } }, priority: 3 });
    }
  }
  const add = (type, written, priority) =>
    engine.addRule({ conditions: rooted(translate(written.when)), event: { type, params: written }, priority });
  // Marks come from options, so what reads them runs after those.
  for (const contradiction of pack.contradictions) add("contradiction", contradiction, 2);
  add("lowest", pack.classes.lowest, 1);
  for (const cap of pack.classes.caps) add("cap", cap, 1);
  const opening = (rule) => !rule.purposes?.length || rule.purposes.includes("account_opening");
  for (const rule of pack.eligibility.filter(opening)) add("eligibility", rule, 1);
  const measures = pack.classes.dimensions.filter((dimension) => dimension.bands?.length);
  const rank = (one) => pack.classes.list.indexOf(one.class_at_most);

  return async (session, given) => {
    const fields = facts(pack, session, given);
    const chosen = items.flatMap((item) => [given.answers[item.id]].flat().map((id) => item.options.find((option) => option.id === id)));
    fields.marks = [...new Set(chosen.flatMap((option) => option.marks ?? []))];
    const { events } = await engine.run(fields);
    const of = (type) => events.filter((event) => event.type === type).map((event) => event.params);
    const points = {};
    const highest = {};
    for (const { item, option } of of("option")) {
      for (const [dimension, value] of Object.entries(option.points ?? {})) {
        if (item.pick === "max") {
          highest[item.id] ??= {};
          highest[item.id][dimension] = Math.max(highest[item.id][dimension] ?? -Infinity, value);
        } else points[dimension] = (points[dimension] ?? 0) + value;
      }
    }
    for (const added of Object.values(highest))
      for (const dimension in added) points[dimension] = (points[dimension] ?? 0) + added[dimension];
    const reasons = of("eligibility").map((rule) => rule.id);
    const kept = [];
    for (const one of pack.contradictions.filter((one) => of("contradiction").some((fired) => fired.id === one.id))) {
      const severity = one.then === "ask" && given.clarified?.includes(one.id) ? one.kept : one.then;
      if (severity === "ask" || severity === "block") return { class: null, reasons: [...reasons, one.id].sort() };
      if (severity === "cap") kept.push({ id: one.id, rank: rank(one) });
      else reasons.push(one.id);
    }
    const fired = { lowest: of("lowest").length > 0, caps: new Set(of("cap").map((cap) => cap.id)) };
    const caps = pack.classes.caps.map((cap) => ({ id: cap.id, rank: rank(cap), when: () => fired.caps.has(cap.id) }));
    return classify(pack, { fields, points, lowest: () => fired.lowest, measures, caps, kept, reasons });
  };
}
