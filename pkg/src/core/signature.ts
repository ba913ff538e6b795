/** Signatures of opened objects, by WebCrypto; their strict form is the module's to check. */
import { type Answered, failure } from "./answer.js";
import { fromBase64url } from "./base64url.js";
import type { Opened } from "./calls.js";
import * as subtle from "./subtle.js";

/** A public key of the screening server, as `/.well-known/prescreen-keys.json` lists it. */
export interface ServerKey {
  kty?: string;
  crv?: string;
  x?: string;
  y?: string;
}

/** The object's claims, if one of the keys signed it. */
export const signed = async <Claims>(object: Opened, keys: readonly ServerKey[]): Promise<Answered<Claims>> => {
  for (const key of keys) if (await holds(object, key)) return { ok: true, value: JSON.parse(object.claims) as Claims };
  return failure("signature", "the signature does not verify with the key that it should");
};

const holds = async ({ signing_input: input, signature }: Opened, { x = "", y = "" }: ServerKey): Promise<boolean> => {
  try {
    const key = await subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return await subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(signature), new TextEncoder().encode(input));
  } catch {
    return false;
  }
};
