/**
 * HPKE (RFC 9180) in the one suite of sealed records: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
 * A file of its own, loaded for packs whose record is sealed. The library's WebCrypto is the one that was taken at import.
 */
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

/** Seals a text to a public key, 65 bytes; gives the encapsulated key, and the text with 16 bytes more. */
export const sealTo = async (
  publicKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  text: Uint8Array,
): Promise<{ enc: Uint8Array; ciphertext: Uint8Array }> => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const { ct, enc } = await suite.seal({ recipientPublicKey, info }, text, aad);
  return { enc: new Uint8Array(enc), ciphertext: new Uint8Array(ct) };
};
