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
