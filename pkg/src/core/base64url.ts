/** Bytes at a time, as many as a call takes arguments on every engine; groups of three, so that no piece is padded. */
const PIECE = 3 * 4096;

/** Strict base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

/** Bytes of a text that is known to be canonical: the module checked it. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
