/** The module's functions, typed. */
import type { Assessment, Case, FilledDocument, ProductSheet, Readiness, Session } from "./types.js";
import type { Answered } from "./answer.js";
import { type Fallen, fallenOf } from "./arithmetic.js";
import { call } from "./module.js";
import { handleOf, type Pack, sittingOf } from "./pack.js";
import { type Coordinates, once, type Shadow } from "./screening.js";
import { integer, kind, parts, refused, type Text, word, written } from "./text.js";

/** Basis points of a whole. */
const WHOLE = 10_000;
/** The largest amount that crosses the boundary. */
const LARGEST = 9_007_199_254_740_991;

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
  once(pack, session, case_, (of) => of.readiness());

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
  options: { shadow?: Pack | undefined } = {},
): Answered<Screened> =>
  call(() => {
    const { shadow } = parts(options, ["shadow"], "/options");
    if (!shadow) return sittingOf(pack, written(session, "/session")).get().screen(written(case_, "/case"));
    handleOf(shadow, "/options/shadow");
    return once<Screened>(pack, session, case_, (of) => {
      const decided = of.assessment();
      const beside = of.shadow(shadow);
      return decided.ok && beside.ok ? { ok: true, value: { ...decided.value, shadow: beside.value } } : decided;
    });
  });

/** A pack's document as it is shown to one person; null when the pack has none such. */
export const filledDocument = (
  pack: Pack,
  id: string,
  locale: string,
  fills: { class: string; grade: string; product: string },
): Answered<FilledDocument | null> =>
  call((module) => {
    const own = parts(fills, ["class", "grade", "product"], "/fills");
    const [cls, grade, product] = [word(own.class, "/fills/class"), word(own.grade, "/fills/grade"), word(own.product, "/fills/product")];
    return module.filled_document(handleOf(pack), word(id, "/id"), word(locale, "/locale"), cls, grade, product);
  });

/** A document as the investor of a session sees it after a verdict; null when the pack has none such. */
export const shownDocument = (pack: Pack, session: string, verdict: string, id: string, locale: string): Answered<FilledDocument | null> =>
  call((module) => module.document(handleOf(pack), session, verdict, word(id, "/id"), word(locale, "/locale")));

/** The grade of a product that counts, by the pack's order of grades; null when the pack does not have its grades. */
export const countingGrade = (pack: Pack, product: Pick<ProductSheet, "issuer_grade" | "seller_grade">): Answered<string | null> =>
  call((module) => {
    const { issuer_grade, seller_grade } = parts(product, ["issuer_grade", "seller_grade"], "/product");
    const [issuer, seller] = [word(issuer_grade, "/product/issuer_grade"), word(seller_grade, "/product/seller_grade")];
    return { ok: true, value: module.counting_grade(handleOf(pack), issuer, seller) ?? null };
  });

/** What a fall of so many basis points would do to an account of `riskArithmetic`, and how many days of each daily limit it takes. */
export const fallen = (account: { worth: number; owed: number }, fall: number, daily: readonly number[]): Answered<Fallen> =>
  call((module) => {
    const own = parts(account, ["worth", "owed"], "/account");
    const [worth, owed] = [integer(own.worth, "/account/worth", LARGEST), integer(own.owed, "/account/owed", LARGEST)];
    if (!Array.isArray(daily)) throw refused("/daily", "a list", kind(daily));
    const by = integer(fall, "/fall", WHOLE);
    const limits = (daily as readonly number[]).map((one, n) => integer(one, `/daily/${n}`, WHOLE));
    // Where no limit is asked about, its worth and ratio are the same.
    const each = (limits.length === 0 ? [0] : limits).map((limit) => module.fallen(worth, owed, by, limit));
    return { ok: true, value: fallenOf(each, limits.length) };
  });

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
export const open = (jws: string, at = "/jws"): Answered<Opened> => call((module) => module.open(word(jws, at)));

/** Checks everything of a receipt but its signature: that it is for this verdict. */
export const checkReceipt = (verdict: string, receipt: string): Answered<Opened> =>
  call((module) => module.verify_receipt(word(verdict, "/verdict"), word(receipt, "/receipt")));
