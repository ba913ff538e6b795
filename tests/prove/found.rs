//! Facts that a file may give, as the prover sees them: at which tier they come, whom they let through.

use prescreen::Pack;
use prescreen::terms::Tier;
use prescreen_prove::{Claim, Conclusion, prove};
use serde_json::{Value, json};

use crate::repeated;

/// The exercise with a fact of these providers, and a change.
fn pack(by: &[&str], change: impl FnOnce(&mut Value)) -> Pack {
    let path = crate::root::root().join("examples/first-pack/pack.json");
    let mut pack: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let savings = json!({ "id": "savings", "type": "integer", "unit": "count", "min": 0, "provided_by": by });
    pack["facts"].as_array_mut().unwrap().push(savings);
    pack["gates"] = json!([]);
    change(&mut pack);
    Pack::load_checked(&pack.to_string()).unwrap()
}

/// The claim of this name. What it shows is what the engine repeats.
fn claim(pack: &Pack, id: &str) -> Claim {
    let claim = prove(pack).claims.into_iter().find(|claim| claim.id == id);
    let claim = claim.unwrap_or_else(|| panic!("{id} is not claimed"));
    repeated(pack, &claim);
    claim
}

#[test]
fn a_gate_is_reached_by_a_fact_of_a_file_up_to_its_tier() {
    let tiers = ["declared", "parsed", "consistent", "attested"];
    for (by, best) in [
        (&["person"][..], 0),
        (&["file"][..], 2),
        (&["file", "person"][..], 2),
        (&["host", "file"][..], 3),
        (&["host", "person"][..], 3),
    ] {
        for (n, tier) in tiers.into_iter().enumerate() {
            let pack = pack(by, |pack| {
                let requires = json!({ "savings": { "$gte": 100 } });
                pack["gates"] = json!([{ "id": "gate.s", "tags": ["complex"], "tier": tier, "requires": requires, "unmet": "refuse", "basis": { "firm": "months" } }]);
            });
            let expected = if n <= best { Conclusion::Proved } else { Conclusion::Vacuous };
            assert_eq!(claim(&pack, "reach/gate/gate.s").conclusion, expected, "{by:?} {tier}");
            if n <= best {
                assert_eq!(claim(&pack, "missing/gate.s").conclusion, Conclusion::Proved, "{by:?} {tier}");
            }
        }
    }
}

#[test]
fn a_promise_about_a_fact_of_a_file_is_refuted_by_somebody_with_such_a_file() {
    let promise = json!({ "id": "savers", "when": { "savings": { "$gte": 100 } }, "class_at_most": "C1" });
    let broken = pack(&["file"], |pack| pack["never"] = json!([promise]));
    let refuted = claim(&broken, "never/savers/class");
    assert_eq!(refuted.conclusion, Conclusion::Refuted);
    let found = refuted.counterexample.unwrap().found;
    let found: Vec<(&str, Tier)> = found.iter().map(|(fact, found)| (fact.as_str(), found.tier)).collect();
    assert_eq!(found, [("savings", Tier::Consistent)]);

    let kept = pack(&["file"], |pack| {
        pack["never"] = json!([promise]);
        let cap = json!({ "id": "cap.s", "when": { "savings": { "$gte": 100 } }, "class_at_most": "C1", "basis": { "firm": "months" } });
        pack["classes"]["caps"].as_array_mut().unwrap().push(cap);
    });
    assert_eq!(claim(&kept, "never/savers/class").conclusion, Conclusion::Proved);
}

/// Nobody who bears no loss buys above R1, unless a condition of this tier lifts the rule that says so.
fn lifted(by: &[&str], unless: &Value, tier: &str) -> Claim {
    let pack = pack(by, |pack| {
        pack["matching"]["rules"] = json!([{
            "id": "match.grade", "when": { "grade_fits": false }, "outcome": "refuse", "unless": unless, "unless_tier": tier, "basis": { "firm": "above" },
        }]);
        pack["never"] =
            json!([{ "id": "no-loss", "when": { "marks": { "$in": ["no_loss"] } }, "grade_at_most": "R1" }]);
    });
    claim(&pack, "never/no-loss/grade")
}

#[test]
fn what_lifts_a_rule_comes_at_its_tier() {
    let unless = json!({ "savings": { "$gte": 100 } });
    for (by, tier, shown) in [
        (&["file"][..], "parsed", Some("consistent")),
        (&["file"][..], "consistent", Some("consistent")),
        (&["file"][..], "attested", None),
        (&["file", "person"][..], "consistent", Some("consistent")),
        (&["file", "person"][..], "attested", None),
        (&["person"][..], "parsed", None),
    ] {
        let claim = lifted(by, &unless, tier);
        let expected = if shown.is_some() { Conclusion::Refuted } else { Conclusion::Proved };
        assert_eq!(claim.conclusion, expected, "{by:?} {tier}: {}", claim.because());
        let applicant = claim.counterexample.map(|applicant| serde_json::to_value(applicant).unwrap());
        assert_eq!(applicant.as_ref().and_then(|applicant| applicant["found"]["savings"]["tier"].as_str()), shown);
    }
    // Typed in is enough here, and needs no file.
    let applicant = lifted(&["file", "person"], &unless, "declared").counterexample.unwrap();
    assert!(applicant.found.is_empty());
}

/// A condition that asks for absence holds of what comes below its tier, though the value is there for all others.
#[test]
fn what_comes_below_a_tier_is_absent_there() {
    let absent = |field: &str| json!({ field: { "$exists": false } });
    let bars_without = |field: &str, by: &[&str]| {
        let pack = pack(by, |pack| {
            let basis = json!({ "firm": "above" });
            pack["matching"]["rules"] = json!([{
                "id": "match.grade", "when": { "grade_fits": false }, "outcome": "refuse", "unless": absent(field), "unless_tier": "attested", "basis": basis,
            }]);
            if field == "savings" {
                let rule = json!({ "id": "who.s", "when": { "savings": { "$lt": 100 } }, "outcome": "refuse", "basis": basis });
                pack["eligibility"].as_array_mut().unwrap().push(rule);
            }
            pack["never"] =
                json!([{ "id": "no-loss", "when": { "marks": { "$in": ["no_loss"] } }, "grade_at_most": "R1" }]);
        });
        claim(&pack, "never/no-loss/grade")
    };
    for (field, by) in [
        ("horizon", &["person"][..]),
        ("class", &["person"][..]),
        ("savings", &["person"][..]),
        ("savings", &["file"][..]),
        ("savings", &["host", "person"][..]),
        ("savings", &["host", "file"][..]),
    ] {
        let claim = bars_without(field, by);
        assert_eq!(claim.conclusion, Conclusion::Refuted, "{field} by {by:?}: {}", claim.because());
    }
    // What the firm alone gives is there for both, or for neither.
    assert_eq!(bars_without("savings", &["host"]).conclusion, Conclusion::Proved);
}
