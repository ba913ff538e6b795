/** The person's own arithmetic: numbers of the module, named by the pack that they come of. */
import type { CreditArithmetic, IndicativePrice, PackDocument, RiskArithmetic } from "./types.js";

type Margin = NonNullable<RiskArithmetic["margin"]>;
type Band = NonNullable<IndicativePrice["band"]>;

/** Why there is no price, in the order of the module. */
const REASONS = ["off", "insufficient_evidence", "refer", "weak_evidence", "above_cap"] as const;

/** Numbers in their order; a dash is none. */
class Numbers {
  readonly #words: string[];
  #at = 0;

  constructor(words: string) {
    this.#words = words.trim().split(" ");
  }

  /** The next; null for none. */
  next(): number | null {
    const word = this.#words[this.#at] ?? "-";
    this.#at += 1;
    return word === "-" ? null : Number(word);
  }

  /** The next where there always is one. */
  sure(): number {
    return this.next() ?? 0;
  }
}

/** Where the numbers are those of a pack's part: none where there are no numbers, or the pack has no such part. */
const of = <Part, Named>(words: string, part: Part | null | undefined, named: (numbers: Numbers, part: Part) => Named): Named | null =>
  words === "" || !part ? null : named(new Numbers(words), part);

export const creditArithmetic = (words: string, { credit }: PackDocument): CreditArithmetic | null =>
  of(words, credit, (numbers, { scorecard, least_points, limit }) => {
    const [points, given] = [numbers.sure(), numbers.sure()];
    const characteristics = scorecard.characteristics.map(({ fact, reference }) => ({
      code: `credit.${fact}`,
      points: numbers.sure(),
      reference,
    }));
    const stresses = limit.stresses.map(({ id }) => ({ stress: id, left: numbers.sure() }));
    const ceilings = limit.ceilings.map(({ id }) => ({ ceiling: id, amount: numbers.sure() }));
    const { base } = scorecard;
    return { base, characteristics, points, least_points: least_points.points, stresses, ceilings, limit: given, least: limit.least };
  });

export const riskArithmetic = (words: string, { risk }: PackDocument): RiskArithmetic | null =>
  of(words, risk, (numbers, rules) => {
    const [means, amount, owed, leverage] = [numbers.sure(), numbers.sure(), numbers.sure(), numbers.next()];
    const scenarios = (rules.scenarios ?? []).flatMap(({ id }) => {
      const loss = numbers.next();
      return loss === null ? [] : [{ scenario: id, loss, of_means: numbers.next(), months_left: numbers.next() }];
    });
    const concentrations = (rules.concentrations ?? []).map(({ id }) => ({
      concentration: id,
      held: numbers.sure(),
      of_means: numbers.next(),
    }));
    const margin = rules.margin ? account(numbers, rules.margin.daily_limits ?? []) : null;
    const lines = rules.lines.map(({ id, above, below }) => {
      const measured = numbers.next();
      const line = above ?? below ?? 0;
      const beyond = typeof above === "number" ? measured === null || measured > above : measured !== null && measured < line;
      return { code: id, measured, line, beyond };
    });
    return { means, amount, owed, leverage, scenarios, concentrations, margin, lines };
  });

const account = (numbers: Numbers, limits: readonly { id: string }[]): Margin => {
  const [initial, carries, financed] = [numbers.sure(), numbers.sure(), numbers.sure()];
  const [worth, owed, ratio] = [numbers.sure(), numbers.sure(), numbers.next()];
  const [fall_to_call, fall_to_close] = [numbers.next(), numbers.next()];
  const daily = limits.flatMap(({ id }) => {
    const shown = numbers.next();
    if (shown === null) return [];
    const ratios = Array.from({ length: shown }, () => numbers.sure());
    const [call, close, loss] = [numbers.next(), numbers.next(), numbers.next()];
    return [{ daily_limit: id, ratios, days_to_call: call, days_to_close: close, days_to_loss: loss }];
  });
  return { initial, carries, financed, worth, owed, ratio, fall_to_call, fall_to_close, daily };
};

/** A credit account after a fall. Amounts in minor units. */
export interface Fallen {
  /** What it is worth, rounded down. */
  worth: number;
  /** What it is worth of what is owed, in basis points, rounded down; null where nothing is owed. */
  ratio: number | null;
  /** For each daily limit, the day of falling to it on which the account has fallen so far; null where that is beyond a year. */
  days: (number | null)[];
}

/** Of the module's words for each daily limit, the first `count` of which were asked about. */
export const fallenOf = (each: readonly string[], count: number): Fallen => {
  const read = each.map((words) => new Numbers(words));
  const all = read.map((numbers) => ({ worth: numbers.sure(), ratio: numbers.next(), day: numbers.next() }));
  const { worth, ratio } = all[0] ?? { worth: 0, ratio: null };
  return { worth, ratio, days: all.slice(0, count).map(({ day }) => day) };
};

export const indicativePrice = (words: string, { price }: PackDocument): IndicativePrice | null =>
  of(words, price, (numbers, { costs, caps }) => {
    const [low, high] = [numbers.sure(), numbers.next()];
    const paid = costs[numbers.next() ?? costs.length];
    if (high === null || !paid) return { band: null, none: REASONS[low] ?? "off" };
    const own = (part: "funding" | "operating" | "margin"): Band["parts"][number] => {
      const { low: from, high: to } = paid[part];
      return { part, low: from, high: to, can_change: false };
    };
    const theirs = (part: "probability" | "loss"): Band["parts"][number] => ({
      part,
      low: numbers.sure(),
      high: numbers.sure(),
      can_change: true,
    });
    const parts = [own("funding"), own("operating"), own("margin"), theirs("probability"), theirs("loss")];
    const [cap] = [...caps].sort((one, other) => one.rate - other.rate);
    return { band: { low, high, from: paid.from, parts, capped: numbers.next() === null ? null : (cap?.id ?? null) }, none: null };
  });
