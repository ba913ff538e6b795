//! What is no longer kept, and packs whose files are gone.

use std::process::Output;

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment, purchase};

pub fn decided(server: &Server, opening: &Value) -> Tab {
    let tab = Tab::open(server, opening);
    let verdict = tab.verdict(&tab.ticket(server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    tab
}

/// Sessions, steps and attempts that were deleted.
pub fn deleted(done: &Value) -> [i64; 3] {
    ["sessions", "steps", "attempts"].map(|name| done[name].as_i64().unwrap())
}

#[test]
fn everything_of_a_person_is_erased_while_the_server_runs_and_nothing_of_others() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let one = "person-of-whom-nothing-stays";
    let pack = server.get("/packs/current/trial").ok();
    let gone = decided(&server, &assessment(one));
    let open = Tab::open(&server, &assessment(one));
    let bought = decided(&server, &purchase(one, &pack));
    let stays = decided(&server, &assessment("b"));
    let done = home.operate(&["erase", "--subject", one]);
    assert_eq!(deleted(&done), [3, 0, 1]);
    for tab in [&gone, &open, &bought] {
        server.host_get(&tab.path("")).refused(404, "unknown-session");
    }
    assert_eq!(server.host_get(&stays.path("")).ok()["state"], "complete");
    assert!(!home.kept.holds(one));
}

#[test]
fn who_is_not_there_or_cannot_be_is_not_said_to_be_erased() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    decided(&server, &assessment("a"));
    let erase = |subject: &str| home.operation(&["erase", "--subject", subject]).output().unwrap();
    let nobody = erase("b");
    assert_eq!(nobody.status.code(), Some(1), "{nobody:?}");
    let long = "a".repeat(65);
    for impossible in ["a b", "", long.as_str()] {
        let refused = erase(impossible);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        let said = String::from_utf8(refused.stdout).unwrap();
        assert!(said.contains("1 to 64 of the characters") && !said.contains("a b") && !said.contains(&long), "{said}");
    }
    assert_eq!(deleted(&home.operate(&["erase", "--subject", "a"])), [1, 0, 1]);
    assert_eq!(erase("a").status.code(), Some(1), "nothing is left");
}

/// An answer in JSON, with the exit code.
pub fn answered(output: &Output) -> (i32, Value) {
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn what_is_over_is_counted_by_the_clocks_rules_and_said() {
    let home = Home::new(&[trial::plain()]).at("2026-01-01 02:00:00");
    let server = home.start();
    decided(&server, &assessment("a"));
    assert!(server.stop());
    let retain = || answered(&home.operation(&["retain", "--days", "30"]).output().unwrap());
    let (last, system) = (1_767_232_800, 1_772_330_400);
    // No server stores what this clock says, or none believes it.
    home.set_clock("2026-03-01 02:00:00");
    let (code, told) = retain();
    assert_eq!((code, deleted(&told)), (1, [0, 0, 0]));
    assert_eq!(
        (&told["counted_from"], &told["system"], &told["clock"]),
        (&last.into(), &system.into(), &"unconfirmed".into())
    );
    let said = String::from_utf8(home.told(&["retain", "--days", "30"]).output().unwrap().stdout).unwrap();
    assert!(said.contains("2026-01-01 02:00:00 UTC") && said.contains("clock --confirm"), "{said}");
    // The operator's word holds here too.
    home.operate(&["clock", "--confirm"]);
    let (code, told) = retain();
    assert_eq!((code, deleted(&told), &told["counted_from"]), (0, [1, 0, 0], &system.into()));
    // One of two times is wrong: nothing is deleted by the later one.
    decided(&home.start(), &assessment("b"));
    home.set_clock("2026-01-20 02:00:00");
    let (code, told) = retain();
    assert!(code == 2 && told.to_string().contains("clock --confirm"), "{told}");
    assert_eq!(home.kept.number("SELECT count(*) FROM sessions"), 1);
}

#[test]
fn what_is_over_for_longer_than_it_is_kept_is_deleted() {
    let slow = trial::pack(|pack| pack["flows"][0]["within_days"] = json!(90));
    let home = Home::new(&[slow]).at("2026-01-01 02:00:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let old = decided(&server, &assessment("a"));
    let undecided = Tab::open(&server, &assessment("a"));
    let waiting = Tab::open(&server, &purchase("c", &pack));
    let verdict = waiting.verdict(&waiting.ticket(&server));
    server.jose(&waiting.path("/verdict"), &verdict).ok();
    home.pass_until("2026-03-01 02:00:00");
    server.jose(&waiting.path("/steps"), &waiting.step(&verdict, "told")).ok();
    let new = decided(&server, &assessment("b"));
    let done = home.operate(&["retain", "--days", "30"]);
    assert_eq!(deleted(&done), [2, 0, 0], "attempts count for a year");
    for tab in [&old, &undecided] {
        server.host_get(&tab.path("")).refused(404, "unknown-session");
    }
    for tab in [&waiting, &new] {
        server.host_get(&tab.path("")).ok();
    }
    home.pass_until("2027-03-10 02:00:00");
    let last = decided(&server, &assessment("d"));
    let done = home.operate(&["retain", "--days", "30"]);
    assert_eq!(deleted(&done), [2, 1, 2]);
    server.host_get(&last.path("")).ok();
}

#[test]
fn what_was_accepted_stays_readable_when_its_packs_file_is_replaced() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = decided(&server, &assessment("a"));
    let pack = server.get("/packs/current/trial").ok();
    let waiting = Tab::open(&server, &purchase("b", &pack));
    let verdict = waiting.verdict(&waiting.ticket(&server));
    server.jose(&waiting.path("/verdict"), &verdict).ok();
    let state = server.host_get(&tab.path("")).ok();
    drop(server);

    home.directory.write("packs/0.json", &trial::pack(|pack| pack["version"] = json!("2.0.0")).to_string());
    let server = home.start();
    assert_eq!(server.host_get(&tab.path("")).ok(), state);
    server.jose(&waiting.path("/steps"), &waiting.step(&verdict, "told")).ok();
    let hash = pack["hash"].as_str().unwrap();
    assert_eq!(server.get(&format!("/packs/{hash}.json")).ok(), trial::plain());
    // Nobody is asked by the old one any more.
    assert_eq!(server.get("/packs/current/trial").ok()["version"], "2.0.0");
    let mut by_version = assessment("c");
    by_version["pack"] = json!({ "id": "trial", "version": "1.0.0" });
    server.host_post("/v1/sessions", &by_version).refused(404, "unknown-pack");
}

#[test]
fn a_version_that_was_used_has_one_content() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    Tab::open(&server, &assessment("a"));
    drop(server);
    home.directory.write("packs/0.json", &trial::with_attempts(json!({ "per_day": 9 })).to_string());
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("trial@1.0.0") && said.contains("give the new one a new version"), "{said}");
}
