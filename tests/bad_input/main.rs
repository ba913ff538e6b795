//! Damaged packs, sessions and cases: each is read, or refused with a typed error that says where;
//! none panics or takes long, and nothing that is said of a case repeats it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod mutate;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::time::Duration;

use mutate::{CANARIES, CANARY_NUMBER, mutated};
use prescreen::case::MAX_CASE_BYTES;
use prescreen::verdict::Seed;
use prescreen::{Case, Error, Pack, Screening, Session};
use serde_json::Value;
use support::applicant::World;
use support::{Random, all_pack_paths, load, read_json};

/// Longest time for one document, in an unoptimised build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs numbered tries on a thread of their own and stops at the first that panics or hangs.
fn tries(count: usize, one: impl Fn(usize) + Send + 'static) {
    let (done, waiting) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        for n in 0..count {
            one(n);
            done.send(n).unwrap();
        }
    });
    for n in 0..count {
        match waiting.recv_timeout(PATIENCE) {
            Ok(_) => {}
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("try {n} takes longer than {PATIENCE:?}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                drop(worker.join());
                panic!("try {n} panicked");
            }
        }
    }
    worker.join().unwrap();
}

fn well_formed(error: &Error) {
    assert!(error.at.is_empty() || error.at.starts_with('/'), "not a pointer: {}", error.at);
    assert!(!error.message.is_empty());
}

/// A small pack with every part, and the shipped ones.
fn pack_documents() -> Vec<Value> {
    all_pack_paths().iter().rev().map(|path| read_json(path)).collect()
}

#[test]
fn damaged_packs_are_refused_with_their_place() {
    let documents = pack_documents();
    let small = Pack::check(&documents[0].to_string()).is_ok();
    assert!(small && documents.len() > 1);
    tries(4_000, move |n| {
        let mut random = Random(n as u64);
        // The shipped packs are large; the small one reaches the same code sooner.
        let document = &documents[if n % 40 == 0 { 1 + random.below(documents.len() - 1) } else { 0 }];
        match Pack::check(&mutated(document, &mut random)) {
            Ok(pack) => screens(&pack),
            Err(errors) => {
                assert!(!errors.is_empty());
                errors.iter().for_each(well_formed);
            }
        }
    });
}

/// A pack that loads can be used, however odd its rules became.
fn screens(pack: &Pack) {
    for locale in &pack.document().locales {
        assert!(pack.text(locale, "pack.title").is_some());
    }
    assert!(pack.leaves().count() >= pack.document().items().count());
    let _ = pack.attempts_on(pack.document().effective.from).unwrap();
    let _ = pack.validity_on(pack.document().effective.from).unwrap();
    let session = support::session(pack);
    let answers = support::answers(pack, support::Fill::Last);
    let case = serde_json::json!({ "answers": answers }).to_string();
    let session = Session::read(&session.to_string()).unwrap();
    let case = Case::read(&case).unwrap();
    if let Err(error) = Screening::of(pack, &session, &case) {
        well_formed(&error);
    }
}

#[test]
fn damaged_sessions_are_refused_with_their_place() {
    let packs: Vec<(Pack, Value)> = all_pack_paths().iter().map(|path| (load(path), read_json(path))).collect();
    tries(4_000, move |n| {
        let mut random = Random(n as u64);
        let (pack, document) = &packs[n % packs.len()];
        let applicant = World::of(document, &pack.hash().to_string()).applicant(&mut |limit| random.below(limit));
        let case = Case::read(&applicant.case.to_string()).unwrap();
        let read = Session::read(&mutated(&applicant.session, &mut random));
        let screened =
            read.and_then(|session| Screening::of(pack, &session, &case).map(|screening| screening.readiness()));
        if let Err(error) = screened {
            well_formed(&error);
        }
    });
}

#[test]
fn damaged_cases_are_refused_without_repeating_them() {
    let packs: Vec<(Pack, Value)> = all_pack_paths().iter().map(|path| (load(path), read_json(path))).collect();
    tries(6_000, move |n| {
        let mut random = Random(n as u64);
        let (pack, document) = &packs[n % packs.len()];
        let applicant = World::of(document, &pack.hash().to_string()).applicant(&mut |limit| random.below(limit));
        let session = Session::read(&applicant.session.to_string()).unwrap();
        let text = mutated(&applicant.case, &mut random);
        let screened = Case::read(&text).and_then(|case| {
            assert_eq!(format!("{case:?}"), "Case(..)");
            Screening::of(pack, &session, &case).map(|screening| screening.readiness())
        });
        if let Err(error) = screened {
            well_formed(&error);
            repeats_nothing(pack, &text, &error);
        }
    });
}

/// A text means the same with its letters escaped, and is then read another way: by a tree, not in one go.
#[test]
fn a_case_is_screened_alike_however_its_text_is_written() {
    let packs: Vec<(Pack, Value)> = all_pack_paths().iter().map(|path| (load(path), read_json(path))).collect();
    tries(6_000, move |n| {
        let mut random = Random(n as u64);
        let (pack, document) = &packs[n % packs.len()];
        let applicant = World::of(document, &pack.hash().to_string()).applicant(&mut |limit| random.below(limit));
        let session = Session::read(&applicant.session.to_string()).unwrap();
        let text = if random.one_in(2) { applicant.case.to_string() } else { mutated(&applicant.case, &mut random) };
        let escaped = escaped(&text);
        // Escapes make it longer: past the limit it is another text.
        if escaped.len() > MAX_CASE_BYTES {
            return;
        }
        let seed = Seed::new([7; 32]);
        let screened = |text: &str| {
            let screening = Screening::of(pack, &session, Case::read(text)?)?;
            let root = screening.commit(&seed).commitment;
            Ok::<_, Error>((screening.readiness(), screening.assessment().clone(), root))
        };
        assert_eq!(screened(&text), screened(&escaped), "{text}");
    });
}

/// The first letter of every text as an escape; a text that has escapes already, as it is.
fn escaped(text: &str) -> String {
    if text.contains('\\') {
        return text.into();
    }
    let mut parts = text.split('"');
    let mut escaped = String::from(parts.next().unwrap_or_default());
    let mut inside = true;
    for part in parts {
        escaped.push('"');
        match part.chars().next() {
            Some(first) if inside && first.is_ascii_alphanumeric() => {
                escaped.push_str(&format!("\\u{:04x}{}", u32::from(first), &part[1..]));
            }
            _ => escaped.push_str(part),
        }
        inside = !inside;
    }
    escaped
}

/// No key and no value of the case is in what is said of it, but for the pack's own ids in the pointer.
fn repeats_nothing(pack: &Pack, text: &str, error: &Error) {
    let said = format!("{error} {error:?} {}", serde_json::to_string(error).unwrap());
    for canary in CANARIES {
        assert!(!said.contains(canary), "{said}");
    }
    assert!(
        !said.contains("canary") && !said.contains("金丝雀") && !said.contains(&CANARY_NUMBER.to_string()),
        "{said}"
    );
    let items = pack.document().items().map(|item| item.id.as_str());
    let facts = pack.document().facts.iter().map(|fact| fact.id.as_str());
    // The session's time may lie outside of the pack's: the one fault that is not the case's.
    let own: BTreeSet<&str> = items.chain(facts).chain(["answers", "facts", "clarified", "now"]).collect();
    for part in error.at.split('/').skip(1) {
        assert!(
            own.contains(part) || part.parse::<usize>().is_ok(),
            "the pointer says more than the pack does: {said}"
        );
    }
    let Ok(case) = serde_json::from_str::<Value>(text) else { return };
    let mut values = Vec::new();
    collect(&case, &mut values);
    let words: BTreeSet<&str> = error.message.split(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).collect();
    for value in values {
        assert!(!words.contains(value.as_str()) || COMMON.contains(&value.as_str()), "{value}: {said}");
    }
}

/// Values of the shipped packs that are words of the messages as well.
const COMMON: [&str; 4] = ["larger", "none", "one", "other"];

fn collect(value: &Value, values: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() > 1 => values.push(text.clone()),
        // A digit or two stand in the messages themselves: ±(2^53−1).
        Value::Number(number) if number.to_string().len() > 2 => values.push(number.to_string()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, values)),
        Value::Object(map) => map.values().for_each(|value| collect(value, values)),
        _ => {}
    }
}
