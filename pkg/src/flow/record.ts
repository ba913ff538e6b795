/**
 * What the firm keeps beside a verdict, as the pack says: nothing, the record sealed to its archive key, or the record in
 * clear. Takes the record's text and the verdict, gives the body that is sent: VERIFY.md, section 9.
 */
import { failure, unwrap } from "../core/answer.js";
import { fromBase64url, toBase64url } from "../core/base64url.js";
import type { Screening } from "../core/screening.js";
import type { CreditArithmetic, IndicativePrice, PackDocument, RiskArithmetic, Session } from "../core/types.js";

/** Who keeps the record beside the person. */
export type Keeper = "investor" | "sealed" | "disclosed";

type Archive = Extract<PackDocument["record"], { sealed: unknown }>["sealed"];
type ArchiveKey = Archive["keys"][number];

/** What was shown, with the language that it was shown in. */
export interface Shown {
  notices: { id: string; version: number; locale: string; given: boolean | null }[];
  items: { id: string; locale: string }[];
  facts: { id: string; locale: string }[];
  reasons: string[];
  session_check: string | null;
  /** Left out where the pack works out none of them. */
  amounts?: Amounts;
}

/** How a limit, a fall and a price came about; each null where the session asks for none, or evidence was insufficient. */
export interface Amounts {
  credit: CreditArithmetic | null;
  risk: RiskArithmetic | null;
  price: IndicativePrice | null;
}

/** What was shown, as JSON text, with the amounts that were worked out for it. */
export const shownText = (shown: Shown, of: Screening, { credit, risk, price }: PackDocument): string => {
  if (!credit && !risk && !price) return JSON.stringify(shown);
  const amounts: Amounts = { credit: unwrap(of.creditArithmetic()), risk: unwrap(of.riskArithmetic()), price: unwrap(of.price()) };
  return JSON.stringify({ ...shown, amounts });
};

export const keeperOf = ({ record }: Pick<PackDocument, "record">): Keeper => (typeof record === "object" ? "sealed" : record);

/** How records are sealed; none where they are not. */
const archiveOf = ({ record }: Pick<PackDocument, "record">): Archive | undefined =>
  typeof record === "object" ? record.sealed : undefined;

/** The archive key in force on the session's day: the last whose first day is not after it. */
export const archiveKeyOf = (document: PackDocument, { now }: Pick<Session, "now">): ArchiveKey | undefined => {
  const { offset_minutes: offset } = document.time_zone;
  const today = new Date((now + offset * 60) * 1000).toISOString().slice(0, 10);
  return archiveOf(document)
    ?.keys.filter(({ from }) => from <= today)
    .slice(-1)[0];
};

/** Bytes that a record adds to a verdict's request: of a sealed one, nearly exactly; of one in clear, a usual number. */
export const usualRecord = (document: PackDocument): number => {
  const keeper = keeperOf(document);
  if (keeper === "investor") return 0;
  const archive = archiveOf(document);
  return archive ? Math.ceil((archive.bytes * 4) / 3) + 500 : 16_000;
};

const encoder = new TextEncoder();

/** Room for what a record lacks before the commitment: ticket, verdict, and the reasons that are shown. */
const LATER = 4096;

const withinLength = (text: Uint8Array, bytes: number): void => {
  if (text.length > bytes) {
    unwrap(failure("limit", "the record is longer than the pack's length", "give the pack a larger `bytes`", "/record/sealed/bytes"));
  }
};

/** Fails where a record is to be sealed that would be too long. */
export const toFit = (document: PackDocument, record: () => string): void => {
  const archive = archiveOf(document);
  if (archive) withinLength(encoder.encode(record()), archive.bytes - LATER);
};

/** The record, padded with spaces to the pack's one length. */
const padded = (record: string, bytes: number): Uint8Array => {
  const text = encoder.encode(record);
  withinLength(text, bytes);
  const all = new Uint8Array(bytes).fill(0x20);
  all.set(text);
  return all;
};

/** Bytes one after another; a text is an id, behind its length. */
const joined = (...parts: (Uint8Array | string)[]): Uint8Array => {
  const all = parts.flatMap((part) => {
    if (typeof part !== "string") return [part];
    const text = encoder.encode(part);
    return [new Uint8Array([text.length >> 8, text.length & 255]), text];
  });
  const whole = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const TAG = "prescreen/record/1\0";

/** The record, sealed; as JSON text. */
const sealed = async (record: string, document: PackDocument, session: Session, commitment: string): Promise<string> => {
  const archive = archiveOf(document);
  const key = archiveKeyOf(document, session);
  if (!archive || !key) return unwrap(failure("key", "no archive key is in force", "", "/record/sealed/keys"));
  const { hash } = session.pack;
  const info = joined(encoder.encode(TAG), fromBase64url(hash), key.id);
  const aad = joined(fromBase64url(commitment), fromBase64url(session.nonce), session.id);
  const text = padded(record, archive.bytes);
  // Asked for only here: what reads no such pack does not load it.
  const { sealTo } = await import("../core/hpke.js");
  const { enc, ciphertext } = await sealTo(fromBase64url(key.public_key), info, aad, text);
  text.fill(0);
  return JSON.stringify({
    ciphertext: toBase64url(ciphertext),
    commitment,
    enc: toBase64url(enc),
    key: key.id,
    nonce: session.nonce,
    pack: hash,
    prescreen_sealed_record: 1,
    session: session.id,
    suite: "prescreen-hpke-p256-1",
  });
};

/** A verdict's request: its media type and its body. */
export interface Sent {
  type: "application/jose" | "application/json";
  body: string;
}

/** The verdict, and with it what the firm keeps. */
export const withRecord = async (
  verdict: string,
  record: () => string,
  document: PackDocument,
  session: Session,
  commitment: string,
): Promise<Sent> => {
  const keeper = keeperOf(document);
  if (keeper === "investor") return { type: "application/jose", body: verdict };
  const kept = keeper === "sealed" ? await sealed(record(), document, session, commitment) : record();
  return { type: "application/json", body: `{"record":${kept},"verdict":${JSON.stringify(verdict)}}` };
};

/** The verdict in the body that was sent. */
export const verdictIn = (body: string): string => (body.startsWith("{") ? (JSON.parse(body) as { verdict: string }).verdict : body);
