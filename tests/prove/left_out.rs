//! What leaving a fact or an answer out of a purchase may not do: drop steps, or drop what the answer leads to.

use prescreen::{Case, Pack, Session};
use prescreen_prove::{Claim, Conclusion, Grounds, prove};
use serde_json::{Value, json};

use crate::screen;

/// The exercise with one more rule of matching.
fn with(rule: &Value) -> Pack {
    let path = crate::root::root().join("examples/first-pack/pack.json");
    let mut pack: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut rule = rule.clone();
    rule["id"] = json!("match.y");
    rule["basis"] = json!({ "firm": "term" });
    pack["matching"]["rules"].as_array_mut().unwrap().push(rule);
    // Told from those that the exercise has: each step on its own.
    let flows = pack["flows"].as_array_mut().unwrap();
    let more = [
        json!([{ "id": "s", "kind": "sign", "document": "term" }]),
        json!([{ "id": "a", "kind": "wait", "hours": 24 }]),
        json!([{ "id": "a", "kind": "wait", "hours": 12 }, { "id": "b", "kind": "wait", "hours": 11 }]),
        json!([{ "id": "a", "kind": "host" }]),
    ];
    for (n, steps) in more.into_iter().enumerate() {
        flows.push(json!({ "id": format!("f{n}"), "steps": steps, "basis": { "firm": "term" } }));
    }
    flows.push(json!({
        "id": "started", "investor_starts": true, "basis": { "firm": "term" },
        "steps": [{ "id": "read", "kind": "read", "document": "term" }],
    }));
    Pack::load_checked(&pack.to_string()).unwrap()
}

fn claim(pack: &Pack) -> Claim {
    prove(pack).claims.into_iter().find(|claim| claim.id == "missing/match.y").unwrap()
}

#[test]
fn a_missing_fact_may_not_swap_steps_for_lighter_ones() {
    let refuted = |flow: &str, instead: &str| {
        let claim = claim(&with(&json!({
            "when": { "months": { "$lt": 6 } }, "outcome": "proceed_after", "flow": flow,
            "if_unknown": { "outcome": "proceed_after", "flow": instead },
        })));
        let lets_through = claim.conclusion == Conclusion::Refuted && claim.grounds == Grounds::UnknownLetsThrough;
        assert!(lets_through || claim.conclusion == Conclusion::Proved, "{flow}, {instead}: {}", claim.because());
        lets_through
    };
    for (flow, instead) in [("above", "term"), ("f1", "f2"), ("f3", "term"), ("started", "term"), ("term", "f1")] {
        assert!(refuted(flow, instead), "{flow}, {instead}");
    }
    for (flow, instead) in [("term", "above"), ("term", "term"), ("f0", "term"), ("term", "f0"), ("term", "started")] {
        assert!(!refuted(flow, instead), "{flow}, {instead}");
    }
}

/// What the rule leads to for somebody with these answers, who is otherwise as the counterexample is.
fn leads_to(pack: &Pack, claim: &Claim, answers: Value) -> Option<String> {
    let mut shown = serde_json::to_value(&claim.counterexample).unwrap();
    shown["case"]["answers"] = answers;
    let session = Session::read(&shown["session"].to_string()).unwrap();
    let found = screen(pack, &session, &Case::read(&shown["case"].to_string()).unwrap());
    let reason = found.reasons.into_iter().find(|reason| reason.code.as_str() == "match.y")?;
    reason.outcome.map(|outcome| format!("{outcome:?}"))
}

fn refused_with_answers_alone(rule: Value, answers: Value, grounds: Grounds, without: Option<&str>) {
    let pack = with(&rule);
    let claim = claim(&pack);
    assert_eq!((claim.conclusion, &claim.grounds), (Conclusion::Refuted, &grounds), "{rule}");
    assert!(claim.breaks_a_promise);
    assert_eq!(leads_to(&pack, &claim, answers).as_deref(), Some("Refuse"), "{rule}");
    let own = super::answers_of(&claim);
    assert_eq!(own, json!({}), "{rule}");
    assert_eq!(leads_to(&pack, &claim, own).as_deref(), without, "{rule}");
    super::repeated(&pack, &claim);
}

#[test]
fn a_rule_that_asks_whether_a_question_is_answered_is_refuted() {
    let rule = json!({ "when": { "loss": { "$exists": true, "$in": ["none"] } }, "outcome": "refuse" });
    refused_with_answers_alone(rule, json!({ "loss": "none" }), Grounds::AsksForPresence, None);
}

#[test]
fn a_rule_that_refuses_by_an_answer_and_lets_through_without_is_refuted() {
    let rule = json!({
        "when": { "loss": "none" }, "outcome": "refuse", "if_unknown": { "outcome": "proceed_after", "flow": "term" },
    });
    let through = Some("ProceedAfter");
    refused_with_answers_alone(rule, json!({ "loss": "none" }), Grounds::UnknownLetsThrough, through);
}

#[test]
fn a_rule_that_asks_whether_a_term_can_be_compared_is_refuted() {
    let rule = json!({
        "when": { "term_fits": { "$exists": true }, "$not": { "term_fits": true } }, "outcome": "refuse",
    });
    // The first product that it asks about has the short term, which every answer fits.
    let pack = with(&rule);
    let claim = claim(&pack);
    assert_eq!((claim.conclusion, &claim.grounds), (Conclusion::Refuted, &Grounds::AsksForPresence));
    assert_eq!(serde_json::to_value(&claim.counterexample).unwrap()["session"]["product"]["term"], "long");
    refused_with_answers_alone(rule, json!({ "horizon": "1-3y" }), Grounds::AsksForPresence, None);
}

#[test]
fn what_restricts_without_an_answer_too_is_proved() {
    for rule in [
        json!({ "when": { "loss": "none" }, "outcome": "refuse" }),
        json!({ "when": { "loss": "none" }, "outcome": "refuse", "if_unknown": { "outcome": "refer" } }),
        json!({ "when": { "$or": [{ "loss": "none" }, { "loss": { "$exists": false } }] }, "outcome": "refuse" }),
        json!({ "when": { "marks": { "$size": { "$lte": 1 } } }, "outcome": "refuse" }),
    ] {
        assert_eq!(claim(&with(&rule)).conclusion, Conclusion::Proved, "{rule}");
    }
}

#[test]
fn a_rule_about_the_person_is_asked_of_purchases_whatever_tags_are_read() {
    let mut pack = super::published::read("examples/first-pack/pack.json");
    let tags: Vec<String> = (0..9).map(|n| format!("tag{n}")).chain(["complex".into()]).collect();
    pack["matching"]["tags"] = json!(tags);
    let basis = json!({ "firm": "term" });
    let tagged = json!({ "id": "match.t", "when": { "tags": { "$all": tags } }, "outcome": "refuse", "basis": basis });
    pack["matching"]["rules"].as_array_mut().unwrap().push(tagged);
    let when = json!({ "loss": { "$exists": true, "$in": ["none"] } });
    let rule = json!({ "id": "match.y", "when": when, "outcome": "refuse", "basis": basis });
    pack["eligibility"].as_array_mut().unwrap().push(rule);
    let pack = Pack::load_checked(&pack.to_string()).unwrap();
    let claim = claim(&pack);
    assert_eq!((claim.conclusion, claim.grounds), (Conclusion::Refuted, Grounds::AsksForPresence));
}
