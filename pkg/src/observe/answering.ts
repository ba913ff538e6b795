/**
 * How questions are answered: how long each is seen, in which place the chosen option stands, and what follows an absence.
 *
 * Takes which question is shown and the place that was chosen, gives counts and shares of a few kinds. It must never give
 * which question it was, nor which answer.
 */
import type { Signals } from "../core/types.js";

/** Nobody reads and answers a question in less, whatever its length (Huang et al. 2012; Bowling et al. 2021). */
const FAST = 2_000;
/** As of time with nothing done: a page that was hidden for longer was left. */
const ABSENCE = 20_000;
/** Whoever comes back with a thought of their own reads the question again first. */
const TOLD = 3_000;
/** What is pasted so soon after an absence was fetched in it. */
const FETCHED = 30_000;
/** Fewer questions say nothing. */
const ENOUGH = 5;

/** Where an answer stands among the options of its question, from the top; none where it stands in no one place. */
export type Place = number | undefined;

/** How questions were answered, in one session. */
export class Answering {
  /** Seen so far, in milliseconds, of each question that was shown, in the order in which they came. */
  readonly #seen = new Map<string, number>();
  readonly #places = new Map<string, Place>();
  #shown: { question: string; at: number } | undefined;
  #hidAt: number | undefined;
  #backAt: number | undefined;
  /** Whether the same is shown as when the person came back: what is answered later was no part of the absence. */
  #stillThere = false;
  #absences = 0;
  /** Questions whose answer followed an absence at once. */
  readonly #told = new Set<string>();
  #pasted = 0;

  /** Another question is shown, or none. `now`: milliseconds on the page's clock, as of each of these. */
  shows(question: string | undefined, now: number): void {
    if (this.#shown?.question === question) return;
    this.#leaves(now);
    this.#shown = undefined;
    this.#stillThere = false;
    if (question === undefined) return;
    this.#shown = { question, at: now };
    this.#seen.set(question, this.#seen.get(question) ?? 0);
  }

  /** The answer to a question was chosen; `false` where it was taken back. */
  answers(question: string, place: Place | false, now: number): void {
    if (place === false) this.#places.delete(question);
    else this.#places.set(question, place);
    if (this.#stillThere && this.#sinceBack(now) <= TOLD) this.#told.add(question);
  }

  /** Text was pasted. */
  pastes(now: number): void {
    if (this.#sinceBack(now) <= FETCHED) this.#pasted += 1;
  }

  /** The page went out of view. */
  hides(now: number): void {
    this.#hidAt ??= now;
  }

  /** The page is in view again. */
  returns(now: number): void {
    const away = now - (this.#hidAt ?? now);
    this.#hidAt = undefined;
    if (away <= ABSENCE) return;
    this.#absences += 1;
    this.#backAt = now;
    this.#stillThere = true;
  }

  /** Forgets which questions there were, and what was chosen. */
  forget(): void {
    this.#shown = undefined;
    for (const kept of [this.#seen, this.#places, this.#told]) kept.clear();
  }

  /** What is known; `asked`: how many times answers that do not agree were asked about. */
  signals(asked: number, now: number): Signals {
    this.#leaves(now);
    const timed = [...this.#seen].filter(([question]) => this.#places.has(question)).map(([, time]) => time);
    const fast = timed.filter((time) => time < FAST).length;
    const places = [...this.#seen.keys()].map((question) => this.#places.get(question)).filter((place) => place !== undefined);
    return {
      absences: this.#absences,
      "answers-after-absence": this.#told.size,
      "pastes-after-absence": this.#pasted,
      ...(timed.length >= ENOUGH && { "fast-items": perMille(fast, timed.length) }),
      ...(this.#places.size >= ENOUGH && { clarifications: asked }),
      ...(places.length >= ENOUGH && pattern(places)),
    };
  }

  #leaves(now: number): void {
    if (!this.#shown) return;
    const { question, at } = this.#shown;
    this.#seen.set(question, (this.#seen.get(question) ?? 0) + now - at);
    this.#shown.at = now;
  }

  #sinceBack(now: number): number {
    return this.#backAt === undefined ? Number.POSITIVE_INFINITY : now - this.#backAt;
  }
}

/** The indices of one person's answers: runs of the same place, its commonest share, its spread. */
const pattern = (places: readonly number[]): Signals => {
  const counts = new Map<number, number>();
  let [run, longest, runs] = [0, 0, 0];
  for (const [index, place] of places.entries()) {
    const goesOn = index > 0 && places[index - 1] === place;
    run = goesOn ? run + 1 : 1;
    runs += goesOn ? 0 : 1;
    longest = Math.max(longest, run);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const squares = places.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  return {
    "longest-run": longest,
    "mean-run": perMille(places.length, runs),
    "place-spread": Math.round(1000 * Math.sqrt(squares / (places.length - 1))),
    "same-place": perMille(Math.max(...counts.values()), places.length),
  };
};

const perMille = (part: number, whole: number): number => Math.floor((1000 * part) / whole);
