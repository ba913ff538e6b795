/** What only the teams' module has, typed. */
import type { Attempt } from "../generated/attempt.js";
import type { Comparison } from "../generated/comparison.js";
import type { Error as Finding } from "../generated/error.js";
import type { Proof } from "../generated/proof.js";
import type { Answered } from "../core/answer.js";
import type { Opened } from "../core/calls.js";
import { call } from "../core/module.js";
import { handleOf, type Pack } from "../core/pack.js";
import { number, text, word } from "../core/text.js";
import type { ProfileOnFile } from "../core/types.js";
import { type ExportedPack, glue } from "./glue.js";

const handle = (pack: Pack): ExportedPack => handleOf(pack) as unknown as ExportedPack;

/** Everything that is wrong with a pack: nothing for one that may be used. */
export const checkPack = (text: string): Answered<Finding[]> => call(() => glue.check_pack(word(text, "/pack")));

export const checkVerdict = (
  pack: Pack,
  shadow: Pack | undefined,
  session: string,
  ticket: string,
  jkt: string,
  now: number,
  verdict: string,
): Answered<Opened> =>
  call(() => {
    const [own, other] = [handle(pack), handle(shadow ?? pack)];
    const [given, key] = [word(ticket, "/ticket"), word(jkt, "/jkt")];
    return glue.verify_verdict(own, other, session, given, key, number(now, "/now"), word(verdict, "/verdict"));
  });

/** Whether one more attempt may be made; `past` in rising order. */
export const countAttempt = (pack: Pack, now: number, past: readonly number[]): Answered<Attempt> =>
  call(() => glue.next_attempt(handle(pack), number(now, "/now"), JSON.stringify(past)));

/** Facts that only the firm can give, and that a session does not have: without them nobody goes on, whatever they answer. */
export const missingFacts = (pack: Pack, session: string): Answered<string[]> => call(() => glue.missing_facts(handle(pack), session));

/** What to keep on file of a class. */
export const keptProfile = (pack: Pack, cls: string, tier: string, at: number): Answered<ProfileOnFile> =>
  call(() => glue.profile_on_file(handle(pack), word(cls, "/class"), word(tier, "/tier"), number(at, "/acceptedAt")));

const report = <T>(text: Answered<string>): Answered<T> => (text.ok ? { ok: true, value: JSON.parse(text.value) as T } : text);

/** What holds for every applicant. */
export const prove = (pack: Pack): Answered<Proof> => report(call(() => glue.prove(handle(pack))));

/** The same without what takes longest, further reasons and purchases: for an editor that proves again at each change. */
export const proveBriefly = (pack: Pack): Answered<Proof> => report(call(() => glue.prove_briefly(handle(pack))));

/** Claims and classes alone, which come first: questions are left empty and leakage is null. */
export const proveFirst = (pack: Pack): Answered<Proof> => report(call(() => glue.prove_first(handle(pack))));

/** The same as the whole under marginals: what is said of people is then of people who answer like that. */
export const proveUnder = (pack: Pack, marginals: string | object): Answered<Proof> => {
  return report(call(() => glue.prove_under(handle(pack), text(marginals))));
};

/** A text that a variant words otherwise. */
export interface Reworded {
  key: string;
  locale: string;
  control: string;
  variant: string;
}

/** A variant of a pack, proved and held beside the control. */
export interface MadeVariant {
  /** Its value in a feature, as JSON text. */
  value: string;
  /** Its pack, as JSON text. */
  pack: string;
  /** What it varies, of what the control lets vary. */
  knobs: string[];
  /** Texts that somebody has to read beside the control's: wording is not proved. */
  texts: Reworded[];
  /** Whether people may be assigned to it once they are read: every promise is kept, and everybody comes to the control's class. */
  holds: boolean;
  proof: Proof;
  comparison: Comparison;
}

/** What came of an edited copy: a variant, or findings with what their pointers lead into. */
export type Between =
  | { of: null; findings: []; variant: MadeVariant }
  | { of: "control" | "edited" | "variant"; findings: Finding[]; variant: null };

/** The variant `id` by which a control becomes an edited copy of it; or why there is none. Both packs are JSON text. */
export const variantBetween = (control: string, edited: string, id: string): Answered<Between> =>
  report(call(() => glue.variant_between(word(control, "/control"), word(edited, "/edited"), word(id, "/id"))));

/** Two packs on the same applicants: who moves where, and whether the second is as prudent. */
export const compare = (a: Pack, b: Pack): Answered<Comparison> => report(call(() => glue.compare(handle(a), handle(b))));
