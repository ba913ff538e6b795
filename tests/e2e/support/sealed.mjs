// A pack whose record is sealed to an archive, and what the firm has of a verdict that was sent under it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { openSealed } from "../../js/sealed-spec.mjs";

/** The archive's key file, private key and all. */
export const { archive_key: archive } = JSON.parse(readFileSync(new URL("../../vectors/verdict/sealed.json", import.meta.url), "utf8"));

export const sealed = { sealed: { bytes: 65_536, keys: [{ id: archive.id, from: "2020-01-01", public_key: archive.public_key }] } };

/** What the firm's back end is answered. */
export const asFirm = async (server, path) => {
  const response = await fetch(`${server.screening}${path}`, { headers: { authorization: `Bearer ${server.credential()}` } });
  return { status: response.status, json: await response.json() };
};

/** Whether a verdict was accepted; with it, and only with it, there is the record that was sent, which opens and fits it. */
export async function isAccepted(server, { session, body }) {
  const sent = JSON.parse(body);
  const { json: state } = await asFirm(server, `/v1/sessions/${session}`);
  const { status, json: kept } = await asFirm(server, `/v1/sessions/${session}/record`);
  if (state.verdict === null) {
    assert.deepEqual([status, kept.code], [409, "not-decided"], "no record of what was not accepted");
    return false;
  }
  assert.equal(state.verdict, sent.verdict);
  assert.equal(status, 200, "no accepted verdict without its sealed record");
  assert.deepEqual(kept.record, sent.record);
  assert.equal(openSealed(kept.record, archive).verdict, sent.verdict, "what is sealed is the record of this verdict");
  return true;
}
