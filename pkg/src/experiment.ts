/**
 * Experiments: who sees which variant, what a plan takes, and what its events say. A module of its own, for back ends, for
 * teams, and for pages that are no part of a screening: the variant of a screening is the server's word, in the session.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export { Features, loadFeatures } from "./experiment/features.js";
export { Plan, readPlan, type Content, type Engine, type Reported, type ReportOptions, type Said } from "./experiment/plan.js";
export type * from "./experiment/types.js";
export type { ExperimentEvent } from "./generated/experiment-event.js";
export type { ExperimentItems } from "./generated/experiment-items.js";
export type { ExperimentPlan } from "./generated/experiment-plan.js";
export type { ExperimentPlanned } from "./generated/experiment-planned.js";
export type { ExperimentReport } from "./generated/experiment-report.js";
