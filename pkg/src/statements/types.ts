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

/** What can be checked of a statement. */
export type Check =
  | "balances"
  | "opening_closing"
  | "closing"
  | "stated_rows"
  | "stated_sums"
  | "stated_neutral"
  | "numbers"
  | "days"
  | "period"
  | "ids"
  | "writing"
  | "details"
  | "continues"
  | "end";

/** What would explain a figure that does not hold. */
export type Cause =
  | "amount_changed"
  | "balance_changed"
  | "row_missing"
  | "row_added"
  | "cut"
  | "stated_changed"
  | "movements_not_listed"
  | "several_places"
  | "counted_otherwise";

/** Whether a file's own figures hold. "consistent" says that they hold together, never that the file is genuine. */
export interface Integrity {
  verdict: "consistent" | "inconsistent" | "gap" | "unverifiable";
  /** What fits figures that do not hold. */
  cause?: Cause[];
  first_broken_line?: number;
  expected?: number;
  found?: number;
  /** How many rows there would have to be and how many there are, where the stated number does not hold. */
  expected_rows?: number;
  found_rows?: number;
  links: number;
  broken_links: number;
  /** The checks that could be made. */
  checks?: { check: Check; held: "holds" | "partly" | "fails"; line?: number }[];
  /** The line of the oldest row, where no figure checks its amount. */
  unchecked_line?: number;
  /** The line of the last row, where the text may have been cut within it. */
  unended_line?: number;
  /** How many rows that are neither in nor out no figure checks. */
  neutral_unchecked: number;
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
  /** How well what it says is evidenced: as its figures hold, and no better than how it came and was read. */
  tier: Tier;
  integrity: Integrity;
  notes?: { kind: string; line?: number }[];
}

/** What is wrong with a file. What was found is the person's own: show it to them, and to nobody else. */
export interface FileProblem {
  /** A stable word, for texts in any language. */
  code: string;
  message: string;
  /** Which file of an archive, from 1 in the order of its list. */
  member?: number;
  line?: number;
  field?: string;
  found?: string;
  expected?: string;
  help: string;
}

/** What one file came to: statements, or a problem. */
export interface FileRead {
  /** SHA-256 of the file, base64url; of an archive's files, with blanks between. Empty where it stays shut. */
  file: string;
  statements: Statement[];
  problem?: FileProblem;
  /** Of an archive with statements: what keeps its other files from being one. */
  others?: FileProblem[];
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

/** Which row: of which file, which of its statements, which of its rows, both from 0. */
export interface RowKey {
  file: string;
  place: number;
  row: number;
}

export type LinkKind = "same_row" | "same_purchase" | "own_transfer" | "repayment" | "refund";

/** What a person says against the files. */
export interface Corrections {
  leave_out?: RowKey[];
  own_transfers?: RowKey[];
  pairs?: { kind: LinkKind; from: RowKey; to: RowKey }[];
  apart?: { one: RowKey; other: RowKey }[];
  categories?: { row: RowKey; category: string }[];
}

export type Tier = "declared" | "parsed" | "consistent" | "attested";

/** One row of one statement, and what it counts as. */
export interface LedgerEntry {
  /** Position of its statement among the ledger's sources. */
  source: number;
  /** Position of its row in the statement. */
  row: number;
  line: number;
  /** Position of its account. */
  account: number;
  date: string;
  time?: string;
  amount: number;
  currency: string;
  direction: Direction;
  kind: string;
  role: string;
  tier: Tier;
  category?: string;
}

export interface LedgerAccount {
  kind: "wallet" | "bank" | "card" | "broker";
  institution: string;
  name?: string;
  currency: string;
  tier: Tier;
  coverage: { covered: [string, string][]; missing: [string, string][]; days: number; missing_days: number };
  /** The balance at the end of days, where files state one. */
  balances: [day: string, amount: number][];
}

/** Sums of one currency, each movement once. */
export interface Flow {
  currency: string;
  income: Sum;
  income_with_transfers: Sum;
  spending: Sum;
  transfers_out: Sum;
  refunds: Sum;
  repayments: Sum;
  loans: Sum;
  own_transfers: Sum;
}

/** All statements as one. Nothing is paired that fits twice; two currencies are never added. */
export interface Ledger {
  asked?: [from: string, to: string];
  sources: { file: string; place: number; account: number; format: string; verdict: Integrity["verdict"]; tier: Tier }[];
  accounts: LedgerAccount[];
  entries: LedgerEntry[];
  links: { kind: LinkKind; from: number; to: number; by: string }[];
  questions: { kind: string; entries: number[] }[];
  flows: Flow[];
}

/** What a feature came to: a value with its evidence, or what is missing for it. */
export type FeatureFound = { value: number; tier: Tier } | { of: string; needs: number; has: number };

/** The ledger, and what it says as features, in the currency of most rows. */
export interface Joined {
  ledger: Ledger;
  features: { currency: string; found: Record<string, FeatureFound> } | null;
}
