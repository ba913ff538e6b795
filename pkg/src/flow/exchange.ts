/** What is signed and sent: commitment, verdict, step; and what comes back: ticket, receipt, next step. */
import { failure, unwrap } from "../core/answer.js";
import { checkReceipt, open, type Opened, seal } from "../core/calls.js";
import type { Pack } from "../core/pack.js";
import { commitInput, recordOf, type Screening, verdictInput } from "../core/screening.js";
import { signed } from "../core/signature.js";
import type { Acceptance, NextStep, ReceiptClaims, SessionClaim, TicketClaims, TicketIssued, VerdictClaims } from "../core/types.js";
import type { Connection } from "./connect.js";
import { forgetKey, makeSeed, sign } from "./keys.js";
import { keep, type KeptRecord, kept } from "./kept.js";
import { type Sent, type Shown, shownText, toFit, verdictIn, withRecord } from "./record.js";
import { bodyLeft, Refused, type WireEntry } from "./wire.js";

export interface Accepted {
  next: NextStep | null;
  complete: boolean;
}

export class Exchange {
  readonly #connection: Connection;
  #seed: Uint8Array | undefined;
  /** What was committed to: verdict and record come of the same. */
  #commit: { text: string; of: Screening } | undefined;
  #ticket: string | undefined;
  #verdict: string | undefined;
  /** The verdict's request, with the record where the firm keeps it. */
  #sent: Sent | undefined;
  #shown: string | undefined;
  #receipt: string | undefined;
  #record: string | undefined;
  /** The record of a page that was opened again, and what it is kept as. */
  #before: { text: string; kept: KeptRecord } | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#verdict = connection.sent;
  }

  get verdict(): string {
    if (this.#verdict === undefined) throw new Error("there is no verdict yet");
    return this.#verdict;
  }

  /** Seals the commitment, so that its exact bytes can be shown; gives their number. */
  async prepareCommit(of: Screening): Promise<number> {
    const { key, wire } = this.#connection;
    this.#seed = makeSeed();
    const input = unwrap(commitInput(of, this.#seed, key.coordinates));
    const text = await this.#sealed(input);
    this.#commit = { text, of };
    wire.announce("commit", this.path("commit"), text);
    return text.length;
  }

  /** Sends the commitment and waits for the ticket, which has to be for this key and this commitment. */
  async commit(of: Screening, shown: Shown): Promise<TicketClaims> {
    if (this.#commit?.of !== of) await this.prepareCommit(of);
    const { text: body } = this.#commit as { text: string };
    const { wire, key, pack } = this.#connection;
    const exchanged = { commit: body, ticket: "", verdict: "", receipt: "", shown: shownText(shown, of, pack.document) };
    // No attempt is counted whose record the firm could not keep.
    toFit(pack.document, () => unwrap(recordOf(of, { seed: this.#seed ?? new Uint8Array(), ...exchanged })));
    const { ticket } = await wire.send<TicketIssued>({ kind: "commit", path: this.path("commit"), body });
    const claims = await this.#ofServer<TicketClaims>(unwrap(open(ticket)));
    const { commitment } = JSON.parse(unwrap(open(body)).claims) as { commitment: string };
    if (claims.jkt !== key.jkt || claims.commitment !== commitment) unwrap(failure("claim", "the ticket is for another commitment"));
    this.#ticket = ticket;
    return claims;
  }

  /** Seals the verdict, and the record with it where the firm keeps it; gives the number of bytes that would leave. */
  async prepareVerdict(of: Screening, shadow: Pack | undefined, shown: Shown): Promise<number> {
    const { session, key, wire, claimedAt, pack } = this.#connection;
    const iat = session.now + Math.floor((performance.now() - claimedAt) / 1000);
    const [seed, ticket] = [this.#seed ?? new Uint8Array(), this.#ticket ?? ""];
    const input = unwrap(verdictInput(of, shadow, { seed, ticket, iat, key: key.coordinates }));
    const verdict = await this.#sealed(input);
    this.#verdict = verdict;
    this.#shown = shownText(shown, of, pack.document);
    const { commitment } = JSON.parse(unwrap(open(ticket)).claims) as { commitment: string };
    this.#sent = await withRecord(verdict, () => this.#written("") ?? "", pack.document, session, commitment);
    wire.announce("verdict", this.path("verdict"), this.#sent.body);
    return new TextEncoder().encode(this.#sent.body).length;
  }

  async sendVerdict(): Promise<Accepted> {
    const sent = this.#sent ?? { type: "application/jose", body: this.verdict };
    return this.#accepted(await this.#connection.wire.send<Acceptance>({ kind: "verdict", path: this.path("verdict"), ...sent }));
  }

  async sendStep(body: string): Promise<Accepted> {
    return this.#accepted(await this.#connection.wire.send<Acceptance>({ kind: "step", path: this.path("steps"), body }));
  }

  /** After the page was closed: the server says what is next, and the record is the one that was kept. */
  async resume(): Promise<Accepted> {
    const { record: before, session, storage, wire } = this.#connection;
    const text = before && (await kept(before));
    this.#before = before && text !== undefined ? { text, kept: before } : undefined;
    try {
      const accepted = await this.poll();
      wire.arrived("verdict");
      return accepted;
    } catch (error) {
      // The page was gone before the verdict arrived: there is nothing to go on with.
      if (error instanceof Refused && error.code === "not-decided") await storage.wipe(session.id);
      throw error;
    }
  }

  async poll(): Promise<Accepted> {
    const headers = { "prescreen-jkt": this.#connection.key.jkt };
    return this.#accepted(await this.#connection.wire.send<Acceptance>({ kind: "next", path: this.path("next"), headers }));
  }

  /** Takes back what was shown but not sent. */
  forget(): void {
    const { wire } = this.#connection;
    wire.announce("commit", this.path("commit"), undefined);
    wire.announce("verdict", this.path("verdict"), undefined);
    wire.announce("step", this.path("steps"), undefined);
  }

  claims(): VerdictClaims {
    return JSON.parse(unwrap(open(this.verdict)).claims) as VerdictClaims;
  }

  /** What the steps after the verdict need. Kept before it leaves: a page that dies then has lost nothing that was accepted. */
  async keepPending(): Promise<void> {
    const { session, key, storage, wire } = this.#connection;
    const stored = JSON.stringify({ ...session, facts: {}, profile: null });
    const sent = wire.entries.flatMap((entry) => {
      if (entry.kind === "verdict" && entry.state === "upcoming") return [withoutContent({ ...entry, state: "leaving" })];
      return entry.state === "left" && bodyLeft(entry) ? [withoutContent(entry)] : [];
    });
    const own = this.record() ?? this.#written("");
    const record = this.#before?.kept ?? (own === undefined ? undefined : await keep(own));
    await storage.save({ id: session.id, key: { ...key }, session: stored, sent, savedAt: Date.now(), ...(record && { record }) });
  }

  /** The person's own, from acceptance on; in a page that was opened again, the one that was kept for it. */
  record(): string | undefined {
    if (this.#record !== undefined) return this.#record;
    if (!this.#receipt) return undefined;
    if (this.#before) return withReceipt(this.#before.text, this.#receipt);
    return this.#written(this.#receipt);
  }

  #written(receipt: string): string | undefined {
    if (!this.#seed || !this.#commit || !this.#ticket || !this.#verdict || !this.#shown) return undefined;
    const { text: commit, of } = this.#commit;
    return unwrap(recordOf(of, { seed: this.#seed, commit, ticket: this.#ticket, verdict: this.#verdict, receipt, shown: this.#shown }));
  }

  /** After the last receipt: gives the record, and keeps nothing else. */
  finish(): string | undefined {
    const record = this.record();
    this.end();
    this.#record = record;
    return record;
  }

  /** Forgets seed, key and everything that was exchanged: nothing more can be signed. */
  end(): void {
    this.#seed?.fill(0);
    this.#seed = this.#commit = this.#ticket = this.#verdict = this.#receipt = this.#record = undefined;
    this.#sent = this.#shown = this.#before = undefined;
    forgetKey(this.#connection.key);
  }

  path(name: string): string {
    return `/v1/sessions/${encodeURIComponent(this.#connection.session.id)}/${name}`;
  }

  async #sealed(input: string): Promise<string> {
    return unwrap(seal(input, await sign(this.#connection.key, input)));
  }

  async #accepted({ receipt, next }: Acceptance): Promise<Accepted> {
    const { complete } = await this.#ofServer<ReceiptClaims>(unwrap(checkReceipt(this.verdict, receipt)));
    this.#receipt = receipt;
    return { next, complete };
  }

  /** What the server signed; where its keys are known, only if one of them did. */
  async #ofServer<Claims>(object: Opened): Promise<Claims> {
    const { serverKeys } = this.#connection;
    return serverKeys ? unwrap(await signed<Claims>(object, serverKeys)) : (JSON.parse(object.claims) as Claims);
  }
}

/** The record with the last receipt. */
const withReceipt = (record: string, receipt: string): string => JSON.stringify({ ...(JSON.parse(record) as object), receipt });

/**
 * The claim's token is spent, and the firm's record is not for this device's store: what is kept says that there was one.
 * Its size stays what left.
 */
const withoutContent = (entry: WireEntry): WireEntry => {
  if (entry.kind === "verdict") return { ...entry, text: verdictIn(entry.text) };
  if (entry.kind !== "claim") return entry;
  const claim = JSON.parse(entry.text) as SessionClaim;
  return { ...entry, text: JSON.stringify({ ...claim, token: "" }) };
};
