//! What an answer may be: what the page of the pack language says of each kind, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use prescreen::{Code, Pack};
use serde_json::{Value, json};
use support::{Fill, answers, read_json, root, screen, session};

/// The pack that has every part; "none yet" is chosen alone.
fn pack() -> Pack {
    let mut pack = read_json(&root().join("tests/vectors/every-part/pack.json"));
    pack["questionnaire"]["sections"][1]["items"][0]["options"][2]["alone"] = json!(true);
    Pack::load(&pack.to_string()).unwrap()
}

/// What screening says of one answer among good ones: none where it takes it.
fn refused(item: &str, answer: Value) -> Option<(Code, String, String)> {
    let pack = pack();
    let mut answers = answers(&pack, Fill::Least);
    answers.insert(item.into(), answer);
    let case = json!({ "answers": answers, "facts": {} });
    let error = screen(&pack, &session(&pack), &case).err()?;
    Some((error.code, error.at, error.message))
}

#[test]
fn an_option_that_is_chosen_alone_has_none_beside_it() {
    for taken in [json!(["none-yet"]), json!(["safe"]), json!(["safe", "bold"])] {
        assert_eq!(refused("wanted", taken.clone()), None, "{taken}");
    }
    for both in [json!(["safe", "none-yet"]), json!(["none-yet", "bold"]), json!(["safe", "bold", "none-yet"])] {
        let (code, at, message) = refused("wanted", both.clone()).unwrap();
        assert_eq!((code, at.as_str()), (Code::Range, "/answers/wanted"), "{both}");
        assert_eq!(message, "an option that is chosen alone stands beside others");
    }
}

#[test]
fn an_answer_has_the_form_of_its_question() {
    for (item, answer, code) in [
        ("wanted", json!([]), Code::Range),
        ("wanted", json!(["safe", "safe"]), Code::Duplicate),
        ("wanted", json!(["other"]), Code::Reference),
        ("wanted", json!("safe"), Code::Type),
        ("wanted", json!([1]), Code::Type),
        ("loss", json!(["none"]), Code::Type),
        ("loss", json!("other"), Code::Reference),
        ("nobody-asked", json!("safe"), Code::Reference),
    ] {
        assert_eq!(refused(item, answer.clone()).map(|(code, ..)| code), Some(code), "{item}: {answer}");
    }
}
