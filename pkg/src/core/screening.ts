/**
 * One case in one session under one pack, read once: readiness, result, commitment, verdict and record come of the
 * same object, so that what is shown is what is signed. It keeps its texts, to be made again after a trap.
 */
import type { Answered, Success } from "./answer.js";
import { creditArithmetic, indicativePrice, riskArithmetic } from "./arithmetic.js";
import type { ExportedScreening } from "./glue.js";
import { call, Handle } from "./module.js";
import { handleOf, type Pack, sittingOf } from "./pack.js";
import { type Found, textOf } from "./found.js";
import { fit, sheets } from "./shelf.js";
import { kind, refused, type Text, word, written } from "./text.js";
import type {
  Asked,
  Assessment,
  Case,
  CreditArithmetic,
  Fit,
  IndicativePrice,
  Outcome,
  PackDocument,
  ProductSheet,
  Readiness,
  RiskArithmetic,
  Session,
  VerdictClaims,
} from "./types.js";

/** What another pack made of the same case. */
export type Shadow = NonNullable<VerdictClaims["shadow"]>;

/** A public key's coordinates, base64url. */
export interface Coordinates {
  x: string;
  y: string;
}

/** The seed of a commitment, and the texts that were exchanged. */
export interface Exchanged {
  seed: Uint8Array;
  commit: string;
  ticket: string;
  verdict: string;
  /** Empty before acceptance. */
  receipt: string;
  /** What was shown, as JSON text. */
  shown: string;
}

/** What a verdict is made of beside the screening: the commitment's seed and key, its ticket, and the session's time in seconds. */
export interface Committed {
  seed: Uint8Array;
  ticket: string;
  iat: number;
  key: Coordinates;
}

/** A result in short. */
export interface Brief {
  /** The investor class; null while something needed is missing. */
  class: string | null;
  outcome: Outcome;
  /** Codes of everything that bore on the result, in the order of the pack. */
  reasons: string[];
}

interface Inside {
  readonly pack: Pack;
  /** The session, as JSON text. */
  readonly session: string;
  readonly handle: Handle<ExportedScreening>;
  assessment: Answered<Assessment> | undefined;
}

/** @internal The text to sign for a commitment. */
export let commitInput: (of: Screening, seed: Uint8Array, key: Coordinates) => Answered<string>;
/** @internal The text to sign for the verdict. Where the shadow pack cannot be tried, it is the same without it. */
export let verdictInput: (of: Screening, shadow: Pack | undefined, committed: Committed) => Answered<string>;
/** @internal The record, as JSON text. */
export let recordOf: (of: Screening, exchanged: Exchanged) => Answered<string>;

/** A case that was screened. The flow's commitment, verdict and record come of it too. */
export class Screening {
  readonly #inside: Inside;

  /** @internal Use `screening`. */
  constructor(pack: Pack, session: string, handle: Handle<ExportedScreening>) {
    this.#inside = { pack, session, handle, assessment: undefined };
  }

  /** What is missing or to be clarified before a commitment; says nothing of the class. */
  readiness(): Answered<Readiness> {
    return call(() => this.#inside.handle.get().readiness());
  }

  /** What the session asks the person for; says nothing of the class. */
  asked(): Answered<Asked> {
    return call(() => this.#inside.handle.get().asked());
  }

  /** The result: one object, however often it is asked for. Treat it as read-only. */
  assessment(): Answered<Assessment> {
    const inside = this.#inside;
    if (!inside.assessment?.ok) inside.assessment = call(() => inside.handle.get().assessment());
    return inside.assessment;
  }

  /** The result in short: a fraction of the work of a whole assessment, for many cases after each other. */
  brief(): Answered<Brief> {
    return call<Brief>(() => {
      const [decided = "", outcome, ...reasons] = this.#inside.handle.get().brief().split(" ");
      return { ok: true, value: { class: decided === "" ? null : decided, outcome: outcome as Outcome, reasons } };
    });
  }

  /**
   * How the limit came about, for the person's own eyes: points, what is left of a month under each stress, ceilings and the
   * limit, in minor units of the pack's currency. Null while evidence is insufficient, and where the pack does not ask in
   * this session. No part of a verdict.
   */
  creditArithmetic(): Answered<CreditArithmetic | null> {
    return this.#named("credit", creditArithmetic);
  }

  /**
   * What a fall would do after the purchase, for the person's own eyes: amounts in minor units of the pack's currency,
   * shares, falls and ratios in basis points, days of trading. Null as for `creditArithmetic`. No part of a verdict.
   */
  riskArithmetic(): Answered<RiskArithmetic | null> {
    return this.#named("risk", riskArithmetic);
  }

  /**
   * What borrowing would cost, for the person's own eyes: a band of yearly rates in basis points with its parts, or why
   * there is none. Null where the pack does not ask in this session. It is no offer, and no part of a verdict.
   */
  price(): Answered<IndicativePrice | null> {
    return this.#named("price", indicativePrice);
  }

  /**
   * Products in the order in which they fit, each with why it stands before the next, by the rule of the pack's part `shelf`;
   * what may not be bought, or of which too little is known, is left out with what keeps it out. At most 200, each id once.
   * Null where the pack ranks none in this session. For the person's own eyes; no part of a verdict.
   */
  shelf(products: readonly ProductSheet[]): Answered<Fit | null> {
    const { handle, pack, session } = this.#inside;
    return call(() => {
      const list = sheets(products);
      return { ok: true, value: fit(list, session, pack.document, (bought) => handle.get().place(bought)) };
    });
  }

  /** Numbers of the module with their names, which stand in the pack. */
  #named<Named>(part: "credit" | "risk" | "price", named: (words: string, document: PackDocument) => Named): Answered<Named> {
    const { handle, pack } = this.#inside;
    return call(() => {
      const [credit = "", risk = "", price = ""] = handle.get().numbers().split("/");
      return { ok: true, value: named({ credit, risk, price }[part], pack.document) };
    });
  }

  /** What a model that the pack names reads of the case, in the order of the features there; null while one of them is unknown. */
  modelRow(model: string): Answered<number[] | null> {
    return call(() => this.#inside.handle.get().model_row(word(model, "/model")));
  }

  /**
   * The same case with what the pack's models came to, in whole basis points; a model that is left out keeps its score.
   * It takes the place of this one, which is disposed of.
   */
  withScores(scores: Readonly<Record<string, number>>): Answered<Screening> {
    const { pack, session, handle } = this.#inside;
    return call(() => {
      const read = written(scores, "/scores");
      return made(pack, session, () => handle.take().with_scores(read));
    });
  }

  /**
   * The same case with what was found in the person's records, in place of all that was found before. It takes the place of
   * this one, which is disposed of.
   */
  withFound(found: Found): Answered<Screening> {
    const { pack, session, handle } = this.#inside;
    return call(() => {
      const text = textOf(found);
      if (text === undefined) throw refused("/found", "what `found` of the records gave", kind(found));
      return made(pack, session, () => handle.take().with_found(text));
    });
  }

  /** The class that another pack comes to on the same case. It decides nothing. */
  shadow(other: Pack): Answered<Shadow> {
    return call(() => {
      const beside = handleOf(other, "/other");
      return this.#inside.handle.get().shadow(beside);
    });
  }

  /** Gives the module's memory back. */
  dispose(): void {
    this.#inside.handle.free();
  }

  static {
    commitInput = (of, seed, key) => call(() => of.#inside.handle.get().commit_input(seed, key.x, key.y));
    verdictInput = (of, shadow, { seed, ticket, iat, key }) => {
      const beside = (other: Pack): Answered<string> =>
        call(() => of.#inside.handle.get().verdict_input(handleOf(other), seed, ticket, iat, key.x, key.y));
      const both = shadow && beside(shadow);
      return both?.ok ? both : beside(of.#inside.pack);
    };
    recordOf = (of, { seed, commit, ticket, verdict, receipt, shown }) =>
      call(() => of.#inside.handle.get().record(seed, commit, ticket, verdict, receipt, shown));
  }
}

/**
 * Reads and screens a case, to be asked about more than once. Dispose of it when you are done.
 *
 * ```js
 * const screened = unwrap(screening(pack, session, case_));
 * if (unwrap(screened.readiness()).missing.length === 0) show(unwrap(screened.assessment()));
 * screened.dispose();
 * ```
 */
export const screening = (pack: Pack, session: Text<Session | object>, case_: Text<Case | object>): Answered<Screening> =>
  call(() => {
    const opened = written(session, "/session");
    const sitting = sittingOf(pack, opened);
    const answers = written(case_, "/case");
    return made(pack, opened, () => sitting.get().screening(answers));
  });

const made = (pack: Pack, session: string, make: () => ExportedScreening): Success<Screening> => {
  const handle = new Handle(make);
  handle.get();
  return { ok: true, value: new Screening(pack, session, handle) };
};

/** @internal Makes a screening for one question. */
export const once = <T>(
  pack: Pack,
  session: Text<Session | object>,
  case_: Text<Case | object>,
  question: (of: Screening) => Answered<T>,
): Answered<T> => {
  const of = screening(pack, session, case_);
  if (!of.ok) return of;
  try {
    return question(of.value);
  } finally {
    of.value.dispose();
  }
};
