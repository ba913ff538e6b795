/** What a check of a document comes to. The codes are closed lists; `prescreen record check` has an English sentence for each. */
import type { Failure } from "../core/answer.js";
import type { PackRef, ReceiptClaims, VerdictClaims } from "../core/types.js";

/** What a document is, by its form. The first seven are checked; the others are what they are checked against. */
export type DocumentKind =
  | "receipt"
  | "record"
  | "answer"
  | "opening"
  | "sealed-record"
  | "export"
  | "statements"
  | "verdict"
  | "session"
  | "pack"
  | "keys"
  | "approvers";

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
  | "export-keys"
  | "statements-signed"
  | "statements-of-pack";

export type OpenQuestion =
  | "server-signed"
  | "firms-verdict"
  | "session-issued"
  | "rules-again"
  | "values-lead"
  | "verdict-rests"
  | "receipt-signed"
  | "receipt-of-verdict"
  | "export-keys"
  | "statements-signed"
  | "statements-of-pack";

export type Need = "keys" | "verdict" | "session" | "pack" | "approvers";

export type Limit =
  | "answers-true"
  | "honest-tab"
  | "no-leave"
  | "who-it-is"
  | "unsigned"
  | "nothing-left-out"
  | "sealed-inside"
  | "read-before-signed"
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
  statements: number;
}

/** What a person said of a pack. */
export interface PackStatement {
  act: "approve" | "withdraw";
  pack: PackRef;
  /** By the name in the list of approvers. */
  by: string;
  /** Seconds since 1970, by the clock of whoever signed. */
  at: number;
  /** Of an approval its last day, of a withdrawal the last day of what was begun, as `YYYY-MM-DD`; null for none. */
  until: string | null;
  reason: string | null;
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
    /** Who approved packs and who withdrew them, in the order of the document. */
    statements?: PackStatement[];
    sealed?: { key: string; session: string };
  };
}

/** Where a document breaks. */
export type Breaks = Failure["error"] & {
  /** The line of an export, from 1. */
  line?: number;
};

export type Checked = { holds: true; findings: Findings } | { holds: false; breaks: Breaks };
