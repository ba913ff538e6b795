//! What a fall would do, in a verdict: a line and no amount, and what a server refuses of it.

use prescreen::id::Id;
use serde_json::{Value, json};

use super::credit::{FACTS, Purchase, payload};
use super::vectors::reworded;

/// An order on margin, where the firm attests these facts besides.
fn order(besides: &Value) -> Purchase {
    let mut attested = json!({
        "owed-here": 0, "collateral-here": 10_000_000, "cash-here": 0, "margin-used-here": 0, "held-this-share": 0,
        "held-this-sector": 0, "order-amount": 1_000_003, "order-financed": 1_000_003, "contract-day": "2026-03-02",
    });
    for (fact, value) in besides.as_object().unwrap() {
        attested[fact] = value.clone();
    }
    attested.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    Purchase::of(&["margin-order", "board-10"], &attested, json!({ "owed-elsewhere": 0 }))
}

/// What the person's files give.
fn facts() -> Vec<(&'static str, i64)> {
    FACTS.into_iter().chain([("found-holdings-value", 0)]).collect()
}

fn claims(text: &str) -> Value {
    serde_json::from_str(&payload(text)).unwrap()
}

/// The same verdict with another outcome, and no flows.
fn freer(text: &str, was: &str) -> String {
    let outcome = [format!(r#""outcome":"{was}","pack""#), r#""outcome":"proceed","pack""#.into()];
    let words = [(outcome[0].as_str(), outcome[1].as_str()), (r#""flows":["heavy-loss"]"#, r#""flows":[]"#)];
    let held = words.into_iter().filter(|(was, _)| payload(text).contains(was));
    reworded(text, &held.collect::<Vec<_>>())
}

#[test]
fn a_verdict_names_the_line_and_no_amount() {
    let purchase = order(&json!({ "order-financed": 7_000_001 }));
    let text = purchase.verdict(&facts());
    let told = claims(&text);
    assert_eq!((&told["outcome"], &told["reasons"]), (&json!("refuse"), &json!(["risk.margin"])));
    assert_eq!(told["credit"], json!({ "band": null, "outcome": "refer" }), "an order is asked what can be afforded");
    for amount in [7_000_001, 1_000_003, 10_000_000].into_iter().chain(FACTS.map(|(_, value)| value)) {
        assert!(amount < 1_000 || !payload(&text).contains(&amount.to_string()), "{amount} is in the verdict");
    }
    assert!(purchase.verify(&text).is_ok());
}

#[test]
fn an_order_within_every_line_goes_on() {
    let purchase = order(&json!({}));
    let text = purchase.verdict(&facts());
    assert_eq!(claims(&text)["outcome"], "proceed");
    assert!(purchase.verify(&text).is_ok());
}

#[test]
fn a_server_refuses_what_lines_over_its_own_facts_do_not_allow() {
    let near = json!({ "collateral-here": 13_000_000, "owed-here": 7_000_001 });
    for (besides, outcome) in [
        (json!({ "margin-used-here": 6_000_000 }), "refuse"),
        (near, "proceed_after"),
        (json!({ "contract-day": null }), "insufficient_evidence"),
        // Which ratio will be in force then is not known yet.
        (json!({ "contract-day": "2199-01-01" }), "insufficient_evidence"),
    ] {
        let purchase = order(&besides);
        let text = purchase.verdict(&facts());
        assert_eq!(claims(&text)["outcome"], outcome);
        assert!(purchase.verify(&text).is_ok(), "{outcome}");
        let error = purchase.verify(&freer(&text, outcome)).unwrap_err();
        assert_eq!((error.code.as_str(), &*error.at), ("claim", "/outcome"), "{outcome}: {error}");
    }
}

#[test]
fn a_contract_of_a_day_to_come_is_named() {
    let purchase = order(&json!({ "contract-day": "2199-01-01" }));
    let found = facts();
    let screening = purchase.screening(&found);
    let missing: Vec<&str> = screening.assessment().missing.iter().map(Id::as_str).collect();
    assert_eq!(missing, ["contract-day"]);
}

#[test]
fn what_only_files_say_is_the_tabs_own_word() {
    let purchase = order(&json!({ "held-this-share": 14_000_000 }));
    let text = purchase.verdict(&facts());
    assert_eq!((&claims(&text)["outcome"], &claims(&text)["reasons"]), (&json!("refer"), &json!(["risk.one-share"])));
    assert!(purchase.verify(&freer(&text, "refer")).is_ok(), "the server does not know the means");
}

#[test]
fn the_arithmetic_of_a_fall_is_that_on_paper_and_of_the_products_own_board() {
    let million = 100_000_000;
    let besides = json!({
        "collateral-here": 0, "cash-here": 30_000_000, "order-amount": million, "order-financed": million,
    });
    let purchase = order(&besides);
    let risk = purchase.screening(&facts()).risk_arithmetic().unwrap();
    let margin = risk.margin.unwrap();
    // From 130%, three days of falling by 10%; the pack calls at 140% and closes below 130%.
    assert_eq!((margin.initial, margin.carries, margin.ratio), (10_000, 30_000_000, Some(13_000)));
    assert_eq!((margin.fall_to_call, margin.fall_to_close), (Some(0), Some(0)));
    let [ten] = &margin.daily[..] else { panic!("{:?}", margin.daily) };
    assert_eq!((ten.daily_limit.as_str(), &*ten.ratios), ("ten", &[11_700, 10_530, 9_477][..]));
    assert_eq!((ten.days_to_call, ten.days_to_close, ten.days_to_loss), (Some(0), Some(1), Some(3)));
    assert_eq!(risk.scenarios[0].loss, 30_000_000, "three tenths of what is bought");
    assert_eq!(risk.concentrations.len(), 2);
    let beyond = risk.lines.iter().filter(|line| line.beyond).map(|line| line.code.as_str());
    assert!(beyond.into_iter().any(|code| code == "risk.margin"), "a million on a margin of 300,000");

    let purchase = order(&json!({ "owed-here": null }));
    assert!(purchase.screening(&facts()).risk_arithmetic().is_none());
}
