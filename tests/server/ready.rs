//! Whether sessions can be opened, said beforehand.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::Home;
use crate::trial::{self, assessment};

/// Lets a process write no file beyond so many bytes, as a disk without room does.
fn limit(process: u32, bytes: &str) {
    let limit = Command::new("prlimit").arg("--pid").arg(process.to_string()).arg(format!("--fsize={bytes}:")).status();
    assert!(limit.unwrap().success());
}

#[test]
fn a_server_whose_store_takes_nothing_is_not_ready_until_it_does() {
    let home = Home::new(&[trial::plain()]);
    // A write beyond the limit fails, and ends no process that leaves the signal unheard.
    let server = home.start_through(&["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"], Stdio::null());
    server.get("/readyz").ok();
    let log = home.directory.0.join("data/prescreen.sqlite-wal").metadata().unwrap().len();
    limit(server.id(), &log.to_string());
    server.host_post("/v1/sessions", &assessment("a")).refused(503, "storage");
    for _ in 0..3 {
        server.get("/readyz").refused(503, "not-ready");
        server.get("/healthz").ok();
    }
    limit(server.id(), "unlimited");
    let ready = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(250));
        server.get("/readyz").status == 200
    });
    assert!(ready, "nobody asked for a session meanwhile, and the server found out by itself");
    server.host_post("/v1/sessions", &assessment("a")).ok();
}

#[test]
fn who_asks_whether_a_server_is_ready_makes_it_write_nothing() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let log = || std::fs::read(home.directory.0.join("data/prescreen.sqlite-wal")).unwrap();
    let before = log();
    for second in 10..20 {
        home.set_clock(&format!("2026-09-01 02:00:{second}"));
        server.get("/readyz").ok();
    }
    assert!(before == log());
}

#[test]
fn who_waits_for_others_at_work_is_told_so_and_the_server_stays_ready() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let other = home.kept.open();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    server.host_post("/v1/sessions", &assessment("a")).refused(503, "busy");
    server.get("/readyz").ok();
    other.execute_batch("ROLLBACK").unwrap();
    server.host_post("/v1/sessions", &assessment("a")).ok();
    assert_eq!(home.kept.number("SELECT count(*) FROM sessions"), 1, "what was given up is not stored");
}
