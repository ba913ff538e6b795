//! Promises that somebody else wrote: what a supervisor would ask of every pack, and that a condition alone bars nobody.

use prescreen::Pack;
use prescreen::terms::Outcome;
use prescreen::{Case, Screening};
use prescreen_prove::{Conclusion, Grounds, Promised, Promises, prove_promises};
use serde_json::{Value, json};

use super::brute::Everybody;
use super::published::{published, read, shipped};
use super::random::{self, Draw};

/// Packs that are drawn and tried.
const PACKS: usize = 400;

fn asked(pack: &Value, promises: &Value) -> (Pack, Promised) {
    let pack = Pack::load_checked(&pack.to_string()).unwrap();
    let promised = prove_promises(&pack, &Promises::read(&promises.to_string()).unwrap());
    (pack, promised)
}

fn conclusions(promised: &Promised) -> Vec<(&str, Conclusion)> {
    promised.claims.iter().map(|claim| (claim.id.as_str(), claim.conclusion)).collect()
}

/// What a suitability officer asked of the packs of 2026-11, and the kinds of it.
#[test]
fn the_shipped_packs_keep_a_supervisors_promises() {
    for (name, file) in [("cn-securities", "securities"), ("cn-securities-firm-a", "securities"), ("cn-bank", "bank")] {
        let promises = read(&format!("tests/vectors/promises/{file}.json"));
        let (_, promised) = asked(&shipped(name), &promises);
        assert!(promised.cannot_ask.is_empty(), "{name}: {:?}", promised.cannot_ask);
        let broken: Vec<_> =
            conclusions(&promised).into_iter().filter(|(_, conclusion)| *conclusion != Conclusion::Proved).collect();
        assert!(broken.is_empty(), "{name}: {broken:?}");
        assert!(promised.holds());
    }
}

/// On the published tables the officer found each of these broken, by trying.
#[test]
fn the_published_tables_break_them() {
    for (name, file, found) in [
        (
            "cn-securities",
            "securities",
            &[
                "never/deposits-only/class",
                "never/bonds-only/class",
                "never/some-loss/class",
                "never/concentrated/class",
                "never/debt-returns/class",
                "never/old-and-concentrated/class",
                "never/borrowed/class",
                "never/age-alone/bars",
            ][..],
        ),
        ("cn-bank", "bank", &["never/deposits-only/class", "never/small-means/class", "never/old/class"][..]),
    ] {
        let (pack, promised) = asked(&published(name), &read(&format!("tests/vectors/promises/{file}.json")));
        for id in found {
            let claim = promised.claims.iter().find(|claim| claim.id == *id).unwrap();
            assert_eq!(claim.conclusion, Conclusion::Refuted, "{name} {id}: {}", claim.because());
            // The engine repeats it.
            let shown = claim.counterexample.as_ref().unwrap();
            let case = Case::read(&serde_json::to_value(shown).unwrap()["case"].to_string()).unwrap();
            let assessment = Screening::of(&pack, &shown.session, &case).unwrap().assessment().clone();
            assert_eq!((&assessment.class, assessment.outcome), (&shown.class, shown.outcome), "{id}");
            if id.ends_with("/bars") {
                assert!(shown.outcome > Outcome::ProceedAfter, "{id}");
            }
        }
    }
}

#[test]
fn a_promise_that_names_what_a_pack_does_not_have_cannot_be_asked() {
    let promises = json!({ "promises": [
        { "id": "shoes", "when": { "shoes": "red" }, "class_at_most": "C3" },
        { "id": "option", "when": { "debts": "casino" }, "class_at_most": "C3" },
        { "id": "class", "when": { "debts": "none" }, "class_at_most": "C9" },
        { "id": "grade", "when": { "debts": "none" }, "never_bars": "R9" },
        { "id": "answers", "when": { "debts": "none" }, "never_bars": "R2" },
        { "id": "nothing", "when": { "debts": "none" } },
        { "id": "kept", "when": { "marks": { "$in": ["no_loss"] } }, "class_at_most": "C1-min" },
    ] });
    let (_, promised) = asked(&shipped("cn-securities"), &promises);
    let unasked: Vec<(&str, &str)> =
        promised.cannot_ask.iter().map(|unasked| (unasked.promise.as_str(), unasked.because[0].at.as_str())).collect();
    let expected = [
        ("shoes", "/promises/0/when/shoes"),
        ("option", "/promises/1/when/debts"),
        ("class", "/promises/2/class_at_most"),
        ("grade", "/promises/3/never_bars"),
        ("answers", "/promises/4/when"),
        ("nothing", "/promises/5"),
    ];
    assert_eq!(unasked, expected);
    assert_eq!(conclusions(&promised), [("never/kept/class", Conclusion::Proved)]);
    assert!(!promised.holds(), "what cannot be asked is not kept");
}

#[test]
fn a_file_of_promises_is_read_whole_or_refused_with_its_place() {
    let twice = json!({ "id": "a", "when": { "debts": "none" }, "class_at_most": "C3" });
    for (document, at) in [
        (json!({ "promises": [] }), "/promises"),
        (json!({ "promises": [twice, twice] }), "/promises/1/id"),
        (json!({ "promises": [{ "id": "a", "when": {}, "most": "C3" }] }), "/promises/0/most"),
        (json!({ "promise": [] }), "/promise"),
    ] {
        let error = Promises::read(&document.to_string()).unwrap_err();
        assert_eq!(error.at, at, "{error}");
    }
}

#[test]
fn that_a_condition_alone_bars_nobody_is_open_where_what_is_not_gone_through_reads_its_facts() {
    for (name, when, expected) in [
        // Too few days of a buffer are too few points, and a share of means is a line.
        ("cn-affordability", json!({ "found-buffer-days": { "$lt": 30 } }), Conclusion::NotProved),
        ("cn-affordability", json!({ "held-this-share": { "$gt": 10_000_000 } }), Conclusion::NotProved),
        // What covers another fact makes it count.
        ("cn-affordability", json!({ "found-days-received": { "$lt": 90 } }), Conclusion::NotProved),
        // A gate asks for assets, which is the product's own condition.
        ("cn-securities", json!({ "avg_assets_20d": { "$lt": 50_000_000 } }), Conclusion::Proved),
        ("cn-securities", json!({ "age": { "$gte": 60 } }), Conclusion::Proved),
    ] {
        let json = shipped(name);
        let grade = json["matching"]["grades"].as_array().unwrap().last().unwrap().clone();
        let grade = if expected == Conclusion::Proved { json!("R2") } else { grade };
        let promises = json!({ "promises": [{ "id": "alone", "when": when, "never_bars": grade }] });
        let (_, promised) = asked(&json, &promises);
        assert_eq!(promised.claims[0].conclusion, expected, "{name} {when}: {:?}", promised.claims[0].grounds);
        assert_eq!(promised.claims[0].grounds == Grounds::ReadElsewhere, expected == Conclusion::NotProved);
    }
}

#[test]
fn that_a_condition_alone_bars_nobody_is_as_everybody_finds_it() {
    let (mut tried, mut proved, mut refuted) = (0, 0, 0);
    for seed in 5_000_000.. {
        let mut draw = Draw::new(seed);
        let Some(json) = random::pack(&mut draw) else { continue };
        let everybody = Everybody::of(&Pack::load_checked(&json.to_string()).unwrap());
        let grades = json["matching"]["grades"].as_array().unwrap().len();
        let grade = draw.below(grades);
        let promises = json!({ "promises": [
            { "id": "b", "when": { "b": true }, "never_bars": json["matching"]["grades"][grade] },
            { "id": "n", "when": { "n": { "$gte": 2 } }, "never_bars": json["matching"]["grades"][grade] },
        ] });
        let (pack, promised) = asked(&json, &promises);
        let b = everybody.barred_by(&pack, "b", |value| *value == json!(true), grade);
        let n = everybody.barred_by(&pack, "n", |value| value.as_i64().unwrap() >= 2, grade);
        for (claim, barred) in promised.claims.iter().zip([b, n]) {
            let expected = if barred { Conclusion::Refuted } else { Conclusion::Proved };
            assert_eq!(claim.conclusion, expected, "seed {seed} {}: {json}", claim.id);
            if barred { refuted += 1 } else { proved += 1 }
        }
        tried += 1;
        if tried == PACKS {
            break;
        }
    }
    assert!(proved > 50 && refuted > 50, "the draws say little: {proved} proved, {refuted} refuted");
}
