//! What a session asks a person for: what a rule of it can take from a declaration, and nothing else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is wrong")]

use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Value, json};

const PACK: &str = include_str!("../packs/cn-securities.json");

/// The shipped pack, whose rule about products above the class is lifted by experience that is evidenced at a tier.
fn lifted_at(tier: &str) -> Pack {
    let mut document: Value = serde_json::from_str(PACK).unwrap();
    let rules = document["matching"]["rules"].as_array_mut().unwrap();
    let rule = rules.iter_mut().find(|rule| rule["id"] == "match.above-class").unwrap();
    rule["unless"] = json!({ "experience_months": { "$gte": 24 } });
    rule["unless_tier"] = json!(tier);
    Pack::load(&document.to_string()).unwrap()
}

/// A purchase from a profile on file; `facts` is what the firm attests.
fn purchase(pack: &Pack, facts: &Value) -> Session {
    let product = json!({
        "id": "p-1", "name": { "en": "Sector fund", "zh-CN": "行业基金" }, "issuer_grade": "R3", "seller_grade": "R4",
        "type": "equity", "term": "medium", "tags": [],
    });
    let profile = json!({
        "class": "C3", "assessed_on": "2026-10-01", "valid_until": "2028-10-01", "pack": pack.reference(),
    });
    let session = json!({
        "id": "s-1", "nonce": "A".repeat(43), "audience": "https://broker.example", "subject": "p-1",
        "purpose": "purchase", "pack": pack.reference(), "variant": "base", "now": 1_795_406_400,
        "expires": 1_795_410_000, "product": product, "profile": profile, "facts": facts,
    });
    Session::read(&session.to_string()).unwrap()
}

/// Questions and facts that a session asks for, before anything is answered.
fn asked(pack: &Pack, session: &Session) -> (Vec<String>, Vec<String>) {
    let asked = Screening::of(pack, session, Case::read("{}").unwrap()).unwrap().asked();
    let names = |ids: &[prescreen::id::Id]| ids.iter().map(ToString::to_string).collect();
    (names(&asked.items), names(&asked.facts))
}

#[test]
fn a_fact_whose_declaration_lifts_a_rule_is_asked_for() {
    let pack = lifted_at("declared");
    assert_eq!(asked(&pack, &purchase(&pack, &json!({}))).1, ["experience_months"]);
}

#[test]
fn a_fact_that_lifts_a_rule_only_with_better_evidence_is_not_asked_for() {
    let pack = lifted_at("attested");
    assert!(asked(&pack, &purchase(&pack, &json!({}))).1.is_empty());
}

#[test]
fn what_the_firm_holds_is_not_asked_for_again() {
    let pack = lifted_at("declared");
    assert!(asked(&pack, &purchase(&pack, &json!({ "experience_months": 30 }))).1.is_empty());
}

#[test]
fn with_a_class_on_file_only_what_is_compared_with_the_product_is_asked() {
    let pack = lifted_at("declared");
    assert_eq!(asked(&pack, &purchase(&pack, &json!({}))).0, ["horizon", "product-types"]);
}

#[test]
fn what_only_the_order_of_products_reads_is_not_asked_for_where_one_of_them_is_bought() {
    let pack = Pack::load(PACK).unwrap();
    let own = ["horizon_months", "needed_within_days", "planned_amount", "means_in_all"];
    let ranked = pack.document().shelf.as_ref().unwrap().evidence.iter().map(|one| one.fact.as_str());
    assert_eq!(ranked.filter(|fact| own.contains(fact)).count(), own.len(), "the order reads them");
    assert!(asked(&pack, &purchase(&pack, &json!({}))).1.is_empty());

    // Where the order is asked for while nothing is chosen yet, they are asked for.
    let mut document: Value = serde_json::from_str(PACK).unwrap();
    document["shelf"]["purposes"] = json!(["assessment"]);
    let pack = Pack::load(&document.to_string()).unwrap();
    let mut session = purchase(&pack, &json!({}));
    session.purpose = prescreen::terms::Purpose::Assessment;
    session.product = None;
    session.profile = None;
    assert_eq!(asked(&pack, &session).1, own);
}
