//! Facts that were made from a file the person opened: their tier, what they are worth, where they stand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use prescreen::assessment::Met;
use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier, Outcome};
use prescreen::{Assessment, Case, Code, Pack, Screening, Session};
use serde_json::{Value, json};

/// The first pack with facts that a file may give, and a session to buy what has a tag.
struct Shop {
    pack: Pack,
    session: Session,
}

impl Shop {
    fn of(change: impl FnOnce(&mut Value)) -> Self {
        let mut document: Value = serde_json::from_str(include_str!("../examples/first-pack/pack.json")).unwrap();
        let money = |id: &str, by: Value| json!({ "id": id, "type": "integer", "unit": "minor_units", "currency": "EUR", "min": 0, "provided_by": by });
        let facts = document["facts"].as_array_mut().unwrap();
        facts.push(money("repaid", json!(["file"])));
        facts.push(money("savings", json!(["person", "file"])));
        facts.push(money("income", json!(["host", "person", "file"])));
        facts.push(money("typed", json!(["person"])));
        change(&mut document);
        let pack = Pack::load_checked(&document.to_string()).unwrap();
        let mut session: Value = serde_json::from_str(include_str!("../examples/first-pack/session.json")).unwrap();
        session["pack"]["hash"] = json!(pack.hash().to_string());
        session["purpose"] = json!("purchase");
        session["product"] = json!({ "id": "fund", "issuer_grade": "R1", "seller_grade": "R1", "type": "fund", "term": "short", "tags": ["complex"], "name": { "en": "Fund" } });
        Self { pack, session: Session::read(&session.to_string()).unwrap() }
    }

    /// With one gate, of this tier, that asks for savings.
    fn gated(tier: &str) -> Self {
        Self::of(|document| {
            document["gates"] = json!([{ "id": "gate.months", "tags": ["complex"], "tier": tier, "requires": { "savings": { "$gte": 100 } }, "unmet": "refuse", "basis": { "firm": "months" } }]);
        })
    }

    fn screening(&self, case: &Value, found: &[(&str, i64, FileTier)]) -> Result<Screening<'_>, prescreen::Error> {
        let case = Case::read(&case.to_string()).unwrap();
        let found = found.iter().map(|(fact, value, tier)| (id(fact), amount(*value, *tier)));
        Screening::of(&self.pack, &self.session, case)?.with_found(found)
    }

    fn assessment(&self, case: &Value, found: &[(&str, i64, FileTier)]) -> Assessment {
        self.screening(case, found).unwrap().assessment().clone()
    }
}

fn id(text: &str) -> Id {
    Id::try_from(text.to_owned()).unwrap()
}

fn amount(value: i64, tier: FileTier) -> Found {
    Found { value: FactValue::Integer(value), tier, currency: Some("EUR".into()) }
}

fn patient() -> Value {
    serde_json::from_str(include_str!("../examples/first-pack/cases/patient.json")).unwrap()
}

fn typed(facts: Value) -> Value {
    let mut case = patient();
    case["facts"] = facts;
    case
}

const PARSED: FileTier = FileTier::Parsed;
const CONSISTENT: FileTier = FileTier::Consistent;

#[test]
fn a_gate_opens_at_its_tier_or_a_better_one() {
    use Met::{Met as Open, Unknown};
    for (tier, parsed, consistent) in [
        ("declared", Open, Open),
        ("parsed", Open, Open),
        ("consistent", Unknown, Open),
        ("attested", Unknown, Unknown),
    ] {
        let shop = Shop::gated(tier);
        for (found, expected) in [(PARSED, parsed), (CONSISTENT, consistent)] {
            let state = shop.assessment(&patient(), &[("savings", 100, found)]).gates[0].state;
            assert_eq!(state, expected, "a gate of tier {tier}, a fact of tier {found:?}");
        }
    }
}

#[test]
fn what_lifts_a_rule_has_its_tier() {
    let shop = Shop::of(|document| {
        let rule = json!({ "id": "who.debts", "when": { "repaid": { "$gt": 0 } }, "outcome": "refuse", "unless": { "savings": { "$gte": 100 } }, "unless_tier": "consistent", "basis": { "firm": "months" } });
        document["eligibility"].as_array_mut().unwrap().push(rule);
        document["gates"] = json!([]);
    });
    let refused = |tier| {
        let found = shop.assessment(&patient(), &[("repaid", 300, PARSED), ("savings", 100, tier)]);
        found.reasons.iter().any(|reason| reason.code.as_str() == "who.debts")
    };
    assert!(refused(PARSED), "and the rule itself restricts on what was only parsed");
    assert!(!refused(CONSISTENT));
}

/// The strongest evidence is the value: the firm's before a file's, a file's before what is typed in.
#[test]
fn the_best_evidenced_value_counts() {
    let mut shop = Shop::of(|document| {
        document["gates"] = json!([]);
        for (n, limit) in [10, 20, 30].into_iter().enumerate() {
            let rule = json!({ "id": format!("who.income{n}"), "when": { "income": limit }, "outcome": "refer", "basis": { "firm": "months" } });
            document["eligibility"].as_array_mut().unwrap().push(rule);
        }
    });
    let used = |shop: &Shop, case: Value, found: &[(&str, i64, FileTier)]| {
        let reasons = shop.assessment(&case, found).reasons;
        let known =
            reasons.into_iter().filter(|reason| reason.code.as_str().starts_with("who.income") && !reason.unknown);
        known.map(|reason| reason.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(used(&shop, typed(json!({ "income": 10 })), &[]), ["who.income0"]);
    assert_eq!(used(&shop, typed(json!({ "income": 10 })), &[("income", 20, PARSED)]), ["who.income1"]);
    let mut facts: Vec<(Id, FactValue)> =
        shop.session.facts.iter().map(|(id, value)| (id.clone(), value.clone())).collect();
    facts.push((id("income"), FactValue::Integer(30)));
    shop.session.facts = facts.into_iter().collect();
    assert_eq!(used(&shop, typed(json!({ "income": 10 })), &[("income", 20, CONSISTENT)]), ["who.income2"]);
}

#[test]
fn a_later_file_takes_the_place_of_an_earlier_one() {
    let shop = Shop::gated("consistent");
    let screening = shop.screening(&patient(), &[("savings", 100, CONSISTENT)]).unwrap();
    let again = screening.with_found([(id("savings"), amount(100, PARSED))]).unwrap();
    assert_eq!(again.assessment().gates[0].state, Met::Unknown);
}

/// What an earlier hand-over gave does not outlive one that leaves it out: its file may have been taken away or corrected.
#[test]
fn a_fact_that_is_left_out_of_a_later_hand_over_is_not_known() {
    let shop = Shop::gated("consistent");
    for later in [vec![], vec![(id("repaid"), amount(1, CONSISTENT))]] {
        let screening = shop.screening(&patient(), &[("savings", 100, CONSISTENT)]).unwrap();
        assert_eq!(screening.assessment().gates[0].state, Met::Met);
        assert_eq!(screening.with_found(later).unwrap().assessment().gates[0].state, Met::Unknown);
    }
}

/// 100 000 yen are not 100 000 cents, and an amount in no currency is no amount.
#[test]
fn an_amount_in_another_currency_than_the_pack_s_is_refused() {
    let shop = Shop::of(|document| {
        let months =
            json!({ "id": "months-seen", "type": "integer", "unit": "months", "min": 0, "provided_by": ["file"] });
        document["facts"].as_array_mut().unwrap().push(months);
    });
    let given = |fact: &str, currency: Option<&str>| {
        let case = Case::read(&patient().to_string()).unwrap();
        let found = Found { value: FactValue::Integer(4242), tier: PARSED, currency: currency.map(String::from) };
        Screening::of(&shop.pack, &shop.session, case).unwrap().with_found([(id(fact), found)]).map(|_| ())
    };
    for (fact, currency) in
        [("savings", Some("JPY")), ("savings", None), ("savings", Some("XXX")), ("months-seen", Some("EUR"))]
    {
        let error = given(fact, currency).unwrap_err();
        assert_eq!((error.code, error.at.clone()), (Code::Range, format!("/facts/{fact}")));
        assert!(!error.to_string().contains("4242") && !error.to_string().contains("JPY"), "{error}");
    }
    assert!(given("savings", Some("EUR")).is_ok() && given("months-seen", None).is_ok());
}

#[test]
fn a_pack_takes_from_a_file_only_what_it_says() {
    let shop = Shop::gated("consistent");
    let refused = |fact: &str, value: FactValue| {
        let case = Case::read(&patient().to_string()).unwrap();
        let screening = Screening::of(&shop.pack, &shop.session, case).unwrap();
        let error = screening
            .with_found([(
                id(fact),
                Found { currency: shop.pack.currency_of(&id(fact)).map(String::from), value, tier: PARSED },
            )])
            .unwrap_err();
        assert!(!error.to_string().contains("4242"), "{error}");
        (error.code, error.at)
    };
    assert_eq!(refused("typed", FactValue::Integer(4242)), (Code::Range, "/facts/typed".into()));
    assert_eq!(refused("unheard-of", FactValue::Integer(4242)), (Code::Reference, "/facts/unheard-of".into()));
    assert_eq!(refused("savings", FactValue::Integer(-4242)), (Code::Range, "/facts/savings".into()));
    assert_eq!(refused("savings", FactValue::Text("4242".into())), (Code::Type, "/facts/savings".into()));

    let lent = Case::read(&patient().to_string()).unwrap();
    let screening = Screening::of(&shop.pack, &shop.session, &lent).unwrap();
    assert_eq!(screening.with_found([(id("savings"), amount(1, PARSED))]).unwrap_err().code, Code::Inconsistent);
}

/// The person cannot type in what a pack takes from a file alone.
#[test]
fn a_case_document_brings_no_fact_of_a_file() {
    let shop = Shop::gated("consistent");
    let case = Case::read(&typed(json!({ "repaid": 1 })).to_string()).unwrap();
    assert_eq!(Screening::of(&shop.pack, &shop.session, case).unwrap_err().code, Code::Range);
    for word in [
        json!({ "found": { "savings": 1 } }),
        json!({ "facts": { "savings": { "value": 1, "tier": "consistent" } } }),
        json!({ "facts": { "savings": { "declared": null, "found": 1, "tier": "consistent" } } }),
    ] {
        let screened =
            Case::read(&word.to_string()).and_then(|case| Screening::of(&shop.pack, &shop.session, case).map(|_| ()));
        assert!(screened.is_err(), "{word}");
    }
}

/// "No debts" beside a monthly payment to a lender.
#[test]
fn an_answer_that_a_file_contradicts_asks_caps_or_refers() {
    for tier in [PARSED, CONSISTENT] {
        let contradicted = |then: Value| {
            let shop = Shop::of(|document| {
                let mut odd = json!({ "id": "odd", "when": { "horizon": "over-3y", "repaid": { "$gt": 100 } }, "items": ["horizon"], "basis": { "firm": "months" } });
                merge(&mut odd, &then);
                document["contradictions"] = json!([odd]);
                document["gates"] = json!([]);
                let texts: Vec<String> = document["texts"].as_object().unwrap().keys().cloned().collect();
                for locale in texts {
                    document["texts"][&locale]["reason.odd"] = json!("x");
                    document["texts"][&locale]["ask.odd"] = json!("x");
                }
            });
            let mut session = shop.session.clone();
            session.purpose = prescreen::terms::Purpose::Assessment;
            session.product = None;
            let shop = Shop { session, ..shop };
            let with = shop.assessment(&patient(), &[("repaid", 3_000, tier)]);
            let without = shop.assessment(&patient(), &[("repaid", 0, tier)]);
            (without, with)
        };
        let (without, asked) = contradicted(json!({ "then": "ask", "kept": "refer" }));
        assert_eq!((without.outcome, &without.asks[..]), (Outcome::Proceed, &[][..]));
        assert_eq!((asked.outcome, &asked.asks[..]), (Outcome::InsufficientEvidence, &[id("odd")][..]));
        let (without, capped) = contradicted(json!({ "then": "cap", "class_at_most": "C1" }));
        assert_eq!((without.class, capped.class), (Some(id("C3")), Some(id("C1"))));
        let (_, referred) = contradicted(json!({ "then": "refer" }));
        assert_eq!(referred.outcome, Outcome::Refer);
    }
}

fn merge(base: &mut Value, over: &Value) {
    for (key, value) in over.as_object().unwrap() {
        base[key] = value.clone();
    }
}

#[test]
fn what_a_file_gave_is_not_printed() {
    assert_eq!(format!("{:?}", amount(4242, CONSISTENT)), "Found(..)");
}
