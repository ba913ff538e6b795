/** The figures behind a fall: account, means, loss, what is held together, and what the margin carries. */
import type { PackDocument, RiskArithmetic } from "prescreen";
import { locale } from "../../i18n";
import { amount, signed } from "../amount";
import type { Figure, From, SumLine } from "./figure";
import { factOf } from "./limit";
import { currencyOf, type Reckoned } from "./reckoning";
import { affordWords, percent, roundedUp } from "./words";

type Rules = NonNullable<PackDocument["risk"]>;

/** Basis points of a whole. */
const WHOLE = 10_000;

/** Where facts come from, each source once: of nothing that is owed elsewhere there is nothing to correct. */
const sources = (facts: readonly string[], elsewhere: number | undefined): From[] => {
  const of = (fact: string): From => (fact.startsWith("found-") ? "files" : fact === "owed-elsewhere" ? "yours" : "books");
  return [...new Set(facts.map(of))].filter((one) => one !== "yours" || elsewhere !== 0);
};

export const measured = (of: Reckoned, risk: RiskArithmetic, elsewhere: number | undefined): Figure[] => {
  const rules = of.pack.document.risk;
  if (!rules) return [];
  const currency = currencyOf(of.pack.document);
  const text = affordWords();
  const say = (key: string): string => of.pack.text(of.pack.locale(locale()), key) ?? "";
  const value = (fact: string): number => factOf(fact, of.joined, elsewhere);
  const lines = (facts: readonly string[], sign: 1 | -1 = 1): SumLine[] =>
    facts.map((fact) => ({ label: say(`fact.${fact}`), figure: signed(sign * value(fact) + 0, currency) }));
  const summed = (id: string, title: string, minor: number, parts: SumLine[], facts: readonly string[]): Figure => {
    const figure = amount(minor, currency);
    return { id, title, figure, lines: parts, total: { label: text.calc.together, figure }, adds: true, from: sources(facts, elsewhere) };
  };
  const { means, purchase } = rules;
  const owed = means.owed ?? [];
  const own = [...(means.liquid ?? []), ...(means.invested ?? [])];
  return [
    ...accountFigures(rules, risk, lines, summed),
    summed("means", text.fall.means, risk.means, [...lines(own), ...lines(owed, -1)], [...own, ...owed]),
    ...losses(of, rules, risk, value, say, elsewhere),
    ...risk.concentrations.map(({ concentration, held, of_means }): Figure => {
      const facts = rules.concentrations?.find(({ id }) => id === concentration)?.held ?? [];
      const title = text.fall.held(say(`concentration.${concentration}`));
      const parts = [...lines(facts), ...lines([purchase.amount])];
      const figure = amount(held, currency);
      const total = { label: text.calc.together, figure };
      const from = sources([...facts, purchase.amount], elsewhere);
      return {
        id: `held-${concentration}`,
        title,
        figure: of_means === null ? figure : percent(of_means),
        lines: parts,
        total,
        adds: true,
        says: of_means === null ? "" : `${figure} ÷ ${amount(risk.means, currency)} = ${percent(of_means)}${roundedUp(held, risk.means)}`,
        from,
      };
    }),
  ];
};

/** What the account is worth, and what its margin carries. */
const accountFigures = (
  { margin, purchase }: Rules,
  risk: RiskArithmetic,
  lines: (facts: readonly string[]) => SumLine[],
  summed: (id: string, title: string, minor: number, parts: SumLine[], facts: readonly string[]) => Figure,
): Figure[] => {
  if (!margin || !risk.margin) return [];
  const { fall: text } = affordWords();
  const facts = [
    ...(margin.cash ?? []),
    ...(margin.securities ?? []).map(({ fact }) => fact),
    ...(purchase.financed ? [purchase.financed] : []),
  ];
  return [summed("account", text.worth, risk.margin.worth, lines(facts), facts)];
};

/** What is lost in each scenario, out of what is the person's own, and for how long the rest lasts. */
const losses = (
  of: Reckoned,
  rules: Rules,
  risk: RiskArithmetic,
  value: (fact: string) => number,
  say: (key: string) => string,
  elsewhere: number | undefined,
): Figure[] => {
  const { fall: text, calc } = affordWords();
  const currency = currencyOf(of.pack.document);
  const invested = rules.means.invested ?? [];
  return risk.scenarios.flatMap(({ scenario, loss, of_means, months_left }): Figure[] => {
    const rule = rules.scenarios?.find(({ id }) => id === scenario);
    if (!rule) return [];
    const held = Math.ceil((invested.reduce((sum, fact) => sum + value(fact), 0) * rule.fall) / WHOLE);
    const bought = loss - held;
    const name = say(`scenario.${scenario}`);
    const lost = amount(loss, currency);
    const share =
      of_means === null || of_means === undefined
        ? ""
        : `${lost} ÷ ${amount(risk.means, currency)} = ${percent(of_means)} ${text.meansOf}${roundedUp(loss, risk.means)}`;
    const from: From[] = [...sources([...invested, rules.purchase.amount], elsewhere), "rule"];
    const figures: Figure[] = [
      {
        id: `loss-${scenario}`,
        title: text.loss,
        note: name,
        figure: lost,
        lines: [
          {
            label: `${invested.map((fact) => say(`fact.${fact}`)).join(affordWords().and)} ${calc.part(percent(rule.fall))}`,
            figure: amount(held, currency),
          },
          { label: `${say(`fact.${rules.purchase.amount}`)} ${calc.part(percent(rule.purchase_fall))}`, figure: amount(bought, currency) },
        ],
        total: { label: calc.together, figure: lost },
        adds: true,
        says: share,
        from,
      },
    ];
    const { spending } = rules.means;
    if (spending && typeof months_left === "number")
      figures.push({
        id: `lasts-${scenario}`,
        title: text.monthsLeft,
        figure: calc.months(months_left),
        lines: [
          { label: text.means, figure: amount(risk.means, currency) },
          { label: calc.minus, figure: lost },
          { label: calc.divided, figure: amount(value(spending), currency) },
        ],
        total: { label: "=", figure: calc.months(months_left) },
        from,
      });
    return figures;
  });
};
