//! `verify` and `record` over the verdict vectors.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{read_json, root};
use crate::{Run, file, folder, run};

/// The files of the verdict vectors, written out for the commands.
struct Vectors {
    folder: PathBuf,
    positive: Value,
}

impl Vectors {
    fn new(name: &str) -> Self {
        Self { folder: folder(name), positive: read_json(&root().join("tests/vectors/verdict/positive.json")) }
    }

    fn file(&self, name: &str, json: &Value) -> String {
        let text = json.as_str().map_or_else(|| json.to_string(), |jws| format!("{jws}\n"));
        file(&self.folder, name, &text)
    }

    fn keys(&self) -> String {
        let server = &self.positive["server"];
        self.file(
            "keys.json",
            &json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": server["x"], "y": server["y"] }] }),
        )
    }

    fn pack() -> String {
        root().join("tests/vectors/verdict/pack.json").to_str().unwrap().into()
    }

    fn verify(&self, object: &Value, more: &[&str]) -> Run {
        let session = self.file("session.json", &object["session"]);
        let ticket = self.file("ticket.jws", &object["ticket"]);
        let verdict = self.file("verdict.jws", &object["verdict"]);
        let pack = Self::pack();
        let mut args = vec![
            "verify",
            "--json",
            "--pack",
            &pack,
            "--session",
            &session,
            "--ticket",
            &ticket,
            "--verdict",
            &verdict,
        ];
        let shadow = root().join("tests/vectors/verdict/shadow.json");
        if !object["claims"]["shadow"].is_null() {
            args.extend(["--shadow", shadow.to_str().unwrap()]);
        }
        args.extend(more);
        run(&args)
    }
}

#[test]
fn a_verdict_holds_or_does_not() {
    let vectors = Vectors::new("verify");
    let keys = vectors.keys();
    let objects = vectors.positive["objects"].as_array().unwrap();
    for object in objects {
        let now = object["claims"]["iat"].to_string();
        let run = vectors.verify(object, &["--keys", &keys, "--now", &now]);
        assert_eq!(run.code, 0, "{}", run.out);
        let told = run.json();
        assert_eq!((&told["holds"], &told["not_checked"]), (&json!(true), &json!([])));
        assert_eq!(told["checked"]["ticket_signature"], true);
        assert_eq!(told["claims"]["outcome"], object["claims"]["outcome"]);
    }
    // Without the shadow pack, its class cannot be checked.
    let mut beside = objects.iter().find(|object| !object["claims"]["shadow"].is_null()).unwrap().clone();
    beside["claims"]["shadow"] = Value::Null;
    let run = vectors.verify(&beside, &[]);
    assert_eq!((run.code, &run.json()["errors"][0]["at"]), (1, &json!("/shadow/pack")));
    // The receipt belongs to the first.
    let receipt = vectors.file("receipt.jws", &vectors.positive["steps"]["receipt"]);
    let run = vectors.verify(&objects[0], &["--keys", &keys, "--receipt", &receipt]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.json()["checked"]["receipt_signature"], true);
    assert_eq!(vectors.verify(&objects[1], &["--receipt", &receipt]).code, 1, "another verdict's receipt");

    let mut swapped = objects[0].clone();
    swapped["verdict"] = objects[1]["verdict"].clone();
    let run = vectors.verify(&swapped, &[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["holds"], false);

    let mut other = objects[0].clone();
    other["session"]["audience"] = json!("https://other.example");
    assert_eq!(vectors.verify(&other, &[]).json()["errors"][0]["at"], "/aud");
}

#[test]
fn what_was_not_checked_of_a_verdict_is_said_first_and_is_no_yes() {
    let vectors = Vectors::new("verify-part");
    let (keys, object) = (vectors.keys(), &vectors.positive["objects"][0]);
    let receipt = vectors.file("receipt.jws", &vectors.positive["steps"]["receipt"]);
    let iat = object["claims"]["iat"].to_string();
    let payload = object["ticket"].as_str().unwrap().split('.').nth(1).unwrap();
    let ticket: Value = serde_json::from_slice(&prescreen::terms::base64url::decode(payload).unwrap()).unwrap();
    let jkt = ticket["jkt"].as_str().unwrap();
    for (given, missing) in [
        (vec![], vec!["ticket", "key", "time"]),
        (vec!["--receipt", &receipt], vec!["ticket", "receipt", "key", "time"]),
        (vec!["--now", &iat, "--jkt", jkt], vec!["ticket"]),
        (vec!["--keys", &keys], vec!["time"]),
        (vec!["--keys", &keys, "--receipt", &receipt], vec![]),
    ] {
        let run = vectors.verify(object, &given);
        let told = run.json();
        let said: Vec<&str> = told["not_checked"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(said.len(), missing.len(), "{given:?}: {said:?}");
        assert!(missing.iter().zip(&said).all(|(part, said)| said.contains(part)), "{given:?}: {said:?}");
        let holds = if missing.is_empty() { json!(true) } else { Value::Null };
        assert_eq!((run.code, &told["holds"]), (i32::from(!missing.is_empty()), &holds), "{given:?}");
    }

    // Rows 2 and 5 of VERIFY.md, section 5.
    let errors = |more: &[&str]| {
        let run = vectors.verify(object, more);
        assert_eq!(run.code, 1);
        run.json()["errors"][0]["code"].clone()
    };
    assert_eq!(errors(&["--now", &iat, "--jkt", &"A".repeat(43)]), "key");
    let expires = object["session"]["expires"].to_string();
    assert_eq!(errors(&["--now", &expires, "--jkt", jkt]), "expired");
    let before = (object["claims"]["iat"].as_i64().unwrap() - 61).to_string();
    assert_eq!(errors(&["--now", &before, "--jkt", jkt]), "claim");
    assert_eq!(vectors.verify(object, &["--jkt", "short"]).code, 2);
}

#[test]
fn a_record_opens_one_answer_at_a_time() {
    let vectors = Vectors::new("record");
    let record = &vectors.positive["record"];
    let path = vectors.file("record.json", record);
    let (keys, pack) = (vectors.keys(), Vectors::pack());
    let checked = run(&["record", "check", &path, "--pack", &pack, "--keys", &keys, "--json"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert_eq!(checked.json()["checked"].as_array().unwrap().len(), 4);

    let values = record["values"].as_array().unwrap();
    let name = values[0]["id"].as_str().unwrap();
    let opening = vectors.folder.join("opening.json").to_str().unwrap().to_string();
    assert_eq!(
        run(&["record", "open", &path, "--item", name.strip_prefix("item/").unwrap(), "--out", &opening]).code,
        0
    );
    let opened = read_json(opening.as_ref());
    assert_eq!(opened["openings"].as_array().unwrap().len(), 1);
    for value in &values[1..] {
        if let Some(text) = value["value"].as_str() {
            assert!(!opened.to_string().contains(text), "only what was asked for is in it");
        }
    }
    let verdict = vectors.file("verdict.jws", &record["verdict"]);
    let checked = run(&["record", "check", &opening, "--pack", &pack, "--verdict", &verdict, "--json"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert_eq!(checked.json()["opened"][name], values[0]["value"]);

    let mut changed = opened;
    changed["openings"][0]["value"] = json!("another");
    let changed = vectors.file("changed.json", &changed);
    let refused = run(&["record", "check", &changed, "--pack", &pack, "--json"]);
    assert_eq!(refused.code, 1);
    assert_eq!(refused.json()["errors"][0]["code"], "commitment");
    assert_eq!(run(&["record", "open", &path, "--item", "no-such-item"]).code, 2);
    assert_eq!(run(&["record", "check", &opening]).code, 2, "an opening is checked with a pack");
}
