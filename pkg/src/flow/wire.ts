/**
 * The one place that sends. Every request is told to listeners before it leaves and after it left,
 * with the exact text; one that the network loses is sent again, byte for byte.
 */

import type { ServerProblem as ProblemDetails } from "../core/types.js";

// Taken at import, before other scripts of the page can replace it.
const nativeFetch = globalThis.fetch;

/** What a request is about. `claim`, `commit`, `verdict` and `step` have a body; `pack` and `next` only ask. */
export type WireKind = "claim" | "pack" | "commit" | "verdict" | "step" | "next";

/**
 * Why a request is not delivered yet. `offline`: the browser says that there is no network. `slow`: no answer within
 * the time limit. `unreachable`: the connection failed. `busy`: the server, or what stands before it, asks to come again.
 */
export type Undelivered = "offline" | "slow" | "unreachable" | "busy";

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
  /** For `waiting`: why there is no answer yet. */
  readonly why?: Undelivered;
  /** For `unreachable`: what whoever builds the page can do, where this side can know it. Not for the person. */
  readonly help?: string;
  /**
   * For `waiting`: whether one of the tries may have reached the server, so that only the answer was lost. The same bytes
   * count once: the next try asks what came of it.
   */
  readonly mayHaveArrived?: boolean;
}

/**
 * An answer of the server that says no (RFC 9457), with the server's own code. Where something between here and it
 * answered, the code is `http-STATUS`; where this side failed, the failure's.
 */
export type ServerProblem = Omit<ProblemDetails, "type" | "code"> & { code: ProblemDetails["code"] | (string & {}) };

export class Refused extends Error {
  /** The problem's code, as a failure of this side has one. */
  readonly code: ServerProblem["code"];
  readonly problem: ServerProblem;
  constructor(problem: ServerProblem) {
    super(problem.title);
    this.name = "Refused";
    this.code = problem.code;
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
  /** How long one try may take until its whole answer is there, in milliseconds; 30 seconds when left out. */
  timeLimit?: number;
}

const encoder = new TextEncoder();
const MINUTE = 60_000;
const TIME_LIMIT = 30_000;

export class Wire {
  readonly #base: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #backoff: (attempts: number) => number;
  readonly #timeLimit: number;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(entry: WireEntry) => void>();
  #entries: readonly WireEntry[] = [];
  #wake: (() => void) | undefined;
  #clock: { server: number; here: number } | undefined;

  constructor({
    base,
    fetch = nativeFetch,
    backoff = (attempts) => Math.min(MINUTE, 1000 * 2 ** attempts),
    timeLimit = TIME_LIMIT,
  }: WireOptions) {
    this.#base = base;
    this.#fetch = fetch;
    this.#backoff = backoff;
    this.#timeLimit = timeLimit;
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

  /** Says of what was on its way when the page was closed that it arrived. */
  arrived(kind: WireKind): void {
    for (const entry of this.#entries) if (entry.kind === kind && entry.state === "leaving") this.#put({ ...entry, state: "left" });
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

  /**
   * Sends, again and again until there is an answer. A refusal is thrown as `Refused`, the end of a closed wire as a
   * `DOMException` of the name `AbortError`.
   */
  async send<T>(request: WireRequest): Promise<T> {
    this.announce(request.kind, request.path, undefined);
    const entry = this.#entry(request, "leaving");
    let mayHaveArrived = false;
    for (let attempts = 1; ; attempts += 1) {
      this.#put(entry);
      const answer = await this.#once<T>(request);
      if (this.#closing.signal.aborted) throw closed();
      if (answer.ok) {
        this.#put({ ...entry, state: "left", at: Date.now() });
        return answer.value;
      }
      if (answer.problem) {
        this.#put({ ...entry, state: "refused", at: Date.now() });
        throw new Refused(answer.problem);
      }
      mayHaveArrived ||= answer.why !== "offline";
      const help = answer.why === "unreachable" ? helpFor(entry.url) : undefined;
      this.#put({ ...entry, state: "waiting", attempts, why: answer.why, mayHaveArrived, ...(help && { help }) });
      await this.#pause(Math.max(this.#backoff(attempts), answer.after));
      if (this.#closing.signal.aborted) throw closed();
    }
  }

  /** Ends the waiting before the next try. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Takes back a request that is on its way, ends the waiting for another try, and forgets what was sent. */
  close(): void {
    this.#closing.abort();
    this.#wake?.();
    this.#entries = [];
  }

  async #once<T>({ path, body, type = "application/jose", headers = {} }: WireRequest): Promise<Answer<T>> {
    const limit = this.#limit();
    try {
      const response = await Reflect.apply(this.#fetch, globalThis, [
        this.address(path),
        {
          ...(body === undefined ? {} : { method: "POST", body, headers: { ...headers, "content-type": type } }),
          ...(body === undefined ? { headers } : {}),
          credentials: "omit",
          referrerPolicy: "no-referrer",
          redirect: "error",
          signal: limit.signal,
        },
      ]);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) this.#clock = { server: date, here: performance.now() };
      if (response.ok) return { ok: true, value: (await response.json()) as T };
      const problem = await problemOf(response);
      const passing = response.status >= 500 || response.status === 408 || problem.code === "rate-limited";
      const after = 1000 * (Number(response.headers.get("retry-after")) || 0);
      return passing ? { ok: false, after, why: "busy" } : { ok: false, after: 0, problem };
    } catch {
      return { ok: false, after: 0, why: offline() ? "offline" : limit.passed() ? "slow" : "unreachable" };
    } finally {
      limit.end();
    }
  }

  /** One try's time: its signal aborts when the time is over or the wire is closed. */
  #limit(): { signal: AbortSignal; passed: () => boolean; end: () => void } {
    const own = new AbortController();
    let passed = false;
    const abort = (): void => own.abort();
    const timer = setTimeout(() => {
      passed = true;
      abort();
    }, this.#timeLimit);
    this.#closing.signal.addEventListener("abort", abort);
    return {
      signal: own.signal,
      passed: () => passed,
      end: () => {
        clearTimeout(timer);
        this.#closing.signal.removeEventListener("abort", abort);
      },
    };
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

  #put(entry: WireEntry): void {
    const known = this.#entries.some(({ id }) => id === entry.id);
    this.#entries = known ? this.#entries.map((one) => (one.id === entry.id ? entry : one)) : [...this.#entries, entry];
    for (const listener of this.#listeners) listener(entry);
  }
}

type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; after: number; problem: ServerProblem }
  | { ok: false; after: number; why: Undelivered; problem?: undefined };

const closed = (): DOMException => new DOMException("the flow was closed", "AbortError");

/** Only where the browser is sure: it may take a dead network for a live one. */
const offline = (): boolean => globalThis.navigator?.onLine === false;

/** The names by which a browser reaches the machine that it runs on. */
const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A browser tells no page that a server gave it no leave: the connection failed, whatever the reason. Where page and server
 * are on this machine under two of its names, that is the likely one.
 */
const helpFor = (address: string): string | undefined => {
  if (!globalThis.location) return undefined;
  const [here, there] = [new URL(globalThis.location.href), new URL(address)];
  const onThisMachine = [here, there].every(({ hostname }) => LOOPBACK.includes(hostname));
  if (!onThisMachine || here.hostname === there.hostname) return undefined;
  return `${there.origin} does not answer this page, or gives it no leave: a browser takes ${here.hostname} and ${there.hostname} for two origins. Open the page at the origin that the server was started for, or start the server with --page-origin ${here.origin}`;
};

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
  const text = await response.text();
  const body = problemIn(text);
  return { ...unknown, ...body };
};

/** What is no JSON object says nothing: it is not the server's. */
const problemIn = (text: string): Partial<ServerProblem> => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
};
