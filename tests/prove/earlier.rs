//! Classes before an upgrade, as the prover sees them: there or not, whatever product is bought.

use prescreen::Pack;
use prescreen_prove::{Conclusion, prove};
use serde_json::{Value, json};

use crate::repeated;

fn pack(when: &Value, outcome: &str, remembered: bool) -> Pack {
    let path = crate::root::root().join("examples/first-pack/pack.json");
    let mut pack: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let basis = json!({ "firm": "above" });
    pack["gates"] = json!([]);
    pack["eligibility"] = json!([]);
    let mut rule = json!({ "id": "match.grade", "when": when, "outcome": outcome, "basis": basis });
    if outcome == "proceed_after" {
        rule["flow"] = json!("above");
    }
    pack["matching"]["rules"] = json!([rule]);
    if remembered {
        pack["matching"]["earlier"] = json!({ "within_days": 30, "basis": basis });
    }
    pack["never"] = json!([{ "id": "no-loss", "when": { "marks": { "$in": ["no_loss"] } }, "grade_at_most": "R1" }]);
    Pack::load_checked(&pack.to_string()).unwrap()
}

fn claim(pack: &Pack, id: &str) -> prescreen_prove::Claim {
    prove(pack).claims.into_iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("no claim {id}"))
}

#[test]
fn a_rule_about_an_upgrade_is_met_by_somebody_and_leads_to_its_steps() {
    let watched = json!({ "earlier_fits": false, "grade_fits": true });
    for (remembered, conclusion) in [(true, Conclusion::Proved), (false, Conclusion::Vacuous)] {
        let pack = pack(&watched, "proceed_after", remembered);
        assert_eq!(claim(&pack, "reach/rule/match.grade").conclusion, conclusion);
    }
    let pack = pack(&watched, "proceed_after", true);
    assert_eq!(claim(&pack, "reach/flow/above").conclusion, Conclusion::Proved);
}

#[test]
fn a_promise_is_tried_with_earlier_classes_and_without() {
    // Whoever never had a lower class is barred, and so who had one is not: the counterexample has one.
    for (fits, shown) in [(true, 1), (false, 0)] {
        let pack = pack(&json!({ "earlier_fits": fits, "grade": { "$ne": "R1" } }), "refuse", true);
        let claim = claim(&pack, "never/no-loss/grade");
        assert_eq!(claim.conclusion, Conclusion::Refuted, "{}", claim.because());
        repeated(&pack, &claim);
        let applicant = serde_json::to_value(claim.counterexample.as_ref().unwrap()).unwrap();
        assert_eq!(applicant["session"]["earlier"].as_array().unwrap().len(), shown);
    }
    let pack = pack(&json!({ "earlier_fits": { "$exists": true }, "grade": { "$ne": "R1" } }), "refuse", true);
    assert_eq!(claim(&pack, "never/no-loss/grade").conclusion, Conclusion::Proved);
}
