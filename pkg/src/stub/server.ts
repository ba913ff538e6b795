/** The stub: one session of one person, from its claim to its last step. */
import { PrescreenError, unwrap } from "../core/answer.js";
import { toBase64url } from "../core/base64url.js";
import { check, open } from "../core/calls.js";
import { init } from "../core/module.js";
import type { Pack } from "../core/pack.js";
import { type ServerKey, signed } from "../core/signature.js";
import { randomBytes } from "../core/subtle.js";
import { text } from "../core/text.js";
import type { Acceptance, AttemptsLeft, NextStep, Session, SessionClaimed, StepFlow, VerdictClaims } from "../core/types.js";
import { countAttempt, missingFacts } from "../lab/calls.js";
import { loadPack } from "../lab/pack.js";
import { verified } from "../lab/verified.js";
import type { ConnectOptions } from "../flow/connect.js";
import { bodyOf, no, Refusal, type StubOperation, type StubRefusal } from "./problems.js";
import { makeSigner, type Signer } from "./signer.js";

export interface StubOptions {
  /** The pack's document, as text or as an object. */
  pack: string | object;
  /** Packs that flows may try beside it. */
  shadows?: readonly (string | object)[];
  /**
   * What the session says otherwise than an account opening of `person-1` with no facts. For a page in a browser, `audience` is
   * its origin; `facts` are those that the pack expects of the firm; a purchase has its `product`, a permission its `permission`; a `profile` is of this pack
   * where it names none.
   */
  session?: Partial<Omit<Session, "profile">> & {
    profile?: (Omit<NonNullable<Session["profile"]>, "pack"> & Partial<Pick<NonNullable<Session["profile"]>, "pack">>) | null;
  };
  /** What the claim says beside the session. */
  told?: Partial<Omit<SessionClaimed, "session">>;
  /** The server's clock, seconds since 1970; this machine's when left out. */
  now?: () => number;
}

/** A request as it came. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

interface TakenStep {
  readonly flow: string;
  readonly step: string;
  readonly document: string | null;
  readonly locale: string | null;
  readonly at: number;
}

type Step = StepFlow["steps"][number] & { readonly flow: string };

const CLAIM_TOKEN = "token";
/** Most attempts that are told as left. */
const MOST_LEFT = 100;
const HOUR = 3600;
const DAY = 24 * HOUR;
const ADDRESS = /\/v1\/sessions\/([^/]+)\/([a-z]+)$/;
const PACK = /\/packs\/([^/]+)\.json$/;
const METHOD: Record<StubOperation, "GET" | "POST"> = { claim: "POST", commit: "POST", verdict: "POST", steps: "POST", next: "GET" };

export class StubServer {
  /** Where it is: nowhere. What asks for an address under it is answered by `fetch`. */
  readonly base = "http://screening.test";
  readonly pack: Pack;
  /** The session; what is changed in it before the claim holds. */
  readonly session: Session;
  /** Its public keys, as `/.well-known/prescreen-keys.json` would list them. */
  readonly keys: readonly ServerKey[];
  /** Every request that arrived, in order. */
  readonly requests: StubRequest[] = [];
  /** Operations that it says no to, for as long as they are in here: `stub.refuse.commit = { status: 429, code: "attempts-exhausted" }`. */
  readonly refuse: Partial<Record<StubOperation, StubRefusal>> = {};
  /** How many requests are still to fail before they arrive. */
  unreachable = 0;
  /** How many answers are still to be lost on their way back: what was asked is done. */
  lose = 0;
  readonly #signer: Signer;
  readonly #shadows: readonly Pack[];
  readonly #told: StubOptions["told"];
  readonly #clock: () => number;
  readonly #steps: TakenStep[] = [];
  /** Answers to a verdict and to steps: the same bytes get the same answer. */
  readonly #answers = new Map<string, string>();
  #later = 0;
  #jkt: string | undefined;
  #commitment: string | undefined;
  #ticket: string | undefined;
  #verdict: string | undefined;
  #record: unknown;
  #accepted = 0;

  /** @internal Use `stubServer`. */
  constructor(signer: Signer, pack: Pack, shadows: readonly Pack[], { session, told, now }: StubOptions) {
    this.#signer = signer;
    this.#shadows = shadows;
    this.#told = told;
    this.#clock = now ?? (() => Math.floor(Date.now() / 1000));
    this.pack = pack;
    this.keys = [signer.key];
    this.session = {
      id: "s-1",
      nonce: toBase64url(randomBytes(32)),
      audience: "http://localhost",
      subject: "person-1",
      purpose: "account_opening",
      pack: pack.reference,
      variant: "base",
      now: this.now,
      expires: this.now + HOUR,
      product: null,
      permission: null,
      facts: {},
      earlier: [],
      ...session,
      profile: session?.profile ? { pack: pack.reference, ...session.profile } : null,
    } as Session;
    unwrap(check(pack, this.session, { answers: {} }));
  }

  /** The server's time, seconds since 1970. */
  get now(): number {
    return this.#clock() + this.#later;
  }

  /** Thumbprint of the key that claimed the session; none before. */
  get jkt(): string | undefined {
    return this.#jkt;
  }

  /** The ticket; none before the commitment. */
  get ticket(): string | undefined {
    return this.#ticket;
  }

  /** The accepted verdict; none before it. */
  get verdict(): string | undefined {
    return this.#verdict;
  }

  /** The record that came with the verdict, where the pack asks for one. */
  get record(): unknown {
    return this.#record;
  }

  /** The steps that were confirmed, in order. */
  get steps(): readonly TakenStep[] {
    return this.#steps;
  }

  /** What a firm's back end gives its page of the session: what `<prescreen-flow>` reads in its script. */
  get opened(): { session: string; claim_token: string; server_keys: readonly ServerKey[] } {
    return { session: this.session.id, claim_token: CLAIM_TOKEN, server_keys: this.keys };
  }

  /** What `connect` needs for a flow without a page. */
  get options(): Pick<ConnectOptions, "base" | "audience" | "session" | "claimToken" | "serverKeys" | "fetch" | "backoff"> {
    const { base, fetch, keys: serverKeys } = this;
    const { id: session, audience } = this.session;
    return { base, audience, session, claimToken: CLAIM_TOKEN, serverKeys, fetch, backoff: () => 1 };
  }

  /** Lets its clock go on, so that a waiting time is over. */
  later(seconds: number): void {
    this.#later += seconds;
  }

  /**
   * Confirms the step that waits for the firm.
   *
   * @throws PrescreenError when no such step comes next.
   */
  confirmAsFirm(): void {
    const next = this.#verdict === undefined ? undefined : this.#next();
    if (next?.kind !== "host") throw noStepOfFirm(next);
    this.#take({ flow: next.flow, step: next.step, document: null, locale: null });
  }

  /** Answers a request as the server would; for `connect`, for `page.route` of a browser's test, for a mocked `fetch`. */
  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const body = await request.text();
    const path = new URL(request.url).pathname;
    if (this.unreachable > 0) {
      this.unreachable -= 1;
      throw new TypeError("fetch failed");
    }
    this.requests.push({ method: request.method, path, body });
    const answered = await this.#answer(request, path, body);
    if (this.lose > 0) {
      this.lose -= 1;
      throw new TypeError("the answer was lost");
    }
    return answered;
  };

  async #answer(request: Request, path: string, body: string): Promise<Response> {
    const date = new Date(this.now * 1000).toUTCString();
    try {
      const answer = await this.#say(request, path, body);
      return new Response(answer, { headers: { "content-type": "application/json", date } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { problem } = error;
      return new Response(bodyOf(problem, this.requests.length), {
        status: problem.status,
        headers: { "content-type": "application/problem+json", date },
      });
    }
  }

  async #say(request: Request, path: string, body: string): Promise<string> {
    const pack = PACK.exec(path)?.[1];
    if (pack !== undefined) return this.#packText(pack);
    const [, session, name] = ADDRESS.exec(path) ?? [];
    if (name === undefined || !(name in METHOD)) throw no("not-found");
    const operation = name as StubOperation;
    if (session !== this.session.id) throw no("unknown-session");
    if (request.method !== METHOD[operation]) throw no("method-not-allowed");
    const refused = this.refuse[operation];
    if (refused) throw new Refusal(refused);
    switch (operation) {
      case "claim":
        return JSON.stringify(this.#claim(body));
      case "commit":
        return JSON.stringify({ ticket: await this.#commit(body) });
      case "verdict":
        return this.#once(body, () => this.#decide(body, request.headers.get("content-type") ?? ""));
      case "steps":
        return this.#once(body, () => this.#confirm(body));
      case "next":
        if (request.headers.get("prescreen-jkt") !== this.#jkt) throw no("other-key");
        return JSON.stringify(await this.#acceptance());
    }
  }

  async #once(body: string, answer: () => Promise<Acceptance>): Promise<string> {
    const before = this.#answers.get(body);
    if (before !== undefined) return before;
    const found = JSON.stringify(await answer());
    this.#answers.set(body, found);
    return found;
  }

  #packText(hash: string): string {
    const pack = [this.pack, ...this.#shadows].find((one) => one.hash === hash);
    if (!pack) throw no("unknown-pack");
    return JSON.stringify(pack.document);
  }

  #claim(body: string): SessionClaimed {
    const { token, jkt } = objectIn(body);
    if (token !== CLAIM_TOKEN) throw no("claim-token");
    if (typeof jkt !== "string") throw no("malformed", { at: "/jkt" });
    if (this.#jkt !== undefined && this.#jkt !== jkt) throw no("already-claimed");
    if (this.#verdict === undefined && this.session.expires <= this.now) throw no("expired");
    const missing = missingFacts(this.pack, JSON.stringify(this.session));
    if (!missing.ok) throw no("invalid", { detail: missing.error.message, at: missing.error.at });
    this.#jkt = jkt;
    const attempts = this.#ticket === undefined ? this.#attemptsLeft() : null;
    return { session: this.session, attempts, missing_facts: missing.value, signer: this.#signer.key, ...this.#told } as SessionClaimed;
  }

  /** The first attempt of everybody; none where a class on file answers for the questionnaire. */
  get #attempt(): { attempt: number; of: number | null } {
    const first = unwrap(countAttempt(this.pack, this.now, []));
    const { class_on_file: isOnFile } = unwrap(check(this.pack, this.session, { answers: {} }));
    if (isOnFile || first.attempt !== "allowed") return { attempt: 0, of: null };
    return { attempt: first.number, of: first.of ?? null };
  }

  /** How many attempts in a row the pack allows somebody who made none, as far as a server counts them. */
  #attemptsLeft(): AttemptsLeft | null {
    const { of: allowed } = this.#attempt;
    if (allowed === null) return null;
    const made: number[] = [];
    while (made.length <= MOST_LEFT && unwrap(countAttempt(this.pack, this.now, made)).attempt === "allowed") made.push(this.now);
    return { used: 0, allowed, left: made.length > MOST_LEFT ? null : made.length, retry_on: null };
  }

  async #commit(jws: string): Promise<string> {
    if (this.#jkt === undefined) throw no("not-claimed");
    const { commitment } = await this.#ofSession<{ commitment: string }>(jws);
    if (this.#ticket !== undefined) {
      if (this.#commitment !== commitment) throw no("already-committed");
      return this.#ticket;
    }
    const { id, nonce, pack, expires } = this.session;
    if (expires <= this.now) throw no("expired");
    const { attempt, of } = this.#attempt;
    this.#commitment = commitment;
    this.#ticket = await this.#signer.sign("prescreen-ticket+jws", {
      session: id,
      nonce,
      pack: pack.hash,
      jkt: this.#jkt,
      commitment,
      attempt,
      of,
      iat: this.now,
      exp: expires,
    });
    return this.#ticket;
  }

  async #decide(body: string, type: string): Promise<Acceptance> {
    const sent = body.startsWith("{") ? objectIn(body) : { verdict: body };
    const { verdict, record } = sent as { verdict: string; record?: unknown };
    if (this.#jkt === undefined || this.#ticket === undefined) throw no("not-committed");
    if (type !== (record === undefined ? "application/jose" : "application/json")) throw no("media-type");
    const kept = this.pack.document.record !== "investor";
    if (kept !== (record !== undefined)) throw no(kept ? "record-missing" : "record-unfit");
    if (this.#verdict !== undefined) throw no("already-decided");
    const { pack, now } = this;
    const [session, ticket, jkt, shadows] = [JSON.stringify(this.session), this.#ticket, this.#jkt, this.#shadows];
    const checked = await verified(verdict, { session, ticket, pack, shadows, jkt, now });
    if (!checked.ok) throw new Refusal({ status: 422, code: checked.error.code, detail: checked.error.message, at: checked.error.at });
    this.#accepted = now;
    this.#verdict = verdict;
    this.#record = record;
    return this.#acceptance();
  }

  async #confirm(jws: string): Promise<Acceptance> {
    const { flow, step, document, locale } = await this.#ofSession<TakenStep>(jws);
    const next = this.#next();
    if (next?.flow !== flow) throw no("step-not-next", { at: next ? "/flow" : "/step" });
    if (next.step !== step || next.kind === "host") throw no("step-not-next", { at: "/step" });
    if (next.not_before !== null && this.now < next.not_before) throw no("too-early", { at: "/step", not_before: next.not_before });
    this.#take({ flow, step, document, locale });
    return this.#acceptance();
  }

  #take(step: Omit<TakenStep, "at">): void {
    this.#steps.push({ ...step, at: this.now });
  }

  /** What the session's key signed; no other. */
  async #ofSession<Claims>(jws: string): Promise<Claims> {
    const opened = open(jws);
    if (!opened.ok) throw no("malformed", { detail: opened.error.message });
    const [x, y] = opened.value.key ?? ["", ""];
    if (opened.value.thumbprint !== this.#jkt) throw no("other-key");
    const claims = await signed<Claims>(opened.value, [{ x, y }]);
    if (!claims.ok) throw new Refusal({ status: 422, code: "signature" });
    return claims.value;
  }

  #verdictClaims(): VerdictClaims {
    if (this.#verdict === undefined) throw no("not-decided");
    return JSON.parse(unwrap(open(this.#verdict)).claims) as VerdictClaims;
  }

  #next(): NextStep | undefined {
    const flows = this.#verdictClaims().flows.flatMap((id) => (this.pack.document.flows ?? []).filter((flow) => flow.id === id));
    const all: Step[] = flows.flatMap(({ id, steps }) => steps.map((step) => ({ flow: id, ...step })));
    const step = all[this.#steps.length];
    if (!step) return undefined;
    const from = this.#steps.at(-1)?.at ?? this.#accepted;
    const { flow, id, kind, document = null, hours = null } = step;
    const not_before = hours === null ? null : from + hours * HOUR;
    return { flow, step: id, kind, document, not_before, until: this.#accepted + 30 * DAY };
  }

  async #acceptance(): Promise<Acceptance> {
    const { outcome } = this.#verdictClaims();
    const next = this.#next() ?? null;
    const receipt = await this.#signer.sign("prescreen-receipt+jws", {
      session: this.session.id,
      subject: this.session.subject,
      verdict: unwrap(open(this.#verdict ?? "")).hash,
      steps: this.#steps,
      outcome,
      complete: next === null && outcome.startsWith("proceed"),
      iat: this.now,
    });
    return { receipt, next };
  }
}

const noStepOfFirm = (next: NextStep | undefined): PrescreenError =>
  new PrescreenError({
    code: "step",
    at: "/step",
    message: next ? `the next step, ${next.flow} ${next.step}, is the person's` : "no step waits for the firm",
    help: "walk the flow up to the step that the firm confirms",
  });

const objectIn = (body: string): Record<string, unknown> => {
  try {
    const found: unknown = JSON.parse(body);
    if (typeof found === "object" && found !== null) return found as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw no("malformed");
};

/**
 * Starts a stub for one session.
 *
 * @throws PrescreenError with what is wrong with a pack, or with what the session holds: as the server would refuse to open it.
 * What a pack promises is not proved here: that is `prescreen prove`.
 */
export const stubServer = async (options: StubOptions): Promise<StubServer> => {
  await init();
  const pack = unwrap(loadPack(text(options.pack)));
  const shadows = (options.shadows ?? []).map((one) => unwrap(loadPack(text(one))));
  return new StubServer(await makeSigner(), pack, shadows, options);
};
