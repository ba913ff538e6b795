/**
 * Scores with a model that a team brings, in the compact form of `prescreen model convert`. A module of its own, so
 * that a page loads it only where a pack has a model.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export type { Scorer } from "./core/scores.js";
export { basisPoints, loadModel, type Model, type Score } from "./models/model.js";
export { fraudScorer } from "./models/scorer.js";
