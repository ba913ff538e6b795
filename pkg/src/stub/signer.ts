/** The stub's own key, with which it signs as a server does. */
import { unwrap } from "../core/answer.js";
import { toBase64url } from "../core/base64url.js";
import { seal } from "../core/calls.js";
import type { ServerKey } from "../core/signature.js";
import * as subtle from "../core/subtle.js";
import { thumbprint } from "../flow/keys.js";

export interface Signer {
  /** The public key, as a server lists it. */
  readonly key: Required<ServerKey> & { readonly kid: string; readonly alg: "ES256"; readonly use: "sig" };
  readonly sign: (typ: string, claims: object) => Promise<string>;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Canonical JSON (RFC 8785) of plain data whose names are ASCII and whose numbers are whole. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(",")}}`;
};

export const makeSigner = async (): Promise<Signer> => {
  const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { x = "", y = "" } = await subtle.exportKey("jwk", pair.publicKey);
  const kid = await thumbprint({ x, y });
  const part = (object: object): string => toBase64url(bytesOf(canonical(object)));
  return {
    key: { kty: "EC", crv: "P-256", x, y, kid, alg: "ES256", use: "sig" },
    sign: async (typ, claims) => {
      const input = `${part({ alg: "ES256", kid, typ })}.${part({ suite: "prescreen-es256-1", ...claims })}`;
      const signature = await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, bytesOf(input));
      return unwrap(seal(input, new Uint8Array(signature)));
    },
  };
};
