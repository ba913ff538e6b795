//! Every JSON example of the manual of the pack language is loaded in a pack, or refused as the page says.
//!
//! What stands at the fence says what a block is: `condition` (over a person's fields), `condition product`,
//! `condition fraud`, or `part=/pointer` into the pack, where `/-` at the end adds to a list. `refused=CODE` says
//! that the example must be refused, and with which code; the words before the block name it too.

use prescreen::Pack;
use prescreen::json::read_text;
use prescreen::pack::PackDocument;
use prescreen::pack::limits::MAX_PACK_BYTES;
use serde_json::{Map, Value, json};

use super::blocks::{self, Block};
use super::page;
use super::support::{read_json, root};

/// Where a condition of each kind stands in the pack that the manual's examples are put into.
const PERSON: &str = "/classes/caps/0/when";
const PRODUCT: &str = "/matching/rules/0/when";
const FRAUD: &str = "/fraud/rules/0/when";

#[test]
fn every_example_of_the_manual_is_loaded_or_refused_as_it_says() {
    let examples = blocks::of(&page("pack-language.md"), "json");
    let refused = examples.iter().filter(|example| example.word("refused").is_some()).count();
    assert!(refused >= 15 && examples.len() - refused >= 25, "{refused} of {} are refused", examples.len());
    let wrong: Vec<String> = examples.iter().filter_map(|example| wrong(example).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn wrong(example: &Block) -> Result<(), String> {
    let at = format!("docs/pack-language.md:{}", example.line);
    let value: Value = serde_json::from_str(&example.text).map_err(|error| format!("{at}: {error}"))?;
    let pointer = match example.word("part") {
        Some(pointer) => pointer,
        None if example.has("product") => PRODUCT,
        None if example.has("fraud") => FRAUD,
        None if example.has("condition") => PERSON,
        None => return Err(format!("{at}: the fence does not say what this is")),
    };
    let mut pack = read_json(&root().join("tests/vectors/every-part/pack.json"));
    put(&mut pack, pointer, value);
    if !pointer.starts_with("/texts") {
        fill_texts(&mut pack);
    }
    let found = Pack::check(&pack.to_string()).err();
    let codes: Vec<&str> = found.iter().flatten().map(|error| error.code.as_str()).collect();
    match (example.word("refused"), &codes[..]) {
        (None, []) => Ok(()),
        (None, _) => Err(format!("{at}: refused: {}", found.unwrap_or_default()[0])),
        (Some(code), _) if !example.before.contains(&format!("`{code}`")) => Err(format!("{at}: no words name {code}")),
        (Some(code), codes) if codes.contains(&code) => Ok(()),
        (Some(code), codes) => Err(format!("{at}: to be refused with {code}, gives {codes:?}")),
    }
}

/// Puts a value in at a JSON pointer; `/-` at the end adds it to a list.
fn put(pack: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = pack.pointer_mut(parent).unwrap_or_else(|| panic!("the pack has no {parent}"));
    match parent {
        Value::Array(list) if last == "-" => list.push(value),
        Value::Array(list) => list[last.parse::<usize>().unwrap()] = value,
        other => other[last] = value,
    }
}

/// Gives every text that the changed pack needs, and takes away what nothing shows any more.
fn fill_texts(pack: &mut Value) {
    let Ok(document) = read_text::<PackDocument>(&pack.to_string(), MAX_PACK_BYTES) else { return };
    let texts = document.required_texts().into_iter().map(|key| (key, json!("Text")));
    pack["texts"] = json!({ "en": Map::from_iter(texts) });
}
