// HPKE of VERIFY.md, section 9, written from RFC 9180: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.

import { createCipheriv, createDecipheriv, createECDH, createHmac } from "node:crypto";

const KEM = Buffer.from([0x4b, 0x45, 0x4d, 0, 0x10]);
const HPKE = Buffer.from([0x48, 0x50, 0x4b, 0x45, 0, 0x10, 0, 1, 0, 1]);
const NONE = Buffer.alloc(0);

const hmac = (key, ...parts) => parts.reduce((mac, part) => mac.update(part), createHmac("sha256", key)).digest();
const u16 = (number) => Buffer.from([number >> 8, number & 255]);

const extract = (suite, salt, label, ikm) => hmac(salt.length > 0 ? salt : Buffer.alloc(32), "HPKE-v1", suite, label, ikm);

function expand(suite, prk, label, info, length) {
  const labelled = Buffer.concat([u16(length), Buffer.from("HPKE-v1"), suite, Buffer.from(label), info]);
  const blocks = [];
  for (let n = 1, last = NONE; blocks.length * 32 < length; n += 1) {
    last = hmac(prk, last, labelled, Buffer.from([n]));
    blocks.push(last);
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** Key and nonce of the context, of a shared point and the two public keys. */
function context(dh, enc, recipient, info) {
  const eaePrk = extract(KEM, NONE, "eae_prk", dh);
  const shared = expand(KEM, eaePrk, "shared_secret", Buffer.concat([enc, recipient]), 32);
  const hashed = [extract(HPKE, NONE, "psk_id_hash", NONE), extract(HPKE, NONE, "info_hash", info)];
  const schedule = Buffer.concat([Buffer.from([0]), ...hashed]);
  const secret = extract(HPKE, shared, "secret", NONE);
  return { shared, key: expand(HPKE, secret, "key", schedule, 16), nonce: expand(HPKE, secret, "base_nonce", schedule, 12) };
}

const nonceOf = (base, sequence) => {
  const nonce = Buffer.from(base);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
  return nonce;
};

/** Seals to a public key; `ephemeral` is a private key, fresh where it is left out. */
export function sender(recipient, info, ephemeral) {
  const own = createECDH("prime256v1");
  if (ephemeral) own.setPrivateKey(ephemeral);
  else own.generateKeys();
  const enc = own.getPublicKey();
  const made = context(own.computeSecret(recipient), enc, recipient, info);
  const seal = (sequence, aad, text) => {
    const cipher = createCipheriv("aes-128-gcm", made.key, nonceOf(made.nonce, sequence)).setAAD(aad);
    return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  };
  return { ...made, enc, seal };
}

/** Opens with a private key. */
export function receiver(privateKey, enc, info) {
  const own = createECDH("prime256v1");
  own.setPrivateKey(privateKey);
  const made = context(own.computeSecret(enc), enc, own.getPublicKey(), info);
  const open = (sequence, aad, sealed) => {
    const decipher = createDecipheriv("aes-128-gcm", made.key, nonceOf(made.nonce, sequence)).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  };
  return { ...made, open };
}
