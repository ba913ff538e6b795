//! An attempt that was lost is excused: one more is possible, and no class is given back by a call.

use serde_json::{Value, json};

use crate::process::{Answer, Home, Server};
use crate::tab::{Tab, claims};
use crate::trial::{self, assessment, purchase};

/// One attempt in 12 months.
fn home() -> Home {
    Home::new(&[trial::with_attempts(json!({ "per_12_months": 1 }))]).at("2026-09-01 02:00:00")
}

fn excuse(server: &Server, tab: &Tab, by: &str, reason: &str) -> Answer {
    server.host_post(&tab.path("/attempt/excuse"), &json!({ "by": by, "reason": reason }))
}

/// Whether a class on file counts in a purchase that is opened now.
fn counts(server: &Server) -> bool {
    let tab = Tab::open(server, &purchase("a", &server.get("/packs/current/trial").ok()));
    assert_eq!(tab.session["profile"]["suspended"], false, "the firm said no such thing");
    tab.session["profile"]["overtaken"] == false
}

#[test]
fn an_attempt_lost_to_a_crash_is_excused_and_the_next_one_decides_what_is_on_file() {
    let home = home();
    let server = home.start();
    assert!(counts(&server));
    let lost = Tab::open(&server, &assessment("a"));
    let ticket = lost.ticket(&server);
    Tab::open(&server, &assessment("a")).commit(&server).refused(429, "attempts-exhausted");
    assert!(!counts(&server));

    // While its page may still send the verdict, nothing else is given for it.
    let open = excuse(&server, &lost, "A. Officer", "call 17: the phone shut down");
    assert!(open.header("retry-after").parse::<i64>().unwrap() > 7000);
    open.refused(409, "attempt-open");
    home.pass_until("2026-09-01 04:00:01");
    for (by, reason, at) in [("", "b", "/by"), ("a", " ", "/reason"), ("a", "b\u{0}", "/reason")] {
        let refused = excuse(&server, &lost, by, reason).refused(422, "invalid");
        assert_eq!(refused["at"], at);
        assert!(!refused["title"].as_str().unwrap().contains("pack"), "{refused}");
    }
    let excused = excuse(&server, &lost, "A. Officer", "call 17: the phone shut down").ok();
    assert_eq!(excused["reason"], "call 17: the phone shut down");
    assert_eq!(excuse(&server, &lost, "B", "again").ok(), excused, "the first word stands");
    let state = server.host_get(&lost.path("")).ok();
    assert_eq!((&state["excused"], &state["state"]), (&excused, &"expired".into()));
    assert!(!home.log().contains("call 17"));

    // Neither what was seen and not sent, nor a call, brings the class back.
    server.jose(&lost.path("/verdict"), &lost.verdict(&ticket)).refused(410, "expired");
    assert!(!counts(&server));
    let again = Tab::open(&server, &assessment("a"));
    let ticket = again.ticket(&server);
    assert_eq!((&claims(&ticket)["attempt"], &claims(&ticket)["of"]), (&json!(1), &json!(1)));
    assert!(!counts(&server));
    server.jose(&again.path("/verdict"), &again.verdict(&ticket)).ok();
    assert!(counts(&server));
    Tab::open(&server, &assessment("a")).commit(&server).refused(429, "attempts-exhausted");
}

#[test]
fn only_an_attempt_that_was_counted_and_not_finished_is_excused() {
    let home = home();
    let server = home.start();
    let finished = Tab::open(&server, &assessment("a"));
    let verdict = finished.verdict(&finished.ticket(&server));
    server.jose(&finished.path("/verdict"), &verdict).ok();
    let claimed = Tab::open(&server, &assessment("b"));
    let on_file = Tab::open(&server, &purchase("c", &server.get("/packs/current/trial").ok()));
    assert_eq!(claims(&on_file.ticket(&server))["attempt"], 0);
    home.pass_until("2026-09-01 05:00:00");
    excuse(&server, &finished, "a", "b").refused(409, "already-decided");
    excuse(&server, &claimed, "a", "b").refused(409, "not-committed");
    excuse(&server, &on_file, "a", "b").refused(409, "not-committed");
    server
        .host_post("/v1/sessions/nobody/attempt/excuse", &json!({ "by": "a", "reason": "b" }))
        .refused(404, "unknown-session");
    server.post(&finished.path("/attempt/excuse"), "application/json", "{}", &[]).refused(401, "unauthorized");
    assert_eq!(server.host_get(&finished.path("")).ok()["excused"], Value::Null);
}

/// The server's word about later attempts is its own, whatever the firm sends back of an earlier session.
#[test]
fn the_firms_word_and_the_servers_are_two() {
    let home = home();
    let server = home.start();
    let opened = |change: Value| {
        let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
        opening["profile"].as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let tab = Tab::open(&server, &opening);
        let profile = tab.session["profile"].clone();
        (profile["suspended"] == true, profile["overtaken"] == true)
    };
    assert_eq!(opened(json!({ "overtaken": true })), (false, false));
    assert_eq!(opened(json!({ "suspended": true })), (true, false));
    Tab::open(&server, &assessment("a")).ticket(&server);
    assert_eq!(opened(json!({})), (false, true));
    assert_eq!(opened(json!({ "suspended": true, "overtaken": false })), (true, true));
}
