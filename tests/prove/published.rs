//! The published tables: read naively, the hazard is found; as shipped, everything is proved.

use prescreen::Pack;
use prescreen::pack::schema::Mark;
use prescreen_prove::{Conclusion, prove};
use serde_json::{Value, json};

pub fn shipped(name: &str) -> Value {
    read(&format!("packs/{name}.json"))
}

/// A pack with the questions, points and bands of a published table.
pub fn published(name: &str) -> Value {
    read(&format!("tests/vectors/published/{name}.json"))
}

pub fn read(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(crate::root::root().join(path)).unwrap()).unwrap()
}

/// The plain sum in its published bands, with marks but no predicate, cap or contradiction.
fn naive(name: &str, promise: Value) -> Pack {
    let mut pack = published(name);
    let classes = &mut pack["classes"];
    for dimension in classes["dimensions"].as_array_mut().unwrap() {
        if dimension["id"] != "total" {
            dimension.as_object_mut().unwrap().remove("bands");
        }
    }
    classes["caps"] = json!([]);
    let item = pack["questionnaire"]["sections"][0]["items"][0].clone();
    let (id, one, other) = (item["id"].as_str().unwrap(), &item["options"][0]["id"], &item["options"][1]["id"]);
    // Nobody gives two answers to one question.
    pack["classes"]["lowest"]["when"] = json!({ "$and": [{ id: one }, { id: other }] });
    pack["contradictions"] = json!([]);
    pack["never"] = json!([promise]);
    Pack::load_checked(&pack.to_string()).unwrap()
}

#[test]
fn the_shipped_packs_are_proved() {
    for name in ["cn-securities", "cn-securities-firm-a", "cn-bank"] {
        let pack = Pack::load(&shipped(name).to_string()).unwrap();
        let proof = prove(&pack);
        let open: Vec<_> = proof.claims.iter().filter(|claim| claim.conclusion != Conclusion::Proved).collect();
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

/// `known_hazards` of the published table: on firm A's bands, 13,481,022,588 combinations with no bearable loss
/// come to the highest class.
#[test]
fn on_firm_as_bands_no_bearable_loss_reaches_the_highest_class() {
    let promise = json!({ "id": "no-loss", "when": { "marks": { "$in": ["no_loss"] } }, "class_at_most": "C4" });
    let pack = naive("cn-securities-firm-a", promise);
    let proof = prove(&pack);
    let claim = proof.claims.iter().find(|claim| claim.id == "never/no-loss/class").unwrap();
    assert_eq!(claim.conclusion, Conclusion::Refuted);
    assert_eq!(claim.counterexample.as_ref().unwrap().class.as_ref().unwrap().as_str(), "C5");
    let found = proof.claims.iter().find(|claim| claim.id == "marks/no_loss").unwrap();
    assert_eq!(found.conclusion, Conclusion::Refuted);
    let marked = proof.marks.iter().find(|marked| marked.mark == Mark::NoLoss).unwrap();
    let highest = marked.classes.iter().find(|count| count.class.as_ref().is_some_and(|class| class.as_str() == "C5"));
    assert_eq!(highest.unwrap().combinations.0, 13_481_022_588);
}

/// On the bank's table, the answer that amounts to no loss comes to the highest class, with 90 points.
#[test]
fn on_the_banks_table_no_bearable_loss_reaches_the_highest_class() {
    let when = json!({ "attitude": "no-loss" });
    let pack = naive("cn-bank", json!({ "id": "no-loss", "when": when, "class_at_most": "C4" }));
    let proof = prove(&pack);
    let claim = proof.claims.iter().find(|claim| claim.id == "never/no-loss/class").unwrap();
    assert_eq!(claim.conclusion, Conclusion::Refuted, "{}", claim.because());
    assert_eq!(claim.counterexample.as_ref().unwrap().class.as_ref().unwrap().as_str(), "C5");
}

/// Whoever is shown could be there: born on the pack's first day only where nobody older breaks the promise.
#[test]
fn whoever_breaks_a_promise_is_a_grown_up_where_one_can() {
    let mut pack = shipped("cn-securities");
    assert_eq!(pack["effective"]["from"], "2026-07-01");
    pack["classes"]["lowest"]["when"] = json!({ "civil_capacity": false });
    let minors = json!({ "id": "minors", "when": { "age": { "$lt": 18 } }, "class_at_most": "C1" });
    pack["never"].as_array_mut().unwrap().push(minors);
    let proof = prove(&Pack::load_checked(&pack.to_string()).unwrap());
    let born = |claim: &str| {
        let claim = proof.claims.iter().find(|one| one.id == claim).unwrap();
        assert_eq!(claim.conclusion, Conclusion::Refuted);
        serde_json::to_value(claim.counterexample.as_ref().unwrap()).unwrap()["session"]["facts"]["birth_date"].clone()
    };
    assert_eq!(born("never/no-loss-lowest/class"), "2008-07-01", "18 on that day");
    assert_eq!(born("never/minors/class"), "2009-07-01", "the oldest of those whom it is about");
}
