//! A class on file is evidenced as it was when it was made: a declared one opens nothing that asks for better, neither to the
//! engine nor to the prover, and not one session later either.

use prescreen::session::ProfileOnFile;
use prescreen::terms::{Outcome, Purpose, Tier};
use prescreen::{Case, Pack, Session};
use prescreen_prove::{Conclusion, prove};
use serde_json::{Value, json};

use crate::{brute, repeated, screen};

/// The exercise, in which what is above the class is refused unless the condition on the class holds at a tier.
fn pack(unless: &Value, tier: &str) -> Pack {
    let path = crate::root::root().join("examples/first-pack/pack.json");
    let mut pack: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let basis = json!({ "firm": "above" });
    pack["gates"] = json!([]);
    pack["eligibility"] = json!([]);
    pack["matching"]["rules"] = json!([{
        "id": "match.grade", "when": { "grade_fits": false }, "outcome": "refuse", "unless": unless, "unless_tier": tier,
        "basis": basis,
    }]);
    pack["never"] = json!([{ "id": "no-loss", "when": { "marks": { "$in": ["no_loss"] } }, "grade_at_most": "R1" }]);
    Pack::load_checked(&pack.to_string()).unwrap()
}

/// What comes of the riskiest product with the lowest class on file.
fn outcome(pack: &Pack, profile: Option<ProfileOnFile>) -> Outcome {
    let case = Case::read(&json!({ "answers": brute::answers(pack)[0], "facts": {} }).to_string()).unwrap();
    let opening = brute::session(pack, &json!({}));
    let session = Session { purpose: Purpose::Purchase, product: brute::sheets(pack).pop(), profile, ..opening };
    screen(pack, &session, &case).outcome
}

fn on_file(pack: &Pack, tier: Tier) -> ProfileOnFile {
    ProfileOnFile { tier, ..brute::profile_of(pack, 0) }
}

#[test]
fn a_declared_class_on_file_lifts_only_what_asks_for_no_better() {
    let there = json!({ "class": { "$exists": true } });
    for (asked, tier, opens) in [
        ("attested", Tier::Attested, true),
        ("attested", Tier::Declared, false),
        ("declared", Tier::Attested, true),
        ("declared", Tier::Declared, true),
    ] {
        let pack = pack(&there, asked);
        let found = outcome(&pack, Some(on_file(&pack, tier)));
        assert_eq!(found <= Outcome::ProceedAfter, opens, "asked {asked}, on file {tier:?}: {found:?}");
    }
}

#[test]
fn a_class_that_was_declared_is_declared_one_session_later_too() {
    let pack = pack(&json!({ "class": { "$exists": true } }), "attested");
    let opening = brute::session(&pack, &json!({}));
    let class = pack.document().classes.list[0].clone();
    let kept = pack.profile_on_file(class, Tier::Declared, opening.now).unwrap();
    assert_eq!(kept.tier, Tier::Declared);
    assert_eq!(outcome(&pack, Some(kept)), Outcome::Refuse);
}

#[test]
fn the_prover_tries_a_class_on_file_at_both_tiers() {
    // Present at the tier: only a class that the firm attested. Absent at the tier: only one that is declared.
    for (there, shown) in [(true, "attested"), (false, "declared")] {
        let pack = pack(&json!({ "class": { "$exists": there } }), "attested");
        let claims = prove(&pack).claims;
        let claim = claims.iter().find(|claim| claim.id == "never/no-loss/grade").unwrap();
        assert_eq!(claim.conclusion, Conclusion::Refuted, "{shown}: {}", claim.because());
        repeated(&pack, claim);
        let applicant = serde_json::to_value(claim.counterexample.as_ref().unwrap()).unwrap();
        // Without a profile the class comes of answers, and is declared.
        let tier = applicant["session"]["profile"].get("tier").and_then(Value::as_str).unwrap_or("declared");
        assert_eq!(tier, shown);
    }
}
