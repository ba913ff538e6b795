// Sealed records, written from VERIFY.md, section 9.

import { receiver, sender } from "./hpke-spec.mjs";
import * as spec from "./verdict-spec.mjs";

const MEMBERS = "arithmetic commit pack prescreen_record receipt seed session shown ticket values verdict".split(" ");

const prefixed = (id) => Buffer.concat([Buffer.from([id.length >> 8, id.length & 255]), Buffer.from(id)]);
const infoOf = ({ pack, key }) => Buffer.concat([Buffer.from("prescreen/record/1\0"), spec.strictDecode(pack), prefixed(key)]);
const aadOf = ({ commitment, nonce, session }) =>
  Buffer.concat([spec.strictDecode(commitment), spec.strictDecode(nonce), prefixed(session)]);

/** A record as it is kept, sealed to the pack's key. */
export function sealRecord(record, one, archive) {
  return sealText(spec.canonical(record), one, archive);
}

/** Any text, sealed as if it were a record. */
export function sealText(text, { session, commitment }, { key, bytes }) {
  const around = {
    prescreen_sealed_record: 1,
    suite: "prescreen-hpke-p256-1",
    session: session.id,
    nonce: session.nonce,
    pack: session.pack.hash,
    commitment,
    key: key.id,
  };
  const padded = Buffer.concat([Buffer.from(text), Buffer.alloc(bytes, " ")]).subarray(0, bytes);
  const { enc, seal } = sender(spec.strictDecode(key.public_key), infoOf(around));
  return { ...around, enc: spec.b64u(enc), ciphertext: spec.b64u(seal(0, aadOf(around), padded)) };
}

/** The record that was sealed, with the archive's key file. */
export function openSealed(sealed, file) {
  const { open } = receiver(spec.strictDecode(file.private_key), spec.strictDecode(sealed.enc), infoOf(sealed));
  const opened = open(0, aadOf(sealed), spec.strictDecode(sealed.ciphertext));
  if (opened.length < 8192 || opened.length > 131_072) throw new spec.Refused("encoding");
  const text = opened.toString("utf8").replace(/ +$/, "");
  const record = JSON.parse(text);
  if (spec.canonical(record) !== text) throw new spec.Refused("encoding");
  if (Object.keys(record).some((name) => !MEMBERS.includes(name))) throw new spec.Refused("unknown-field");
  const context = { packHash: spec.strictDecode(sealed.pack), nonce: spec.strictDecode(sealed.nonce) };
  const [names, values] = [record.values.map(({ id }) => id), record.values.map(({ value }) => value)];
  const root = spec.b64u(spec.commitment(context, names, values, spec.strictDecode(record.seed)));
  const verdict = spec.open(record.verdict).claims;
  if (root !== sealed.commitment || verdict.commitment !== root) throw new spec.Refused("commitment");
  return record;
}
