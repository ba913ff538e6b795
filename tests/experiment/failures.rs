//! What product teams met with other assignments, each as a test: buckets that changed in silence, a version of the hash
//! that was passed over, an attribute that changed, a draw for who has no id.

use prescreen::condition::compat::stringify;
use prescreen::json::Json;
use prescreen_experiment::bucket::hash;
use prescreen_experiment::{Evaluator, Payload, Source, User};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Host;
use crate::json;

const BUCKETS: &str = include_str!("../vectors/growthbook/buckets.json");

/// growthbook-swift 75: another hash in a minor release put people into other variations.
#[test]
fn the_buckets_of_ten_thousand_ids_are_frozen() {
    let frozen: Value = serde_json::from_str(BUCKETS).unwrap();
    let words: Vec<&str> = frozen["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let seed = frozen["seed"].as_str().unwrap();
    let line = |n: usize| {
        let id = format!("{}-{n}", words[n % words.len()]);
        let bucket = |version| hash(seed, &id, version).unwrap();
        format!("{id},{},{}\n", bucket(1), bucket(2))
    };
    let lines: Vec<String> = (0..usize::try_from(frozen["ids"].as_u64().unwrap()).unwrap()).map(line).collect();
    let first = frozen["first"].as_array().unwrap();
    assert!(first.len() > 4);
    for (line, first) in lines.iter().zip(first) {
        assert_eq!(line.trim(), first.as_str().unwrap());
    }
    let digest: String = Sha256::digest(lines.concat().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, frozen["sha256"].as_str().unwrap());
}

fn evaluate(payload: &Payload, attributes: &Json) -> (String, Source) {
    let mut user = User::new(attributes);
    let evaluated = Evaluator::new(payload, &Host).feature("feature", &mut user).unwrap();
    (stringify(evaluated.value), evaluated.source)
}

/// growthbook-flutter 134, growthbook-c-sharp 37: the version that a rule names was not looked at.
#[test]
fn each_rule_hashes_by_its_own_version() {
    // The buckets of "a" under the seed "seed": 0.0505 in version 2, by GrowthBook's shared cases; in version 1 another.
    let first = |version: i64| {
        let text = format!(
            r#"{{"feature": {{"rules": [{{"key": "seed", "hashVersion": {version},
                "variations": ["exactly", "elsewhere"], "ranges": [[0.0505, 0.0506], [0, 1]]}}]}}}}"#
        );
        evaluate(&Payload::read(&json(&text), None).unwrap(), &json(r#"{"id": "a"}"#)).0
    };
    assert_eq!((first(2), first(1)), (r#""exactly""#.into(), r#""elsewhere""#.into()));
}

const BY_COUNTRY: &str = r#"{"feature": {"defaultValue": "usual", "rules": [{"key": "one", "condition": {"country": "CH"},
    "variations": ["a", "b"]}]}}"#;

/// growthbook 1664: what was decided for one id stayed when another person was there.
#[test]
fn an_attribute_that_changes_is_asked_anew() {
    let payload = Payload::read(&json(BY_COUNTRY), None).unwrap();
    let evaluator = Evaluator::new(&payload, &Host);
    let (here, there) = (json(r#"{"id": "1", "country": "CH"}"#), json(r#"{"id": "1", "country": "CN"}"#));
    let others: Vec<Json> = (0..50).map(|n| json(&format!(r#"{{"id": "{n}", "country": "CH"}}"#))).collect();
    let mut user = User::new(&here);
    let mut value = |attributes| {
        user.attributes = attributes;
        stringify(evaluator.feature("feature", &mut user).unwrap().value)
    };
    let first = value(&here);
    assert_eq!(value(&there), r#""usual""#);
    assert_eq!(value(&here), first);
    // One user handed on from person to person, and each person alone.
    let handed_on: Vec<String> = others.iter().map(&mut value).collect();
    let alone: Vec<String> = others.iter().map(|attributes| evaluate(&payload, attributes).0).collect();
    assert_eq!(handed_on, alone);
    assert!(alone.iter().any(|value| *value != alone[0]));
}

/// unleash-ios 94 and 119, unleash 5083: who had no id was drawn anew at every call.
#[test]
fn who_has_no_id_is_in_no_experiment_at_any_call() {
    let payload = Payload::read(&json(BY_COUNTRY), None).unwrap();
    for attributes in [r#"{"country": "CH"}"#, r#"{"id": "", "country": "CH"}"#, r#"{"id": null, "country": "CH"}"#] {
        let attributes = json(attributes);
        for _ in 0..100 {
            assert_eq!(evaluate(&payload, &attributes), (r#""usual""#.into(), Source::DefaultValue));
        }
    }
}
