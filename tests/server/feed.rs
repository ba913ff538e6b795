//! A back end that follows decided sessions.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::{Tab, text};
use crate::trial::{self, assessment, purchase};

fn decided(server: &Server, opening: &Value) -> (Tab, String) {
    let tab = Tab::open(server, opening);
    let verdict = tab.verdict(&tab.ticket(server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    (tab, verdict)
}

/// What came after a cursor, none for the first, and the next one.
fn after(server: &Server, cursor: &str) -> (Vec<Value>, String) {
    let query = if cursor.is_empty() { String::new() } else { format!("?after={cursor}") };
    let feed = server.host_get(&format!("/v1/decided{query}")).ok();
    (feed["sessions"].as_array().unwrap().clone(), text(&feed, "next"))
}

fn ids(sessions: &[Value]) -> Vec<&Value> {
    sessions.iter().map(|session| &session["session"]).collect()
}

#[test]
fn every_decided_session_comes_once_in_the_order_of_decision_and_again_with_its_steps() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (nothing, first) = after(&server, "");
    assert!(nothing.is_empty());
    let (bought, verdict) = decided(&server, &purchase("b", &server.get("/packs/current/trial").ok()));
    let (assessed, _) = decided(&server, &assessment("a"));
    Tab::open(&server, &assessment("c"));

    let (sessions, cursor) = after(&server, &first);
    assert_eq!(ids(&sessions), [&bought.session["id"], &assessed.session["id"]]);
    let accepted = server.host_get(&bought.path("")).ok()["accepted"].clone();
    let expected = json!({
        "session": bought.session["id"], "subject": "b", "purpose": "purchase", "state": "decided",
        "outcome": "proceed_after", "complete": false, "accepted": accepted,
    });
    assert_eq!(sessions[0], expected);
    assert_eq!((&sessions[1]["state"], &sessions[1]["complete"]), (&json!("complete"), &json!(true)));

    assert_eq!(after(&server, &cursor), (Vec::new(), cursor.clone()));
    server.jose(&bought.path("/steps"), &bought.step(&verdict, "told")).ok();
    let (sessions, later) = after(&server, &cursor);
    assert_eq!(ids(&sessions), [&bought.session["id"]]);
    // Asked again from the same place, as after an answer that was lost, the same comes again.
    assert_eq!(after(&server, &cursor), (sessions, later));
    // Who begins anew gets every session at its last change.
    assert_eq!(ids(&after(&server, "").0), [&assessed.session["id"], &bought.session["id"]]);
}

#[test]
fn pages_of_a_feed_leave_nothing_out() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tabs: Vec<Tab> = ["a", "b", "c", "d", "e"].map(|subject| decided(&server, &assessment(subject)).0).into();
    let (mut query, mut seen) = (String::from("limit=2"), Vec::new());
    loop {
        let feed = server.host_get(&format!("/v1/decided?{query}")).ok();
        let page = feed["sessions"].as_array().unwrap().clone();
        assert!(page.len() <= 2);
        if page.is_empty() {
            break;
        }
        seen.extend(page.iter().map(|session| session["session"].clone()));
        query = format!("limit=2&after={}", text(&feed, "next"));
    }
    assert_eq!(seen, tabs.iter().map(|tab| tab.session["id"].clone()).collect::<Vec<_>>());
}

#[test]
fn a_cursor_outlives_the_server_and_what_was_erased_and_no_other_store() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    decided(&server, &assessment("a"));
    decided(&server, &assessment("b"));
    let (_, cursor) = after(&server, "");
    home.operate(&["erase", "--subject", "b"]);
    server.kill();
    let server = home.start();
    assert_eq!(after(&server, &cursor), (Vec::new(), cursor.clone()));
    let (tab, _) = decided(&server, &assessment("c"));
    assert_eq!(ids(&after(&server, &cursor).0), [&tab.session["id"]], "no place is given twice");

    let other = Home::new(&[trial::plain()]);
    let other = other.start();
    for subject in ["d", "e", "f", "g"] {
        decided(&other, &assessment(subject));
    }
    other.host_get(&format!("/v1/decided?after={cursor}")).refused(410, "unknown-cursor");
    // A position without the mark of its store, as an earlier version gave, says nothing.
    other.host_get("/v1/decided?after=1").refused(410, "unknown-cursor");
}

#[test]
fn a_feed_is_for_the_firm_and_read_whole() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    server.get("/v1/decided").refused(401, "unauthorized");
    for wrong in ["after=x", "after=-1", "after=0-", "limit=0", "limit=101", "since=1"] {
        server.host_get(&format!("/v1/decided?{wrong}")).refused(400, "malformed");
    }
}
