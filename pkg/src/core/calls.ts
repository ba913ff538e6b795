/** The module's functions, typed. */
import type { Assessment, Case, FilledDocument, Readiness, Session, VerdictClaims } from "./types.js";
import type { Answered } from "./answer.js";
import { call } from "./module.js";
import { Pack } from "./pack.js";
import { type Text, text } from "./text.js";

/** A public key's coordinates, base64url. */
export interface Coordinates {
  x: string;
  y: string;
}

/** A signed object in parts. */
export interface Opened {
  typ: string;
  /** The session key's coordinates; none when the server signed. */
  key: [x: string, y: string] | null;
  thumbprint: string;
  /** The claims, as canonical JSON text. */
  claims: string;
  signing_input: string;
  /** 64 bytes, base64url. */
  signature: string;
  /** SHA-256 of the whole text, base64url. */
  hash: string;
}

/** What is missing or to be clarified before a commitment; says nothing of the class. */
export const check = (pack: Pack, session: Text<Session | object>, case_: Text<Case | object>): Answered<Readiness> =>
  call((module) => module.check(Pack.handle(pack), text(session), text(case_)));

/** What another pack made of the same case. */
export type Shadow = NonNullable<VerdictClaims["shadow"]>;

/** An assessment, and beside it the class that a shadow pack came to. */
export interface Screened extends Assessment {
  /** Only where a shadow pack was given. */
  shadow?: Shadow;
}

/** Screens a case. A `shadow` pack is tried on the same case: its class goes beside, and nothing else changes. */
export const screen = (
  pack: Pack,
  session: Text<Session | object>,
  case_: Text<Case | object>,
  { shadow }: { shadow?: Pack | undefined } = {},
): Answered<Screened> => {
  const [of, on] = [text(session), text(case_)];
  const decided = call<Assessment>((module) => module.screen(Pack.handle(pack), of, on));
  if (!decided.ok || shadow === undefined) return decided;
  const beside = call<Shadow>((module) => module.shadow(Pack.handle(pack), Pack.handle(shadow), of, on));
  return beside.ok ? { ok: true, value: { ...decided.value, shadow: beside.value } } : decided;
};

/** A pack's document as it is shown to one person; null when the pack has none such. */
export const filledDocument = (
  pack: Pack,
  id: string,
  locale: string,
  fills: { class: string; grade: string; product: string },
): Answered<FilledDocument | null> =>
  call((module) => module.document(Pack.handle(pack), id, locale, fills.class, fills.grade, fills.product));

export const commitInput = (pack: Pack, session: string, case_: string, seed: Uint8Array, key: Coordinates): Answered<string> =>
  call((module) => module.commit_input(Pack.handle(pack), session, case_, seed, key.x, key.y));

/** Where the shadow pack cannot be tried, the verdict is the same without it. */
export const verdictInput = (
  pack: Pack,
  shadow: Pack | undefined,
  session: string,
  case_: string,
  ticket: string,
  iat: number,
  key: Coordinates,
): Answered<string> => {
  const beside = (other: Pack): Answered<string> =>
    call((module) => module.verdict_input(Pack.handle(pack), Pack.handle(other), session, case_, ticket, iat, key.x, key.y));
  const both = shadow && beside(shadow);
  return both?.ok ? both : beside(pack);
};

export interface Confirmation {
  verdict: string;
  flow: string;
  step: string;
  /** Hash of the document that was shown. */
  document: string | null;
  locale: string;
}

export const stepInput = (session: string, step: Confirmation, key: Coordinates): Answered<string> =>
  call((module) => module.step_input(session, step.verdict, step.flow, step.step, step.document ?? "", step.locale, key.x, key.y));

export const seal = (signingInput: string, signature: Uint8Array): Answered<string> =>
  call((module) => module.seal(signingInput, signature));

/** Opens a signed object strictly; says nothing of its signature. */
export const open = (jws: string): Answered<Opened> => call((module) => module.open(jws));

export interface Exchange {
  seed: Uint8Array;
  commit: string;
  ticket: string;
  verdict: string;
  receipt: string;
}

/** The person's own record, as JSON text. */
export const writeRecord = (pack: Pack, session: string, case_: string, of: Exchange): Answered<string> =>
  call((module) => module.record(Pack.handle(pack), session, case_, of.seed, of.commit, of.ticket, of.verdict, of.receipt));

/** Checks everything of a receipt but its signature: that it is for this verdict. */
export const checkReceipt = (verdict: string, receipt: string): Answered<Opened> =>
  call((module) => module.verify_receipt(verdict, receipt));
