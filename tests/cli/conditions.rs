//! The schema of conditions, as an editor holds a pack against it.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::blocks;
use super::run;
use super::support::{pack_paths, read, read_json, root};
use super::validator;

/// The names of the fields that hold a condition.
const CONDITIONS: [&str; 3] = ["when", "unless", "requires"];

fn condition() -> Validator {
    let mut schema = run(&["schema", "pack"]).json();
    schema = json!({ "$defs": schema["$defs"], "$ref": "#/$defs/Condition" });
    validator(&schema)
}

/// Every condition of a document, wherever it stands.
fn conditions<'a>(document: &'a Value, found: &mut Vec<&'a Value>) {
    match document {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Null => {}
                    condition if CONDITIONS.contains(&name.as_str()) => found.push(condition),
                    other => conditions(other, found),
                }
            }
        }
        Value::Array(members) => members.iter().for_each(|member| conditions(member, found)),
        _ => {}
    }
}

#[test]
fn every_condition_of_a_real_pack_has_the_form_that_the_schema_says() {
    let condition = condition();
    let mut documents: Vec<Value> = pack_paths().iter().map(|path| read_json(path)).collect();
    documents.push(read_json(&root().join("tests/vectors/every-part/pack.json")));
    documents.push(read_json(&root().join("examples/first-pack/pack.json")));
    let mut found = Vec::new();
    documents.iter().for_each(|document| conditions(document, &mut found));
    assert!(found.len() > 100, "{}", found.len());
    for written in found {
        let wrong: Vec<String> = condition.iter_errors(written).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{written}: {wrong:?}");
    }
}

#[test]
fn an_editor_refuses_what_the_manual_says_it_does_and_nothing_that_is_in_order() {
    let condition = condition();
    let manual = read(&root().join("docs/pack-language.md"));
    let examples = blocks::of(&manual, "json").into_iter().filter(|example| example.has("condition"));
    let mut refused = 0;
    for example in examples {
        let written: Value = serde_json::from_str(&example.text).unwrap();
        assert_eq!(condition.is_valid(&written), !example.has("schema"), "{written}");
        refused += usize::from(example.has("schema"));
    }
    assert_eq!(refused, 6);
}

#[test]
fn a_form_that_no_field_can_have_is_refused() {
    let condition = condition();
    for wrong in [
        json!({ "$xor": [{ "a": 1 }, { "b": 2 }] }),
        json!({ "$and": [] }),
        json!({ "$and": { "a": 1 } }),
        json!({ "$or": [{}] }),
        json!({ "$not": [{ "a": 1 }] }),
        json!({ "a": {} }),
        json!({ "a": ["x"] }),
        json!({ "a": 1.5 }),
        json!({ "a": { "$in": "x" } }),
        json!({ "a": { "$in": [true] } }),
        json!({ "a": { "$all": [1] } }),
        json!({ "a": { "$size": -1 } }),
        json!({ "a": { "$size": { "$gt": 1 } } }),
        json!({ "a": { "$size": {} } }),
        json!({ "a": { "$exists": "yes" } }),
        json!({ "a": { "$lt": true } }),
        json!({ "a b": 1 }),
        json!([]),
        json!(true),
    ] {
        assert!(!condition.is_valid(&wrong), "{wrong}");
    }
}
