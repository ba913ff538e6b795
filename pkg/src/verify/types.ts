/** What a check of a document comes to. The codes are closed lists; `prescreen record check` has an English sentence for each. */
import type { Failure } from "../core/answer.js";
import type { ReceiptClaims, VerdictClaims } from "../core/types.js";

/** What a document is, by its form. The first five and an export are checked; the others are what they are checked against. */
export type DocumentKind =
  | "receipt"
  | "record"
  | "answer"
  | "opening"
  | "sealed-record"
  | "export"
  | "verdict"
  | "session"
  | "pack"
  | "keys";

export type Proved =
  | "values-lead"
  | "session-signed"
  | "server-signed"
  | "server-signed-ticket"
  | "firms-verdict"
  | "session-issued"
  | "rules-again"
  | "verdict-rests"
  | "receipt-signed"
  | "receipt-of-verdict"
  | "export-lines"
  | "export-objects"
  | "export-signed"
  | "export-empty"
  | "export-keys";

export type OpenQuestion =
  | "server-signed"
  | "firms-verdict"
  | "session-issued"
  | "rules-again"
  | "values-lead"
  | "verdict-rests"
  | "receipt-signed"
  | "receipt-of-verdict"
  | "export-keys";

export type Need = "keys" | "verdict" | "session" | "pack";

export type Limit =
  | "answers-true"
  | "honest-tab"
  | "no-leave"
  | "who-it-is"
  | "unsigned"
  | "nothing-left-out"
  | "sealed-inside"
  | "servers-word";

/** How much an export holds. */
export interface ExportCounts {
  packs: number;
  sessions: number;
  verdicts: number;
  steps: number;
  sealed_records: number;
  disclosed_records: number;
  accesses: number;
}

/** What a document showed that holds. */
export interface Findings {
  /** What it proves. */
  proved: Proved[];
  /** What it would prove beside a further document. */
  open: { code: OpenQuestion; needs: Need }[];
  /** What it does not prove, whatever is beside it. */
  limits: Limit[];
  /** What it says. */
  said: {
    receipt?: ReceiptClaims;
    verdict?: VerdictClaims;
    /** Names and values that were opened; an unanswered one is null. */
    opened?: Record<string, unknown>;
    counts?: ExportCounts;
    sealed?: { key: string; session: string };
  };
}

/** Where a document breaks. */
export type Breaks = Failure["error"] & {
  /** The line of an export, from 1. */
  line?: number;
};

export type Checked = { holds: true; findings: Findings } | { holds: false; breaks: Breaks };
