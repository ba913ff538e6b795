/**
 * What a receipt, a record, an opening or an export proves, for whoever holds one: checked on their own device, offline once
 * the module runs. A module of its own; nothing of it is for an investor's flow.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export { Documents, type Put } from "./verify/documents.js";
export type {
  Breaks,
  Checked,
  DocumentKind,
  ExportCounts,
  Findings,
  Limit,
  Need,
  OpenQuestion,
  PackStatement,
  Proved,
} from "./verify/types.js";
