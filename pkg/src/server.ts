/**
 * For the firm's back end in Node: checks verdicts and receipts. Strict form and claims by the module,
 * signatures by WebCrypto. What stays the server's own: whether a ticket was used before.
 */
import { type Answered, failure } from "./core/answer.js";
import { checkReceipt, open } from "./core/calls.js";
import { init } from "./core/module.js";
import { Pack } from "./core/pack.js";
import { signed, type ServerKey } from "./core/signature.js";
import { text } from "./core/text.js";
import { checkVerdict } from "./lab/calls.js";
import type { ReceiptClaims, Session, TicketClaims, VerdictClaims } from "./core/types.js";

export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export type { Pack } from "./core/pack.js";
export type { ServerKey } from "./core/signature.js";
export { loadPack } from "./lab/pack.js";
export type { ReceiptClaims, Session, TicketClaims, VerdictClaims } from "./core/types.js";

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

/** Checks a verdict against the server's own values. */
export const verify = async ({
  verdict,
  session,
  ticket,
  pack,
  shadows = [],
  jkt,
  now = Math.floor(Date.now() / 1000),
}: Verify): Promise<Answered<VerdictClaims>> => {
  await init();
  if (![pack, ...shadows].every((one) => one instanceof Pack))
    return failure("type", "the pack was loaded by another entry of the package", 'load it with loadPack of "prescreen/server"');
  const shadow = shadows.find(({ hash }) => hash === shadowHash(verdict));
  const checked = checkVerdict(pack, shadow, text(session), ticket, jkt, now, verdict);
  if (!checked.ok) return checked;
  const [x, y] = checked.value.key ?? ["", ""];
  return signed<VerdictClaims>(checked.value, [{ x, y }]);
};

/** The hash of the shadow pack that a verdict names; none where it names none or is no verdict. */
const shadowHash = (verdict: string): string | undefined => {
  const opened = open(verdict);
  return opened.ok ? (JSON.parse(opened.value.claims) as Partial<VerdictClaims>).shadow?.pack?.hash : undefined;
};

/** Checks a receipt: that it is for this verdict, and signed by one of the server's keys. */
export const verifyReceipt = async ({
  verdict,
  receipt,
  keys,
}: {
  verdict: string;
  receipt: string;
  keys: readonly ServerKey[];
}): Promise<Answered<ReceiptClaims>> => {
  await init();
  const checked = checkReceipt(verdict, receipt);
  return checked.ok ? signed<ReceiptClaims>(checked.value, keys) : checked;
};

/** Checks a ticket's signature and form; its claims are for the caller to compare. */
export const verifyTicket = async ({ ticket, keys }: { ticket: string; keys: readonly ServerKey[] }): Promise<Answered<TicketClaims>> => {
  await init();
  const opened = open(ticket);
  if (!opened.ok) return opened;
  if (opened.value.typ !== "prescreen-ticket+jws") return failure("type", "this is not a ticket");
  return signed<TicketClaims>(opened.value, keys);
};
