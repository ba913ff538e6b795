//! The person's record, and openings of single answers.

use prescreen::json::Json;
use prescreen::terms::Digest;
use prescreen::verdict::commit::{Context, LeafId, Tree};
use prescreen::verdict::record::Exchanged;
use prescreen::verdict::{Opening, Record};

use super::vectors::{Vectors, assert_refused, reworded, text};

fn written(vectors: &Vectors, index: usize) -> String {
    let object = vectors.object(index);
    let exchange = Exchanged {
        seed: &object.seed,
        commit: object.text("commit"),
        ticket: object.text("ticket"),
        verdict: object.text("verdict"),
        receipt: Some(text(&vectors.positive["steps"], "receipt")),
    };
    Record::write(&object.screening(&vectors.pack), &exchange, Json::Null)
}

#[test]
fn a_record_holds_what_the_vectors_say_and_the_arithmetic() {
    let vectors = Vectors::load();
    let record: serde_json::Value = serde_json::from_str(&written(&vectors, 0)).unwrap();
    let expected = &vectors.positive["record"];
    for name in ["prescreen_record", "session", "pack", "seed", "values", "commit", "ticket", "verdict", "receipt"] {
        assert_eq!(record[name], expected[name], "{name}");
    }
    let score = &record["arithmetic"]["dimensions"][0];
    assert_eq!((score["score"].as_i64(), score["class"].as_str()), (Some(5), Some("C2")));
    let reasons = record["arithmetic"]["reasons"].as_array().unwrap();
    let above = reasons.iter().find(|reason| reason["code"] == "above-class").unwrap();
    assert!(text(&above["firm"], "en").starts_with("A test pack"));
    assert!(text(&above["firm"], "zh-CN").starts_with("测试用规则包"));
    let risk = reasons.iter().find(|reason| reason["code"] == "class.risk").unwrap();
    assert_eq!((text(&risk["source"], "en"), text(&risk["at"], "zh-CN")), ("A made-up table", "第 1 行"));
}

#[test]
fn a_record_replays_to_its_verdict() {
    let vectors = Vectors::load();
    let record = Record::read(&written(&vectors, 0)).unwrap();
    assert_eq!(record.replay(&vectors.pack).unwrap().class.unwrap().as_str(), "C2");
    let by_vectors = Record::read(&vectors.positive["record"].to_string()).unwrap();
    assert!(by_vectors.replay(&vectors.pack).is_ok());
}

#[test]
fn a_record_whose_verdict_says_more_than_its_answers_does_not_replay() {
    let vectors = Vectors::load();
    let mut record = vectors.positive["record"].clone();
    let lie = reworded(text(&record, "verdict"), &[(r#""class":"C2""#, r#""class":"C3""#)]);
    record["receipt"] = for_verdict(&record, &lie).into();
    record["verdict"] = lie.into();
    let record = Record::read(&record.to_string()).unwrap();
    assert_eq!(record.replay(&vectors.pack).unwrap_err().code.as_str(), "claim");
}

#[test]
fn a_record_with_other_names_than_the_packs_does_not_replay() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let mut record = vectors.positive["record"].clone();
    record["values"].as_array_mut().unwrap().swap(0, 1);
    let context = Context { pack: vectors.pack.hash(), nonce: object.session.nonce };
    let leaves = record["values"].as_array().unwrap().iter().map(|one| {
        let id = LeafId::parse(text(one, "id")).unwrap();
        let value = Json::parse(&one["value"].to_string(), 1000).unwrap();
        context.leaf(&id, &value, &object.seed.salt(&id))
    });
    let root = Tree::of(leaves.collect()).root().to_string();
    let commitment = (object.text("commitment"), root.as_str());
    record["commit"] = reworded(text(&record, "commit"), &[commitment]).into();
    let ticket = reworded(text(&record, "ticket"), &[commitment]);
    let (before, after) = (object.ticket().hash.to_string(), Digest::of(ticket.as_bytes()).to_string());
    let verdict = reworded(text(&record, "verdict"), &[commitment, (&before, &after)]);
    record["receipt"] = for_verdict(&record, &verdict).into();
    record["ticket"] = ticket.into();
    record["verdict"] = verdict.into();
    let record = Record::read(&record.to_string()).unwrap();
    assert_eq!(record.replay(&vectors.pack).unwrap_err().code.as_str(), "commitment");
}

#[test]
fn every_negative_record_is_refused_with_its_code() {
    let vectors = Vectors::load();
    for vector in vectors.negatives("records") {
        assert_refused(vector, Record::read(&vector["record"].to_string()));
    }
}

#[test]
fn an_opening_shows_what_was_asked_for_and_nothing_else() {
    let vectors = Vectors::load();
    let record = Record::read(&written(&vectors, 0)).unwrap();
    let text = record.open(&["item/loss", "fact/assets", "clarified"]).unwrap();
    let expected = Json::parse(&vectors.positive["opening"].to_string(), 100_000).unwrap();
    assert_eq!(text, expected.canonical());
    assert!(!text.contains("income"));
    let opening = Opening::read(&text, &vectors.pack).unwrap();
    let values: Vec<String> = opening.values().map(|(id, value)| format!("{id}={}", value.canonical())).collect();
    assert_eq!(values, [r#"item/loss="some""#, "fact/assets=12345600", "clarified=[]"]);
    assert!(opening.check(&vectors.object(0).verdict().claims).is_ok());
    let other = opening.check(&vectors.object(1).verdict().claims).unwrap_err();
    assert_eq!(other.code.as_str(), "commitment");
}

#[test]
fn every_leaf_can_be_opened_by_itself() {
    let vectors = Vectors::load();
    let record = Record::read(&written(&vectors, 0)).unwrap();
    for name in prescreen::verdict::commit::names(&vectors.pack) {
        let opening = record.open(&[name.as_str()]).unwrap();
        assert!(Opening::read(&opening, &vectors.pack).is_ok(), "{}", name.as_str());
    }
    assert_eq!(record.open(&["item/other"]).unwrap_err().code.as_str(), "reference");
}

#[test]
fn every_negative_opening_is_refused_with_its_code() {
    let vectors = Vectors::load();
    for vector in vectors.negatives("openings") {
        assert_refused(vector, Opening::read(&vector["opening"].to_string(), &vectors.pack));
    }
}

#[test]
fn records_openings_and_seeds_print_no_value() {
    let vectors = Vectors::load();
    let record = Record::read(&written(&vectors, 0)).unwrap();
    let opening = Opening::read(&record.open(&["item/loss"]).unwrap(), &vectors.pack).unwrap();
    assert_eq!(format!("{record:?} {opening:?} {:?}", vectors.object(0).seed), "Record(..) Opening(..) Seed(..)");
}

/// The record's receipt, for another verdict than its own.
fn for_verdict(record: &serde_json::Value, verdict: &str) -> String {
    let hash = |jws: &str| Digest::of(jws.as_bytes()).to_string();
    reworded(text(record, "receipt"), &[(&hash(text(record, "verdict")), &hash(verdict))])
}

#[test]
fn a_record_whose_verdict_has_a_shadow_replays_without_the_shadow_pack() {
    let vectors = Vectors::load();
    let index = vectors.objects().iter().position(|object| object.verdict().claims.shadow().is_some()).unwrap();
    let (object, first) = (vectors.object(index), vectors.object(0));
    let mut record: serde_json::Value = serde_json::from_str(&written(&vectors, index)).unwrap();
    let hash = |jws: &str| Digest::of(jws.as_bytes()).to_string();
    let (was, is) = (hash(first.text("verdict")), hash(object.text("verdict")));
    let (of, session, subject) = (&first.session, &object.session.id, &object.session.subject);
    let words = [
        (of.id.as_str(), session.as_str()),
        (of.subject.as_str(), subject.as_str()),
        (&was, &is),
        ("proceed_after", "proceed"),
    ];
    record["receipt"] = reworded(text(&record, "receipt"), &words).into();
    let record = Record::read(&record.to_string()).unwrap();
    assert_eq!(record.replay(&vectors.pack).unwrap().class.unwrap().as_str(), "C2");
}
