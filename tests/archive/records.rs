//! Records that another implementation sealed, and what does not open.

use prescreen::json::{Json, Write as _};
use prescreen::terms::Digest;
use prescreen::verdict::SealedRecord;
use prescreen::verdict::sealed::padded;
use prescreen::{Pack, Session};
use prescreen_archive::{ArchiveKeyPair, seal_record};
use serde_json::Value;

fn vector() -> Value {
    serde_json::from_str(include_str!("../vectors/verdict/sealed.json")).unwrap()
}

fn sealed(value: &Value) -> Result<SealedRecord, prescreen::Error> {
    SealedRecord::of(&Json::parse(&value.to_string(), 1 << 20).unwrap())
}

fn key(vector: &Value) -> ArchiveKeyPair {
    ArchiveKeyPair::read(&vector["archive_key"].to_string()).unwrap()
}

#[test]
fn a_record_that_was_sealed_elsewhere_opens_to_the_same_record() {
    let vector = vector();
    let (text, record) = key(&vector).open(&sealed(&vector["sealed"]).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), vector["record"]);
    assert_eq!(record.objects().verdict.claims.commitment().to_string(), vector["commitment"].as_str().unwrap());
    let pack = Pack::load(&vector["pack"].to_string()).unwrap();
    assert_eq!(record.replay(&pack).unwrap().class.unwrap().as_str(), "C3");
    let opening = record.open(&["record"]).unwrap();
    let opening = prescreen::verdict::Opening::read(&opening, &pack).unwrap();
    let opened: Vec<String> = opening.values().map(|(name, value)| format!("{name}={}", value.canonical())).collect();
    assert_eq!(opened, [r#"record="sealed""#]);
}

#[test]
fn what_was_sealed_here_opens_again_and_has_the_one_length() {
    let vector = vector();
    let other = ArchiveKeyPair::draw("archive-1".to_string().try_into().unwrap()).unwrap();
    let around = sealed(&vector["sealed"]).unwrap();
    let record = Json::parse(&vector["record"].to_string(), 1 << 20).unwrap().canonical();
    let json = seal_record(around, &record, (&other.public_key(), 16_384), [9; 32]).unwrap();
    let again = SealedRecord::of(&json).unwrap();
    assert_eq!(again.ciphertext.0.len(), 16_384 + 16);
    assert_eq!(other.open(&again).unwrap().0, record);
    assert_eq!(key(&vector).open(&again).unwrap_err().code.as_str(), "key");
    let read = ArchiveKeyPair::read(&other.file()).unwrap();
    assert_eq!(read.open(&again).unwrap().0, record);
    assert_eq!(format!("{read:?}"), "ArchiveKeyPair(archive-1)");
}

#[test]
fn what_is_bound_cannot_be_changed() {
    let vector = vector();
    let digest = Digest::of(b"other").to_string();
    for (name, other) in [
        ("session", "session-other"),
        ("nonce", &digest),
        ("pack", &digest),
        ("commitment", &digest),
        ("ciphertext", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ] {
        let mut changed = vector["sealed"].clone();
        changed[name] = other.into();
        let refused = key(&vector).open(&sealed(&changed).unwrap()).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.at.as_str()), ("key", "/ciphertext"), "{name}");
    }
    let mut changed = vector["sealed"].clone();
    changed["key"] = "archive-9".into();
    let refused = key(&vector).open(&sealed(&changed).unwrap()).unwrap_err();
    assert_eq!(refused.at, "/key");
    assert!(refused.message.contains("'archive-9'") && refused.message.contains("'archive-1'"), "{}", refused.message);
    changed["enc"] = "AAAA".into();
    changed["key"] = "archive-1".into();
    assert_eq!(key(&vector).open(&sealed(&changed).unwrap()).unwrap_err().code.as_str(), "encoding");
}

/// What a server looks at, without a key.
#[test]
fn a_sealed_record_is_checked_for_its_session_its_key_and_its_length() {
    let vector = vector();
    let pack = Pack::load(&vector["pack"].to_string()).unwrap();
    let session = Session::read(&vector["session"].to_string()).unwrap();
    let commitment = Digest::parse(vector["commitment"].as_str().unwrap()).unwrap();
    let check = |value: &Value| {
        let sealed = sealed(value).and_then(|sealed| sealed.check(&pack, &session, &commitment));
        sealed.map_err(|error| format!("{} {}", error.code.as_str(), error.at))
    };
    assert_eq!(check(&vector["sealed"]), Ok(()));
    let digest = Value::from(Digest::of(b"other").to_string());
    let shorter: String = vector["sealed"]["ciphertext"].as_str().unwrap().chars().skip(4).collect();
    for (name, other, expected) in [
        ("session", "other".into(), "claim /session"),
        ("nonce", digest.clone(), "claim /nonce"),
        ("pack", digest.clone(), "pack-mismatch /pack"),
        ("commitment", digest, "claim /commitment"),
        ("key", "archive-2".into(), "key /key"),
        ("enc", "BAAA".into(), "encoding /enc"),
        ("ciphertext", shorter.into(), "encoding /ciphertext"),
        ("ciphertext", "A=".into(), "encoding /ciphertext"),
        ("suite", "prescreen-hpke-p256-2".into(), "algorithm /suite"),
        ("prescreen_sealed_record", 2.into(), "range /prescreen_sealed_record"),
        ("more", 2.into(), "unknown-field /more"),
    ] {
        let mut changed = vector["sealed"].clone();
        changed[name] = other;
        assert_eq!(check(&changed), Err(expected.into()), "{name}");
    }
    // The key counts that is in force on the session's day.
    let later = Session { now: prescreen::date::Instant(1_900_000_000), ..session };
    let sealed = sealed(&vector["sealed"]).unwrap();
    assert_eq!(sealed.check(&pack, &later, &commitment).unwrap_err().at, "/key");
}

#[test]
fn a_record_of_another_session_is_refused_when_it_is_opened() {
    let vector = vector();
    let own = key(&vector);
    let pack = Pack::load(&vector["pack"].to_string()).unwrap();
    let record = Json::parse(&vector["record"].to_string(), 1 << 20).unwrap().canonical();
    let archive = pack.document().record.archive().unwrap();
    let (public, bytes) = (own.public_key(), archive.bytes);
    let seal = |around: SealedRecord, record: &str| {
        own.open(&SealedRecord::of(&seal_record(around, record, (&public, bytes), [3; 32]).unwrap()).unwrap())
    };
    let around = sealed(&vector["sealed"]).unwrap();
    let other = Digest::of(b"other");
    let refused = |result: Result<_, prescreen::Error>| result.map(|(text, _): (String, _)| text).unwrap_err();
    let elsewhere = SealedRecord { commitment: other, ..around.clone() };
    assert_eq!(refused(seal(elsewhere, &record)).code.as_str(), "commitment");
    let elsewhere = SealedRecord { session: "other".to_string().try_into().unwrap(), ..around.clone() };
    assert_eq!(refused(seal(elsewhere, &record)).code.as_str(), "claim");
    let mut lie = vector["record"].clone();
    lie["values"][0]["value"] = "none".into();
    assert_eq!(refused(seal(around.clone(), &lie.to_string())).code.as_str(), "commitment");
    assert_eq!(refused(seal(around, "nothing")).code.as_str(), "syntax");
}

/// Vectors that every opener refuses: what opens is the one form of the record, and spaces after it.
#[test]
fn what_is_not_the_one_form_of_the_record_is_refused() {
    let vector = vector();
    let refused = vector["refused"].as_array().unwrap();
    for one in refused {
        let error = key(&vector).open(&sealed(&one["sealed"]).unwrap()).map(drop).unwrap_err();
        assert_eq!(error.code.as_str(), one["code"].as_str().unwrap(), "{}", one["name"]);
        assert!(!format!("{error:?}").contains("a-secret-member"), "{error:?}");
    }
    assert_eq!(refused.len(), 8);
}

#[test]
fn a_record_longer_than_the_packs_length_is_not_sealed() {
    assert_eq!(padded("abc", 5).unwrap(), "abc  ");
    assert_eq!(padded("abcde", 5).unwrap(), "abcde");
    let refused = padded("abcdef", 5).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.at.as_str()), ("limit", "/record/sealed/bytes"));
    assert!(refused.message.contains("6 bytes") && !refused.help.is_empty());
}

#[test]
fn key_files_are_read_strictly_and_errors_repeat_nothing_of_them() {
    let vector = vector();
    let file = &vector["archive_key"];
    let private = file["private_key"].as_str().unwrap();
    let other = ArchiveKeyPair::draw("a".to_string().try_into().unwrap()).unwrap();
    assert_ne!(other.public_key(), file["public_key"].as_str().unwrap());
    for (name, value, code) in [
        ("public_key", Value::from(other.public_key()), "key"),
        ("private_key", "AAAA".into(), "encoding"),
        ("private_key", "A".repeat(43).into(), "key"),
        ("prescreen_archive_key", 2.into(), "range"),
        ("more", 1.into(), "unknown-field"),
    ] {
        let mut changed = file.clone();
        changed[name] = value;
        let refused = ArchiveKeyPair::read(&changed.to_string()).unwrap_err();
        assert_eq!(refused.code.as_str(), code, "{name}");
        assert!(!format!("{refused:?}").contains(private));
    }
    let whole = ArchiveKeyPair::read(&file.to_string()).unwrap();
    assert_eq!(Json::parse(&whole.file(), 5000).unwrap().canonical(), whole.file());
    let sealed = sealed(&vector["sealed"]).unwrap();
    assert!(!format!("{sealed:?}").contains(vector["sealed"]["ciphertext"].as_str().unwrap()));
    assert_eq!(sealed.json().canonical(), Json::parse(&vector["sealed"].to_string(), 1 << 20).unwrap().canonical());
}
