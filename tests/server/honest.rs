//! Honest people while somebody attacks: every whole flow goes through, whatever the attack.
//!
//! Nothing is timed: so many flows are begun one after the other while the attack goes on, and each has to be answered,
//! unrefused, within the long time that a client waits. How much slower they get is measured by `make bench`.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::process::{Answer, Home, Server};
use crate::tab::{Key, Tab, text};
use crate::trial::{self, assessment};

/// Whole flows that are begun during an attack.
const FLOWS: u32 = 20;
/// Threads that attack.
const ATTACKERS: usize = 3;
/// Attacks that have to be under way before the first honest flow.
const UNDER_WAY: u64 = 200;
/// Connections that an attacker holds at a time: many times what the server has places for, and files enough for a process.
const MOST_HELD: usize = 8_192;

/// One flow of a person, opened by the firm and read back by it; how far it came.
fn flow(server: &Server, subject: &str) -> serde_json::Value {
    let opened = patiently(|| server.host_post("/v1/sessions", &assessment(subject)));
    let (key, path) = (Key::new(), format!("/v1/sessions/{}/claim", text(&opened, "session")));
    let token = text(&opened, "claim_token");
    let claim = json!({ "token": token, "jkt": key.jkt() }).to_string();
    let claimed = patiently(|| server.post(&path, "application/json", &claim, &[]));
    let tab = Tab::of(key, token, claimed);
    let committed = patiently(|| tab.commit(server));
    let verdict = tab.verdict(&text(&committed, "ticket"));
    patiently(|| server.jose(&tab.path("/verdict"), &verdict));
    patiently(|| server.host_get(&tab.path("")))["state"].clone()
}

/// Asks as the package does: again with the same bytes where there is more to do than is done in time, which on a machine
/// that does much else at once is no matter of the attack.
fn patiently(ask: impl Fn() -> Answer) -> serde_json::Value {
    let asked = (0..5).map(|_| ask()).find(|answer| answer.code() != "busy");
    asked.expect("an answer in five tries").ok()
}

/// Begins honest flows while the attack goes on; all have to end well. Gives how many attacks there were.
fn all_go_through(server: &Server, attack: impl Fn() + Sync) -> u64 {
    let (over, attacks) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..ATTACKERS {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    attack();
                    attacks.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let honest = scope.spawn(|| {
            let begun = (0..600).any(|_| {
                std::thread::sleep(Duration::from_millis(50));
                attacks.load(Ordering::Relaxed) >= UNDER_WAY
            });
            let before = attacks.load(Ordering::Relaxed);
            let flows = (0..FLOWS).map(|n| {
                std::thread::sleep(Duration::from_millis(20));
                flow(server, &format!("honest-{n}"))
            });
            let whole = flows.filter(|state| state == "complete").count();
            begun && whole == FLOWS as usize && attacks.load(Ordering::Relaxed) > before
        });
        let well = honest.join();
        over.store(true, Ordering::Relaxed);
        assert!(matches!(well, Ok(true)), "an honest flow did not go through, or the attack did not go on");
    });
    attacks.into_inner()
}

/// One request of another host, on a connection of its own.
fn ask_once(server: &Server, path: &str) {
    let mut stream = server.stranger();
    let asked = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(asked.as_bytes()).and_then(|()| stream.read_to_end(&mut Vec::new()));
}

/// How many requests were answered with a problem of a code.
fn refused(server: &Server, code: &str) -> u64 {
    let counted = format!("prescreen_problems_total{{code=\"{code}\"}} ");
    let metrics = server.get("/metrics").text;
    metrics.lines().find_map(|line| line.strip_prefix(&counted)).map_or(0, |count| count.parse().unwrap())
}

#[test]
fn a_flood_by_one_stranger_behind_a_proxy() {
    let flags = ["--page-origin", "https://broker.example", "--trusted-proxy", "127.0.0.0/8"];
    let home = flags.into_iter().fold(Home::new(&[trial::plain()]), Home::argument);
    let server = home.start();
    // Many at once, so that also a slow machine asks for more than the host's allowance grows by.
    let ask = |end: &str| format!("GET /nothing HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.9\r\n{end}\r\n");
    let flood = ask("").repeat(19) + &ask("connection: close\r\n");
    all_go_through(&server, || {
        let mut stream = server.stranger();
        let _ = stream.write_all(flood.as_bytes()).and_then(|()| stream.read_to_end(&mut Vec::new()));
    });
    assert!(refused(&server, "rate-limited") > 0, "the stranger came to an end of what one host may ask");
}

#[test]
fn readers_that_do_not_read() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let held = Mutex::new(VecDeque::<TcpStream>::new());
    all_go_through(&server, || {
        let mut stream = server.stranger();
        stream.set_nonblocking(true).unwrap();
        // As much as the connection takes; nothing of what comes is read.
        let asked = b"GET /packs/current/trial HTTP/1.1\r\nhost: x\r\n\r\n".repeat(64);
        while stream.write(&asked).is_ok_and(|written| written > 0) {}
        let mut held = held.lock().unwrap();
        held.push_back(stream);
        if held.len() > MOST_HELD {
            held.pop_front();
        }
    });
    assert!(server.get("/metrics").text.contains("prescreen_connections_refused_total"));
}

#[test]
fn a_log_that_is_blocked() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start_with_log(Stdio::piped());
    let attacks = all_go_through(&server, || ask_once(&server, "/nothing"));
    assert!(attacks >= UNDER_WAY);
}

#[test]
fn malformed_bodies() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let target = Tab::open(&server, &assessment("target"));
    let host = server.url.trim_start_matches("http://").to_string();
    let bodies = ["{".repeat(60_000), String::from("\u{0}\u{1}"), "\"\\ud800\"".into(), "[".repeat(64 * 1024)];
    let (next, path) = (AtomicU64::new(0), target.path("/claim"));
    all_go_through(&server, || {
        let n = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
        let body = &bodies[n % bodies.len()];
        let mut stream = server.stranger();
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
        );
        let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        let _ = sent.and_then(|()| stream.read_to_end(&mut Vec::new()));
    });
    assert!(refused(&server, "malformed") > 0);
}

#[test]
fn a_flood_of_health() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    all_go_through(&server, || ask_once(&server, "/readyz"));
    assert!(refused(&server, "rate-limited") > 0);
    server.get("/healthz").ok();
}
