//! What a person's records say beside their answers: they ask, cap and refer, and never raise a class.

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier};
use prescreen::{Assessment, Case, Pack, Screening, Session};
use prescreen_prove::{Conclusion, prove};
use serde_json::{Value, json};

/// Records that speak against nobody.
const SOUND: [(&str, i64); 6] = [
    ("found-salary-months", 8),
    ("found-obligations-monthly", 0),
    ("found-obligations-to-income", 0),
    ("found-negative-months", 0),
    ("found-buffer-days", 90),
    ("found-gambling-bursts", 0),
];

fn pack() -> Value {
    super::published::read("examples/records-pack/pack.json")
}

fn load(pack: &Value) -> Pack {
    Pack::load(&pack.to_string()).unwrap()
}

/// Sound records with these in place of theirs.
fn records(changed: &[(&'static str, i64)]) -> Vec<(&'static str, i64)> {
    let others = SOUND.iter().filter(|(fact, _)| changed.iter().all(|(other, _)| other != fact));
    others.chain(changed).copied().collect()
}

/// What the engine makes of answers beside records that were read from a file.
fn screen(pack: &Pack, answers: &Value, records: &[(&str, i64)], clarified: &[&str]) -> Assessment {
    let reference = pack.reference();
    let session = json!({
        "id": "s-1", "nonce": "A".repeat(43), "audience": "https://broker.example", "subject": "p-1",
        "purpose": "assessment",
        "pack": { "id": reference.id, "version": reference.version, "hash": reference.hash },
        "variant": "base", "now": 1_796_097_600, "expires": 1_796_101_200, "product": null, "profile": null,
        "facts": { "birth_date": "1988-03-14" },
    });
    let case = json!({ "answers": answers, "facts": {}, "clarified": clarified });
    let (session, case) = (Session::read(&session.to_string()).unwrap(), Case::read(&case.to_string()).unwrap());
    let found = records.iter().map(|(fact, value)| {
        let fact = Id::try_from(String::from(*fact)).unwrap();
        let found = Found::supposed(FactValue::Integer(*value), FileTier::Parsed, pack.currency_of(&fact));
        (fact, found)
    });
    Screening::of(pack, session, case).unwrap().with_found(found).unwrap().assessment().clone()
}

fn answers(changed: &[(&str, &str)]) -> Value {
    let mut answers =
        json!({ "loss": "large", "horizon": "over-3y", "owned": ["shares"], "debts": "none", "income": "steady" });
    for (item, option) in changed {
        answers[*item] = json!(option);
    }
    answers
}

fn class(assessment: &Assessment) -> Option<&str> {
    assessment.class.as_ref().map(Id::as_str)
}

#[test]
fn the_pack_of_records_is_proved() {
    let proof = prove(&Pack::load_checked(&pack().to_string()).unwrap());
    let open: Vec<_> = proof.claims.iter().filter(|claim| claim.conclusion != Conclusion::Proved).collect();
    assert!(open.is_empty(), "{open:?}");
    let promised = |id: &str| proof.claims.iter().any(|claim| claim.id == format!("never/{id}/class"));
    assert!(["burdened", "in-the-red", "debts-unsaid", "income-unsaid"].into_iter().all(promised));
}

#[test]
fn a_pack_that_spares_whoever_brings_no_records_is_refuted() {
    let mut pack = pack();
    pack["classes"]["caps"][2]["when"]["found-negative-months"]["$exists"] = json!(true);
    let proof = prove(&Pack::load_checked(&pack.to_string()).unwrap());
    let claim = proof.claims.iter().find(|claim| claim.id == "missing/cap.negative").unwrap();
    assert_eq!(claim.conclusion, Conclusion::Refuted);
    assert!(claim.breaks_a_promise);
}

#[test]
fn no_debts_beside_repayments_to_a_lender_is_asked_about_and_holds_the_class_where_it_is_kept() {
    let pack = load(&pack());
    let repays = records(&[("found-obligations-monthly", 300_000), ("found-obligations-to-income", 1_000)]);
    let asked = screen(&pack, &answers(&[]), &repays, &[]);
    assert_eq!((class(&asked), asked.asks.len()), (None, 1));
    assert_eq!(asked.asks[0].as_str(), "pair.debts");
    assert_eq!(class(&screen(&pack, &answers(&[]), &repays, &["pair.debts"])), Some("C1"));
    // Corrected, the answer counts as any other.
    assert_eq!(class(&screen(&pack, &answers(&[("debts", "some")]), &repays, &[])), Some("C3"));
    let less = records(&[("found-obligations-monthly", 299_999), ("found-obligations-to-income", 1_000)]);
    assert_eq!(class(&screen(&pack, &answers(&[]), &less, &[])), Some("C3"));
}

#[test]
fn no_steady_income_beside_twelve_salaries_is_asked_about_and_the_answer_stands_where_it_is_kept() {
    let pack = load(&pack());
    let paid = records(&[("found-salary-months", 12)]);
    let answers = answers(&[("income", "none")]);
    let asked = screen(&pack, &answers, &paid, &[]);
    assert_eq!((class(&asked), asked.asks.len()), (None, 1));
    let without_salaries = screen(&pack, &answers, &records(&[]), &[]);
    let kept = screen(&pack, &answers, &paid, &["pair.income"]);
    assert_eq!(class(&kept), class(&without_salaries));
}

#[test]
fn a_large_fall_beside_an_empty_account_goes_to_a_human() {
    let pack = load(&pack());
    let empty = screen(&pack, &answers(&[]), &records(&[("found-buffer-days", 29)]), &[]);
    assert_eq!(empty.outcome.word(), "refer");
}

#[test]
fn without_enough_records_there_is_no_class_and_nobody_is_refused() {
    let pack = load(&pack());
    let mut facts = records(&[]);
    facts.retain(|(fact, _)| *fact != "found-negative-months");
    let assessment = screen(&pack, &answers(&[]), &facts, &[]);
    assert_eq!((class(&assessment), assessment.outcome.word()), (None, "insufficient_evidence"));
}

#[test]
fn records_never_raise_a_class() {
    let with_records = load(&pack());
    let mut answers_alone = pack();
    // Nobody gives two answers to one question.
    let never = json!({ "$and": [{ "debts": "none" }, { "debts": "some" }] });
    for part in ["/classes/caps", "/contradictions"] {
        let rules = answers_alone.pointer_mut(part).unwrap().as_array_mut().unwrap();
        for rule in rules.iter_mut().filter(|rule| rule["when"].to_string().contains("found-")) {
            rule["when"] = never.clone();
        }
    }
    let answers_alone = load(&answers_alone);
    let all = ["pair.debts", "pair.income", "pair.steady"];
    let mut lowered = 0;
    for (loss, horizon, debts, income) in quadruples() {
        let answers = answers(&[("loss", loss), ("horizon", horizon), ("debts", debts), ("income", income)]);
        let alone = screen(&answers_alone, &answers, &records(&[]), &[]);
        for changed in [
            &[][..],
            &[("found-salary-months", 12)],
            &[("found-salary-months", 0)],
            &[("found-obligations-monthly", 500_000), ("found-obligations-to-income", 2_000)],
            &[("found-obligations-monthly", 500_000), ("found-obligations-to-income", 9_000)],
            &[("found-negative-months", 12)],
            &[("found-buffer-days", 0)],
            &[("found-buffer-days", 10_000)],
        ] {
            let beside = screen(&with_records, &answers, &records(changed), &all);
            assert!(class(&beside) <= class(&alone), "{answers} {changed:?}");
            lowered += u32::from(class(&beside) < class(&alone));
        }
    }
    assert!(lowered > 20, "{lowered}");
}

fn quadruples() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    ["none", "small", "large"].into_iter().flat_map(|loss| {
        ["within-1y", "1-3y", "over-3y"].into_iter().flat_map(move |horizon| {
            ["none", "some", "most"].into_iter().flat_map(move |debts| {
                ["none", "irregular", "steady"].into_iter().map(move |income| (loss, horizon, debts, income))
            })
        })
    })
}
