/** The documents' types, generated from the Rust types. */
export type { Assessment, DimensionClass, GateState, Outcome, PackRef, Reason } from "../generated/assessment.js";
export type { Acceptance, NextStep } from "../generated/acceptance.js";
export type { Arithmetic } from "../generated/arithmetic.js";
export type { CreditArithmetic } from "../generated/credit-arithmetic.js";
export type { Fit } from "../generated/fit.js";
export type { IndicativePrice } from "../generated/indicative-price.js";
export type { RiskArithmetic } from "../generated/risk-arithmetic.js";
export type { Asked } from "../generated/asked.js";
export type { Answer, Case, Signals } from "../generated/case.js";
export type { Error as Problem } from "../generated/error.js";
export type { FilledDocument } from "../generated/filled-document.js";
export type {
  Basis,
  Choice,
  Condition,
  Confidence,
  Contradiction,
  Document as PackDocumentText,
  Fact,
  Flow as StepFlow,
  Gate,
  Item,
  Notice,
  Pack as PackDocument,
  Permission,
  Purpose,
  Rule,
  Section,
  Source,
  Step,
  Tier,
} from "../generated/pack.js";
export type { Readiness } from "../generated/readiness.js";
export type { ReceiptClaims } from "../generated/receipt-claims.js";
export type { ServerProblem } from "../generated/server-problem.js";
export type { FactValue, ProductSheet, ProfileOnFile, Session } from "../generated/session.js";
export type { SessionClaim } from "../generated/session-claim.js";
export type { AttemptsLeft, SessionClaimed } from "../generated/session-claimed.js";
export type { TicketClaims } from "../generated/ticket-claims.js";
export type { TicketIssued } from "../generated/ticket-issued.js";
export type { VerdictClaims } from "../generated/verdict-claims.js";
