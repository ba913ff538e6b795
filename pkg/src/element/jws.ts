/** Signed objects that this page holds, as text. */
import { fromBase64url } from "../core/base64url.js";

/** What a compact JWS claims; nothing of its signature is checked. None where the text is no JWS. */
export const claimsOf = <Claims = Record<string, unknown>>(jws: string): Claims | undefined => {
  const payload = jws.split(".")[1];
  return payload === undefined ? undefined : (JSON.parse(new TextDecoder().decode(fromBase64url(payload))) as Claims);
};
