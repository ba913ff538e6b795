/** What both layers of the panel are drawn from. */
import type { Pack } from "../../core/pack.js";
import type { Session, VerdictClaims } from "../../core/types.js";
import { verdictIn } from "../../flow/record.js";
import type { WireEntry, WireKind } from "../../flow/wire.js";
import type { Inside } from "../inside.js";
import { claimsOf } from "../jws.js";
import type { Words } from "../texts/index.js";

/**
 * Of a pack's proof, what the panel says of it: `prescreen prove PACK --json` and `prove` of `prescreen/lab` give it whole.
 */
export interface ProvedFigures {
  pack: { hash: string };
  /** How many combinations of answers there are, as decimal digits. */
  combinations: string;
  /** The most that a verdict tells of them, in bits; `null` where it could not be computed. */
  leakage: { at_most_bits: number } | null;
}

export interface Shown {
  readonly own: Words;
  readonly locale: string;
  readonly entries: readonly WireEntry[];
  readonly inside: Inside | undefined;
  /** How many files of the person were read on this device. */
  readonly files: number;
  readonly proofs: readonly ProvedFigures[];
}

export const packOf = ({ inside }: Pick<Shown, "inside">): Pack | undefined => inside?.flow?.connection.pack;

export const zoneOf = (shown: Pick<Shown, "inside">): string | undefined => packOf(shown)?.document.time_zone.name;

export const sessionOf = ({ inside }: Pick<Shown, "inside">): Session | undefined => inside?.flow?.connection.session;

/** A text of the pack in its language nearest to the panel's; none where there is no pack, or it has none. */
export const packText = (shown: Pick<Shown, "inside" | "locale">, key: string): string | undefined => {
  const pack = packOf(shown);
  return pack?.text(pack.locale(shown.locale), key);
};

/** What went, goes or will go of a kind; a request that was refused took nothing along. */
export const entriesOf = ({ entries }: Pick<Shown, "entries">, kind: WireKind): WireEntry[] =>
  entries.filter((entry) => entry.kind === kind && entry.state !== "refused");

export const lastOf = (shown: Pick<Shown, "entries">, kind: WireKind): WireEntry | undefined => entriesOf(shown, kind).slice(-1)[0];

/** What the verdict claims, once there is one. */
export const verdictOf = (shown: Pick<Shown, "entries">): VerdictClaims | undefined => {
  const text = lastOf(shown, "verdict")?.text;
  return text === undefined ? undefined : claimsOf<VerdictClaims>(verdictIn(text));
};
