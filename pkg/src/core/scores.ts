/** Scores of the models that a pack names: the row that each reads, and the case's `scores`. */
import type { Case, Session } from "./types.js";
import type { Answered } from "./answer.js";
import type { Pack } from "./pack.js";
import { once, type Screening } from "./screening.js";
import type { Text } from "./text.js";

/** Scores sessions with one model that a pack names; `fraudScorer` of `prescreen/models` makes one. */
export interface Scorer {
  /** The model's id in the pack. */
  readonly model: string;
  /** The score of a row in basis points; null where the model has none. */
  score(row: readonly number[]): Answered<number | null>;
  /** Gives the module's memory back. */
  dispose(): void;
}

/** What a model that the pack names reads of a case, in the order of the features there; null while one of them is unknown. */
export const modelRow = (
  pack: Pack,
  session: Text<Session | object>,
  case_: Text<Case | object>,
  model: string,
): Answered<number[] | null> => once(pack, session, case_, (of) => of.modelRow(model));

/** The case's `scores`, by model. What is unknown is left out: it counts as nothing. */
export const modelScores = (
  pack: Pack,
  session: Text<Session | object>,
  case_: Text<Case | object>,
  scorers: readonly Scorer[],
): Record<string, number> => {
  const scores = once(pack, session, case_, (of) => ({ ok: true, value: scoresOf(of, scorers) }));
  return scores.ok ? scores.value : {};
};

/** The scores of a case that was read. */
export const scoresOf = (of: Screening, scorers: readonly Scorer[]): Record<string, number> => {
  const scores: Record<string, number> = {};
  for (const scorer of scorers) {
    const row = of.modelRow(scorer.model);
    const score = row.ok && row.value ? scorer.score(row.value) : undefined;
    if (score?.ok && score.value !== null) scores[scorer.model] = score.value;
  }
  return scores;
};
