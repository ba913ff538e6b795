/**
 * Questions that a person of an experiment left behind, and how long each stood there.
 *
 * Takes each view with its time; gives a question once, whether it was answered or left out. It must never give an answer, and
 * nothing of a session outside an experiment, in which nobody needs to know.
 */
import type { View } from "../flow/view.js";

/** A question that was left behind, and for how many whole seconds it stood there, an hour at most. */
export interface LeftBehind {
  question: string;
  seconds: number;
}

const HOUR = 3600;

/** A variant of an experiment is named `EXPERIMENT.VARIATION`, and no other has a dot. */
export const isOfExperiment = (variant: string): boolean => variant.includes(".");

export class Questions {
  /** Milliseconds in which each question stood there. */
  readonly #stood = new Map<string, number>();
  readonly #left = new Set<string>();
  #shown: { question: string; number: number; at: number } | undefined;

  /** What a new view leaves behind; `now` in milliseconds. Going back leaves nothing behind, nor does ending it. */
  leaves(view: View, now: number): LeftBehind | undefined {
    const before = this.#shown;
    const number = view.kind === "question" ? view.position.number : undefined;
    if (before && view.kind === "question" && view.item.id === before.question) return undefined;
    this.#shown = view.kind === "question" ? { question: view.item.id, number: view.position.number, at: now } : undefined;
    if (!before) return undefined;
    const { question } = before;
    const stood = (this.#stood.get(question) ?? 0) + now - before.at;
    this.#stood.set(question, stood);
    const onwards = number === undefined ? isBehindQuestions(view) : number > before.number;
    if (!onwards || this.#left.has(question)) return undefined;
    this.#left.add(question);
    return { question, seconds: Math.min(HOUR, Math.round(stood / 1000)) };
  }
}

const isBehindQuestions = ({ kind }: View): boolean => kind === "review" || kind === "clarify" || kind === "working" || kind === "result";
