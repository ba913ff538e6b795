//! Every answer of the server against the description that it gives of itself (OpenAPI, JSON Schema).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::process::{Answer, Home};
use crate::trial;

/// What an address that is not described, or not for this method, may answer.
const ELSEWHERE: [&str; 4] = ["not-found", "method-not-allowed", "malformed", "rate-limited"];

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(prescreen_server::wire::openapi)
}

/// Fails unless the description has this address, this status and this answer.
pub fn check(method: &str, path: &str, answer: &Answer) {
    if method == "options" {
        return;
    }
    let path = path.split('?').next().unwrap();
    let Some((template, operation)) = operation(method, path) else {
        let code = answer.code();
        assert!(ELSEWHERE.contains(&code), "{method} {path} is not described, and answers {} {code}", answer.status);
        return;
    };
    let status = answer.status.to_string();
    // A method that an address does not take, and an answer that stopped before the address was looked at.
    let described = operation["responses"].get(&status);
    let described = described.unwrap_or_else(|| panic!("{method} {template}: status {status} is not described"));
    let media_type = answer.header("content-type").split(';').next().unwrap();
    assert!(
        described["content"].get(media_type).is_some(),
        "{method} {template} {status}: {media_type} is not described"
    );
    if media_type.ends_with("json") {
        let step = |text: &str| text.replace('~', "~0").replace('/', "~1");
        let pointer =
            format!("/paths/{}/{method}/responses/{status}/content/{}/schema", step(template), step(media_type));
        let wrong: Vec<String> = validator(&pointer).iter_errors(&answer.json).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{method} {template} {status}: {wrong:?} in {}", answer.text);
    }
}

fn operation(method: &str, path: &str) -> Option<(&'static str, &'static Value)> {
    let fits = |template: &str| {
        let (mut wanted, mut given) = (template.split('/'), path.split('/'));
        let same = |(wanted, given): (&str, &str)| wanted == given || (wanted.starts_with('{') && !given.is_empty());
        wanted.by_ref().zip(given.by_ref()).all(same) && template.split('/').count() == path.split('/').count()
    };
    let paths = document()["paths"].as_object()?;
    let (template, methods) = paths.iter().find(|(template, _)| fits(template))?;
    Some((template, methods.get(method)?))
}

fn validator(pointer: &str) -> Arc<Validator> {
    static KNOWN: OnceLock<Mutex<HashMap<String, Arc<Validator>>>> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let make = || {
        let mut root = document().pointer(pointer).unwrap().clone();
        root["components"] = document()["components"].clone();
        Arc::new(jsonschema::draft202012::new(&root).unwrap())
    };
    Arc::clone(known.entry(pointer.into()).or_insert_with(make))
}

#[test]
fn the_server_serves_the_description_that_the_command_line_prints() {
    let home = Home::new(&[trial::plain()]);
    let printed =
        std::process::Command::new(env!("CARGO_BIN_EXE_prescreen")).args(["schema", "openapi"]).output().unwrap();
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(home.start().get("/openapi.json").ok(), printed);
    assert_eq!(printed["openapi"], "3.1.1");
}

#[test]
fn an_answer_with_a_member_too_many_or_too_few_is_not_as_described() {
    let schema = "/components/schemas/SessionState";
    let home = Home::new(&[trial::plain()]);
    let document = crate::tab::Tab::open(&home.start(), &trial::assessment("a")).session;
    let mut state = json!({
        "session": "s", "state": "open", "document": document, "jkt": null, "accepted": null, "ticket": null, "verdict": null, "claims": null, "outcome": null, "steps": [], "next": null, "receipt": null,
        "complete": false, "pause_ends": null, "profile": null, "lapsed": null, "excused": null,
    });
    assert!(validator(schema).is_valid(&state));
    state["answers"] = json!({});
    assert!(!validator(schema).is_valid(&state));
    state.as_object_mut().unwrap().remove("answers");
    state.as_object_mut().unwrap().remove("ticket");
    assert!(!validator(schema).is_valid(&state));
}
