/** Signatures of opened objects, by WebCrypto; their strict form is the module's to check. */
import { type Answered, failure, PrescreenError } from "./answer.js";
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

/** Keys as they are given: a list, or the whole document that lists them. What is neither is refused before anything is asked. */
export const readKeys = (given: unknown): readonly ServerKey[] | undefined => {
  if (given === undefined || given === null) return undefined;
  const listed = Array.isArray(given) ? given : (given as { keys?: unknown }).keys;
  const isKey = (one: unknown): boolean =>
    typeof one === "object" && one !== null && typeof (one as ServerKey).x === "string" && typeof (one as ServerKey).y === "string";
  if (Array.isArray(listed) && listed.length > 0 && listed.every(isKey)) return listed as readonly ServerKey[];
  throw new PrescreenError({
    code: "type",
    at: "/serverKeys",
    message: "these are no public keys of a server",
    help: "pass the list in `keys` of /.well-known/prescreen-keys.json, each with `x` and `y`",
  });
};

/** The object's claims, if one of the keys signed it. */
export const signed = async <Claims>(object: Opened, keys: readonly ServerKey[]): Promise<Answered<Claims>> => {
  for (const key of keys) if (await holds(object, key)) return { ok: true, value: JSON.parse(object.claims) as Claims };
  return failure("signature", "the signature does not verify with the key that it should");
};

/** Whether a key made a signature; false too where it is no key. */
export const holds = async (
  { signing_input: input, signature }: Pick<Opened, "signing_input" | "signature">,
  { x = "", y = "" }: ServerKey,
): Promise<boolean> => {
  try {
    const key = await subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return await subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(signature), new TextEncoder().encode(input));
  } catch {
    return false;
  }
};
