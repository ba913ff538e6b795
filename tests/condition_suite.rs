//! GrowthBook's shared cases of `evalCondition`, all of them, against the compatibility dialect.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

use prescreen::condition::compat::{self, RegexHost};
use prescreen::json::Json;

const SUITE: &str = include_str!("vectors/growthbook/eval-condition.json");

struct Regex;

impl RegexHost for Regex {
    fn matches(&self, pattern: &str, text: &str, ignore_case: bool) -> bool {
        let regex = regex::RegexBuilder::new(pattern).case_insensitive(ignore_case).build();
        regex.is_ok_and(|regex| regex.is_match(text))
    }
}

#[test]
fn every_shared_case_agrees() {
    let suite = Json::parse_loose(SUITE, SUITE.len()).unwrap();
    let Some(Json::List(cases)) = suite.get("evalCondition") else { panic!("the suite is a list") };
    let mut wrong = Vec::new();
    for case in cases {
        let Json::List(case) = case else { panic!("a case is a list") };
        let [Json::Text(name), condition, attributes, Json::Bool(expected), groups @ ..] = case.as_slice() else {
            panic!("a case has name, condition, attributes and result");
        };
        if compat::eval(condition, attributes, groups.first(), &Regex) != *expected {
            wrong.push(name);
        }
    }
    assert_eq!(cases.len(), 248);
    assert!(wrong.is_empty(), "{} of {} cases disagree: {wrong:#?}", wrong.len(), cases.len());
}

#[test]
fn what_is_no_condition_holds_for_nobody() {
    for text in ["1", "[]", r#"{"$and": {}}"#, r#"{"$not": 3}"#, r#"{"a": {"$elemMatch": 3}}"#, r#"{"a": {"$no": 1}}"#]
    {
        let condition = Json::parse_loose(text, 100).unwrap();
        assert!(!compat::eval(&condition, &Json::Map(Vec::new()), None, &Regex), "{text}");
    }
}

#[test]
fn attributes_are_found_by_path() {
    let attributes = Json::parse_loose(r#"{"a": {"b": [{"c": 2.5}]}}"#, 100).unwrap();
    for (text, expected) in [
        (r#"{"a.b.0.c": 2.5}"#, true),
        (r#"{"a.b.0.c": {"$gt": "2.4"}}"#, true),
        (r#"{"a.b.1.c": {"$exists": true}}"#, false),
        (r#"{"a.b.0.c.d": null}"#, true),
    ] {
        let condition = Json::parse_loose(text, 100).unwrap();
        assert_eq!(compat::eval(&condition, &attributes, None, &Regex), expected, "{text}");
    }
}

/// As the official JavaScript SDK 1.8 has it, which the shared suite does not ask.
#[test]
fn elements_that_are_falsy_are_elements() {
    let attributes = Json::parse_loose(r#"{"a": [0, "", false], "b": [null]}"#, 100).unwrap();
    for (text, expected) in [
        (r#"{"a": {"$elemMatch": {"$eq": 0}}}"#, true),
        (r#"{"a": {"$elemMatch": {"$eq": ""}}}"#, true),
        (r#"{"a": {"$elemMatch": {"$eq": false}}}"#, true),
        (r#"{"b": {"$elemMatch": {"$eq": null}}}"#, false),
    ] {
        let condition = Json::parse_loose(text, 100).unwrap();
        assert_eq!(compat::eval(&condition, &attributes, None, &Regex), expected, "{text}");
    }
}

#[test]
fn saved_groups_are_lists_or_conditions() {
    let groups = r#"{
        "bare": ["1"],
        "list": {"type": "list", "attributeKey": "id", "values": ["1", "2"]},
        "adults": {"type": "condition", "condition": {"age": {"$gte": 18}}},
        "both": {"type": "condition", "condition": {"$savedGroup": {"id": "adults"}, "id": "1"}},
        "circle": {"type": "condition", "condition": {"$not": {"$savedGroup": {"id": "circle"}}}},
        "broken": {"type": "list"},
        "later": {"type": "model"}
    }"#;
    let groups = Json::parse_loose(groups, 1000).unwrap();
    let attributes = Json::parse_loose(r#"{"id": "1", "other": "3", "age": 20}"#, 100).unwrap();
    for (text, expected) in [
        (r#"{"id": {"$inGroup": "bare"}}"#, true),
        (r#"{"id": {"$inGroup": "list"}}"#, true),
        (r#"{"other": {"$notInGroup": "list"}}"#, true),
        (r#"{"id": {"$notInGroup": "unknown"}}"#, true),
        (r#"{"id": {"$notInGroup": "broken"}}"#, false),
        (r#"{"id": {"$notInGroup": "adults"}}"#, false),
        (r#"{"$savedGroup": {"id": "list"}}"#, true),
        (r#"{"$savedGroup": {"id": "list", "attributeKey": "other"}}"#, false),
        (r#"{"$savedGroup": {"id": "list", "attributeKey": 1}}"#, false),
        (r#"{"$savedGroup": {"id": "adults"}}"#, true),
        (r#"{"$savedGroup": {"id": "both"}}"#, true),
        // The circle is broken where it closes: its inner question is false, and the `$not` true.
        (r#"{"$savedGroup": {"id": "circle"}}"#, true),
        (r#"{"$savedGroup": {"id": "bare"}}"#, false),
        (r#"{"$savedGroup": {"id": "later"}}"#, false),
        (r#"{"$savedGroup": {"id": "unknown"}}"#, false),
        (r#"{"$savedGroup": "list"}"#, false),
    ] {
        let condition = Json::parse_loose(text, 100).unwrap();
        assert_eq!(compat::eval(&condition, &attributes, Some(&groups), &Regex), expected, "{text}");
    }
}

#[test]
fn what_is_no_condition_is_named_with_its_place() {
    for (text, at) in [("1", ""), (r#"{"$and": {}}"#, "/$and"), (r#"{"$or": [{"a": 1}, 2]}"#, "/$or/1")] {
        assert_eq!(compat::check(&Json::parse_loose(text, 100).unwrap()).unwrap_err().at, at, "{text}");
    }
    assert!(compat::check(&Json::parse_loose(r#"{"$or": [{"a": {"$no": 1}}]}"#, 100).unwrap()).is_ok());
}
