//! Payloads that cannot be used: what is wrong is named, with its place.

use prescreen::Code;
use prescreen_experiment::{Experiment, Payload, Sticky};

use crate::json;

#[test]
fn what_is_wrong_in_a_payload_is_named_with_its_place() {
    for (text, code, at) in [
        ("[]", Code::Type, ""),
        (r#"{"features": []}"#, Code::Type, "/features"),
        (r#"{"f": true}"#, Code::Type, "/f"),
        (r#"{"features": {"f": 1}}"#, Code::Type, "/features/f"),
        (r#"{"features": {"a/b": {"rules": {}}}}"#, Code::Type, "/features/a~1b/rules"),
        (r#"{"features": {"f": {"rules": [{}, 1]}}}"#, Code::Type, "/features/f/rules/1"),
        (r#"{"f": {"rules": [{"variations": 2}]}}"#, Code::Type, "/f/rules/0/variations"),
        (r#"{"f": {"rules": [{"weights": [0.5, "0.5"]}]}}"#, Code::Type, "/f/rules/0/weights/1"),
        (r#"{"f": {"rules": [{"coverage": null}]}}"#, Code::Type, "/f/rules/0/coverage"),
        (r#"{"f": {"rules": [{"ranges": [[0, 1, 2]]}]}}"#, Code::Type, "/f/rules/0/ranges/0"),
        (r#"{"f": {"rules": [{"namespace": ["n", 0]}]}}"#, Code::Type, "/f/rules/0/namespace"),
        (r#"{"f": {"rules": [{"hashVersion": "2"}]}}"#, Code::Type, "/f/rules/0/hashVersion"),
        (r#"{"f": {"rules": [{"condition": {"$or": {}}}]}}"#, Code::Condition, "/f/rules/0/condition/$or"),
        (r#"{"f": {"rules": [{"parentConditions": [{}]}]}}"#, Code::MissingField, "/f/rules/0/parentConditions/0"),
        (r#"{"f": {"rules": [{"filters": [{"seed": "s"}]}]}}"#, Code::MissingField, "/f/rules/0/filters/0"),
        (r#"{"features": {}, "savedGroups": []}"#, Code::Type, "/savedGroups"),
        (r#"{"features": {}, "experiments": [{"key": "e"}]}"#, Code::MissingField, "/experiments/0"),
        (r#"{"encryptedFeatures": "x"}"#, Code::Key, "/encryptedFeatures"),
    ] {
        let error = Payload::read(&json(text), None).unwrap_err();
        assert_eq!((error.code, error.at.as_str()), (code, at), "{text}: {error}");
        assert!(!error.message.is_empty());
    }
}

#[test]
fn a_map_of_features_is_read_as_a_payload_is() {
    let map = r#"{"experiments": {"defaultValue": 1}, "f": {"foo": "bar"}}"#;
    let payload = Payload::read(&json(map), None).unwrap();
    assert_eq!(payload.names().collect::<Vec<_>>(), ["experiments", "f"]);
    let payload = Payload::read(&json(r#"{"status": 200, "features": {"f": {}, "a": {}}}"#), None).unwrap();
    assert_eq!(payload.names().collect::<Vec<_>>(), ["f", "a"]);
}

#[test]
fn an_encrypted_payload_opens_with_its_key_alone() {
    // A case of the shared suite.
    let sealed = "m5ylFM6ndyOJA2OPadubkw==.Uu7ViqgKEt/dWvCyhI46q088PkAEJbnXKf3KPZjf9IEQQ+A8fojNoxw4wIbPX3aj";
    let text = format!(r#"{{"features": {{"other": {{}}}}, "encryptedFeatures": "{sealed}"}}"#);
    let payload = Payload::read(&json(&text), Some("Zvwv/+uhpFDznZ6SX28Yjg==")).unwrap();
    assert_eq!(payload.names().collect::<Vec<_>>(), ["feature"]);
    for (key, word) in [("Zvwv/+uhpFDznZ6SX39Yjg==", "decrypt"), ("c2hvcnQ=", "16 bytes"), ("", "16 bytes")] {
        let error = Payload::read(&json(&text), Some(key)).unwrap_err();
        assert_eq!(error.at, "/encryptedFeatures");
        assert!(error.message.contains(word), "{error}");
        assert!(key.is_empty() || !error.to_string().contains(key), "a key is not repeated");
    }
}

#[test]
fn decrypted_text_that_is_no_json_is_an_error() {
    // Another one: its plain text is broken JSON.
    let sealed = "SVZIM2oKD1JoHNIeeoW3Uw==.AGbRiGAHf2f6/ziVr9UTIy+bVFmVli6+bHZ2jnCm9N991ITv1ROvOEjxjLSmgEpv";
    let text = format!(r#"{{"encryptedFeatures": "{sealed}"}}"#);
    let error = Payload::read(&json(&text), Some("UQD0Qqw7fM1bhfKKPH8TGw==")).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (Code::Syntax, "/encryptedFeatures"), "{error}");
}

#[test]
fn targeting_that_is_not_evaluated_is_refused() {
    for field in ["url", "groups", "include"] {
        let text = format!(r#"{{"key": "e", "variations": [0, 1], "{field}": []}}"#);
        let error = Experiment::read(&json(&text)).unwrap_err();
        assert_eq!((error.code, error.at), (Code::UnknownField, format!("/{field}")));
    }
}

#[test]
fn a_sticky_document_stands_under_its_own_name() {
    let text = r#"{"id||q": {"attributeName": "id", "attributeValue": "p", "assignments": {}}}"#;
    let error = Sticky::read(&json(text)).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (Code::Inconsistent, "/id||q"));
}
