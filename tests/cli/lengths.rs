//! How long a record can become: known when a pack is checked, not when somebody has answered.

use prescreen::json::Json;
use prescreen::pack::schema::{Fact, FactKind, Provider};
use prescreen::verdict::Seed;
use prescreen::verdict::record::Exchanged;
use prescreen::verdict::{Record, record_bound};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Value, json};

use super::support::{Fill, all_pack_paths, answers, read_json, root, session};
use super::{file, folder, run};

const KEY: &str = "BNif2wxKMIIamNqL9VYsRTzvpIiezPVCwcKj9uuWcXZUv1nGvXHkhMNWqlMQMgYu-XB8xoFGzHtWt88OFScyzMQ";

/// A pack whose records are sealed, padded to so many bytes.
fn sealed(mut pack: Value, bytes: u32) -> Value {
    pack["record"] = json!({ "sealed": { "bytes": bytes, "keys": [{ "id": "archive-1", "from": "2000-01-01", "public_key": KEY }] } });
    pack
}

/// A value for each fact: the firm's, and the person's own.
fn facts(pack: &Pack) -> (Value, Value) {
    let (mut attested, mut declared) = (json!({}), json!({}));
    // What a file alone may give is given by nobody here.
    let by_word = |fact: &&Fact| fact.derive.is_none() && fact.provided_by.iter().any(|by| *by != Provider::File);
    for fact in pack.document().facts.iter().filter(by_word) {
        let value = match fact.kind {
            FactKind::Integer => json!(fact.max.or(fact.min).unwrap_or(0)),
            FactKind::Boolean => json!(false),
            FactKind::Date => json!("1980-01-01"),
            FactKind::Choice => json!(fact.options[0]),
        };
        let to = if fact.provided_by.contains(&Provider::Host) { &mut attested } else { &mut declared };
        to[fact.id.as_str()] = value;
    }
    (attested, declared)
}

/// What a page says that it showed, of everything.
fn shown(pack: &Pack, reasons: &[String]) -> Json {
    let document = pack.document();
    let locale = &document.locales.iter().max_by_key(|locale| locale.len()).unwrap();
    let notices: Vec<Value> = document
        .notices
        .iter()
        .map(|notice| json!({ "id": notice.id, "version": notice.version, "locale": locale, "given": false }))
        .collect();
    let items: Vec<Value> = document.items().map(|item| json!({ "id": item.id, "locale": locale })).collect();
    let facts: Vec<Value> = document.facts.iter().map(|fact| json!({ "id": fact.id, "locale": locale })).collect();
    let shown =
        json!({ "notices": notices, "items": items, "facts": facts, "reasons": reasons, "session_check": "step_up" });
    Json::parse(&shown.to_string(), 1 << 20).unwrap()
}

#[test]
fn no_record_is_longer_than_its_pack_says_beforehand() {
    for path in all_pack_paths() {
        let pack = Pack::load(&sealed(read_json(&path), 131_072).to_string()).unwrap();
        let longest = record_bound::longest(&pack);
        let (attested, declared) = facts(&pack);
        let mut opening = session(&pack);
        opening["facts"] = attested;
        let opened = Session::read(&opening.to_string()).unwrap();
        let of_session = opening.to_string().len();
        let (mut most, mut commit) = (0, String::new());
        for fill in [Fill::Most, Fill::Least, Fill::First, Fill::Last] {
            let case = json!({ "answers": answers(&pack, fill), "facts": declared, "clarified": [] });
            let screening = Screening::of(&pack, &opened, Case::read(&case.to_string()).unwrap()).unwrap();
            let reasons: Vec<String> =
                screening.assessment().reasons.iter().map(|reason| reason.code.to_string()).collect();
            // Signed objects are longest where their parts are: see below.
            commit = "x".repeat(700);
            let exchanged =
                Exchanged { seed: &Seed::new([7; 32]), commit: &commit, ticket: "", verdict: "", receipt: None };
            most = most.max(Record::write(&screening, &exchanged, shown(&pack, &reasons)).len());
        }
        assert!(most - commit.len() < longest + of_session, "{}: {most} of {longest}", path.display());
        assert!(longest < 65_536, "{}: {longest}", path.display());
        let asks_enough = path.starts_with(root().join("packs")) && pack.document().items().count() > 5;
        assert!(!asks_enough || most > 5000, "{}: the arithmetic is in it", path.display());
    }
}

#[test]
fn signed_objects_of_a_record_are_within_the_bound() {
    for (pack, record) in [("pack.json", "positive.json"), ("", "sealed.json")] {
        let vector = read_json(&root().join("tests/vectors/verdict").join(record));
        let pack = if pack.is_empty() {
            vector["pack"].clone()
        } else {
            read_json(&root().join("tests/vectors/verdict").join(pack))
        };
        let pack = Pack::load(&pack.to_string()).unwrap();
        let mut record = vector["record"].clone();
        (record["session"], record["receipt"]) = (Value::Null, Value::Null);
        assert!(record.to_string().len() <= record_bound::longest(&pack), "{}", record.to_string().len());
    }
}

#[test]
fn a_pack_whose_records_could_outgrow_their_length_is_refused_when_it_is_checked() {
    let folder = folder("lengths");
    let check = |bytes: u32| {
        let pack = sealed(read_json(&root().join("packs/cn-securities.json")), bytes);
        run(&["pack", "check", &file(&folder, "pack.json", &pack.to_string())])
    };
    let pack = Pack::load(&sealed(read_json(&root().join("packs/cn-securities.json")), 131_072).to_string()).unwrap();
    let needed = u32::try_from(record_bound::longest(&pack) + record_bound::SESSION_BYTES).unwrap();
    assert_eq!(check(needed).code, 0);
    let refused = check(needed - 1);
    assert!(
        refused.code == 1 && refused.out.contains(&format!("{needed} bytes; the pack seals {}", needed - 1)),
        "{}",
        refused.out
    );
    assert!(refused.out.contains("/record/sealed/bytes") && refused.out.contains("[limit]"), "{}", refused.out);
}
