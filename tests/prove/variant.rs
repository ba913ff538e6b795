//! Variants of a pack for an experiment: what may vary, what comes of it, and that everybody stays in their class.

use prescreen::{Code, Pack};
use prescreen_prove::{Conclusion, Variant};
use serde_json::{Value, json};

use super::root::root;

/// The shipped pack, with what an experiment may vary.
fn control(knobs: &[&str]) -> Value {
    let text = std::fs::read_to_string(root().join("packs/cn-bank.json")).unwrap();
    let mut pack: Value = serde_json::from_str(&text).unwrap();
    pack["knobs"] = json!(knobs);
    pack
}

const ALL: [&str; 5] = ["texts", "items", "options", "notices", "layout"];

/// The ids of objects in a list.
fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn items(pack: &Value) -> Vec<String> {
    let sections = pack["questionnaire"]["sections"].as_array().unwrap();
    sections.iter().flat_map(|section| ids(&section["items"])).collect()
}

fn backwards(mut list: Vec<String>) -> Vec<String> {
    list.reverse();
    list
}

#[test]
fn a_variant_in_another_order_and_wording_keeps_everybody_in_their_class() {
    let pack = control(&ALL);
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let item = first["id"].as_str().unwrap();
    let key = format!("item.{item}");
    let turned = json!({
        "id": "bank-b",
        "items": backwards(items(&pack)),
        "options": { item: backwards(ids(&first["options"])) },
        "notices": backwards(ids(&pack["notices"])),
        "texts": { "en": { key.as_str(): "Asked in other words" } },
        "layout": { "questions": "one" },
    });
    let variant = Variant::read(&turned.to_string()).unwrap();
    let tried = variant.of(&pack.to_string()).unwrap();
    assert!(tried.holds(), "{:?} {:?}", tried.proof.claims, tried.comparison);
    assert_eq!(tried.knobs, ALL);
    let conclusions = tried.comparison.claims.iter().map(|claim| (claim.id.as_str(), claim.conclusion));
    assert_eq!(
        conclusions.collect::<Vec<_>>(),
        [("prudent", Conclusion::Proved), ("class-preserving", Conclusion::Proved)]
    );
    let made: Value = serde_json::from_str(&tried.pack).unwrap();
    assert_eq!((&made["id"], &made["version"]), (&json!("bank-b"), &pack["version"]));
    assert_eq!((&made["attempts_with"], &made["profiles_of"]), (&json!([pack["id"]]), &json!([pack["id"]])));
    assert_eq!(made["texts"]["en"][&key], "Asked in other words");
    assert_eq!(ids(&made["notices"]), backwards(ids(&pack["notices"])));
    // Within each section the questions stand the other way round; sections stay where they are.
    let sections = |pack: &Value| pack["questionnaire"]["sections"].as_array().unwrap().clone();
    for (was, now) in sections(&pack).iter().zip(sections(&made)) {
        assert_eq!(ids(&now["items"]), backwards(ids(&was["items"])));
    }
    let last = sections(&made)[0]["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(ids(&last["options"]), backwards(ids(&first["options"])));
    // Points, rules and promises are the control's.
    let same = ["classes", "contradictions", "eligibility", "matching", "gates", "never", "facts", "flows"];
    assert!(same.iter().all(|part| made[part] == pack[part]));
    let (a, b) = (Pack::load(&pack.to_string()).unwrap(), Pack::load(&tried.pack).unwrap());
    assert_ne!(a.reference().hash, b.reference().hash);
    assert_eq!(tried.comparison.b, *b.reference());
}

#[test]
fn what_the_pack_does_not_let_vary_or_does_not_have_is_refused_at_its_place() {
    let pack = control(&["options"]);
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let item = first["id"].as_str().unwrap();
    let options = ids(&first["options"]);
    for (turned, at, code) in [
        (json!({ "id": pack["id"], "options": {} }), "/id", Code::Duplicate),
        (json!({ "id": "b", "texts": { "en": { "item.nothing": "?" } } }), "", Code::Inconsistent),
        (json!({ "id": "b", "options": { item: options[1..] } }), &*format!("/options/{item}"), Code::Reference),
        (json!({ "id": "b", "options": { "nothing": ["a"] } }), "/options/nothing", Code::Reference),
        (json!({ "id": "b", "layout": { "questions": "one" } }), "", Code::Inconsistent),
        (json!({ "id": "b", "notices": ids(&pack["notices"]) }), "", Code::Inconsistent),
    ] {
        let variant = Variant::read(&turned.to_string()).unwrap();
        let errors = variant.of(&pack.to_string()).unwrap_err();
        assert!(errors.iter().any(|error| (error.at.as_str(), error.code) == (at, code)), "{turned}: {errors:?}");
        assert!(errors.iter().all(|error| !error.help.is_empty()), "{errors:?}");
    }
    // Points are no knob, and no field of a variant.
    let points = json!({ "id": "b", "points": { item: [1, 2, 3] } });
    assert_eq!(Variant::read(&points.to_string()).unwrap_err().code, Code::UnknownField);
    let text = control(&["points"]).to_string();
    let found = Pack::check(&text).unwrap_err();
    assert!(found.iter().any(|error| error.at == "/knobs/0" && error.code == Code::Range), "{found:?}");
}

#[test]
fn nobody_is_assigned_to_a_variant_of_a_pack_that_breaks_its_promises() {
    let mut pack = control(&ALL);
    let lowest = pack["classes"]["list"][0].clone();
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let (item, options) = (first["id"].as_str().unwrap().to_owned(), ids(&first["options"]));
    let any: Vec<Value> = options.iter().map(|option| json!({ &item: { "$in": [option] } })).collect();
    pack["never"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "nobody-above", "when": { "$or": any }, "class_at_most": lowest }));
    let turned = json!({ "id": "bank-b", "options": { &item: backwards(options) } });
    let tried = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string()).unwrap();
    assert!(!tried.holds() && tried.comparison.holds());
    let broken = tried.proof.claims.iter().find(|claim| claim.id == "never/nobody-above/class").unwrap();
    assert!(broken.counterexample.is_some());
}
