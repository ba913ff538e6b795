//! What a person can afford, in a verdict: an outcome and a band, and what a server refuses of them.

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier};
use prescreen::verdict::jws::Compact;
use prescreen::verdict::verify::{Expected, verdict};
use prescreen::verdict::{Claims as _, Opened, Ticket, Verdict, seal};
use prescreen::{Case, Error, Pack, Screening, Session};
use serde_json::{Value, json};

use super::vectors::{Vectors, reworded};

pub const FACTS: [(&str, i64); 8] = [
    ("found-days-received", 365),
    ("found-income-monthly", 2_000_017),
    ("found-outflow-monthly", 800_013),
    ("found-liquid-balance", 12_000_011),
    ("found-buffer-days", 450),
    ("found-obligations-to-income", 1_507),
    ("found-negative-months", 0),
    ("found-days-below-zero", 0),
];

/// A purchase under the shipped pack, with the objects of a vector in words of it.
pub struct Purchase {
    pack: Pack,
    session: Session,
    ticket: String,
    vectors: Vectors,
    /// What the person types in.
    declared: Value,
}

impl Purchase {
    /// Of a contract with which nothing is borrowed yet, where the firm attests these facts.
    fn with(attested: &Value) -> Self {
        let mut attested = attested.clone();
        attested.as_object_mut().unwrap().entry("order-financed").or_insert(json!(0));
        Self::of(&["margin"], &attested, json!({}))
    }

    /// Of a product with these tags, where the firm attests facts, and the person declares some.
    pub fn of(tags: &[&str], attested: &Value, declared: Value) -> Self {
        let vectors = Vectors::load();
        let pack = Pack::load(include_str!("../../packs/cn-affordability.json")).unwrap();
        let object = vectors.object(0);
        let mut session = object.json["session"].clone();
        session["pack"] = serde_json::to_value(pack.reference()).unwrap();
        session["product"] = json!({
            "id": "financing", "name": {"en": "Financing", "zh-CN": "融资"}, "issuer_grade": "borrowed",
            "seller_grade": "borrowed", "type": "financing", "term": "half-year", "tags": tags,
        });
        session["facts"] = attested.clone();
        let hash = pack.hash().to_string();
        let ticket = reworded(object.text("ticket"), &[(vectors.positive["pack_hash"].as_str().unwrap(), &hash)]);
        let session = Session::read(&session.to_string()).unwrap();
        Self { pack, session, ticket, vectors, declared }
    }

    /// What an honest tab screens, where files give these facts.
    pub fn screening(&self, facts: &[(&str, i64)]) -> Screening<'_> {
        let answers = json!({ "loss": "more", "until": "later", "traded": "long" });
        let mut case = Case::read(&json!({ "answers": answers, "facts": self.declared }).to_string()).unwrap();
        for (fact, value) in facts {
            let id = Id::try_from((*fact).to_owned()).unwrap();
            let value = FactValue::Integer(*value);
            case.set_found(&id, Found::supposed(value, FileTier::Consistent, self.pack.currency_of(&id)));
        }
        Screening::of(&self.pack, &self.session, case).unwrap()
    }

    /// The verdict of it.
    pub fn verdict(&self, facts: &[(&str, i64)]) -> String {
        let object = self.vectors.object(0);
        let screening = self.screening(facts);
        let ticket = Opened::<Ticket>::open(&self.ticket).unwrap();
        let (commitment, jkt) = (ticket.claims.commitment, ticket.claims.jkt);
        let iat = object.verdict().claims.iat();
        let verdict = Verdict::minimise(&screening, &ticket, commitment, jkt, iat, None).unwrap();
        let signed = Compact::open(object.text("verdict")).unwrap();
        seal(&verdict.signing_input(&object.verdict().signer), &signed.signature).unwrap()
    }

    /// What a server says of a verdict.
    pub fn verify(&self, text: &str) -> Result<Opened<Verdict>, Error> {
        let object = self.vectors.object(0);
        let (ticket, jkt, now) = (&*self.ticket, object.jkt, object.now);
        verdict(&Expected { pack: &self.pack, shadows: &[], session: &self.session, ticket, jkt, now }, text)
    }
}

pub fn payload(jws: &str) -> String {
    let part = jws.split('.').nth(1).unwrap();
    String::from_utf8(prescreen::terms::base64url::decode(part).unwrap()).unwrap()
}

#[test]
fn a_verdict_names_outcome_and_band_and_no_amount() {
    let purchase = Purchase::with(&json!({ "owed-here": 1_000_003, "collateral-here": 2_999_999 }));
    let text = purchase.verdict(&FACTS);
    let claims: Value = serde_json::from_str(&payload(&text)).unwrap();
    assert_eq!(claims["credit"], json!({ "band": "middle", "outcome": "proceed_with_limit" }));
    assert_eq!(claims["outcome"], "proceed");
    let amounts = FACTS.map(|(_, value)| value).into_iter().chain([1_000_003, 2_999_999, 2_990_000]);
    for amount in amounts.filter(|amount| *amount > 1_000) {
        assert!(!payload(&text).contains(&amount.to_string()), "{amount} is in the verdict");
    }
    let opened = purchase.verify(&text).unwrap();
    assert_eq!(opened.claims.credit().unwrap().band.as_ref().unwrap().as_str(), "middle");
}

#[test]
fn a_person_without_files_is_told_nothing_but_that_evidence_is_insufficient() {
    let purchase = Purchase::with(&json!({ "owed-here": 0, "collateral-here": 5_000_001 }));
    let text = purchase.verdict(&[]);
    let claims: Value = serde_json::from_str(&payload(&text)).unwrap();
    assert_eq!(claims["credit"], json!({ "band": null, "outcome": "insufficient_evidence" }));
    assert_eq!((&claims["outcome"], &claims["reasons"]), (&json!("insufficient_evidence"), &json!(["facts.missing"])));
    assert!(purchase.verify(&text).is_ok());
}

#[test]
fn a_server_refuses_what_its_own_facts_do_not_allow() {
    let refused = |purchase: &Purchase, words: &[(&str, &str)], at: &str| {
        let text = reworded(&purchase.verdict(&FACTS), words);
        let error = purchase.verify(&text).unwrap_err();
        assert_eq!((error.code.as_str(), &*error.at), ("claim", at), "{words:?}: {error}");
    };
    let middle = r#""credit":{"band":"middle","outcome":"proceed_with_limit"}"#;
    let purchase = Purchase::with(&json!({ "owed-here": 0, "collateral-here": 2_999_999 }));
    assert!(purchase.verify(&purchase.verdict(&FACTS)).is_ok());
    for (other, at) in [
        ("null", "/credit"),
        (r#"{"band":"high","outcome":"proceed_with_limit"}"#, "/credit"),
        (r#"{"band":"middle","outcome":"proceed"}"#, "/credit"),
        (r#"{"band":null,"outcome":"proceed_with_limit"}"#, "/credit/band"),
        (r#"{"band":"other","outcome":"proceed_with_limit"}"#, "/credit/band"),
        (r#"{"band":"middle","outcome":"refer"}"#, "/credit/outcome"),
        (r#"{"band":null,"outcome":"insufficient_evidence"}"#, "/credit/outcome"),
    ] {
        refused(&purchase, &[(middle, &format!(r#""credit":{other}"#))], at);
    }
    // A patched tab can claim less than its files give, and what files give is its own word.
    let less = reworded(&purchase.verdict(&FACTS), &[(r#""band":"middle""#, r#""band":"low""#)]);
    assert!(purchase.verify(&less).is_ok());
    // What only the firm can give, and did not, no file makes up for.
    let without = Purchase::with(&json!({ "owed-here": 0 }));
    let insufficient = r#""credit":{"band":null,"outcome":"insufficient_evidence"}"#;
    let limited = r#""credit":{"band":"low","outcome":"proceed_with_limit"}"#;
    refused(
        &without,
        &[(insufficient, limited), (r#""outcome":"insufficient_evidence","pack""#, r#""outcome":"proceed","pack""#)],
        "/credit",
    );
}

#[test]
fn a_server_holds_what_would_be_borrowed_against_the_highest_limit_of_its_own_facts() {
    let refer = r#""credit":{"band":null,"outcome":"refer"}"#;
    let limited = r#""credit":{"band":"middle","outcome":"proceed_with_limit"}"#;
    // Collateral of 2,999,999 leaves 2,990,000 at most.
    for (financed, refers) in [(2_990_000, false), (2_990_001, true)] {
        let attested = json!({ "owed-here": 0, "collateral-here": 2_999_999, "order-financed": financed });
        let purchase = Purchase::with(&attested);
        let text = purchase.verdict(&FACTS);
        assert!(purchase.verify(&text).is_ok());
        assert_eq!(payload(&text).contains(refer), refers, "{financed}");
        if refers {
            assert!(payload(&text).contains(r#""reasons":["credit.order-financed"]"#), "{}", payload(&text));
            let outcome = (r#""outcome":"refer","pack""#, r#""outcome":"proceed","pack""#);
            let freer = reworded(&text, &[(refer, limited), outcome]);
            let error = purchase.verify(&freer).unwrap_err();
            assert_eq!((error.code.as_str(), &*error.at), ("claim", "/credit"), "{error}");
        }
    }
}

#[test]
fn where_the_pack_does_not_ask_a_verdict_says_nothing_of_it() {
    let vectors = Vectors::load();
    for object in vectors.objects() {
        assert!(object.verdict().claims.credit().is_none(), "{}", object.name());
    }
}

#[test]
fn what_drawn_people_can_afford_is_what_the_vectors_say() {
    let pack = Pack::load(include_str!("../vectors/every-part/pack.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(include_str!("../vectors/verdict/credit.json")).unwrap();
    assert!(cases.len() >= 300);
    let mut session = Vectors::load().object(0).json["session"].clone();
    session["pack"] = serde_json::to_value(pack.reference()).unwrap();
    (session["now"], session["expires"]) = (json!(1_772_416_800), json!(1_772_420_400));
    session["product"] = json!({
        "id": "x", "name": {"en": "X"}, "issuer_grade": "g1", "seller_grade": "g1", "type": "fund", "term": "short",
        "tags": ["borrowed"],
    });
    for one in cases {
        let mut declared = json!({ "facts": {} });
        session["facts"] = json!({});
        let mut found = Vec::new();
        for (id, fact) in one["facts"].as_object().unwrap() {
            match fact["tier"].as_str().unwrap() {
                "attested" => session["facts"][id] = fact["value"].clone(),
                "declared" => declared["facts"][id] = fact["value"].clone(),
                tier => {
                    let tier = if tier == "parsed" { FileTier::Parsed } else { FileTier::Consistent };
                    let id = Id::try_from(id.clone()).unwrap();
                    let value = FactValue::Integer(fact["value"].as_i64().unwrap());
                    found.push((id.clone(), Found::supposed(value, tier, pack.currency_of(&id))));
                }
            }
        }
        let opened = Session::read(&session.to_string()).unwrap();
        let case = Case::read(&declared.to_string()).unwrap();
        let screening = Screening::of(&pack, opened, case).unwrap().with_found(found).unwrap();
        let (assessment, expect) = (screening.assessment(), &one["expect"]);
        let told = serde_json::to_value(assessment.credit.as_ref().unwrap()).unwrap();
        let arithmetic = screening.credit_arithmetic();
        let reasons = json!(
            assessment
                .reasons
                .iter()
                .filter(|reason| {
                    let own = reason.code.as_str();
                    own.starts_with("credit.") || own.starts_with("limit.")
                })
                .map(|reason| &reason.code)
                .collect::<Vec<_>>()
        );
        assert_eq!(told, json!({ "outcome": expect["outcome"], "band": expect["band"] }), "{one}");
        assert_eq!(json!(arithmetic.map(|one| one.limit)), expect["limit"], "{one}");
        let known = expect["limit"].is_null();
        assert!(known || reasons == expect["reasons"], "{one}: {reasons}");
        for id in expect["missing"].as_array().unwrap() {
            assert!(assessment.missing.iter().any(|missing| missing.as_str() == id), "{one}");
        }
    }
}
