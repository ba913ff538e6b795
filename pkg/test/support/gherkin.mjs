// OpenFeature's own Gherkin assets: their scenarios, and their flags as a payload of GrowthBook's.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
// The parser of Cucumber itself: a reader of our own would pass over what it does not know.
import { generateMessages } from "@cucumber/gherkin";
import { IdGenerator, SourceMediaType } from "@cucumber/messages";

const asset = (name) => readFileSync(new URL(`../../../tests/vectors/openfeature/${name}`, import.meta.url), "utf8");

/** Every scenario of a feature, an outline's once for each of its examples: `{name, steps: [{text, rows}]}`. */
export const scenarios = (feature) => {
  const messages = generateMessages(asset(`${feature}.feature`), feature, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, {
    includePickles: true,
    newId: IdGenerator.incrementing(),
  });
  assert.deepEqual(
    messages.flatMap(({ parseError }) => parseError ?? []),
    [],
  );
  const rowsOf = (table) => table?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [];
  return messages
    .flatMap(({ pickle }) => pickle ?? [])
    .map(({ name, steps }) => ({
      name,
      steps: steps.map(({ text, argument }) => ({ text, rows: rowsOf(argument?.dataTable) })),
    }));
};

/** One comparison of an expression in CEL, as far as the assets go, as a condition of GrowthBook's. */
const compared = (term) => {
  const [, not, name, operator, value] = /^(!?)(\w+)(?: (==|>) (.+))?$/.exec(term) ?? assert.fail(`a term of another form: ${term}`);
  if (not) return { [name]: { $ne: true } };
  const literal = JSON.parse(value.replaceAll("'", '"'));
  return { [name]: operator === ">" ? { $gt: literal } : literal };
};

/** `CONDITION ? 'VARIANT' : ''`: the condition, and whose variant it leads to. */
const targeting = (expression) => {
  const [, condition, variant] = /^(.+) \? '([\w-]+)' : ''$/.exec(expression) ?? assert.fail(`another form: ${expression}`);
  return { condition: { $and: condition.split(" && ").map(compared) }, variant };
};

/** A variant is a rule with the variant's name for id: the value of everybody whom it is for. */
const feature = ({ variants, defaultVariant, contextEvaluator, disabled }) => {
  const off = { id: "off", parentConditions: [{ id: "switch", condition: { value: true }, gate: true }], force: null };
  const rules = disabled ? [off] : [];
  if (contextEvaluator) {
    const { condition, variant } = targeting(contextEvaluator);
    rules.push({ id: variant, condition, force: variants[variant] });
  }
  if (defaultVariant) rules.push({ id: defaultVariant, force: variants[defaultVariant] });
  return { defaultValue: null, rules };
};

/** The flags of the assets, a switch that is off, and the flag that `evaluation.feature` describes in words. */
export const payload = () => {
  const flags = Object.entries(JSON.parse(asset("test-flags.json"))).map(([name, flag]) => [name, feature(flag)]);
  const person = { fn: "Sulisław", ln: "Świętopełk", age: 29, customer: false };
  const aware = { defaultValue: "EXTERNAL", rules: [{ id: "internal", condition: person, force: "INTERNAL" }] };
  return { features: { ...Object.fromEntries(flags), "context-aware": aware, switch: { defaultValue: false } } };
};

/** Whether the shared copy of the assets is there, and is this one. */
export const shared = (data) => {
  const names = [
    "contextMerging.feature",
    "evaluation.feature",
    "evaluation_v2.feature",
    "hooks.feature",
    "metadata.feature",
    "test-flags.json",
  ];
  const folder = `${data}/experiments/openfeature`;
  if (!existsSync(folder)) return false;
  for (const name of names) assert.equal(readFileSync(`${folder}/${name}`, "utf8"), asset(name), name);
  return true;
};
