/**
 * The person's record while steps wait: encrypted with a key that nobody can read out, so that the store's files alone do not
 * give it. Whoever opens this page in this browser before the end gets the record: it is offered there.
 */
import * as subtle from "../core/subtle.js";

const ALGORITHM = "AES-GCM";

export interface KeptRecord {
  readonly key: CryptoKey;
  readonly iv: Uint8Array;
  readonly ciphertext: ArrayBuffer;
}

/** Encrypts a record for this device's store. */
export const keep = async (record: string): Promise<KeptRecord> => {
  const key = await subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = subtle.randomBytes(12);
  const text = new TextEncoder().encode(record);
  const ciphertext = await subtle.encrypt({ name: ALGORITHM, iv: iv as BufferSource }, key, text);
  return { key, iv, ciphertext };
};

/** The record again; none where this device cannot. */
export const kept = async ({ key, iv, ciphertext }: KeptRecord): Promise<string | undefined> => {
  try {
    return new TextDecoder().decode(await subtle.decrypt({ name: ALGORITHM, iv: iv as BufferSource }, key, ciphertext));
  } catch {
    return undefined;
  }
};
