//! Sizes, rates, media types, headers.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use serde_json::json;

use crate::process::{Home, Server};
use crate::tab::{Key, Tab};
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
    let limited = (0..200).map(|_| tab.claim(&server, &tab.path("/claim"))).find(|answer| answer.status == 429);
    let limited = limited.expect("a limit");
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    limited.refused(429, "rate-limited");
    other.commit(&server).ok();
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "claimed", "the firm still reaches the session");
}

#[test]
fn who_knows_a_sessions_id_does_not_lock_its_owner_out() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let stranger = Key::new();
    let wrong = json!({ "token": "A".repeat(43), "jkt": stranger.jkt() }).to_string();
    let (commit, step) = (stranger.seal("commit", &tab.commit_claims("other")), tab.path("/steps"));
    for _ in 0..60 {
        server.get(&tab.path("/next")).refused(403, "other-key");
        server.get_with(&tab.path("/next"), &[("prescreen-jkt", &stranger.jkt())]).refused(403, "other-key");
        server.post(&tab.path("/claim"), "application/json", &wrong, &[]).refused(403, "claim-token");
        server.jose(&tab.path("/commit"), &commit).refused(422, "other-key");
        server.jose(&step, "a.b.c").refused(409, "not-decided");
    }
    let ticket = tab.ticket(&server);
    let forged = stranger.seal("verdict", &tab.verdict_claims(&ticket));
    for _ in 0..60 {
        server.jose(&tab.path("/verdict"), &forged).refused(422, "other-key");
    }
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok();
    for _ in 0..60 {
        server.jose(&tab.path("/verdict"), &forged).refused(409, "already-decided");
    }
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).refused(409, "already-decided");
    server.get_with(&tab.path("/next"), &[("prescreen-jkt", &tab.key.jkt())]).ok();
}

#[test]
fn a_body_that_broke_off_is_not_called_too_large() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let head = format!("POST {} HTTP/1.1\r\nhost: x\r\ncontent-type: application/jose\r\n", tab.path("/commit"));
    for rest in ["content-length: 10\r\n\r\nab", "transfer-encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"] {
        let (status, body) = said(&server, &format!("{head}{rest}"), false);
        assert!(status.starts_with("HTTP/1.1 400 "), "{rest:?}: {status}");
        assert!(body.contains("\"code\":\"malformed\"") && body.contains("content-length"), "{body}");
    }
    assert!(!server.get("/metrics").text.contains("body-too-large"));
}

#[test]
fn a_request_names_one_host() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for (wrong, line) in [
        ("none", "HTTP/1.1\r\n"),
        ("two", "HTTP/1.1\r\nhost: x\r\nhost: x\r\n"),
        ("two that differ", "HTTP/1.1\r\nhost: x\r\nhost: y\r\n"),
        ("no name", "HTTP/1.1\r\nhost: a b\r\n"),
    ] {
        let (status, body) = said(&server, &format!("GET /version {line}connection: close\r\n\r\n"), true);
        assert!(status.starts_with("HTTP/1.1 400 ") && body.contains("Host"), "{wrong}: {status} {body}");
    }
    // HTTP/1.0 had none; a name, an address and a port are all a host.
    for line in ["HTTP/1.0\r\n", "HTTP/1.1\r\nhost: broker.example:8443\r\n", "HTTP/1.1\r\nhost: [::1]:80\r\n"] {
        let (status, _) = said(&server, &format!("GET /version {line}connection: close\r\n\r\n"), true);
        assert!(status.contains(" 200 "), "{line:?}: {status}");
    }
    // A line may end without a carriage return (RFC 9112 section 2.2).
    let (status, _) = said(&server, "GET /version HTTP/1.1\nhost: x\nconnection: close\n\n", true);
    assert!(status.starts_with("HTTP/1.1 200 "), "{status}");
}

/// The first line and the body of what comes back for some bytes; `whole` unless nothing more is sent before the end.
fn said(server: &Server, bytes: &str, whole: bool) -> (String, String) {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    if !whole {
        stream.shutdown(Shutdown::Write).unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    (head.lines().next().unwrap_or_default().into(), body.into())
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
fn what_a_browser_asks_first_counts_for_its_host_and_the_refusal_is_readable() {
    let home = Home::new(&[trial::plain()]).argument("--page-origin").argument("https://broker.example");
    let server = home.start();
    let asked = [("origin", "https://broker.example"), ("access-control-request-method", "POST")];
    for path in ["/v1/sessions/a/commit", "/nothing"] {
        let over = |answer: &crate::process::Answer| answer.status == 429;
        let limited = std::thread::scope(|scope| {
            let asked: Vec<_> =
                (0..8).map(|_| scope.spawn(|| (0..1000).map(|_| server.options(path, &asked)).find(over))).collect();
            asked.into_iter().filter_map(|asked| asked.join().unwrap()).next()
        });
        let limited = limited.expect("a limit");
        assert_eq!(limited.header("access-control-allow-origin"), "https://broker.example", "{path}");
        assert!(limited.header("access-control-expose-headers").contains("retry-after"));
        assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
        limited.refused(429, "rate-limited");
    }
    // The firm has an allowance of its own.
    server.host_post("/v1/sessions", &assessment("a")).ok();
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
