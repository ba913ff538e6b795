//! The securities pack on a phone, without consent, and with answers that nobody thought through.

use prescreen::Pack;
use prescreen::assessment::{Assessment, Part};
use serde_json::{Value, json};

use crate::support::{Fill, answers, load, root, screen, session};

fn pack() -> Pack {
    load(&root().join("packs/cn-securities.json"))
}

/// Somebody who is served online, with what the firm knows beside it and what was noticed.
fn screened(pack: &Pack, known: &Value, signals: &Value) -> Assessment {
    let mut session = session(pack);
    session["purpose"] = json!("account_opening");
    session["facts"] = json!({ "birth_date": "1988-04-09", "civil_capacity": true });
    for (fact, value) in known.as_object().unwrap() {
        session["facts"][fact] = value.clone();
    }
    screen(pack, &session, &json!({ "answers": answers(pack, Fill::First), "facts": {}, "signals": signals })).unwrap()
}

fn band(pack: &Pack, known: Value, signals: Value) -> &'static str {
    screened(pack, &known, &signals).fraud.unwrap().word()
}

fn codes(assessment: &Assessment) -> Vec<&str> {
    let fraud = assessment.reasons.iter().filter(|reason| reason.part == Part::Fraud);
    fraud.map(|reason| reason.code.as_str()).collect()
}

/// What a phone gives of somebody who goes back and forth to another application.
fn told() -> Value {
    json!({
        "navigation": "touch", "entry-method": "none", "steps": 20,
        "hidden-count": 6, "hidden-share": 400, "absences": 6, "answers-after-absence": 5,
    })
}

#[test]
fn a_pause_is_reached_by_touch_alone() {
    let pack = pack();
    let assessment = screened(&pack, &json!({}), &told());
    assert_eq!((assessment.fraud.unwrap().word(), assessment.outcome.word()), ("pause", "pause"));
    assert_eq!(codes(&assessment), ["band.later"]);
    for (signal, less) in [("answers-after-absence", 4), ("hidden-count", 5), ("hidden-share", 399)] {
        let mut signals = told();
        signals[signal] = json!(less);
        assert_eq!(band(&pack, json!({}), signals), "clear", "{signal}");
    }
    let mut pasted = told();
    pasted["answers-after-absence"] = json!(0);
    pasted["pastes-after-absence"] = json!(2);
    assert_eq!(band(&pack, json!({}), pasted), "pause");
}

#[test]
fn what_the_firm_knows_leads_to_a_pause_without_consent() {
    let pack = pack();
    let without = screened(&pack, &json!({}), &json!({}));
    let assessment = screened(&pack, &json!({ "remote_control": true }), &json!({}));
    assert_eq!((assessment.fraud.unwrap().word(), assessment.outcome.word()), ("pause", "pause"));
    assert_eq!(codes(&assessment), ["band.later"], "what was noticed is for no onlooker");
    assert_eq!(assessment.class, without.class);
    for calm in [json!({ "remote_control": false }), json!({ "call_in_progress": true }), json!({})] {
        assert_eq!(band(&pack, calm.clone(), json!({})), "clear", "{calm}");
    }
    let away = json!({ "steps": 20, "hidden-count": 6, "hidden-share": 400 });
    assert_eq!(band(&pack, json!({}), away.clone()), "clear");
    assert_eq!(band(&pack, json!({ "call_in_progress": true }), away), "pause");
}

#[test]
fn a_pause_ends_and_says_who_calls() {
    let pack = pack();
    let later = pack.document().fraud.as_ref().unwrap().bands.iter().find(|band| band.id == *"band.later").unwrap();
    assert_eq!(later.hours, Some(24));
    for (locale, words) in [("en", "only on a number that we already hold"), ("zh-CN", "只拨打已登记的号码")] {
        assert!(pack.text(locale, "reason.band.later.next").unwrap().contains(words), "{locale}");
    }
}

#[test]
fn answers_that_nobody_thought_through_go_to_a_person_and_never_touch_the_class() {
    let pack = pack();
    let without = screened(&pack, &json!({}), &json!({}));
    let states = [
        (json!({ "fast-items": 1000 }), "clear"),
        (json!({ "longest-run": 16, "same-place": 1000, "clarifications": 9 }), "clear"),
        (json!({ "fast-items": 500, "longest-run": 10 }), "refer"),
        (json!({ "fast-items": 500, "same-place": 800 }), "refer"),
        (json!({ "fast-items": 500, "clarifications": 3 }), "refer"),
        (json!({ "fast-items": 499, "longest-run": 16, "same-place": 1000, "clarifications": 9 }), "clear"),
        (json!({ "fast-items": 1000, "longest-run": 9, "same-place": 799, "clarifications": 2 }), "clear"),
    ];
    for (signals, band) in states {
        let assessment = screened(&pack, &json!({}), &signals);
        assert_eq!(assessment.fraud.unwrap().word(), band, "{signals}");
        assert_eq!(assessment.class, without.class, "{signals}");
        assert!(assessment.outcome >= without.outcome && assessment.outcome.word() != "refuse", "{signals}");
        assert_eq!(codes(&assessment).first().copied(), (band == "refer").then_some("band.answers"), "{signals}");
    }
    // Another concern: neither asks for a confirmation of who it is, nor adds to what does.
    let drawn = json!({ "graphics": "software", "fast-items": 1000 });
    assert_eq!(band(&pack, json!({}), drawn), "clear");
}
