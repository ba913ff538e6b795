//! What is said of a pack that cannot be used, against a corpus that every binding can share: each entry breaks a
//! pack in one way, and the finding says what was found, what is expected and what to do.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::collections::BTreeSet;

use prescreen::terms::marks::is_mark;
use prescreen::terms::unseen::unseen;
use prescreen::{Code, Pack};
use serde_json::{Map, Value, json};
use support::{read_json, root};

/// The pack that an entry breaks.
fn broken(base: &Value, entry: &Value) -> String {
    if let Some(text) = entry["text"].as_str() {
        return text.into();
    }
    let mut pack = base.clone();
    for pointer in entry["remove"].as_array().into_iter().flatten() {
        let (parent, name) = parent(&mut pack, pointer.as_str().unwrap());
        parent.as_object_mut().unwrap().remove(&name).unwrap();
    }
    for (pointer, value) in entry["set"].as_object().unwrap_or(&Map::new()) {
        match parent(&mut pack, pointer) {
            (Value::Array(list), name) if name.parse() == Ok(list.len()) => list.push(value.clone()),
            (Value::Array(list), name) => list[name.parse::<usize>().unwrap()] = value.clone(),
            (parent, name) => parent[name] = value.clone(),
        }
    }
    pack.to_string()
}

fn parent<'a>(pack: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    (pack.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")), name.into())
}

fn corpus() -> (Value, Vec<Value>) {
    let folder = root().join("tests/vectors/findings");
    let corpus = read_json(&folder.join("findings.json"));
    let base = read_json(&folder.join(corpus["base"].as_str().unwrap()));
    (base, corpus["findings"].as_array().unwrap().clone())
}

#[test]
fn every_finding_says_what_was_found_what_is_expected_and_what_to_do() {
    let (base, entries) = corpus();
    assert!(Pack::check(&base.to_string()).is_ok());
    for entry in entries {
        let name = entry["name"].as_str().unwrap();
        let errors = Pack::check(&broken(&base, &entry)).map(drop).expect_err(name);
        let said = errors.iter().any(|error| json!(error) == entry["finding"]);
        assert!(said, "{name}: {:#} expected, found {:#}", entry["finding"], json!(errors));
        assert!(errors.iter().all(|error| !error.message.is_empty() && !error.help.is_empty()), "{name}: {errors:?}");
    }
}

#[test]
fn the_corpus_has_every_code_that_a_pack_can_get_and_each_fault_once() {
    let (_, entries) = corpus();
    let names: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["name"].as_str()).collect();
    assert_eq!(names.len(), entries.len());
    let codes: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["finding"]["code"].as_str()).collect();
    let expected = [
        "bands",
        "basis",
        "condition",
        "duplicate",
        "encoding",
        "inconsistent",
        "limit",
        "missing-field",
        "number",
        "protected-feature",
        "range",
        "reference",
        "repeated-key",
        "syntax",
        "text",
        "type",
        "unknown-field",
    ];
    assert_eq!(codes, BTreeSet::from(expected));
}

#[test]
fn a_pack_that_is_loaded_without_its_check_is_refused_with_the_same_code_where_it_cannot_be_used() {
    let (base, entries) = corpus();
    let mut refused = 0;
    for entry in entries {
        let Err(error) = Pack::load_checked(&broken(&base, &entry)) else { continue };
        let form = ["syntax", "repeated-key", "number", "unknown-field", "condition"];
        if form.contains(&entry["finding"]["code"].as_str().unwrap()) {
            assert_eq!(json!(error.code), entry["finding"]["code"], "{}", entry["name"]);
            assert_eq!(json!(error.at), entry["finding"]["at"], "{}", entry["name"]);
            refused += 1;
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn what_is_too_large_is_named_with_its_size_and_its_limit() {
    let (mut pack, _) = corpus();
    pack["texts"]["en"]["document.warning.body"] = "x".repeat(20_001).into();
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "the text has 20001 bytes; at most 20000 are allowed (at /texts/en/document.warning.body). Shorten it, or split it into several documents."
    );
    let errors = Pack::check(&" ".repeat(1_048_577)).unwrap_err();
    assert_eq!(errors[0].message, "the document has 1048577 bytes; at most 1048576 are allowed");
    let deep = ["[".repeat(65), "]".repeat(65)].concat();
    assert_eq!(Pack::check(&deep).unwrap_err()[0].message, "nested more than 64 deep");
    assert!(Pack::check(&deep).unwrap_err()[0].help.contains("flatten"), "shorter texts would not help");
}

#[test]
fn every_fault_of_a_pack_is_found_at_once() {
    let (mut pack, _) = corpus();
    pack["classes"]["caps"][0]["when"] = json!({ "debt_shaer": { "$gt": 5000 } });
    pack["classes"]["caps"][0]["class_at_most"] = json!("E");
    pack["flows"][1]["steps"][0]["document"] = json!("warnig");
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    let places: BTreeSet<&str> = errors.iter().map(|error| error.at.as_str()).collect();
    assert_eq!(
        places,
        BTreeSet::from([
            "/classes/caps/0/class_at_most",
            "/classes/caps/0/when/debt_shaer",
            "/flows/1/steps/0/document",
        ])
    );
}

#[test]
fn a_pack_full_of_faults_is_refused_with_the_first_of_them() {
    let (mut pack, _) = corpus();
    let many = |count: usize, of: &str| (0..count).map(|n| Value::from(format!("{of}{n}"))).collect::<Vec<Value>>();
    pack["matching"]["tags"] = many(30_000, "tag-").into();
    pack["gates"][0]["tags"] = many(30_000, "tga-").into();
    pack["classes"]["list"] = vec![json!("A"); 60_000].into();
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    assert_eq!(errors.len(), prescreen::pack::check::MAX_FINDINGS);
}

#[test]
fn every_fault_of_a_packs_form_is_found_at_once() {
    let (mut pack, _) = corpus();
    pack["fromat"] = json!(1);
    pack["classes"]["caps"][0]["class_at_msot"] = json!("A");
    pack["facts"][0]["type"] = json!("boolaen");
    pack["flows"][0]["steps"] = json!({});
    pack["texts"]["en"]["pack.title"] = json!(4);
    pack.as_object_mut().unwrap().remove("record").unwrap();
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    let told: Vec<(&str, Code, bool)> =
        errors.iter().map(|error| (error.at.as_str(), error.code, error.help.is_empty())).collect();
    for (at, code) in [
        ("/fromat", Code::UnknownField),
        ("/record", Code::MissingField),
        ("/facts/0/type", Code::Range),
        ("/classes/caps/0/class_at_msot", Code::UnknownField),
        ("/flows/0/steps", Code::Type),
        ("/texts/en/pack.title", Code::Type),
    ] {
        assert!(told.contains(&(at, code, false)), "{at}: {told:?}");
    }
    assert_eq!(told.len(), 6, "{told:?}");
}

/// What is misspelt is read as it was probably meant, so that what is wrong behind it comes at once, at the place where it stands.
#[test]
fn behind_a_misspelt_form_the_rest_is_checked_too() {
    let (mut pack, _) = corpus();
    pack["fromat"] = json!(1);
    let cap = pack["classes"]["caps"][0].as_object_mut().unwrap();
    cap.remove("class_at_most").unwrap();
    cap.insert("class_at_msot".into(), json!("E"));
    pack["fraud"]["rules"][0]["weight"] = json!("400");
    pack["contradictions"][0]["then"] = json!("nots");
    pack["flows"][1]["steps"][0]["document"] = json!("warnig");
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    let told: Vec<(&str, Code)> = errors.iter().map(|error| (error.at.as_str(), error.code)).collect();
    for expected in [
        ("/fromat", Code::UnknownField),
        ("/classes/caps/0/class_at_msot", Code::UnknownField),
        ("/classes/caps/0/class_at_most", Code::MissingField),
        ("/classes/caps/0/class_at_msot", Code::Reference),
        ("/fraud/rules/0/weight", Code::Type),
        ("/fraud/rules/0/weight", Code::Range),
        ("/contradictions/0/then", Code::Range),
        ("/flows/1/steps/0/document", Code::Reference),
    ] {
        assert!(told.contains(&expected), "{expected:?}: {told:?}");
    }
    assert!(errors.iter().all(|error| !error.help.is_empty()), "{errors:?}");
}

/// A part that cannot be read and that no other part reads hides nothing but itself; behind one that others read, what they say
/// of it is not known, and nothing is claimed.
#[test]
fn nothing_is_said_that_follows_from_a_part_that_cannot_be_read() {
    let (base, _) = corpus();
    let places = |pack: &Value| -> Vec<String> {
        Pack::check(&pack.to_string()).unwrap_err().into_iter().map(|error| error.at).collect()
    };
    let mut pack = base.clone();
    pack["validity"] = json!("a year");
    pack["attempts"][0].as_object_mut().unwrap().remove("basis").unwrap();
    pack["matching"]["rules"][0].as_object_mut().unwrap().remove("basis").unwrap();
    pack["flows"][1]["steps"][0]["document"] = json!("warnig");
    let told = places(&pack);
    let expected = ["/matching/rules/0/basis", "/attempts/0/basis", "/validity", "/flows/1/steps/0/document"];
    assert_eq!(told.iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(expected));
    for part in ["facts", "questionnaire", "classes", "matching", "documents", "flows", "sources", "notices", "texts"] {
        let mut pack = base.clone();
        pack[part] = json!(7);
        assert_eq!(places(&pack), [format!("/{part}")]);
    }
}

/// Every character of a set that Unicode names, by the tables of another library, with what is added by hand.
fn set(pattern: &str) -> BTreeSet<char> {
    let pattern = regex::Regex::new(pattern).unwrap();
    ('\0'..=char::MAX).filter(|one| pattern.is_match(one.encode_utf8(&mut [0; 4]))).collect()
}

const UNSEEN: &str = r"^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{2800}]$";

#[test]
fn what_is_not_seen_is_what_unicode_says() {
    let known: BTreeSet<char> = ('\0'..=char::MAX).filter(|one| unseen(*one).is_some()).collect();
    assert_eq!(known, set(UNSEEN));
    let known: BTreeSet<char> = ('\0'..=char::MAX).filter(|one| is_mark(*one)).collect();
    assert_eq!(known, set(r"^[\p{Mn}\p{Me}]$").difference(&set(UNSEEN)).copied().collect());
}

#[test]
fn no_character_that_is_not_seen_passes_in_a_text() {
    let (base, _) = corpus();
    let all = set(UNSEEN);
    // Of a run of characters the first and the last, and what was met before.
    let edge = |one: char| {
        let beside = |by: i64| u32::try_from(i64::from(u32::from(one)) + by).ok().and_then(char::from_u32);
        !beside(-1).is_some_and(|one| all.contains(&one)) || !beside(1).is_some_and(|one| all.contains(&one))
    };
    let met = "\u{fe0f}\u{e0100}\u{e01ef}\u{fffa}\u{206a}\u{206f}\u{61c}\u{200e}\u{200f}\u{3164}\u{ffa0}\u{180e}\u{34f}\u{2800}\u{200c}\u{200d}\u{115f}\u{1160}\u{e007f}\n\t\r";
    for one in all.iter().copied().filter(|one| edge(*one)).chain(met.chars()) {
        let mut pack = base.clone();
        pack["texts"]["en"]["pack.title"] = json!(format!("Fu{one}nd"));
        let findings = Pack::check(&pack.to_string()).expect_err("refused");
        let at: Vec<&str> = findings.iter().map(|finding| finding.at.as_str()).collect();
        assert_eq!(at, ["/texts/en/pack.title"], "U+{:04X}", u32::from(one));
    }
}

#[test]
fn paragraphs_and_letters_with_two_signs_pass() {
    let (mut pack, _) = corpus();
    let notice = pack["notices"][0]["id"].as_str().unwrap().to_owned();
    pack["texts"]["en"][format!("notice.{notice}.body")] = json!("One.\n\nTwo.");
    pack["texts"]["en"]["pack.title"] = json!("Vie\u{323}\u{302}t a\u{308} 基金 100 % – é");
    assert_eq!(Pack::check(&pack.to_string()).err(), None);
}
