//! A system clock that is wrong, for a moment or for years.

use serde_json::json;

use crate::process::{Home, Server};
use crate::protocol::verify;
use crate::tab::Tab;
use crate::trial::{self, assessment, purchase};

fn standing(server: &Server) -> serde_json::Value {
    let health = server.get("/healthz").ok();
    assert_eq!(health["status"], "ok");
    health["clock"].clone()
}

fn now(server: &Server, subject: &str) -> i64 {
    Tab::open(server, &assessment(subject)).session["now"].as_i64().unwrap()
}

/// A purchase whose next step is to wait for 24 hours.
fn waiting(server: &Server) -> (Tab, String) {
    let tab = Tab::open(server, &purchase("a", &server.get("/packs/current/trial").ok()));
    let verdict = tab.verdict(&tab.ticket(server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    for step in ["told", "request"] {
        server.jose(&tab.path("/steps"), &tab.step(&verdict, step)).ok();
    }
    server.host_post(&tab.path("/steps/host"), &json!({ "flow": "above-class", "step": "call" })).ok();
    (tab, verdict)
}

#[test]
fn one_wrong_reading_ends_no_waiting_time_and_is_not_kept() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = waiting(&server);
    let before = now(&server, "b");
    home.set_clock("2029-09-01 02:00:00");
    assert_eq!(standing(&server), "unconfirmed");
    assert!(server.get("/metrics").text.contains("prescreen_clock_unconfirmed_seconds 94"));
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "think")).refused(425, "too-early");
    assert!((0..60).contains(&(now(&server, "c") - before)));
    home.set_clock("2026-09-01 02:00:10");
    assert_eq!(standing(&server), "believed");
    server.kill();
    let server = home.start();
    assert!((0..60).contains(&(now(&server, "d") - before)));
}

#[test]
fn a_start_with_a_wrong_clock_is_not_believed_either() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let before = now(&server, "a");
    server.kill();
    home.set_clock("2036-01-01 00:00:00");
    let server = home.start();
    assert_eq!(standing(&server), "unconfirmed");
    assert!((0..60).contains(&(now(&server, "b") - before)));
    assert!(server.stop());
    assert!(home.log().contains("prescreen server clock --confirm"));
    // A week without a server is no wrong clock.
    home.set_clock("2026-09-08 02:00:00");
    let server = home.start();
    assert_eq!((standing(&server), now(&server, "c") - before), (json!("believed"), 7 * 86_400));
}

#[test]
fn a_gap_before_the_start_is_said_and_believed_up_to_thirty_days() {
    const DAYS: i64 = 30 * 86_400;
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let said = |server: &Server| {
        let health = server.get("/healthz").ok();
        assert!(server.get("/metrics").text.contains(&format!("prescreen_clock_gap_seconds {}\n", health["gap"])));
        (health["gap"].as_i64().unwrap(), health["clock"].clone())
    };
    let server = home.start();
    assert_eq!(said(&server), (0, json!("believed")), "a new store has seen no time");
    server.kill();
    home.set_clock("2026-10-01 02:00:00");
    let server = home.start();
    assert_eq!(said(&server), (DAYS, json!("believed")));
    server.kill();
    home.set_clock("2026-10-31 02:00:01");
    let server = home.start();
    assert_eq!(said(&server), (DAYS + 1, json!("unconfirmed")));
    // Lines are written apart from what they are about.
    assert!(server.stop());
    assert!(home.log().contains("\"clock_gap\":2592001"));
}

#[test]
fn a_step_that_a_time_service_makes_is_believed() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let before = now(&server, "a");
    home.set_clock("2026-09-01 02:04:00");
    assert_eq!((standing(&server), now(&server, "b") - before), (json!("believed"), 240));
}

#[test]
fn the_date_of_an_answer_is_that_of_the_clock_that_decides() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let date = |path: &str| server.get(path).header("date").to_string();
    assert_eq!(date("/version"), "Tue, 01 Sep 2026 02:00:00 GMT");
    home.set_clock("2026-09-01 02:03:00");
    assert_eq!(date("/nothing"), "Tue, 01 Sep 2026 02:03:00 GMT");
    // Back to where it was: what decides stands still, and so does what a page counts down by.
    home.set_clock("2026-09-01 02:00:10");
    for path in ["/version", "/nothing", "/healthz", "/packs/current/trial"] {
        assert_eq!(date(path), "Tue, 01 Sep 2026 02:03:00 GMT", "{path}");
    }
    assert_eq!(now(&server, "a"), 1_788_228_180);
    // A jump that nobody confirmed is in neither.
    home.set_clock("2029-09-01 02:00:00");
    assert!(date("/version").starts_with("Tue, 01 Sep 2026 02:0"));
}

#[test]
fn the_operator_confirms_a_jump_while_the_server_runs() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = waiting(&server);
    home.set_clock("2026-09-02 02:00:00");
    assert_eq!(standing(&server), "unconfirmed");
    home.operate(&["clock", "--confirm"]);
    assert_eq!(standing(&server), "believed");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "think")).ok();
    // The word was for that clock, and for no other jump.
    home.set_clock("2027-09-02 02:00:00");
    assert_eq!(standing(&server), "unconfirmed");
}

#[test]
fn a_clock_that_does_not_decide_is_told_with_what_to_do() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    assert!(home.start().stop());
    for (time, standing, said) in [
        ("2026-09-01 02:00:30", "believed", None),
        ("2026-09-01 02:06:00", "unconfirmed", Some("no server runs, or")),
        ("2026-08-31 02:00:00", "behind", Some("stands still")),
    ] {
        home.set_clock(time);
        assert_eq!(home.operate(&["clock"])["standing"], standing, "{time}");
        let told = String::from_utf8(home.told(&["clock"]).output().unwrap().stdout).unwrap();
        assert_eq!(told.contains("--confirm"), said.is_some(), "{told}");
        assert!(told.contains(said.unwrap_or_default()), "{told}");
    }
    assert!(home.start().stop());
    assert!(home.log().contains("\"seconds\":86400"), "{}", home.log());
}

#[test]
fn a_time_that_was_decided_with_and_wrong_is_repaired() {
    let home = Home::new(&[trial::with_attempts(json!({ "per_day": 2 }))]).at("2031-09-01 02:00:00");
    let server = home.start();
    Tab::open(&server, &assessment("e")).commit(&server).ok();
    let (tab, verdict) = waiting(&server);
    let open = Tab::open(&server, &assessment("c"));
    home.set_clock("2026-09-01 02:00:00");
    assert_eq!(standing(&server), "behind");
    // One attempt, one acceptance, three steps, two sessions without a verdict.
    let found = home.operate(&["clock"]);
    assert_eq!((&found["highest"], &found["later"]), (&json!(1_945_994_400), &json!(7)));
    home.operate(&["clock", "--confirm"]);
    assert_eq!(standing(&server), "believed");
    assert_eq!(now(&server, "d"), 1_788_228_000);
    assert_eq!(home.operate(&["clock"])["later"], 0);
    // What was counted counts, as of now, and no session is open for years.
    Tab::open(&server, &assessment("e")).commit(&server).ok();
    Tab::open(&server, &assessment("e")).commit(&server).refused(429, "attempts-exhausted");
    open.commit(&server).refused(410, "expired");
    // Who waited, waits from now on.
    home.pass_until("2026-09-02 01:59:59");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "think")).refused(425, "too-early");
    home.pass_until("2026-09-02 02:00:00");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "think")).ok();
}

#[test]
fn what_was_accepted_by_a_wrong_clock_verifies_for_ever() {
    let home = Home::new(&[trial::plain()]).at("2031-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = waiting(&server);
    let before = server.host_get(&tab.path("")).ok();
    home.set_clock("2026-09-01 02:00:00");
    home.operate(&["clock", "--confirm"]);
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["accepted"], &state["document"]), (&before["accepted"], &before["document"]));
    let keys = home.directory.write("keys.json", &server.get("/.well-known/prescreen-keys.json").text);
    let by = ["--now", &state["accepted"].to_string(), "--keys", keys.to_str().unwrap()];
    let output = verify(&home, &state, &by);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    // Who waits, waits from the confirmation on.
    home.pass_until("2026-09-02 02:00:00");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "think")).ok();
    assert_eq!(server.host_get(&tab.path("")).ok()["accepted"], before["accepted"]);
    let feed = server.host_get("/v1/decided").ok();
    assert_eq!(feed["sessions"][0]["accepted"], before["accepted"]);
}

#[test]
fn what_only_reads_stores_no_time() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let stored = || home.kept.number("SELECT highest FROM clock");
    let before = stored();
    home.set_clock("2026-09-01 02:03:00");
    server.get("/healthz").ok();
    server.get("/metrics");
    server.get("/packs/current/trial").ok();
    server.host_get(&tab.path("")).ok();
    assert_eq!(stored(), before);
    tab.commit(&server).ok();
    assert_eq!(stored(), before + 180);
}
