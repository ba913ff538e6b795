/** The amounts in a record in words: how a limit, a fall and a price came about, each part under its name in the pack. */
import type { Amounts } from "../flow/record.js";
import type { Scene } from "./scene.js";
import { amount, number } from "./format.js";

export type Row = [name: string, value: string];

/** Titled rows; a part that was not worked out has none. */
export const amountRows = (scene: Scene, amounts: Amounts | undefined): [title: string, rows: Row[]][] => {
  const { limit, fall, price } = scene.words.done.page;
  return [
    [limit.title, limitRows(scene, amounts?.credit ?? null)],
    [fall.title, fallRows(scene, amounts?.risk ?? null)],
    [price.title, priceRows(scene, amounts?.price ?? null)],
  ];
};

const limitRows = (scene: Scene, credit: Amounts["credit"]): Row[] => {
  if (!credit) return [];
  const { say, locale, words } = scene;
  const { limit: own } = words.done.page;
  const { document } = scene.pack;
  const money = moneyOf(scene, document.credit?.limit.income);
  return [
    ...credit.characteristics.map(({ points }, n): Row => {
      const fact = document.credit?.scorecard.characteristics[n]?.fact ?? "";
      return [say(`fact.${fact}`), own.points(number(points, locale))];
    }),
    [own.sum, own.least(number(credit.points, locale), number(credit.least_points, locale))],
    ...credit.stresses.map(({ stress, left }): Row => [`${own.left}: ${say(`stress.${stress}`)}`, money(left)]),
    ...credit.ceilings.map(({ ceiling, amount: high }): Row => [say(`reason.${ceiling}`), money(high)]),
    [own.limit, money(credit.limit)],
  ];
};

const fallRows = (scene: Scene, risk: Amounts["risk"]): Row[] => {
  if (!risk) return [];
  const { say, locale, words, pack } = scene;
  const { fall: own } = words.done.page;
  const money = moneyOf(scene, pack.document.risk?.purchase.amount);
  const share = (basisPoints: number | null | undefined): string => (typeof basisPoints === "number" ? percent(basisPoints, locale) : "");
  const beside = (figure: string, of: string): string => (of ? `${figure} (${of})` : figure);
  const day = (days: number | null | undefined): string => (typeof days === "number" ? number(days, locale) : own.never);
  const { margin } = risk;
  return [
    [own.means, money(risk.means)],
    [own.amount, money(risk.amount)],
    [own.owed, beside(money(risk.owed), share(risk.leverage))],
    ...risk.scenarios.map(({ scenario, loss, of_means, months_left }): Row => {
      const lasts = typeof months_left === "number" ? own.lasts(number(months_left, locale)) : "";
      return [say(`scenario.${scenario}`), beside(own.lost(money(loss)), [share(of_means), lasts].filter(Boolean).join(words.separator))];
    }),
    ...risk.concentrations.map(
      ({ concentration, held, of_means }): Row => [say(`concentration.${concentration}`), beside(money(held), share(of_means))],
    ),
    ...(margin
      ? ([
          [own.worth, money(margin.worth)],
          [own.lent, beside(money(margin.owed), share(margin.ratio))],
          [own.call, share(margin.fall_to_call)],
          [own.close, share(margin.fall_to_close)],
        ] satisfies Row[])
      : []
    ).filter(([, figure]) => figure !== ""),
    ...(margin?.daily ?? []).map(
      ({ daily_limit, days_to_call, days_to_close }): Row => [
        say(`daily-limit.${daily_limit}`),
        own.days(day(days_to_call), day(days_to_close)),
      ],
    ),
  ];
};

const priceRows = ({ words, locale }: Scene, price: Amounts["price"]): Row[] => {
  const { price: own } = words.done.page;
  const { band } = price ?? {};
  if (!band) return price ? [[own.none, own.why[price.none ?? "off"]]] : [];
  const between = (low: number, high: number): string => `${percent(low, locale)} – ${percent(high, locale)}`;
  return [...band.parts.map(({ part, low, high }): Row => [own.parts[part], between(low, high)]), [own.band, between(band.low, band.high)]];
};

const percent = (basisPoints: number, locale: string): string => `${number(basisPoints / 100, locale, 2)}%`;

/** Amounts of a fact's currency, in words. */
const moneyOf = ({ pack, words, locale }: Scene, id: string | null | undefined): ((minor: number) => string) => {
  const currency = pack.document.facts.find((fact) => fact.id === id)?.currency ?? "";
  return (minor) => words.money(amount(minor, currency, locale), currency);
};
