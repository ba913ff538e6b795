//! A pack whose record is sealed, and what a tab sends under it. What is inside no server can tell, so it is nothing here.

use prescreen::Session;
use prescreen::terms::Digest;
use prescreen::verdict::SealedRecord;
use prescreen::verdict::sealed::Base64url;
use prescreen_archive::{ArchiveKeyPair, seal};
use serde_json::{Value, json};

use crate::tab::{Tab, claims, hash};
use crate::trial;

const PUBLIC: &str = "BGD-1LolWp0xyWHrdMY1bWjASbiSO2H6bOZpYi5g8p-2eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk";

/// The length of every record.
pub const BYTES: u32 = 16_384;

/// The pack of these tests, with a record sealed to two keys, one after the other.
pub fn pack() -> Value {
    let key = key();
    with_record(json!({ "sealed": { "bytes": BYTES, "keys": [
        { "id": "archive-1", "from": "2020-01-01", "public_key": key.public_key() },
        { "id": "archive-2", "from": "2099-01-01", "public_key": key.public_key() },
    ] } }))
}

/// The pack of these tests with a record that the firm keeps, and the notice that says so.
pub fn with_record(record: Value) -> Value {
    trial::pack(|pack| {
        pack["record"] = record;
        pack["notices"] = json!([
            { "id": "record", "version": 1, "kind": "notice", "required": true, "basis": { "firm": "test" } },
        ]);
        for texts in pack["texts"].as_object_mut().unwrap().values_mut() {
            texts["notice.record.title"] = "Record".into();
            texts["notice.record.body"] = "The firm keeps what is answered.".into();
        }
    })
}

/// The archive's key: RFC 6979's for P-256 (appendix A.2.5), which everybody knows.
pub fn key() -> ArchiveKeyPair {
    let private = "ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE";
    let file = |private: &str, public: &str| json!({ "prescreen_archive_key": 1, "id": "archive-1", "private_key": private, "public_key": public });
    ArchiveKeyPair::read(&file(private, PUBLIC).to_string()).unwrap()
}

/// What a tab sends: a verdict, and under this pack a sealed record of its length.
pub fn sent(tab: &Tab, verdict: &str) -> String {
    let sealed = prescreen::Pack::load(&pack().to_string()).unwrap();
    if tab.session["pack"]["hash"] != sealed.hash().to_string() {
        return verdict.into();
    }
    json!({ "record": record(tab, verdict), "verdict": verdict }).to_string()
}

/// A sealed record for a verdict.
pub fn record(tab: &Tab, verdict: &str) -> Value {
    use prescreen::json::Write as _;
    let session = Session::read(&tab.session.to_string()).unwrap();
    let commitment = Digest::parse(claims(verdict)["commitment"].as_str().unwrap()).unwrap();
    let pack = prescreen::Pack::load(&pack().to_string()).unwrap();
    let archive = pack.document().record.archive().unwrap();
    let mut sealed = SealedRecord::unsealed(&session, commitment, &archive.keys[0]);
    let text = vec![b' '; BYTES as usize];
    let public = prescreen::terms::base64url::decode(&archive.keys[0].public_key).unwrap();
    let drawn = prescreen::terms::base64url::decode_array(&hash(verdict.as_bytes())).unwrap();
    let made = seal(&public, &sealed.info(), &[(&text, &sealed.aad())], drawn).unwrap();
    sealed.enc = Base64url(made.enc);
    sealed.ciphertext = Base64url(made.ciphertexts.concat());
    serde_json::from_str(&sealed.json().canonical()).unwrap()
}
