//! Sticky buckets as SDKs lost them: several experiments at once, two people in turn, numbers as ids.

use prescreen::condition::compat::stringify;
use prescreen::json::Json;
use prescreen_experiment::{Evaluator, Payload, Sticky, User};

use crate::Host;
use crate::json;

const TWO: &str = r#"{"features": {
    "first": {"rules": [{"key": "one", "variations": ["a", "b"], "meta": [{"key": "0"}, {"key": "1"}]}]},
    "second": {"rules": [{"key": "two", "variations": ["a", "b"], "meta": [{"key": "0"}, {"key": "1"}]}]}
}}"#;

/// A person through both features; what is to be stored afterwards.
fn visit(payload: &Payload, attributes: &Json, kept: Sticky) -> (Vec<String>, Sticky) {
    let mut user = User { sticky: Some(kept.of(&payload.sticky_keys(attributes))), ..User::new(attributes) };
    let values =
        payload.names().map(|name| stringify(Evaluator::new(payload, &Host).feature(name, &mut user).unwrap().value));
    (values.collect(), user.sticky.unwrap())
}

#[test]
fn a_second_experiment_leaves_the_first_ones_bucket() {
    let payload = Payload::read(&json(TWO), None).unwrap();
    let (_, kept) = visit(&payload, &json(r#"{"id": "p"}"#), Sticky::default());
    let documents: Vec<_> = kept.changed().collect();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].name(), "id||p");
    assert_eq!(documents[0].assignments.keys().map(String::as_str).collect::<Vec<_>>(), ["one__0", "two__0"]);
}

#[test]
fn what_is_kept_stays_when_the_weights_turn_around() {
    let payload = Payload::read(&json(TWO), None).unwrap();
    for id in 0..20 {
        let attributes = json(&format!(r#"{{"id": {}}}"#, 1000 + id));
        let (first, kept) = visit(&payload, &attributes, Sticky::default());
        let other = TWO.replace(r#""variations""#, r#""coverage": 0, "variations""#);
        let other = Payload::read(&json(&other), None).unwrap();
        let (without, _) = visit(&other, &attributes, Sticky::default());
        assert_eq!(without, ["null", "null"]);
        let (again, kept) = visit(&other, &attributes, kept);
        assert_eq!(again, first);
        // Nothing was given anew.
        let stored: Vec<Json> = kept.documents().map(prescreen_experiment::Document::json).collect();
        let read_back = Sticky::read(&Json::List(stored)).unwrap();
        assert_eq!(visit(&other, &attributes, read_back).1.changed().count(), 0);
    }
}

#[test]
fn two_people_in_turn_have_a_document_each() {
    let payload = Payload::read(&json(TWO), None).unwrap();
    let mut stored = Sticky::default();
    for id in ["p", "q", "p"] {
        let attributes = json(&format!(r#"{{"id": "{id}"}}"#));
        let (_, kept) = visit(&payload, &attributes, stored.clone());
        assert!(kept.documents().all(|document| document.value == id), "another person's document is not read");
        let documents = stored.documents().filter(|document| document.value != id).chain(kept.documents());
        let documents = Json::List(documents.map(prescreen_experiment::Document::json).collect());
        stored = Sticky::read(&documents).unwrap();
    }
    assert_eq!(stored.documents().map(prescreen_experiment::Document::name).collect::<Vec<_>>(), ["id||p", "id||q"]);
}

#[test]
fn no_value_of_a_person_is_shown() {
    let documents = r#"[{"attributeName": "id", "attributeValue": "secret", "assignments": {}}]"#;
    let shown = format!("{:?}", Sticky::read(&json(documents)).unwrap());
    assert!(!shown.contains("secret") && shown.contains("id"), "{shown}");
}
