/**
 * prescreen: screens a retail investor in the browser. Import has no side effect; call `init()` first.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export type { Fallen } from "./core/arithmetic.js";
export { check, countingGrade, fallen, filledDocument, open, screen, type Opened, type Screened } from "./core/calls.js";
export type { Found } from "./core/found.js";
export { init, type Blocked, type InitOptions, type ModuleSource, type Started } from "./core/module.js";
export { loadPack, type Pack } from "./core/pack.js";
export { modelRow, modelScores, type Scorer } from "./core/scores.js";
export { screening, type Brief, type Screening, type Shadow } from "./core/screening.js";
export type { ServerKey } from "./core/signature.js";
export { connect, type Connection, type ConnectOptions } from "./flow/connect.js";
export { heldDraft, type DraftSought, type HeldDraft } from "./flow/device.js";
export { createFlow, type Flow, type FlowOptions } from "./flow/flow.js";
export { makeKey, thumbprint, type SessionKey } from "./flow/keys.js";
export { browserStore, memoryStore, type Pending, type PendingStore } from "./flow/pending.js";
export { observe, type Observation, type ObserveOptions } from "./observe/observe.js";
export type { Position, StepState, Stopped, View } from "./flow/view.js";
export { Refused, Wire, type ServerProblem, type WireEntry, type WireKind, type WireOptions, type WireRequest } from "./flow/wire.js";
export type * from "./core/types.js";
