/**
 * For the firm's back end in Node: checks verdicts and receipts, and counts attempts and validity as the pack says.
 * Strict form and claims by the module, signatures by WebCrypto. What stays the server's own: the clock, the attempts
 * that were made, whether a ticket was used before.
 */
import { type Answered, failure } from "./core/answer.js";
import { checkReceipt, open } from "./core/calls.js";
import { call, init } from "./core/module.js";
import { Pack } from "./core/pack.js";
import { signed, type ServerKey } from "./core/signature.js";
import { parts, text } from "./core/text.js";
import { countAttempt, keptProfile } from "./lab/calls.js";
import { verified } from "./lab/verified.js";
import type { Attempt } from "./generated/attempt.js";
import type { ProfileOnFile, ReceiptClaims, Session, TicketClaims, VerdictClaims } from "./core/types.js";

export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export type { Pack } from "./core/pack.js";
export type { ServerKey } from "./core/signature.js";
export { loadPack } from "./lab/pack.js";
export type { Attempt } from "./generated/attempt.js";
export type { ProfileOnFile, ReceiptClaims, Session, TicketClaims, VerdictClaims } from "./core/types.js";

export interface Verify {
  /** The verdict as it arrived. */
  verdict: string;
  /** The session as the server opened it. */
  session: Session | string;
  /** The ticket as the server issued it. */
  ticket: string;
  pack: Pack;
  /** The packs that you let flows try beside it; a verdict with the class of another one is refused. */
  shadows?: readonly Pack[];
  /** Thumbprint of the key that claimed the session. */
  jkt: string;
  /** Server time in seconds; now when left out. */
  now?: number;
}

const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/** Checks a verdict against the server's own values. */
export const verify = async (given: Verify): Promise<Answered<VerdictClaims>> => {
  const asked = await read(given, ["verdict", "session", "ticket", "pack", "shadows", "jkt", "now"]);
  if (!asked.ok) return asked;
  const { verdict, session, ticket, pack, shadows = [], jkt, now = nowInSeconds() } = asked.value;
  if (!isList(shadows, (one) => one instanceof Pack)) return noList("shadows", 'packs that loadPack of "prescreen/server" loaded');
  return verified(verdict, { session: text(session), ticket, pack, shadows, jkt, now });
};

/** The arguments by name, each read once, when the module runs. */
const read = async <T extends object, K extends keyof T>(given: T, names: readonly K[]): Promise<Answered<Pick<T, K>>> => {
  await init();
  return call(() => ({ ok: true, value: parts(given, names, "") }));
};

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const isList = (value: unknown, holds: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(holds);

const noList = (name: string, of: string): Answered<never> => failure("type", `\`${name}\` is no list of ${of}`, "", `/${name}`);

/** Checks a receipt: that it is for this verdict, and signed by one of the server's keys. */
export const verifyReceipt = async (given: {
  verdict: string;
  receipt: string;
  keys: readonly ServerKey[];
}): Promise<Answered<ReceiptClaims>> => {
  const asked = await read(given, ["verdict", "receipt", "keys"]);
  if (!asked.ok) return asked;
  const { verdict, receipt, keys } = asked.value;
  const checked = checkReceipt(verdict, receipt);
  if (!isList(keys, isObject)) return noList("keys", "the server's keys");
  return checked.ok ? signed<ReceiptClaims>(checked.value, keys) : checked;
};

/** Checks a ticket's signature and form; its claims are for the caller to compare. */
export const verifyTicket = async (given: { ticket: string; keys: readonly ServerKey[] }): Promise<Answered<TicketClaims>> => {
  const asked = await read(given, ["ticket", "keys"]);
  if (!asked.ok) return asked;
  const { ticket, keys } = asked.value;
  const opened = open(ticket, "/ticket");
  if (!opened.ok) return opened;
  if (!isList(keys, isObject)) return noList("keys", "the server's keys");
  if (opened.value.typ !== "prescreen-ticket+jws") return failure("type", "this is not a ticket");
  return signed<TicketClaims>(opened.value, keys);
};

/**
 * Whether a person may make one more attempt, by the limits that the pack has today: ask before you issue a ticket, and
 * keep the time of each ticket.
 *
 * @param past Server times in seconds of this person's tickets of the last 12 months, in rising order.
 * @returns `{ attempt: "allowed", number, of }`, or `{ attempt: "exhausted", retry_at }`; a failure with the code
 * `not-in-force` on a day before the pack's first.
 */
export const nextAttempt = async (given: {
  pack: Pack;
  past: readonly number[];
  /** Server time in seconds; now when left out. */
  now?: number;
}): Promise<Answered<Attempt>> => {
  const asked = await read(given, ["pack", "past", "now"]);
  if (!asked.ok) return asked;
  const { pack, past, now = nowInSeconds() } = asked.value;
  if (!isList(past, (one) => typeof one === "number")) return noList("past", "times in seconds");
  return countAttempt(pack, now, past);
};

/**
 * What to keep on file of a class, and to send along when the person buys: the day of the assessment, and the last day
 * on which the class holds by the validity that the pack has that day.
 *
 * @returns The profile; a failure with the code `reference` for a class that the pack does not have.
 */
export const profileOnFile = async (given: {
  pack: Pack;
  class: string;
  /** The verdict's `tier`: how well the class is evidenced; `declared` when left out. */
  tier?: VerdictClaims["tier"];
  /** Server time in seconds at which the verdict was accepted; now when left out. */
  acceptedAt?: number;
}): Promise<Answered<ProfileOnFile>> => {
  const asked = await read(given, ["pack", "class", "tier", "acceptedAt"]);
  if (!asked.ok) return asked;
  const { pack, class: cls, tier = "declared", acceptedAt = nowInSeconds() } = asked.value;
  return keptProfile(pack, cls, tier, acceptedAt);
};
