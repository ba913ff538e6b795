//! What a feature's value depends on, in OpenFeature's words: the meanings are those of its specification (types, "Resolution
//! reason").

use prescreen_experiment::{Evaluator, Payload, Reason, User};

use crate::Host;
use crate::json;

const FOR_US: &str = r#"{"condition": {"country": "CN"}, "force": 1}"#;
const FOR_OTHERS: &str = r#"{"condition": {"country": "CH"}, "force": 1}"#;
const EVERYBODY: &str = r#"{"force": 2}"#;
const SPLIT: &str = r#"{"key": "split", "variations": [0, 1]}"#;

#[test]
fn a_reason_says_what_the_value_depends_on() {
    let gate = |id: &str| {
        format!(
            r#"{{"parentConditions": [{{"id": "{id}", "condition": {{"value": true}}, "gate": true}}], "force": 1}}"#
        )
    };
    let (off, circle) = (gate("off"), gate("asked"));
    for (rules, reason) in [
        (vec![], Reason::Static),
        (vec![EVERYBODY], Reason::Static),
        (vec![r#"{"condition": {}, "force": 1}"#], Reason::Static),
        (vec![FOR_US], Reason::TargetingMatch),
        (vec![FOR_OTHERS], Reason::Default),
        (vec![FOR_OTHERS, EVERYBODY], Reason::Default),
        (vec![r#"{"coverage": 1, "force": 1}"#], Reason::Split),
        (vec![FOR_OTHERS, SPLIT], Reason::Split),
        (vec![off.as_str()], Reason::Disabled),
        (vec![circle.as_str()], Reason::Error),
    ] {
        let features = format!(
            r#"{{"asked": {{"defaultValue": 0, "rules": [{}]}}, "off": {{"defaultValue": false}}}}"#,
            rules.join(",")
        );
        let (payload, attributes) =
            (Payload::read(&json(&features), None).unwrap(), json(r#"{"id": "p", "country": "CN"}"#));
        let evaluator = Evaluator::new(&payload, &Host);
        let of = |name: &str| evaluator.feature(name, &mut User::new(&attributes)).unwrap().reason;
        assert_eq!(of("asked"), reason, "{features}");
        assert_eq!(of("nowhere"), Reason::Error);
    }
}

#[test]
fn a_variation_that_somebody_asked_for_is_targeted_and_not_split() {
    let payload = Payload::read(&json(&format!(r#"{{"asked": {{"rules": [{SPLIT}]}}}}"#)), None).unwrap();
    let attributes = json(r#"{"id": "p"}"#);
    let mut user = User { forced_variations: [("split".into(), 1)].into(), ..User::new(&attributes) };
    let evaluated = Evaluator::new(&payload, &Host).feature("asked", &mut user).unwrap();
    assert_eq!((evaluated.reason, evaluated.on()), (Reason::TargetingMatch, true));
}
