/** The documents' types, generated from the Rust types; below, the few that are not yet. */
import type { Choice } from "../generated/pack.js";

export type { Assessment, DimensionClass, GateState, Outcome, PackRef, Reason } from "../generated/assessment.js";
export type { Case } from "../generated/case.js";
export type { Error as Problem } from "../generated/error.js";
export type {
  Basis,
  Choice,
  Confidence,
  Contradiction,
  Document as PackDocumentText,
  Fact,
  Flow as StepFlow,
  Gate,
  Item,
  Notice,
  Pack as PackDocument,
  Purpose,
  Rule,
  Section,
  Source,
  Step,
  Tier,
} from "../generated/pack.js";
export type { Readiness } from "../generated/readiness.js";
export type { ReceiptClaims } from "../generated/receipt-claims.js";
export type { FactValue, ProductSheet, ProfileOnFile, Session } from "../generated/session.js";
export type { TicketClaims } from "../generated/ticket-claims.js";
export type { VerdictClaims } from "../generated/verdict-claims.js";

/** What the collector found out about *how* a form was used, by name; what is left out is unknown. */
export type Signals = Readonly<Record<string, number | boolean | string>>;

/** What a person answers: an option's id, several, or a number. */
export type Answer = Choice["id"] | Choice["id"][] | number;

/** What a session asks a person for, in commitment order. It tells nothing of the class. */
export interface Asked {
  /** Whether the profile on file answers for the questionnaire: then only what is compared with the product is asked. */
  class_on_file: boolean;
  /** Questions. */
  items: string[];
  /** Facts that a rule of this session reads, that typing in can settle, and that the firm does not hold. */
  facts: string[];
}

/** A text with the person's name for it: a pack's document filled for one session. */
export interface FilledDocument {
  title: string;
  body: string;
  hash: string;
}

/** The next step as the server says it. */
export interface NextStep {
  flow: string;
  step: string;
  kind: "read" | "sign" | "insist" | "wait" | "host";
  document: string | null;
  /** Server time in seconds; for `wait`. */
  not_before: number | null;
}

/** Points, for the person's own record after acceptance. */
export interface Arithmetic {
  items: { item: string; dimension: string; points: number }[];
  dimensions: { dimension: string; parts: string[]; score: number; from: number | null; to: number | null; class: string }[];
}
