//! What is not known never helps, and is never told as a fact about the person.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prescreen::assessment::Part;
use prescreen::terms::Outcome;
use prescreen::verdict::disclosed;
use prescreen::{Assessment, Case, Pack, Screening, Session};
use serde_json::{Value, json};

const PATIENT: &str = include_str!("../examples/first-pack/cases/patient.json");

/// The first pack with one change, and the facts of its session with another.
struct Changed {
    pack: Pack,
    session: Session,
}

impl Changed {
    fn of(change: impl FnOnce(&mut Value)) -> Self {
        let mut document: Value = serde_json::from_str(include_str!("../examples/first-pack/pack.json")).unwrap();
        document["facts"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": "debts", "type": "integer", "unit": "minor_units", "provided_by": ["person"] }));
        change(&mut document);
        let pack = Pack::load_checked(&document.to_string()).unwrap();
        let mut session: Value = serde_json::from_str(include_str!("../examples/first-pack/session.json")).unwrap();
        session["pack"]["hash"] = json!(pack.hash().to_string());
        Self { pack, session: Session::read(&session.to_string()).unwrap() }
    }

    fn assessment(&self, case: &Value) -> Assessment {
        let case = Case::read(&case.to_string()).unwrap();
        Screening::of(&self.pack, &self.session, case).unwrap().assessment().clone()
    }
}

fn patient() -> Value {
    serde_json::from_str(PATIENT).unwrap()
}

fn cap(class: &str) -> impl FnOnce(&mut Value) {
    let cap = json!({ "id": "cap.debts", "when": { "debts": { "$gt": 100 } }, "class_at_most": class, "basis": { "firm": "debts" } });
    move |document| document["classes"]["caps"].as_array_mut().unwrap().push(cap)
}

#[test]
fn a_cap_that_may_hold_gives_no_way_on() {
    let capped = Changed::of(cap("C1"));
    let unknown = capped.assessment(&patient());
    assert_eq!(unknown.outcome, Outcome::InsufficientEvidence);
    assert_eq!(unknown.missing, [prescreen::id::Id::try_from(String::from("debts")).unwrap()]);
    let reason = unknown.reasons.iter().find(|reason| reason.code == *"cap.debts").unwrap();
    assert!(reason.unknown, "it is not known whether the cap holds");

    for (debts, class, outcome) in [(50, "C3", Outcome::Proceed), (500, "C1", Outcome::Proceed)] {
        let mut case = patient();
        case["facts"] = json!({ "debts": debts });
        let known = capped.assessment(&case);
        assert_eq!((known.class.unwrap().as_str(), known.outcome), (class, outcome));
        assert!(known.reasons.iter().all(|reason| !reason.unknown));
    }
}

#[test]
fn a_cap_that_could_not_change_the_class_leaves_no_doubt() {
    let found = Changed::of(cap("C3")).assessment(&patient());
    assert_eq!((found.class.unwrap().as_str(), found.outcome), ("C3", Outcome::Proceed));
    assert!(found.missing.is_empty());
}

#[test]
fn a_verdict_names_no_rule_that_could_not_be_decided() {
    let changed = Changed::of(|document| {
        let rule = json!({ "id": "who.debts", "when": { "debts": { "$gt": 100 } }, "outcome": "refuse", "if_unknown": { "outcome": "refer" }, "basis": { "firm": "debts" } });
        document["eligibility"].as_array_mut().unwrap().push(rule);
        document["disclosure"]["reasons"] = json!(["who.debts"]);
    });
    let told = |case: &Value| {
        let found = changed.assessment(case);
        let codes = disclosed(changed.pack.document(), &found.reasons);
        (found.outcome, codes.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(told(&patient()), (Outcome::Refer, vec!["facts.missing".into()]));
    let mut in_debt = patient();
    in_debt["facts"] = json!({ "debts": 500 });
    assert_eq!(told(&in_debt), (Outcome::Refuse, vec!["who.debts".into()]));
}

#[test]
fn a_contradiction_that_blocks_decides_before_a_missing_profile() {
    let mut changed = Changed::of(|document| {
        let blocks = json!({ "id": "odd", "when": { "marks": { "$nin": ["no_loss"] } }, "items": ["loss"], "then": "block", "basis": { "firm": "odd" } });
        document["contradictions"] = json!([blocks]);
    });
    changed.session.purpose = prescreen::terms::Purpose::Purchase;
    changed.session.product = Some(product());
    let deciding = |case: &Value| {
        let found = changed.assessment(case);
        let decides = found.reasons.into_iter().find(|reason| reason.deciding).unwrap();
        (decides.code.to_string(), decides.part)
    };
    assert_eq!(deciding(&patient()), ("odd".into(), Part::Contradiction));
    assert_eq!(deciding(&json!({})), ("profile.missing".into(), Part::Profile), "no answer contradicts another");
}

fn product() -> prescreen::session::ProductSheet {
    let session: Value = serde_json::from_str(include_str!("../examples/first-pack/session.json")).unwrap();
    let mut session = session;
    session["purpose"] = json!("purchase");
    session["product"] = json!({ "id": "fund", "issuer_grade": "R1", "seller_grade": "R1", "type": "fund", "term": "short", "tags": [], "name": { "en": "Fund" } });
    Session::read(&session.to_string()).unwrap().product.unwrap()
}

#[test]
fn a_score_in_no_band_goes_to_a_person() {
    let changed = Changed::of(|document| {
        document["classes"]["dimensions"][0]["bands"] = json!([{ "class": "C1", "to": 0 }]);
    });
    let found = changed.assessment(&patient());
    assert_eq!((found.class, found.outcome), (None, Outcome::Refer));
}
