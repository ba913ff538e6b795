//! What holds for every JSON document: one canonical text, which an independent implementation
//! agrees with, and no text at all that makes the reader panic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

use prescreen::json::{Json, MAX_DEPTH, MAX_INTEGER};
use prescreen::{Code, Pack};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

const PACK: &str = include_str!("../packs/cn-securities.json");

/// Any strict document, keys in any order.
fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Json::Int),
        (-3_i64..=3).prop_map(Json::Int),
        text().prop_map(Json::Text),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            prop::collection::btree_map(text(), inner, 0..6)
                .prop_map(|map| map.into_iter().collect::<Vec<_>>())
                .prop_shuffle()
                .prop_map(Json::Map),
        ]
    })
}

/// Texts with what canonical JSON treats specially: controls, quotes, both sides of the surrogates.
fn text() -> impl Strategy<Value = String> {
    let special =
        prop::sample::select(vec!['"', '\\', '/', '\n', '\u{7f}', '\u{1f}', 'é', '\u{d7ff}', '\u{fb33}', '😀']);
    prop::collection::vec(prop_oneof![any::<char>(), special, prop::char::range('\0', 'z')], 0..8)
        .prop_map(|characters| characters.into_iter().collect())
}

/// The same document for the independent implementation.
fn foreign(json: &Json) -> serde_json::Value {
    match json {
        Json::Null | Json::Float(_) => serde_json::Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Int(number) => (*number).into(),
        Json::Text(text) => text.as_str().into(),
        Json::List(list) => list.iter().map(foreign).collect(),
        Json::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), foreign(value))).collect(),
    }
}

/// A text with one character taken out, put in or replaced.
fn mutated(text: &str, at: &Index, change: u8, character: char) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let position = at.index(characters.len());
    match change % 3 {
        0 => drop(characters.remove(position)),
        1 => characters.insert(position, character),
        _ => characters[position] = character,
    }
    characters.into_iter().collect()
}

/// What JSON is written with, in any order.
fn signs() -> impl Strategy<Value = String> {
    let signs = [
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "\\n",
        "\\/",
        "\\ud83d",
        "\\ude00",
        "00e9",
        "\"a\"",
        "\"a\":",
        "0",
        "1",
        "12",
        "-",
        "+",
        ".",
        "e",
        "E",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\t",
        "\u{b}",
        "\0",
        "é",
        "[1,",
        "{\"k\":",
        "\"x\\ud83d\\ude00\"",
    ];
    prop::collection::vec(prop::sample::select(signs.to_vec()), 0..9).prop_map(|signs| signs.concat())
}

/// Whether an independent implementation reads a text as the same, or refuses it where its syntax is refused here.
fn is_read_alike(text: &str) -> Result<(), TestCaseError> {
    let foreign = serde_json::from_str::<serde_json::Value>(text);
    match (Json::parse(text, 100_000), foreign) {
        (Ok(json), foreign) => {
            prop_assert_eq!(json.canonical(), serde_json_canonicalizer::to_string(&foreign.unwrap()).unwrap());
        }
        (Err(error), Ok(_)) => prop_assert!(error.code != Code::Syntax, "{text}: {error}"),
        // Only a number may be too large there.
        (Err(error), Err(foreign)) => {
            prop_assert!(
                error.code == Code::Syntax || foreign.to_string().starts_with("number out of range"),
                "{text}: {error}"
            );
        }
    }
    Ok(())
}

fn refused(text: &str) -> (Code, String) {
    let error = Json::parse(text, 100_000).unwrap_err();
    (error.code, error.at)
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn the_canonical_text_reads_back_to_itself(json in document()) {
        let canonical = json.canonical();
        let again = Json::parse(&canonical, canonical.len()).unwrap();
        prop_assert_eq!(again.canonical(), canonical);
    }

    #[test]
    fn an_independent_implementation_writes_the_same_text(json in document()) {
        prop_assert_eq!(json.canonical(), serde_json_canonicalizer::to_string(&foreign(&json)).unwrap());
    }

    #[test]
    fn no_value_is_printed(text in "[a-z]{12}", number in 100_000_000_i64..MAX_INTEGER) {
        let json = Json::Map(vec![(text.clone(), Json::List(vec![Json::Text(text.clone()), Json::Int(number)]))]);
        let printed = format!("{json:?}");
        prop_assert!(!printed.contains(&text) && !printed.contains(&number.to_string()));
    }

    #[test]
    fn a_key_that_stands_twice_is_found_at_any_depth(depth in 0_usize..20) {
        let text = format!("{}{{\"k\":1,\"\\u006b\":2}}{}", "{\"a\":[0,".repeat(depth), "]}".repeat(depth));
        prop_assert_eq!(refused(&text), (Code::RepeatedKey, "/a/1".repeat(depth) + "/k"));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Json::parse(&text, 1000);
    }

    #[test]
    fn a_changed_text_is_read_or_refused(
        json in document(), at in any::<Index>(), change in any::<u8>(), character in prop_oneof![any::<char>(), prop::char::range(' ', '~')],
    ) {
        is_read_alike(&mutated(&json.canonical(), &at, change, character))?;
    }

    #[test]
    fn a_text_of_the_signs_of_json_is_read_or_refused(text in signs()) {
        is_read_alike(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::with_cases(48)
    })]

    #[test]
    fn a_changed_pack_is_loaded_or_refused(at in any::<Index>(), change in any::<u8>(), character in prop::char::range(' ', '~')) {
        let text = mutated(PACK, &at, change, character);
        if let Err(error) = Pack::load(&text) {
            prop_assert!(error.at.is_empty() || error.at.starts_with('/'), "{}", error);
        }
    }
}

#[test]
fn keys_are_sorted_by_utf16_code_units() {
    // The example of RFC 8785, 3.2.3, with the names of its characters as values.
    let source = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\
        \"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\",\
        \"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
    let canonical = Json::parse(source, 1000).unwrap().canonical();
    let order = ["Carriage Return", "One", "Control", "Latin Small", "Euro Sign", "Emoji", "Hebrew"];
    let places: Vec<usize> = order.iter().map(|name| canonical.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{canonical}");
}

#[test]
fn nesting_is_read_to_its_limit_and_no_deeper() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Json::parse(&nested(MAX_DEPTH), 1000).is_ok());
    let (code, at) = refused(&nested(MAX_DEPTH + 1));
    assert_eq!((code, at), (Code::Limit, "/0".repeat(MAX_DEPTH)));
}

#[test]
fn numbers_that_readers_disagree_on_are_refused() {
    for text in ["1.0", "-0", "1e2", "9007199254740992", "-9007199254740992", "18446744073709551615", "1e999"] {
        let (code, _) = refused(text);
        assert!(matches!(code, Code::Number | Code::Syntax), "{text}");
    }
    assert_eq!(refused("-0").0, Code::Number);
    assert_eq!(Json::parse("-9007199254740991", 100).unwrap().canonical(), "-9007199254740991");
}
