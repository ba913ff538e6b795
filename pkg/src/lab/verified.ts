/** A verdict against the server's own values: its strict form and claims by the module, its signature by WebCrypto. */
import type { Answered } from "../core/answer.js";
import { open } from "../core/calls.js";
import type { Pack } from "../core/pack.js";
import { signed } from "../core/signature.js";
import type { VerdictClaims } from "../core/types.js";
import { checkVerdict } from "./calls.js";

export interface Expected {
  /** The session's document, as text. */
  session: string;
  ticket: string;
  pack: Pack;
  /** Packs whose class may stand beside. */
  shadows: readonly Pack[];
  /** Thumbprint of the session's key. */
  jkt: string;
  /** Server time in seconds. */
  now: number;
}

export const verified = async (
  verdict: string,
  { session, ticket, pack, shadows, jkt, now }: Expected,
): Promise<Answered<VerdictClaims>> => {
  const named = shadowHash(verdict);
  const shadow = shadows.find(({ hash }) => hash === named);
  const checked = checkVerdict(pack, shadow, session, ticket, jkt, now, verdict);
  if (!checked.ok) return checked;
  const [x, y] = checked.value.key ?? ["", ""];
  return signed<VerdictClaims>(checked.value, [{ x, y }]);
};

/** The hash of the shadow pack that a verdict names; none where it names none or is no verdict. */
const shadowHash = (verdict: string): string | undefined => {
  const opened = open(verdict, "/verdict");
  return opened.ok ? (JSON.parse(opened.value.claims) as Partial<VerdictClaims>).shadow?.pack?.hash : undefined;
};
