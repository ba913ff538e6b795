/**
 * The one place that sends. Every request is told to listeners before it leaves and after it left,
 * with the exact text; one that the network loses is sent again, byte for byte.
 */

import type { ServerProblem as ProblemDetails } from "../core/types.js";

// Taken at import, before other scripts of the page can replace it.
const nativeFetch = globalThis.fetch;

/** What a request is about. `claim`, `commit`, `verdict` and `step` have a body; `pack` and `next` only ask. */
export type WireKind = "claim" | "pack" | "commit" | "verdict" | "step" | "next";

export interface WireEntry {
  readonly id: number;
  readonly kind: WireKind;
  readonly method: "GET" | "POST";
  readonly url: string;
  /** The exact body; empty for a GET. */
  readonly text: string;
  readonly bytes: number;
  /** `upcoming`: shown before the person lets it go. `waiting`: not delivered yet, will be tried again. */
  readonly state: "upcoming" | "leaving" | "waiting" | "left" | "refused";
  /** When it left, milliseconds of this device's clock; for display only. */
  readonly at?: number;
  /** For `waiting`: how often it was tried. */
  readonly attempts?: number;
}

/**
 * An answer of the server that says no (RFC 9457), with the server's own code. Where something between here and it
 * answered, the code is `http-STATUS`; where this side failed, the failure's.
 */
export type ServerProblem = Omit<ProblemDetails, "type" | "code"> & { code: ProblemDetails["code"] | (string & {}) };

export class Refused extends Error {
  readonly problem: ServerProblem;
  constructor(problem: ServerProblem) {
    super(problem.title);
    this.name = "Refused";
    this.problem = problem;
  }
}

export interface WireRequest {
  kind: WireKind;
  path: string;
  body?: string;
  type?: "application/json" | "application/jose";
  headers?: Record<string, string>;
}

export interface WireOptions {
  /** Where the screening server is: its origin, with the path before its addresses where it has one. */
  base: string;
  fetch?: typeof globalThis.fetch;
  /** Waiting time before another try, in milliseconds. */
  backoff?: (attempts: number) => number;
}

const encoder = new TextEncoder();
const MINUTE = 60_000;

export class Wire {
  readonly #base: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #backoff: (attempts: number) => number;
  readonly #listeners = new Set<(entry: WireEntry) => void>();
  #entries: readonly WireEntry[] = [];
  #wake: (() => void) | undefined;
  #clock: { server: number; here: number } | undefined;
  #closed = false;

  constructor({ base, fetch = nativeFetch, backoff = (attempts) => Math.min(MINUTE, 1000 * 2 ** attempts) }: WireOptions) {
    this.#base = base;
    this.#fetch = fetch;
    this.#backoff = backoff;
  }

  /** Everything that left, is leaving, or will leave when the person says so. */
  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  /** Bytes of every body that left. */
  get bytes(): number {
    return bytesLeft(this.#entries);
  }

  /** Puts what left before the page was opened again before everything else. */
  restore(entries: readonly WireEntry[]): void {
    const earlier = entries.map((entry) => ({ ...entry, id: nextId() }));
    this.#entries = [...earlier, ...this.#entries];
  }

  /** The server's time in milliseconds, as its last answer said it; for display only. */
  get serverNow(): number {
    return this.#clock ? this.#clock.server + performance.now() - this.#clock.here : Date.now();
  }

  listen(listener: (entry: WireEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows what would leave; `undefined` takes it back. */
  announce(kind: WireKind, path: string, text: string | undefined): void {
    this.#entries = this.#entries.filter((entry) => entry.state !== "upcoming" || entry.kind !== kind);
    if (text !== undefined) this.#put(this.#entry({ kind, path, body: text }, "upcoming"));
  }

  /** Sends, again and again until there is an answer. A refusal is thrown as `Refused`. */
  async send<T>(request: WireRequest): Promise<T> {
    this.announce(request.kind, request.path, undefined);
    let entry = this.#entry(request, "leaving");
    for (let attempts = 1; ; attempts += 1) {
      entry = this.#put({ ...entry, state: "leaving" });
      const answer = await this.#once<T>(request);
      if (answer.ok) {
        this.#put({ ...entry, state: "left", at: Date.now() });
        return answer.value;
      }
      if (answer.problem) {
        this.#put({ ...entry, state: "refused", at: Date.now() });
        throw new Refused(answer.problem);
      }
      entry = this.#put({ ...entry, state: "waiting", attempts });
      await this.#pause(Math.max(this.#backoff(attempts), answer.after));
      if (this.#closed) throw new DOMException("the flow was closed", "AbortError");
    }
  }

  /** Ends the waiting before the next try. */
  retryNow(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async #once<T>({ path, body, type = "application/jose", headers = {} }: WireRequest): Promise<Answer<T>> {
    let response: Response;
    try {
      response = await this.#fetch.call(globalThis, this.address(path), {
        ...(body === undefined ? {} : { method: "POST", body, headers: { ...headers, "content-type": type } }),
        ...(body === undefined ? { headers } : {}),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "error",
      });
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) this.#clock = { server: date, here: performance.now() };
      if (response.ok) return { ok: true, value: (await response.json()) as T };
    } catch {
      return { ok: false, after: 0 };
    }
    const problem = await problemOf(response);
    const passing = response.status >= 500 || response.status === 408 || problem.code === "rate-limited";
    return passing ? { ok: false, after: 1000 * (Number(response.headers.get("retry-after")) || 0) } : { ok: false, after: 0, problem };
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), milliseconds);
      const online = (): void => this.#wake?.();
      globalThis.addEventListener?.("online", online);
      this.#wake = () => {
        clearTimeout(timer);
        globalThis.removeEventListener?.("online", online);
        this.#wake = undefined;
        resolve();
      };
    });
  }

  /** Where a request goes. */
  address(path: string): string {
    return new URL(this.#base.replace(/\/+$/, "") + path).href;
  }

  #entry({ kind, path, body }: WireRequest, state: WireEntry["state"]): WireEntry {
    const text = body ?? "";
    return {
      id: nextId(),
      kind,
      method: body === undefined ? "GET" : "POST",
      url: this.address(path),
      text,
      bytes: encoder.encode(text).length,
      state,
    };
  }

  #put(entry: WireEntry): WireEntry {
    const known = this.#entries.some(({ id }) => id === entry.id);
    this.#entries = known ? this.#entries.map((one) => (one.id === entry.id ? entry : one)) : [...this.#entries, entry];
    for (const listener of this.#listeners) listener(entry);
    return entry;
  }
}

type Answer<T> = { ok: true; value: T } | { ok: false; after: number; problem?: ServerProblem };

let entryIds = 0;

const nextId = (): number => {
  entryIds += 1;
  return entryIds;
};

/** Whether a body reached the server: what it refused did, too. */
export const bodyLeft = ({ bytes, state }: WireEntry): boolean => bytes > 0 && (state === "left" || state === "refused");

export const bytesLeft = (entries: readonly WireEntry[]): number => entries.filter(bodyLeft).reduce((sum, { bytes }) => sum + bytes, 0);

const problemOf = async (response: Response): Promise<ServerProblem> => {
  const unknown = { code: `http-${response.status}`, status: response.status, title: response.statusText, detail: "" };
  const body = (await response.json().catch(() => ({}))) as Partial<ServerProblem>;
  return { ...unknown, ...body };
};
