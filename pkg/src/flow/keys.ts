/** The session's key: made for one session, its private part never readable by anyone. */
import { toBase64url } from "../core/base64url.js";
import type { Coordinates } from "../core/screening.js";
import * as subtle from "../core/subtle.js";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

export interface SessionKey {
  /** Null once the session is over. */
  readonly privateKey: CryptoKey | null;
  readonly coordinates: Coordinates;
  /** Thumbprint (RFC 7638), base64url. */
  readonly jkt: string;
}

export const makeKey = async (): Promise<SessionKey> => {
  const pair = await subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const { x, y } = await subtle.exportKey("jwk", pair.publicKey);
  if (x === undefined || y === undefined) throw new Error("the key has no coordinates");
  return { privateKey: pair.privateKey, coordinates: { x, y }, jkt: await thumbprint({ x, y }) };
};

/** Thumbprint of a public key (RFC 7638), base64url. */
export const thumbprint = async ({ x, y }: Coordinates): Promise<string> => {
  const canonical = JSON.stringify({ crv: "P-256", kty: "EC", x, y });
  return toBase64url(new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(canonical))));
};

export const sign = async ({ privateKey }: SessionKey, input: string): Promise<Uint8Array> => {
  if (!privateKey) throw new Error("the session is over, and its key was forgotten");
  return new Uint8Array(await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, new TextEncoder().encode(input)));
};

/** Whoever still holds the key's object holds nothing that signs. */
export const forgetKey = (key: { privateKey: CryptoKey | null }): void => {
  key.privateKey = null;
};

/** 32 fresh random bytes. */
export const makeSeed = (): Uint8Array => subtle.randomBytes(32);
