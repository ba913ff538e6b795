//! Classes before an upgrade: a purchase that they would not have allowed is held against them for the pack's days.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use prescreen::Pack;
use serde_json::{Value, json};
use support::{read_json, root, screen};

/// Steps up to a call where the class of the last 30 days would not have reached.
fn pack() -> Value {
    let mut pack = read_json(&root().join("tests/server/trial.json"));
    let basis = json!({ "firm": "test" });
    pack["matching"]["earlier"] = json!({ "within_days": 30, "basis": basis });
    pack["matching"]["rules"].as_array_mut().unwrap().push(json!({
        "id": "match.upgraded", "when": { "earlier_fits": false, "grade_fits": true },
        "outcome": "proceed_after", "flow": "above-class", "basis": basis,
    }));
    for locale in ["en", "zh-CN"] {
        pack["texts"][locale]["reason.match.upgraded"] = json!("Upgraded lately");
    }
    pack
}

/// What a person with C3 on file comes to who buys a grade on 1 September 2026.
fn bought(pack: &Pack, grade: &str, earlier: &[(&str, &str)]) -> Result<(String, Vec<String>), prescreen::Error> {
    let mut session = support::session(pack);
    let earlier: Vec<Value> =
        earlier.iter().map(|(class, day)| json!({ "class": class, "assessed_on": day })).collect();
    session["purpose"] = json!("purchase");
    session["now"] = json!(1_788_228_000);
    session["expires"] = json!(1_788_228_000 + 3600);
    session["facts"] = json!({ "birth_date": "1990-01-01" });
    session["product"] = json!({
        "id": "fund", "name": {}, "issuer_grade": grade, "seller_grade": grade, "type": "fund", "term": "short", "tags": [],
    });
    session["profile"] = json!({
        "class": "C3", "assessed_on": "2026-08-01", "valid_until": "2027-08-01", "pack": session["pack"],
    });
    session["earlier"] = json!(earlier);
    let found = screen(pack, &session, &json!({}))?;
    Ok((found.outcome.word().into(), found.flows.iter().map(ToString::to_string).collect()))
}

#[test]
fn an_upgrade_within_the_days_before_a_purchase_beyond_the_old_class_steps_up() {
    let pack = Pack::load(&pack().to_string()).unwrap();
    let called = |grade: &str, earlier: &[(&str, &str)]| {
        let (outcome, flows) = bought(&pack, grade, earlier).unwrap();
        assert_eq!(outcome == "proceed_after", flows == ["above-class"], "{earlier:?}");
        outcome == "proceed_after"
    };
    assert!(!called("R3", &[]), "nobody is held against a class that they never had");
    assert!(!called("R3", &[("C3", "2026-09-01")]));
    assert!(called("R3", &[("C1", "2026-08-20"), ("C3", "2026-09-01")]));
    assert!(called("R2", &[("C3", "2026-09-01"), ("C1", "2026-08-20")]), "in any order");
    assert!(!called("R1", &[("C1", "2026-08-20")]), "within the old class");
    // The first of the 30 days is 2 August; the class before them held as they began.
    assert!(called("R3", &[("C1", "2026-08-02"), ("C3", "2026-08-03")]));
    assert!(called("R3", &[("C1", "2025-11-01"), ("C3", "2026-08-02")]));
    assert!(!called("R3", &[("C1", "2026-07-01"), ("C3", "2026-08-01")]));
    assert!(called("R3", &[("C3", "2026-07-01"), ("C2", "2026-08-01")]), "of one day both count");
    // Of two on the day before them, the last held as they began.
    assert!(!called("R3", &[("C1", "2026-07-01"), ("C3", "2026-07-01")]));
    assert!(called("R3", &[("C3", "2026-07-01"), ("C1", "2026-07-01")]));
    // Up and down within the days: the lowest counts.
    assert!(called("R2", &[("C3", "2026-08-10"), ("C1", "2026-08-15"), ("C3", "2026-08-20")]));
}

#[test]
fn an_earlier_class_that_the_pack_does_not_have_is_refused() {
    let pack = Pack::load(&pack().to_string()).unwrap();
    let error = bought(&pack, "R1", &[("C9", "2026-08-20")]).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("reference", "/earlier"));
}

#[test]
fn a_pack_that_remembers_nothing_is_in_doubt_where_it_asks() {
    let mut forgetful = pack();
    forgetful["matching"].as_object_mut().unwrap().remove("earlier");
    let pack = Pack::load(&forgetful.to_string()).unwrap();
    assert_eq!(bought(&pack, "R3", &[]).unwrap().0, "insufficient_evidence");
}

#[test]
fn days_are_whole_and_no_more_than_ten_years() {
    for days in [0, 3661] {
        let mut pack = pack();
        pack["matching"]["earlier"]["within_days"] = json!(days);
        let error = Pack::load(&pack.to_string()).unwrap_err();
        assert_eq!((error.code.as_str(), error.at.as_str()), ("range", "/matching/earlier/within_days"));
    }
}
