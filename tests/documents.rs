//! What lies side by side on a desk: what each document proves, with which beside it, and that nothing damaged proves more.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

use prescreen_es256::Es256;
use prescreen_verify::{Asked, Documents, Findings, Kind, MAX_DOCUMENT_BYTES, Need, Open, Proved};
use serde_json::{Value, json};

fn vectors(name: &str) -> Value {
    let path = format!("{}/../../tests/vectors/verdict/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What is given out of one purchase above the class: everything that belongs together.
struct Purchase {
    record: String,
    opening: String,
    receipt: String,
    verdict: String,
    session: String,
    pack: String,
    keys: String,
}

impl Purchase {
    fn read() -> Self {
        let positive = vectors("positive");
        let object = &positive["objects"][0];
        let [x, y] = ["x", "y"].map(|name| positive["server"][name].clone());
        let keys = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig", "alg": "ES256" }] });
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            record: positive["record"].to_string(),
            opening: positive["opening"].to_string(),
            receipt: text(&positive["steps"]["receipt"]),
            verdict: text(&object["verdict"]),
            session: object["session"].to_string(),
            pack: vectors("pack").to_string(),
            keys: keys.to_string(),
        }
    }
}

/// Checks a document beside others.
fn checked(document: &str, beside: &[&str]) -> Result<Findings, String> {
    let mut all = Documents::default();
    let (kind, place) = all.add(document).map_err(|error| error.code.as_str().to_owned())?;
    assert!(kind.is_checked());
    for other in beside {
        all.add(other).unwrap();
    }
    all.check(place, &Es256).unwrap().map_err(|error| error.code.as_str().to_owned())
}

fn needs(findings: &Findings) -> Vec<Need> {
    findings.open.iter().map(|open| open.need()).collect()
}

#[test]
fn each_further_document_proves_what_was_said_to_need_it() {
    let all = Purchase::read();
    let (keys, verdict, session, pack) = (&*all.keys, &*all.verdict, &*all.session, &*all.pack);
    assert!(needs(&checked(&all.opening, &[]).unwrap()).contains(&Need::Pack), "answers are read by their pack");
    for (document, first, beside) in [
        (&all.receipt, vec![], vec![(Need::Keys, keys), (Need::Verdict, verdict)]),
        (
            &all.record,
            vec![],
            vec![(Need::Keys, keys), (Need::Verdict, verdict), (Need::Session, session), (Need::Pack, pack)],
        ),
        (&all.opening, vec![pack], vec![(Need::Verdict, verdict)]),
    ] {
        let alone = checked(document, &first).unwrap();
        for (need, other) in &beside {
            let found = checked(document, &[&*first, &[other]].concat()).unwrap();
            assert!(needs(&alone).contains(need), "{need:?} is said to be of use");
            assert!(!needs(&found).contains(need), "{need:?} lies there and is still asked for");
            assert!(alone.proved.iter().all(|proved| found.proved.contains(proved)), "more beside it proves no less");
            assert!(found.proved.len() > alone.proved.len() || *need == Need::Keys, "{need:?} proves something");
        }
        let others: Vec<&str> = first.iter().copied().chain(beside.iter().map(|(_, other)| *other)).collect();
        let whole = checked(document, &others).unwrap();
        assert_eq!(needs(&whole), [], "nothing is left open beside everything");
        let turned: Vec<&str> = others.iter().rev().copied().collect();
        assert!(checked(document, &turned).unwrap() == whole, "in whatever order they were put there");
    }
}

#[test]
fn a_receipt_by_itself_proves_nothing_of_who_signed_it() {
    let all = Purchase::read();
    let alone = checked(&all.receipt, &[]).unwrap();
    assert!(alone.open.contains(&Open::ReceiptSigned));
    assert!(!alone.proved.contains(&Proved::ReceiptSigned));
    assert!(checked(&all.receipt, &[&all.keys]).unwrap().proved.contains(&Proved::ReceiptSigned));
}

#[test]
fn one_letter_changed_anywhere_in_a_signed_document_is_found() {
    let all = Purchase::read();
    for text in [&all.receipt, &all.record, &all.opening] {
        let beside = [&*all.keys, &*all.verdict, &*all.session, &*all.pack];
        let whole = checked(text, &beside).unwrap();
        let mut damaged = text.clone().into_bytes();
        let mut found = 0_usize;
        // Every seventh letter: all parts of every document, in a few seconds.
        for at in (0..damaged.len()).step_by(7) {
            let before = damaged[at];
            if !before.is_ascii_alphanumeric() {
                continue;
            }
            damaged[at] = if before == b'A' { b'B' } else { b'A' };
            let text = String::from_utf8(damaged.clone()).unwrap();
            damaged[at] = before;
            let mut all = Documents::default();
            let Ok((kind, place)) = all.add(&text) else {
                found += 1;
                continue;
            };
            beside.iter().for_each(|other| {
                all.add(other).unwrap();
            });
            match all.check(place, &Es256) {
                Some(Ok(findings)) => assert!(
                    findings != whole || !kind.is_checked(),
                    "the letter at {at} was changed, and the document proves the same: {text}"
                ),
                Some(Err(_)) | None => found += 1,
            }
        }
        assert!(found > 20, "{found} changes were found");
    }
}

#[test]
fn what_is_refused_by_itself_is_refused_beside_others_too() {
    let all = Purchase::read();
    let negative = vectors("negative");
    for (list, member) in [("records", "record"), ("openings", "opening")] {
        for case in negative[list].as_array().unwrap() {
            let name = &case["name"];
            let text = case[member].as_str().map_or_else(|| case[member].to_string(), ToOwned::to_owned);
            let beside = [&*all.keys, &*all.verdict, &*all.session, &*all.pack];
            assert!(checked(&text, &beside).is_err(), "{name} is taken for good");
        }
    }
}

#[test]
fn a_page_that_asks_for_signatures_says_what_the_command_line_says() {
    let all = Purchase::read();
    for (document, holds) in [(&all.record, true), (&all.receipt, true), (&all.record, false)] {
        let asked = Asked::default();
        let mut documents = Documents::default();
        let (_, place) = documents.add(document).unwrap();
        for other in [&all.keys, &all.verdict, &all.session, &all.pack] {
            documents.add(other).unwrap();
        }
        documents.check(place, &asked).unwrap().unwrap();
        let questions = asked.questions();
        assert!(!questions.is_empty(), "signatures are asked about");
        for (name, _) in &questions {
            assert!(asked.answer(name, holds), "an open question is answered once");
            assert!(!asked.answer(name, !holds), "and no second time");
        }
        let answered = documents.check(place, &asked).unwrap();
        assert_eq!(asked.questions(), [], "nothing new is asked");
        match answered {
            Ok(findings) => assert!(holds && findings == documents.check(place, &Es256).unwrap().unwrap()),
            Err(error) => assert!(!holds && error.code.as_str() == "signature", "{}", error.code.as_str()),
        }
    }
}

#[test]
fn a_text_is_told_by_its_form_and_what_is_none_of_them_is_said_to_be_another() {
    let all = Purchase::read();
    let positive = vectors("positive");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for (text, kind) in [
        (&all.receipt, Kind::Receipt),
        (&all.record, Kind::Record),
        (&all.opening, Kind::Opening),
        (&all.verdict, Kind::Verdict),
        (&all.session, Kind::Session),
        (&all.pack, Kind::Pack),
        (&all.keys, Kind::Keys),
    ] {
        assert_eq!(Kind::of(text).unwrap(), kind);
        assert_eq!(Kind::of(&format!("{text}\n")).unwrap(), kind, "with the line's end that an editor adds");
    }
    let object = &positive["objects"][0];
    for other in [text(&object["ticket"]), text(&object["commit"]), "[]".into(), "{}".into()] {
        assert_eq!(Kind::of(&other).unwrap_err().code.as_str(), "type", "{other}");
    }
    for none in ["", " \n", "hello", "{", "\u{feff}{}"] {
        let error = Kind::of(none).unwrap_err();
        assert!(matches!(error.code.as_str(), "syntax" | "encoding"), "{none:?}: {}", error.code.as_str());
    }
    let long = format!("{{\"prescreen_record\": \"{}\"}}", "a".repeat(MAX_DOCUMENT_BYTES));
    assert_eq!(Kind::of(&long).unwrap_err().code.as_str(), "limit");
}

#[test]
fn a_document_that_was_taken_away_is_not_held_against_anything() {
    let all = Purchase::read();
    let mut documents = Documents::default();
    let (_, receipt) = documents.add(&all.receipt).unwrap();
    let (_, keys) = documents.add(&all.keys).unwrap();
    assert!(documents.check(receipt, &Es256).unwrap().unwrap().proved.contains(&Proved::ReceiptSigned));
    documents.remove(keys);
    documents.remove(keys);
    documents.remove(99);
    assert!(documents.check(receipt, &Es256).unwrap().unwrap().open.contains(&Open::ReceiptSigned));
    assert!(documents.check(keys, &Es256).is_none(), "nothing lies there any more");
    assert!(documents.check(99, &Es256).is_none());
    let said = documents.check(receipt, &Es256).unwrap().unwrap().json();
    assert!(said.canonical().contains("receipt-signed"));
}
