//! `prove` over facts that a file may give, and `screen --as-if-found`, which repeats what it shows.

use serde_json::{Value, json};

use crate::support::{read_json, root};
use crate::{file, folder, run};

/// The exercise, with a fact that only a file gives and a promise about it that does not hold.
fn pack() -> Value {
    let mut pack = read_json(&root().join("examples/first-pack/pack.json"));
    let savings = json!({ "id": "savings", "type": "integer", "unit": "count", "min": 0, "provided_by": ["file"] });
    pack["facts"].as_array_mut().unwrap().push(savings);
    pack["never"] = json!([{ "id": "savers", "when": { "savings": { "$gte": 100 } }, "class_at_most": "C1" }]);
    for locale in ["en", "zh-CN"] {
        pack["texts"][locale]["fact.savings"] = json!("Savings");
    }
    pack
}

#[test]
fn a_counterexample_with_a_file_is_repeated_as_if_the_facts_were_found() {
    let folder = folder("found");
    let pack = file(&folder, "pack.json", &pack().to_string());
    let proof = run(&["prove", &pack, "--json"]).json();
    let claims = proof["claims"].as_array().unwrap();
    let shown = &claims.iter().find(|claim| claim["id"] == "never/savers/class").unwrap()["counterexample"];
    assert_eq!(shown["found"], json!({ "savings": { "value": 100, "tier": "consistent" } }));
    assert!(run(&["prove", &pack]).out.contains("found savings 100 (consistent)"));

    let write = |part: &str| file(&folder, &format!("{part}.json"), &shown[part].to_string());
    let (session, case, found) = (write("session"), write("case"), write("found"));
    let base = ["screen", "--pack", &pack, "--session", &session, "--case", &case];
    let repeated = run(&[&base[..], &["--as-if-found", &found, "--json"]].concat());
    assert_eq!(repeated.code, 0, "{}", repeated.err);
    let repeated = repeated.json();
    assert_eq!(
        (&repeated["assessment"]["class"], &repeated["assessment"]["outcome"], &repeated["as_if_found"]),
        (&shown["class"], &shown["outcome"], &shown["found"])
    );
    let said = run(&[&base[..], &["--as-if-found", &found]].concat()).out;
    assert!(said.contains("supposed savings (consistent): nothing was read from a file"), "{said}");
}

#[test]
fn what_is_supposed_is_what_a_file_could_give() {
    let folder = folder("supposed");
    let pack_file = file(&folder, "pack.json", &pack().to_string());
    let hash = prescreen::Pack::load(&pack().to_string()).unwrap().hash().to_string();
    let mut session = read_json(&root().join("examples/first-pack/session.json"));
    session["pack"]["hash"] = json!(hash);
    let session = file(&folder, "session.json", &session.to_string());
    let case = root().join("examples/first-pack/cases/patient.json");
    let told = |found: Value| {
        let found = file(&folder, "found.json", &found.to_string());
        let base = ["screen", "--pack", &pack_file, "--session", &session, "--case", case.to_str().unwrap()];
        let run = run(&[&base[..], &["--as-if-found", &found, "--json"]].concat());
        let error = run.json()["errors"][0].clone();
        assert_eq!((run.code, &error["file"]), (2, &json!(found)), "{error}");
        (error["code"].as_str().unwrap().to_owned(), error["at"].as_str().unwrap().to_owned())
    };
    for tier in ["declared", "attested"] {
        assert_eq!(told(json!({ "savings": { "value": 1, "tier": tier } })), ("range".into(), "/savings/tier".into()));
    }
    assert_eq!(told(json!({ "savings": { "value": -1, "tier": "parsed" } })), ("range".into(), "/savings".into()));
    assert_eq!(told(json!({ "birth_date": { "value": "1980-01-01", "tier": "parsed" } })).0, "range");
    assert_eq!(told(json!({ "other": { "value": 1, "tier": "parsed" } })).0, "reference");
    assert_eq!(told(json!({ "savings": { "value": 1 } })).0, "missing-field");
}
