/** WebCrypto, taken at import: what replaces `crypto.subtle.sign` or `crypto.getRandomValues` later sees no seed and no text. */
const { crypto } = globalThis;
const subtle = crypto?.subtle;

/** Missing outside of a secure context: what needs it fails there. */
export const { decrypt, deriveBits, digest, encrypt, exportKey, generateKey, importKey, sign, verify } = {
  decrypt: subtle?.decrypt.bind(subtle),
  deriveBits: subtle?.deriveBits.bind(subtle),
  digest: subtle?.digest.bind(subtle),
  encrypt: subtle?.encrypt.bind(subtle),
  exportKey: subtle?.exportKey.bind(subtle),
  generateKey: subtle?.generateKey.bind(subtle),
  importKey: subtle?.importKey.bind(subtle),
  sign: subtle?.sign.bind(subtle),
  verify: subtle?.verify.bind(subtle),
};

const fill = crypto?.getRandomValues.bind(crypto);

/** Fresh random bytes. */
export const randomBytes = (count: number): Uint8Array => fill(new Uint8Array(count));
