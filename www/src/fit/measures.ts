/** What each criterion of the order measures of a product, in words and with its arithmetic. */
import type { Fact, PackDocument, ProductSheet } from "prescreen";
import { amount, sum } from "../format";
import type { By } from "./zh";
import { fitWords } from "./words";
import { type Origins, originsOf } from "./wrong";

/** Basis points of a whole. */
const WHOLE = 10_000;

/** One criterion of one product. */
export interface Measure {
  criterion: string;
  by: By;
  /** In words: `30% lost`. */
  said: string;
  /** How it came about. */
  sum: string;
  /** The bands that the rule distinguishes, and this one's. */
  bands: string;
  /** Whether it is in the best band. */
  best: boolean;
  /** Where its figures come from. */
  origins: Origins;
}

/** Values of the facts that the order reads: what the person said, and what the firm has on file. */
export type Values = Readonly<Record<string, number>>;

/** `isHeld`: whether the firm has a fact on its books. */
export const measuresOf = (
  document: PackDocument,
  sheet: ProductSheet,
  values: Values,
  measured: readonly number[],
  isHeld: (fact: string) => boolean,
): readonly Measure[] =>
  (document.shelf?.criteria ?? []).map(({ id, by, ends }, n): Measure => {
    const measure = measured[n] ?? 0;
    const band = ends.filter((end) => measure >= end).length;
    return {
      criterion: id,
      by,
      said: figureSaid(by, measure),
      sum: sumOf(document, by, sheet, values, measure),
      bands:
        by === "complexity"
          ? ""
          : fitWords().bands(
              ends.map((end) => figure(by, end)),
              band + 1,
            ),
      best: band === 0,
      origins: originsOf(document, by, sheet.type, isHeld),
    };
  });

/** A measure in its unit. */
const figure = (by: By, measure: number): string => {
  const { months, days, sum: text, nothing } = fitWords();
  switch (by) {
    case "horizon":
      return months(measure);
    case "liquidity":
      return days(measure);
    case "complexity":
      return measure > 0 ? text.complexity : nothing.complexity;
    case "concentration":
    case "loss":
    case "cost":
      return amount(measure, { unit: "basis_points" });
  }
};

/** The same as it stands in a sentence: of nothing that is too long, too late or lost, in words without a figure. */
export const figureSaid = (by: By, measure: number): string => {
  const { measure: text, nothing } = fitWords();
  return measure === 0 ? nothing[by] : text[by](figure(by, measure));
};

const sumOf = ({ facts, shelf }: PackDocument, by: By, sheet: ProductSheet, values: Values, measure: number): string => {
  const { sum: text, months, days } = fitWords();
  const { horizon, within, amount: planned, means, held = [] } = shelf ?? {};
  const value = (id: string | null | undefined): number => values[id ?? ""] ?? 0;
  const currency = facts.find(({ id }: Fact) => id === planned)?.currency ?? "";
  const money = (minor: number): string => sum(minor, currency);
  const share = figure(by, measure);
  const part = (): string => money(Math.round((value(planned) * measure) / WHOLE));
  const figures = sheet.figures ?? {};
  switch (by) {
    case "horizon":
      return text.horizon(months(figures.months ?? 0), months(value(horizon)), figureSaid(by, measure));
    case "liquidity":
      return text.liquidity(days(figures.days ?? 0), days(value(within)), figureSaid(by, measure));
    case "concentration": {
      const before = held.find(({ type }) => type === sheet.type)?.fact;
      return text.concentration(money(value(before)), money(value(planned)), money(value(means)), share);
    }
    case "loss":
      return text.loss(money(value(planned)), share, part());
    case "complexity":
      return share;
    case "cost":
      return text.cost(money(value(planned)), share, part());
  }
};
