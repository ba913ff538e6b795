/** What records say, as the module writes it for the person whose they are. Amounts are whole minor units. */

export type Direction = "in" | "out" | "neutral";

export type RowStatus = "booked" | "pending" | "cancelled" | "partly_refunded" | "notice";

/** One row of a statement. */
export interface StatementRow {
  /** The line or row of the file, from 1. */
  line: number;
  date: string;
  time?: string;
  value_date?: string;
  /** Never negative. */
  amount: number;
  currency: string;
  direction: Direction;
  /** By how much the account's balance changes, where the file tells. */
  effect?: number;
  status: RowStatus;
  kind: string;
  balance?: number;
  fee?: number;
  refunded?: number;
  counterparty?: string;
  counterparty_account?: string;
  description?: string;
  category?: string;
  method?: string;
  merchant_code?: number;
  id?: string;
  reference?: string;
  security?: { code: string; name?: string; quantity?: number; held?: number; price?: number };
}

/** Whether a file's own figures hold. "consistent" says that they hold together, never that the file is genuine. */
export interface Integrity {
  verdict: "consistent" | "inconsistent" | "gap" | "unverifiable";
  first_broken_line?: number;
  expected?: number;
  found?: number;
  links: number;
  broken_links: number;
}

export interface Sum {
  rows: number;
  amount: number;
}

/** A statement without its rows. */
export interface Statement {
  format: string;
  format_version: number;
  /** SHA-256 of its file, base64url. */
  file: string;
  institution: string;
  account_kind: "wallet" | "bank" | "card" | "broker";
  account?: string;
  currency: string;
  /** The days that the file says it covers. */
  period?: [from: string, to: string];
  /** The days of its first and last row. */
  first_day?: string;
  last_day?: string;
  order: "oldest_first" | "newest_first" | "unknown";
  totals: { in: Sum; out: Sum; neutral: Sum };
  integrity: Integrity;
  notes?: { kind: string; line?: number }[];
}

/** What is wrong with a file. What was found is the person's own: show it to them, and to nobody else. */
export interface FileProblem {
  /** A stable word, for texts in any language. */
  code: string;
  message: string;
  line?: number;
  field?: string;
  found?: string;
  expected?: string;
  help: string;
}

/** What one file came to: statements, or a problem. */
export interface FileRead {
  file: string;
  statements: Statement[];
  problem?: FileProblem;
}

/** What a person says of a file where it does not tell itself. */
export interface Said {
  /** Which part of its days comes first. */
  day_order?: "ymd" | "dmy" | "mdy";
  /** What divides decimals. */
  numbers?: "point" | "comma";
  /** ISO 4217. */
  currency?: string;
}
