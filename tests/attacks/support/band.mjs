// What a published pack makes of signals, through the package as a host would call it: the band, and each rule by itself.
import { readFileSync } from "node:fs";
import { init, loadPack, screen, unwrap } from "../../../pkg/dist/index.js";

await init();
const document = JSON.parse(readFileSync(new URL("../../../packs/cn-securities.json", import.meta.url), "utf8"));
const pack = unwrap(loadPack(document));
export const items = pack.document.questionnaire.sections.flatMap((section) => section.items);
const answers = Object.fromEntries(items.map(({ id, kind, options }) => [id, kind === "multiple" ? [options[1].id] : options[1].id]));
const session = {
  id: "s",
  nonce: "A".repeat(43),
  audience: "https://broker.test",
  subject: "p",
  purpose: "account_opening",
  variant: "base",
  now: 1_795_400_000,
  expires: 1_795_403_600,
  product: null,
  profile: null,
  facts: { birth_date: "1988-04-09", civil_capacity: true },
};

const judged = (by, signals, known = {}) => {
  const facts = { ...session.facts, ...known };
  const { fraud, reasons } = unwrap(screen(by, { ...session, facts, pack: by.reference }, { answers, facts: {}, signals }));
  return { band: fraud, rules: reasons.map(({ code }) => code).filter((code) => code.startsWith("signal.")) };
};

/** Band and the rules that led to it. `known`: what the firm attests besides. */
export const bandOf = (signals, known) => judged(pack, signals, known);

/** The same rules with one band, which any of them leads to and which names them all. */
const each = structuredClone(document);
each.fraud.bands = [{ ...each.fraud.bands.find(({ band }) => band === "refer"), from: 1, families: 1 }];
for (const rule of each.fraud.rules) rule.concern = "application";
const eachPack = unwrap(loadPack(each));

const named = (condition) =>
  Array.isArray(condition)
    ? condition.flatMap(named)
    : Object.entries(condition).flatMap(([key, inner]) => (key.startsWith("$") ? named(inner) : [key]));

/** What rules look at beside what they exempt by. */
const CONTEXT = ["entry-method", "navigation", "keys", "clicks", "pointer-moves", "steps", "pasted-fields", "filled-fields"];
const looksAt = document.fraud.rules.map(({ id, when }) => [id, named(when).filter((signal) => !CONTEXT.includes(signal))]);

/** Each rule that could hold, because a signal that it looks at is known: whether it holds. */
export const rulesOf = (signals) => {
  const held = judged(eachPack, signals).rules;
  return Object.fromEntries(looksAt.filter(([, ids]) => ids.some((id) => id in signals)).map(([id]) => [id, held.includes(id)]));
};

/** What the pack says of how often a rule held wrongly in a population. */
export const saidOf = (population) =>
  Object.fromEntries(
    document.fraud.rules.flatMap(({ id, held_wrongly = [] }) =>
      held_wrongly.filter((one) => one.population === population).map(({ held, of }) => [id, { held, of }]),
    ),
  );

/** How often each rule held, over sessions in which nothing was wrong. */
export class Tally {
  #rules = {};

  add(signals) {
    for (const [id, held] of Object.entries(rulesOf(signals))) {
      this.#rules[id] ??= { held: 0, of: 0 };
      const row = this.#rules[id];
      row.of += 1;
      row.held += held ? 1 : 0;
    }
  }

  get rules() {
    return this.#rules;
  }
}
