/** The stand-in broker's interface, as this site uses it: same origin, JSON, a cookie that scripts cannot read. */
import type { FactValue, Outcome, PackRef, ProductSheet, ProfileOnFile, Purpose, ServerKey } from "prescreen";
import type { Text } from "./i18n";

export interface Customer {
  id: string;
  name: Text;
  about: Text;
}

export interface Order {
  product: string;
  session: string;
  at: number;
  state: "placed" | "pending";
}

export interface RecordEntry {
  session: string;
  purpose: Purpose;
  at: number;
  class: string | null;
  outcome: Outcome;
}

export interface Me {
  customer: Customer;
  account: "none" | "open";
  profile: ProfileOnFile | null;
  facts: Record<string, FactValue>;
  pack: PackRef;
  now: number;
  orders: Order[];
  records: RecordEntry[];
}

export interface Product {
  sheet: ProductSheet;
  gist: Text;
}

export interface OpenedSession {
  session: string;
  claim_token: string;
  /** Whose signatures the page expects. */
  server_keys: ServerKey[];
}

/** A problem document (RFC 9457) or a failed connection; `code` is stable. */
export class Trouble extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
  ) {
    super(code);
  }
}

/** How long a request may take, in milliseconds. */
const TIME_LIMIT = 30_000;

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? { credentials: "same-origin" }
      : { credentials: "same-origin", method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIME_LIMIT);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, { ...init, signal: limit.signal });
    answer = await response.json().catch((error: unknown) => {
      if (limit.signal.aborted) throw error;
      return null;
    });
  } catch {
    throw new Trouble(navigator.onLine ? (limit.signal.aborted ? "slow" : "unreachable") : "offline", 0);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) {
    const code = (answer as { code?: unknown } | null)?.code;
    throw new Trouble(typeof code === "string" ? code : `status-${response.status}`, response.status);
  }
  return answer as T;
}

export const broker = {
  customers: async (): Promise<Customer[]> => (await ask<{ customers: Customer[] }>("/broker/customers")).customers,
  login: (customer: string): Promise<unknown> => ask("/broker/login", { customer }),
  /** The customer who is signed in; none when nobody is. */
  me: async (): Promise<Me | null> => {
    try {
      return await ask<Me>("/broker/me");
    } catch (trouble) {
      if (trouble instanceof Trouble && trouble.status === 401) return null;
      throw trouble;
    }
  },
  products: async (): Promise<Product[]> => (await ask<{ products: Product[] }>("/broker/products")).products,
  /** Opens a session; with `resume`, an unfinished purchase of the product goes on instead. */
  open: (purpose: Purpose, product?: string, resume = false): Promise<OpenedSession> =>
    ask("/broker/sessions", product === undefined ? { purpose } : { purpose, product, resume }),
  complete: (session: string): Promise<unknown> => ask("/broker/complete", { session }),
  pay: (session: string): Promise<unknown> => ask("/broker/pay", { session }),
  contact: (kind: "person" | "objection", session?: string): Promise<unknown> =>
    ask("/broker/contact", session === undefined ? { kind } : { kind, session }),
};
