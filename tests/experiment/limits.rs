//! What others' SDKs got wrong or leave to chance, and files that would run for ever.

use prescreen::Code;
use prescreen_experiment::bucket::hash;
use prescreen_experiment::{Evaluator, Payload, Source, User};

use crate::Host;
use crate::json;

fn payload(text: &str) -> Payload {
    Payload::read(&json(text), None).unwrap()
}

#[test]
fn who_has_no_id_is_in_no_experiment() {
    let payload = payload(r#"{"f": {"defaultValue": "d", "rules": [{"variations": ["a", "b"]}]}}"#);
    for attributes in ["{}", r#"{"id": null}"#, r#"{"id": ""}"#, r#"{"id": 0}"#, r#"{"id": false}"#] {
        let attributes = json(attributes);
        for _ in 0..8 {
            let evaluator = Evaluator::new(&payload, &Host);
            let feature = evaluator.feature("f", &mut User::new(&attributes)).unwrap();
            assert_eq!(feature.source, Source::DefaultValue);
            assert_eq!(feature.value.as_text(), Some("d"));
        }
    }
}

/// FNV-1a over UTF-16 code units; expected values by the definition, in a language of its own:
/// `h = 0x811c9dc5; for u in units: h = ((h ^ u) * 0x01000193) mod 2^32`, then `h mod 1000`, or the hash of its decimal text.
#[test]
fn an_id_outside_of_ascii_is_hashed_by_code_units() {
    for (value, first, second) in HASHES {
        assert_eq!(hash("seed", value, 1), Some(first), "{value}");
        assert_eq!(hash("seed", value, 2), Some(second), "{value}");
    }
}

const HASHES: [(&str, f64, f64); 4] = [
    ("\u{5f20}\u{4f1f}", 0.493, 0.3748),
    ("\u{1f600}", 0.429, 0.4346),
    ("e\u{301}", 0.438, 0.331),
    ("na\u{ef}ve", 0.481, 0.1066),
];

#[test]
fn a_rules_own_hash_version_counts() {
    let rule = |version: &str| format!(r#"{{"f": {{"rules": [{{"seed": "s", {version} "variations": [0, 1]}}]}}}}"#);
    let bucket = |version: &str| {
        let (payload, attributes) = (payload(&rule(version)), json(r#"{"id": "user-7"}"#));
        let evaluator = Evaluator::new(&payload, &Host);
        let feature = evaluator.feature("f", &mut User::new(&attributes)).unwrap();
        feature.assignment.and_then(|assignment| assignment.bucket)
    };
    assert_eq!(bucket(""), hash("s", "user-7", 1));
    assert_eq!(bucket(r#""hashVersion": 1,"#), hash("s", "user-7", 1));
    assert_eq!(bucket(r#""hashVersion": 2,"#), hash("s", "user-7", 2));
    assert_eq!(bucket(r#""hashVersion": 3,"#), None);
}

/// Features each of which asks for the next: `f0` for `f1`, and so on; `times` times each.
fn chain(length: usize, times: usize) -> Payload {
    let parent = |n: usize| format!(r#"{{"id": "f{n}", "condition": {{"value": 1}}}}"#);
    let features = (0..length).map(|n| {
        let parents = vec![parent(n + 1); times].join(",");
        format!(r#""f{n}": {{"rules": [{{"parentConditions": [{parents}], "force": 1}}]}}"#)
    });
    let last = format!(r#""f{length}": {{"defaultValue": 1}}"#);
    payload(&format!("{{{}}}", features.chain([last]).collect::<Vec<_>>().join(",")))
}

#[test]
fn features_may_ask_for_one_another_so_deep_and_so_often() {
    let attributes = json("{}");
    let value = |payload: &Payload| {
        let evaluator = Evaluator::new(payload, &Host);
        evaluator.feature("f0", &mut User::new(&attributes)).map(|feature| feature.on()).map_err(|error| error.code)
    };
    assert_eq!(value(&chain(63, 1)), Ok(true));
    assert_eq!(value(&chain(64, 1)), Err(Code::Limit));
    assert_eq!(value(&chain(20_000, 1)), Err(Code::Limit));
    // Without the second limit, 2^60 evaluations.
    assert_eq!(value(&chain(12, 2)), Ok(true));
    assert_eq!(value(&chain(60, 2)), Err(Code::Limit));
}

#[test]
fn patterns_are_those_of_ecmascript() {
    use prescreen::condition::compat::RegexHost;
    for (pattern, text, ignore_case, expected) in [
        ("^(?!bot)", "person", false, true),
        ("^(?!bot)", "bot-7", false, false),
        (r"(\d)\1", "a11", false, true),
        (r"(?<=@)example\.com$", "a@example.com", false, true),
        ("^MÜ", "münchen", true, true),
        // A character outside of the basic plane is two code units.
        ("^..$", "\u{1f600}", false, true),
        ("a/b", "a/b", false, true),
        ("(", "(", false, false),
    ] {
        assert_eq!(Host.matches(pattern, text, ignore_case), expected, "{pattern}");
    }
}
