//! Packs that are read again while the server runs (SIGHUP), readiness, and what the log holds.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::governing;
use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment};

/// Asks for the packs to be read again, and waits until the server says in its metrics what came of it.
fn reload(server: &Server, result: &str, times: u32) {
    server.signal("HUP");
    let counted = format!("prescreen_pack_reloads_total{{result=\"{result}\"}} {times}");
    let said = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(250));
        server.get("/metrics").text.lines().any(|line| line == counted)
    });
    assert!(said, "no {counted}");
}

fn version(server: &Server) -> Value {
    server.get("/packs/current/trial").ok()["version"].clone()
}

fn next_version() -> Value {
    trial::pack(|pack| pack["version"] = json!("1.1.0"))
}

#[test]
fn packs_are_read_again_and_sessions_under_the_old_ones_go_on() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    home.directory.write("packs/0.json", &next_version().to_string());
    assert_eq!(version(&server), "1.0.0");
    reload(&server, "done", 1);
    assert_eq!(version(&server), "1.1.0");
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "complete");
    let hash = tab.session["pack"]["hash"].as_str().unwrap();
    assert_eq!(server.get(&format!("/packs/{hash}.json")).status, 200);
    let gone = json!({ "subject": "b", "purpose": "assessment", "pack": { "id": "trial", "version": "1.0.0" } });
    server.host_post("/v1/sessions", &gone).refused(404, "unknown-pack");
}

#[test]
fn bad_packs_leave_the_old_ones_in_force_and_say_so() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    Tab::open(&server, &assessment("a"));
    let bad = [
        trial::pack(|pack| pack["attempts"] = json!([])),
        // A version that sessions were opened under, with another content.
        trial::with_attempts(json!({ "per_day": 9 })),
    ];
    for (times, pack) in (1..).zip(bad) {
        home.directory.write("packs/0.json", &pack.to_string());
        reload(&server, "refused", times);
        assert_eq!(version(&server), "1.0.0");
        Tab::open(&server, &assessment("b"));
    }
    fs::remove_file(home.directory.0.join("packs/0.json")).unwrap();
    reload(&server, "refused", 3);
    assert_eq!(version(&server), "1.0.0");
    assert_eq!(server.get("/readyz").status, 200);
    assert!(server.stop());
    let said = home.log();
    assert!(said.contains("those before stay in force") && said.contains("packs/0.json"), "{said}");
}

#[test]
fn a_hangup_during_the_start_reads_the_packs_again_and_ends_nothing() {
    let home = Home::new(&[trial::plain()]);
    assert!(home.start().stop());
    // The start waits for whoever writes.
    let held = home.kept.hold();
    let mut child = home.command().stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let waits = (0..2000).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        home.kept.is_waited_for(child.id())
    });
    assert!(waits, "the start has come to the store");
    assert!(Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap().success());
    drop(held);
    let site = home.ready(&mut child).expect("the server starts all the same");
    let counted = (0..400).any(|_| {
        std::thread::sleep(Duration::from_millis(250));
        site.get("/metrics").text.contains("prescreen_pack_reloads_total{result=\"done\"} 1")
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(counted, "the packs are read again once it runs");
}

#[test]
fn ready_is_more_than_alive() {
    let over = trial::pack(|pack| pack["effective"] = json!({ "from": "2020-01-01", "to": "2025-12-31" }));
    let home = Home::new(&[over]).at("2026-09-01 02:00:00");
    let server = home.start();
    server.get("/healthz").ok();
    let refused = server.get("/readyz").refused(503, "not-ready");
    assert_eq!(refused["detail"], "no pack is in force today");
    home.directory.write("packs/0.json", &next_version().to_string());
    reload(&server, "done", 1);
    assert_eq!(server.get("/readyz").ok()["status"], "ready");
}

#[test]
fn the_log_holds_what_its_level_says() {
    let lines = |level: &str| {
        let home = Home::new(&[trial::plain()]).argument("--log-level").argument(level);
        governing::approve(&home);
        let approvers = home.directory.0.join("approvers.json").display().to_string();
        let home = home.argument("--approvers").argument(&approvers);
        let server = home.start();
        server.get("/version").ok();
        fs::write(home.directory.0.join("packs/0.json"), "{").unwrap();
        reload(&server, "refused", 1);
        assert!(server.stop());
        let log = home.log();
        let levels = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["level"].clone());
        let mut levels: Vec<String> = levels.map(|level| level.as_str().unwrap().into()).collect();
        levels.sort();
        levels.dedup();
        levels
    };
    assert_eq!(lines("info"), ["ERROR", "INFO"]);
    assert_eq!(lines("warn"), ["ERROR"]);
    assert_eq!(lines("error"), ["ERROR"]);
}
