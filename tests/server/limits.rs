//! Sizes, rates, media types, headers.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::process::Home;
use crate::tab::Tab;
use crate::trial::{self, assessment};

const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[test]
fn a_body_has_at_most_64_kib() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    server.jose(&tab.path("/commit"), &"A".repeat(64 * 1024)).refused(400, "encoding");
    server.jose(&tab.path("/commit"), &"A".repeat(64 * 1024 + 1)).refused(413, "body-too-large");
    let deep = "[".repeat(2000);
    server.post(&tab.path("/claim"), "application/json", &deep, &[]).refused(400, "malformed");
}

#[test]
fn a_body_has_one_media_type() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    server.post(&tab.path("/commit"), "text/plain", "a", &[]).refused(415, "media-type");
    server.post(&tab.path("/claim"), "application/x-www-form-urlencoded", "a=b", &[]).refused(415, "media-type");
}

#[test]
fn a_session_that_asks_too_often_is_told_when_to_come_back() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let other = Tab::open(&server, &assessment("b"));
    let limited = (0..200).map(|_| server.get(&tab.path("/next"))).find(|answer| answer.status == 429);
    let limited = limited.expect("a limit");
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    limited.refused(429, "rate-limited");
    other.commit(&server).ok();
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "claimed", "the firm still reaches the session");
}

#[test]
fn a_host_that_asks_too_often_is_told_when_to_come_back() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let limited = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| (0..1000).map(|_| server.get("/nothing")).find(|answer| answer.status == 429)))
            .collect();
        asked.into_iter().filter_map(|asked| asked.join().unwrap()).next()
    });
    limited.expect("a limit").refused(429, "rate-limited");
    assert_eq!(server.get("/healthz").ok()["status"], "ok");
    assert!(server.get("/metrics").text.contains(r#"prescreen_problems_total{code="rate-limited"}"#));
}

#[test]
fn a_request_that_never_ends_is_cut_off() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n").unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut rest = Vec::new();
    assert!(stream.read_to_end(&mut rest).is_ok(), "the server closes the connection");
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn every_answer_carries_the_headers() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for path in ["/", "/nothing", "/healthz", "/metrics", "/v1/sessions/x", "/packs/current/trial", "/%ff"] {
        let answer = server.get(path);
        assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("strict-transport-security"), "", "not on loopback");
        assert!(!answer.header("cache-control").is_empty());
    }
    let denied = server.get("/v1/sessions");
    assert_eq!(denied.header("allow"), "POST");
    denied.refused(405, "method-not-allowed");
}

#[test]
fn a_pack_is_served_by_its_hash_for_good() {
    let pack = trial::plain();
    let home = Home::new(std::slice::from_ref(&pack));
    let server = home.start();
    let current = server.get("/packs/current/trial").ok();
    assert_eq!((&current["id"], &current["version"]), (&json!("trial"), &json!("1.0.0")));
    let hash = crate::tab::hash(pack.to_string().as_bytes());
    assert_eq!(current["hash"], hash);
    let served = server.get(&format!("/packs/{hash}.json"));
    assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(served.ok(), pack);
    server.get("/packs/unknown.json").refused(404, "unknown-pack");
    server.get("/packs/current/unknown").refused(404, "unknown-pack");
}
