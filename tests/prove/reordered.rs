//! Orders of products that tell people apart by what they must not: the two people and the two products that differ least.

use prescreen::session::read_products;
use prescreen::{Case, Pack, Screening, Session};
use prescreen_prove::{Applicant, Claim, Conclusion, claims};
use serde_json::{Map, Value, json};

use super::root::root;

/// Facts that the shipped order reads, each with the figure in which two products show what it tells apart.
const READ: [(&str, &str); 6] = [
    ("horizon-months", "/figures/months"),
    ("needed-within-days", "/figures/days"),
    ("planned-amount", "/type"),
    ("means-in-all", "/type"),
    ("held-bond-funds", "/type"),
    ("held-share-funds", "/type"),
];

/// The shipped pack, in which a fact that the order reads is about the person's sex. Its check refuses it.
fn about_sex(fact: &str, purposes: &[&str]) -> Pack {
    let text = std::fs::read_to_string(root().join("packs/cn-affordability.json")).unwrap();
    let mut pack: Value = serde_json::from_str(&text.replace(&format!("\"{fact}\""), "\"sex\"")).unwrap();
    pack["shelf"]["purposes"] = json!(purposes);
    assert!(Pack::load(&pack.to_string()).is_err(), "the check of a pack lets no such fact be read");
    Pack::load_checked(&pack.to_string()).unwrap()
}

fn protected(pack: &Pack) -> Claim {
    claims(pack).into_iter().find(|claim| claim.id == "shelf/protected").unwrap()
}

/// The order that the engine gives somebody, from the documents that the claim shows.
fn order(pack: &Pack, applicant: &Applicant, products: &Value) -> Vec<Value> {
    seen(pack, &serde_json::to_value(applicant).unwrap(), products)
}

fn seen(pack: &Pack, shown: &Value, products: &Value) -> Vec<Value> {
    let session = Session::read(&shown["session"].to_string()).unwrap();
    let case = Case::read(&shown["case"].to_string()).unwrap();
    let screening = Screening::of(pack, &session, &case).unwrap();
    let fit = screening.shelf(&read_products(&products.to_string()).unwrap()).unwrap().unwrap();
    json!(fit)["ranked"].as_array().unwrap().iter().map(|one| one["product"].clone()).collect()
}

/// The order that somebody sees with another value of the fact.
fn order_at(pack: &Pack, applicant: &Applicant, products: &Value, value: i64) -> Vec<Value> {
    let mut shown = serde_json::to_value(applicant).unwrap();
    for part in ["session", "case"] {
        if let Some(own) = shown[part]["facts"].get_mut("sex") {
            *own = json!(value);
        }
    }
    seen(pack, &shown, products)
}

/// Every fact that somebody brings.
fn facts(applicant: &Applicant) -> Map<String, Value> {
    let shown = serde_json::to_value(applicant).unwrap();
    let parts = [&shown["session"]["facts"], &shown["case"]["facts"]];
    parts.into_iter().filter_map(Value::as_object).flat_map(Clone::clone).collect()
}

#[test]
fn an_order_by_what_must_not_count_is_refuted_by_the_pair_that_differs_least() {
    for purposes in [&["account_opening"][..], &["purchase"]] {
        for (fact, figure) in READ {
            let pack = about_sex(fact, purposes);
            let claim = protected(&pack);
            assert_eq!(claim.conclusion, Conclusion::Refuted, "{fact} {purposes:?}");
            assert!(claim.breaks_a_promise);
            let (one, other) = (claim.counterexample.as_ref().unwrap(), claim.beside.as_ref().unwrap());
            let products = serde_json::to_value(&claim.products).unwrap();
            let [first, second] = [order(&pack, one, &products), order(&pack, other, &products)];
            assert_eq!((first.len(), second.len()), (2, 2), "{fact}: both may buy both");
            assert_ne!(first, second, "{fact}");
            // The people differ in that fact alone, by one.
            let (own, others) = (facts(one), facts(other));
            let apart: Vec<&str> = own.keys().map(String::as_str).filter(|key| own[*key] != others[*key]).collect();
            assert_eq!((apart, own.len()), (vec!["sex"], others.len()), "{fact}");
            let [low, high] = [&own["sex"], &others["sex"]].map(|value| value.as_i64().unwrap());
            assert_eq!((low - high).abs(), 1, "{fact}");
            // The products differ in one figure alone, or in their type.
            let [a, b] = [&products[0], &products[1]];
            let mut same = b.clone();
            for at in [figure, "/id"] {
                *same.pointer_mut(at).unwrap() = a.pointer(at).unwrap().clone();
            }
            assert_eq!(&same, a, "{fact}");
            assert_ne!(a.pointer(figure), b.pointer(figure), "{fact}");
            // Nobody with a lower value sees them otherwise than the lower of the two.
            let (lower, seen) = if low < high { (low, &first) } else { (high, &second) };
            for value in (lower - 20).max(0)..lower {
                assert_eq!(&order_at(&pack, one, &products, value), seen, "{fact} {value}");
            }
        }
    }
}
