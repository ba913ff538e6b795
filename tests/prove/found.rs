//! Facts that only a file evidences: reached by a gate of its tier, by no gate above it, and shown with a counterexample
//! that the engine repeats.

use prescreen::{Case, Pack, Screening};
use prescreen_prove::{Claim, Conclusion, Proof, prove};
use serde_json::{Value, json};

fn pack(tier: &str, never: Value) -> Pack {
    let mut document: Value = serde_json::from_str(include_str!("../../examples/first-pack/pack.json")).unwrap();
    let fact = json!({"id": "income", "type": "integer", "unit": "count", "min": 0, "provided_by": ["file"]});
    document["facts"].as_array_mut().unwrap().push(fact);
    document["gates"] = json!([{
        "id": "gate.income", "tags": ["complex"], "tier": tier, "requires": {"income": {"$gte": 1000}},
        "unmet": "refuse", "basis": {"firm": "months"}
    }]);
    document["never"] = never;
    Pack::load_checked(&document.to_string()).unwrap()
}

fn claim<'a>(proof: &'a Proof, id: &str) -> &'a Claim {
    let ids: Vec<&str> = proof.claims.iter().map(|claim| claim.id.as_str()).collect();
    proof.claims.iter().find(|claim| claim.id.starts_with(id)).unwrap_or_else(|| panic!("no {id} in {ids:?}"))
}

#[test]
fn a_gate_that_takes_a_consistent_fact_can_open_and_one_that_takes_an_attested_one_cannot() {
    for (tier, opens) in [("parsed", true), ("consistent", true), ("attested", false)] {
        let pack = pack(tier, json!([]));
        let proof = prove(&pack);
        let opened = claim(&proof, "reach/gate/gate.income");
        assert_eq!(opened.conclusion == Conclusion::Proved, opens, "{tier}: {opened:?}");
    }
}

#[test]
fn a_promise_that_a_file_breaks_is_refuted_by_somebody_whom_the_engine_repeats() {
    // Somebody with this income in their files comes to the highest class, whatever was promised.
    let promise = json!([{"id": "low", "when": {"income": {"$lt": 10}}, "class_at_most": "C1"}]);
    let pack = pack("consistent", promise);
    let proof = prove(&pack);
    let claim = claim(&proof, "never/low");
    assert_eq!(claim.conclusion, Conclusion::Refuted);
    let applicant = claim.counterexample.as_ref().unwrap();
    assert_eq!(applicant.found.len(), 1);
    let shown = serde_json::to_value(applicant).unwrap();
    assert_eq!(shown["found"]["income"]["tier"], "consistent");
    assert!(shown["found"]["income"]["value"].as_i64().unwrap() < 10);
    let case = Case::read(&shown["case"].to_string()).unwrap();
    let screening = Screening::of(&pack, &applicant.session, case).unwrap();
    let screening = screening.with_found(applicant.found.iter().cloned()).unwrap();
    assert_eq!(screening.assessment().class, applicant.class);
}
