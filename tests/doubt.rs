//! What is not known never helps, and is never told as a fact about the person.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prescreen::assessment::Part;
use prescreen::product::floor;
use prescreen::terms::{Outcome, Tier};
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
fn a_class_never_rests_on_a_cap_that_may_hold() {
    // Whatever stands before or after it, and whether or not it would change the class.
    for sure in [
        json!([]),
        json!([{ "id": "cap.sure", "when": { "owned": { "$in": ["shares"] } }, "class_at_most": "C1", "basis": { "firm": "x" } }]),
    ] {
        // In a service that advises and in one that does not.
        for (class, first, service) in [
            ("C1", true, "advised"),
            ("C1", false, "non_advised"),
            ("C3", true, "advised"),
            ("C3", false, "non_advised"),
        ] {
            let capped = Changed::of(|document| {
                document["service"] = json!(service);
                let caps = document["classes"]["caps"].as_array_mut().unwrap();
                let doubted = json!({ "id": "cap.debts", "when": { "debts": { "$gt": 100 } }, "class_at_most": class, "basis": { "firm": "debts" } });
                let at = if first { 0 } else { caps.len() };
                caps.insert(at, doubted);
                caps.extend(sure.as_array().unwrap().clone());
            });
            let unknown = capped.assessment(&patient());
            assert_eq!((&unknown.class, unknown.outcome), (&None, Outcome::InsufficientEvidence));
            assert_eq!(unknown.missing, [prescreen::id::Id::try_from(String::from("debts")).unwrap()]);
            let deciding = unknown.reasons.iter().find(|reason| reason.deciding).unwrap();
            assert_eq!(deciding.code.to_string(), "facts.missing");
        }
    }
}

#[test]
fn a_cap_that_is_settled_holds_or_does_not() {
    let capped = Changed::of(cap("C1"));
    for (debts, class, outcome) in [(50, "C3", Outcome::Proceed), (500, "C1", Outcome::Proceed)] {
        let mut case = patient();
        case["facts"] = json!({ "debts": debts });
        let known = capped.assessment(&case);
        assert_eq!((known.class.unwrap().as_str(), known.outcome), (class, outcome));
    }
}

#[test]
fn a_gate_in_doubt_is_told_as_missing_facts() {
    let mut changed = Changed::of(|_| {});
    changed.session.purpose = prescreen::terms::Purpose::Purchase;
    let mut sheet = product();
    sheet.tags = vec![prescreen::id::Id::try_from(String::from("complex")).unwrap()];
    changed.session.product = Some(sheet);
    changed.session.facts = [].into_iter().collect();
    let found = changed.assessment(&patient());
    let gate = found.reasons.iter().find(|reason| reason.part == Part::Gate).unwrap();
    assert!(gate.unknown);
    let codes = disclosed(changed.pack.document(), &found.reasons);
    assert_eq!(codes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["facts.missing"]);
}

/// A server knows what only the firm can give and did not: no declaration makes up for it.
#[test]
fn what_the_firm_alone_can_give_is_missing_for_certain() {
    let mut changed = Changed::of(|_| {});
    changed.session.facts = [].into_iter().collect();
    let best = changed.pack.compiled().class_of(&prescreen::id::Id::try_from(String::from("C3")).unwrap());
    let least = floor(&changed.pack, &changed.session, best, Tier::Declared).unwrap();
    assert_eq!(least.outcome, Outcome::InsufficientEvidence, "the adult check needs the birth date");

    let typed = Changed::of(|document| document["facts"][0]["provided_by"] = json!(["host", "person"]));
    let mut session = typed.session.clone();
    session.facts = [].into_iter().collect();
    let best = typed.pack.compiled().class_of(&prescreen::id::Id::try_from(String::from("C3")).unwrap());
    assert_eq!(
        floor(&typed.pack, &session, best, Tier::Declared).unwrap().outcome,
        Outcome::Proceed,
        "the person may have"
    );
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
