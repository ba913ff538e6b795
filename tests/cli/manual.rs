//! The manual of the pack language names every part and field of the published schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::run;
use super::support::{read, root};

#[test]
fn every_field_of_the_schema_stands_in_the_manual() {
    let manual = read(&root().join("docs/pack-language.md"));
    let schema = run(&["schema", "pack"]).json();
    let mut fields = BTreeSet::new();
    properties(&schema, &mut fields);
    assert!(fields.len() > 80, "{fields:?}");
    let absent: Vec<&String> = fields.iter().filter(|field| !manual.contains(&format!("`{field}`"))).collect();
    assert!(absent.is_empty(), "the manual does not name {absent:?}");
}

#[test]
fn every_word_of_a_closed_list_stands_in_the_manual() {
    let manual = read(&root().join("docs/pack-language.md"));
    let schema = run(&["schema", "pack"]).json();
    let mut words = BTreeSet::new();
    consts(&schema, &mut words);
    assert!(words.len() > 40, "{words:?}");
    let absent: Vec<&String> = words.iter().filter(|word| !manual.contains(&format!("`{word}`"))).collect();
    assert!(absent.is_empty(), "the manual does not name {absent:?}");
}

/// The names of all properties, wherever they stand in the schema.
fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(properties) = schema["properties"].as_object() {
        found.extend(properties.keys().cloned());
    }
    inner(schema, &mut |part| properties(part, found));
}

/// The words of all enumerations.
fn consts(schema: &Value, found: &mut BTreeSet<String>) {
    found.extend(schema["const"].as_str().map(String::from));
    found.extend(schema["enum"].as_array().into_iter().flatten().filter_map(|word| Some(word.as_str()?.into())));
    inner(schema, &mut |part| consts(part, found));
}

fn inner(schema: &Value, each: &mut dyn FnMut(&Value)) {
    match schema {
        Value::Object(members) => members.values().for_each(each),
        Value::Array(members) => members.iter().for_each(each),
        _ => {}
    }
}
