//! Experiments at the server: an assignment that was made elsewhere, signed as the variant, and the events of it.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::process::Home;
use crate::tab::{Tab, claims, hash, text};
use crate::trial::{self, assessment};

fn assigned(subject: &str, assignment: Value) -> Value {
    let mut opening = assessment(subject);
    opening["assignment"] = assignment;
    opening
}

fn named(subject: &str, variant: &str) -> Value {
    let mut opening = assessment(subject);
    opening["variant"] = json!(variant);
    opening
}

fn to(variation: &str) -> Value {
    json!({ "experiment": "questionnaire", "variation": variation })
}

fn decide(server: &crate::process::Server, tab: &Tab) -> Value {
    let ticket = tab.ticket(server);
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok()
}

/// The lines of the events that are written of an experiment.
fn events(home: &Home, experiment: &str, name: &str) -> (Value, Vec<Value>) {
    let out = home.directory.0.join(name);
    let told =
        home.operation(&["events", "--experiment", experiment, "--out", out.to_str().unwrap()]).output().unwrap();
    let text = fs::read_to_string(&out).unwrap_or_default();
    (
        serde_json::from_slice(&told.stdout).unwrap(),
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    )
}

#[test]
fn what_came_of_an_assignment_is_told_without_a_name_or_an_answer() {
    let home = Home::new(&[trial::plain()]).at("2026-11-05 09:20:00");
    let server = home.start();
    let decided = Tab::open(&server, &assigned("anna", to("pages")));
    assert_eq!(decided.session["variant"], "questionnaire.pages");
    home.pass_until("2026-11-05 10:05:00");
    decide(&server, &decided);
    // Seen and not sent; opened and never claimed; in another experiment; in none.
    let unit = hash(b"a device");
    let mut by_device = to("one-page");
    by_device["unit"] = json!(unit);
    Tab::open(&server, &assigned("bert", by_device)).ticket(&server);
    assert_eq!(server.host_post("/v1/sessions", &assigned("cleo", to("pages"))).status, 201);
    decide(&server, &Tab::open(&server, &assigned("dora", json!({ "experiment": "other", "variation": "pages" }))));
    decide(&server, &Tab::open(&server, &assessment("emil")));
    // Again, the next day.
    home.pass_until("2026-11-06 08:00:00");
    decide(&server, &Tab::open(&server, &assigned("anna", to("pages"))));

    let (told, lines) = events(&home, "questionnaire", "events.ndjson");
    assert_eq!((&told["people"], &told["exposures"], &told["completions"]), (&json!(2), &json!(3), &json!(2)));
    let anna = hash(b"questionnaire\0anna");
    let seen = |unit: &str, seq: u32, received: &str, variation: &str| json!({ "event": "exposure", "experiment": "questionnaire", "unit": unit, "seq": seq, "received": received, "variation": variation });
    let done = |seq: u32, received: &str| json!({ "event": "completion", "experiment": "questionnaire", "unit": anna, "seq": seq, "received": received, "class": "C2", "outcome": "proceed" });
    let mut expected = vec![
        seen(&anna, 0, "2026-11-05T09", "pages"),
        done(1, "2026-11-05T10"),
        seen(&unit, 0, "2026-11-05T10", "one-page"),
        seen(&anna, 2, "2026-11-06T08", "pages"),
        done(3, "2026-11-06T08"),
    ];
    // Within a second, either may be heard of first.
    let mut lines_sorted: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines_sorted.sort_unstable();
    let mut expected: Vec<String> = expected.drain(..).map(|event| event.to_string()).collect();
    expected.sort_unstable();
    assert_eq!(lines_sorted, expected);

    // The report reads it as it is.
    let plan = json!({
        "experiment_plan": 1, "experiment": "questionnaire", "variations": ["pages", "one-page"],
        "phases": [{ "id": "november", "from": "2026-11-02", "to": "2026-11-16", "weights": [1, 1] }],
        "metrics": [{ "id": "completed", "kind": "completion" }], "primary": "completed", "looks": "always",
        "smallest_effect_bp": 1000, "baseline_bp": 7000, "people_per_day": 15, "classes": ["C1", "C2", "C3"],
    });
    let plan = home.directory.write("plan.json", &plan.to_string());
    let report = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["experiment", "report", "--plan"])
        .arg(plan)
        .arg(home.directory.0.join("events.ndjson"))
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(report.contains("5 events of 2 people"), "{report}");

    // Nobody in it is worth an exit code: the key may be mistyped.
    let (none, lines) = events(&home, "questionaire", "none.ndjson");
    assert_eq!((&none["people"], lines.len()), (&json!(0), 0));
}

#[test]
fn the_variant_is_the_servers_word() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assigned("anna", to("one-page")));
    let ticket = tab.ticket(&server);
    let mut other = tab.verdict_claims(&ticket);
    other["variant"] = json!("questionnaire.pages");
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &other)).refused(422, "other-variant");
    let answer = server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok();
    assert_eq!(claims(&text(&answer, "receipt"))["session"], tab.session["id"]);
    // A page never learns what it was assigned by.
    assert!(!tab.session.to_string().contains(&hash(b"questionnaire\0anna")));
}

#[test]
fn an_assignment_that_cannot_be_signed_is_refused_where_it_stands() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut both = assigned("anna", to("pages"));
    both["variant"] = json!("base");
    let refused = server.host_post("/v1/sessions", &both).refused(422, "invalid");
    assert!(refused.to_string().contains("/variant"), "{refused}");
    let long = json!({ "experiment": "e".repeat(40), "variation": "v".repeat(24) });
    let refused = server.host_post("/v1/sessions", &assigned("anna", long)).refused(422, "invalid");
    assert!(refused.to_string().contains("/assignment/variation"), "{refused}");
    // What is signed tells which experiment it is, and that it is one.
    for (opening, at) in [
        (assigned("anna", json!({ "experiment": "a.b", "variation": "c" })), "/assignment/experiment"),
        (assigned("anna", json!({ "experiment": "a", "variation": "b.c" })), "/assignment/variation"),
        (named("anna", "a.b"), "/variant"),
    ] {
        let refused = server.host_post("/v1/sessions", &opening).refused(422, "invalid");
        assert!(refused.to_string().contains(at), "{refused}");
    }
    let named = json!({ "experiment": "e", "variation": "v", "unit": "anna" });
    let refused = server.host_post("/v1/sessions", &assigned("anna", named));
    assert_eq!(refused.status, 400, "a unit is a hash, and no name: {}", refused.text);
    assert!(refused.text.contains("/assignment/unit"), "{}", refused.text);
}
