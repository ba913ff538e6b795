/** The stand-in broker's interface, as this site uses it: same origin, JSON, a cookie that scripts cannot read. */
import type { FactValue, Outcome, PackRef, ProductSheet, ProfileOnFile, Purpose, ServerKey } from "prescreen";
import type { Text } from "./i18n";

export interface Customer {
  id: string;
  name: Text;
  about: Text;
  age: number;
  /** Of the profile on file from the start, expired or not. */
  class: string | null;
}

/** A step that is confirmed. */
export interface Taken {
  flow: string;
  step: string;
  /** In seconds since 1970. */
  at: number;
}

/** The next step of what waits: from when and until when it can be confirmed, in seconds since 1970. */
export interface Next {
  flow: string;
  step: string;
  not_before: number | null;
  until: number;
}

export interface Order {
  product: string;
  session: string;
  /** In minor units of the currency; none where the purchase was begun without one. */
  amount: number | null;
  currency: string;
  at: number;
  /** `pending`: steps are left. `ready`: every step is confirmed, and no order is placed. */
  state: "placed" | "ready" | "pending";
  /** Of an order that is placed, the day on which it is carried out, as `YYYY-MM-DD`. */
  carried_out_on?: string;
  /** Of a purchase that waits: the steps that are confirmed, in order. */
  steps?: Taken[];
  /** Of the same: what it waits for. */
  next?: Next | null;
}

/** What the customer asked of the firm's people, or withdrew. */
export interface CustomerRequest {
  kind: "person" | "objection" | "withdrawal";
  state: "received" | "done";
  at: number;
  /** The day by which a colleague answers, as `YYYY-MM-DD`; none where nothing is left to do. */
  answered_by: string | null;
  /** What it is about; none where it is about no session. */
  session: string | null;
  purpose: Purpose | null;
  product: string | null;
  permission: string | null;
}

/** An application that was sent and waits for its next step. */
export interface WaitingApplication {
  session: string;
  permission: string;
  at: number;
  steps: Taken[];
  next: Next | null;
}

export interface RecordEntry {
  session: string;
  purpose: Purpose;
  /** The product's id, for a purchase. */
  product: string | null;
  /** What was applied for, for a permission. */
  permission: string | null;
  at: number;
  class: string | null;
  outcome: Outcome;
}

export interface Me {
  customer: Customer;
  /** The opaque name under which the screening server knows the customer. */
  subject: string;
  account: "none" | "open";
  profile: ProfileOnFile | null;
  facts: Record<string, FactValue>;
  pack: PackRef;
  /** The code of the rule by which the firm's own facts rule out an assessment, whatever would be answered. */
  barred_by: string | null;
  now: number;
  orders: Order[];
  records: RecordEntry[];
  /** The newest first. */
  requests: CustomerRequest[];
  /** An assessment that was sent and waits for its next step. */
  waiting_assessment: { session: string; at: number; steps: Taken[]; next: Next | null } | null;
  waiting_permissions: WaitingApplication[];
  /** The day on which an order is carried out that is placed now, as `YYYY-MM-DD`. */
  carries_out_on: string;
}

export interface Product {
  sheet: ProductSheet;
  gist: Text;
  /** In which it is bought. */
  currency: string;
}

export interface Tickets {
  /** The newest first. */
  tickets: string[];
  /** Those whose result was never sent. */
  unsent: string[];
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

/** A request of this page to the broker itself, as it left; its size is that of the body. */
export interface OwnCall {
  method: "GET" | "POST";
  path: string;
  bytes: number;
}

const sent: OwnCall[] = [];

/** Every request that this page sent to the broker since it was opened. They are no part of what an assessment sends. */
export const ownCalls = (): readonly OwnCall[] => sent;

/** How long a request may take, in milliseconds. */
const TIME_LIMIT = 30_000;

/** What a session is opened for beside its purpose. */
export interface Opening {
  product?: string | undefined;
  permission?: string | undefined;
  /** In minor units of the product's currency. */
  amount?: number | undefined;
  /** Goes on with what waits. */
  resume?: boolean | undefined;
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? { credentials: "same-origin" }
      : { credentials: "same-origin", method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIME_LIMIT);
  const text = typeof init.body === "string" ? init.body : "";
  sent.push({ method: body === undefined ? "GET" : "POST", path, bytes: new TextEncoder().encode(text).length });
  document.dispatchEvent(new Event("site-call"));
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
  /** Opens a session; with `resume`, the purchase of the product or the assessment that waits goes on instead. */
  open: (purpose: Purpose, { product, permission, amount, resume = false }: Opening = {}): Promise<OpenedSession> =>
    ask("/broker/sessions", { purpose, product, permission, amount, resume }),
  /** The tickets of the customer's sessions: when attempts were counted, and which was the last without a verdict. */
  tickets: (): Promise<Tickets> => ask("/broker/tickets"),
  /** Places the order of a purchase whose steps are all confirmed. */
  order: (session: string, amount: number): Promise<Me> => ask("/broker/orders", { session, amount }),
  /** Cancels what waits for a step or an order. */
  cancel: (session: string): Promise<Me> => ask("/broker/cancel", { session }),
  complete: (session: string): Promise<unknown> => ask("/broker/complete", { session }),
  pay: (session: string): Promise<unknown> => ask("/broker/pay", { session }),
  contact: (kind: "person" | "objection", session?: string): Promise<unknown> =>
    ask("/broker/contact", session === undefined ? { kind } : { kind, session }),
};
