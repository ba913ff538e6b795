/**
 * For the teams who write packs: check, prove, compare, and screen an applicant. A module of its own; nothing
 * of it is for an investor's page.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { check, filledDocument, screen } from "./core/calls.js";
export { screening, type Screening } from "./core/screening.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export type { Pack } from "./core/pack.js";
export {
  checkPack,
  compare,
  prove,
  proveBriefly,
  proveFirst,
  proveUnder,
  variantBetween,
  type Between,
  type MadeVariant,
  type Reworded,
} from "./lab/calls.js";
export { loadPack } from "./lab/pack.js";
export type { Comparison } from "./generated/comparison.js";
export type { Proof } from "./generated/proof.js";
export type * from "./core/types.js";
