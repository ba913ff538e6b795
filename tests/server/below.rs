//! What is answered before a request is one: by the HTTP layer, below everything else.
//!
//! A page cannot send any of it but a head that is too large. There is no body, no leave for other origins and no line in
//! the log; `docs/operators.md` says so.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment};

/// Many times the 32 KiB of requests that a connection may send ahead.
const TOO_LARGE: usize = 400_000;

/// All that comes back for some bytes, until the server closes.
fn answer(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    // The server may close before it has read everything.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

#[test]
fn what_is_no_request_gets_a_bare_status_and_an_end() {
    let home = Home::new(&[trial::plain()]).argument("--page-origin").argument("https://broker.example");
    let server = home.start();
    let many: String = (0..200).map(|n| format!("x-{n}: a\r\n")).collect();
    for (status, bytes) in [
        (400, b"NO REQUEST AT ALL\r\n\r\n".to_vec()),
        (400, b"GET / HTTP/9.9\r\nhost: x\r\n\r\n".to_vec()),
        (400, b"GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n".to_vec()),
        (400, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: two\r\n\r\n".to_vec()),
        (431, format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").into_bytes()),
    ] {
        let said = answer(&server, &bytes);
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{status}: {said:?}"));
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{status}: {said}");
        let head = head.to_ascii_lowercase();
        assert!(head.contains("connection: close") && head.contains("content-length: 0"), "{said}");
        assert!(!head.contains("access-control-") && !head.contains("content-type"), "{said}");
        assert_eq!(body, "");
    }
    // One that is far too large may be cut off before its answer is read.
    let large = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(TOO_LARGE));
    let said = answer(&server, large.as_bytes());
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 431 "), "{said}");
    // Nobody else is held up by it, and none of it is written down.
    let tab = Tab::open(&server, &assessment("a"));
    tab.commit(&server).ok();
    assert!(server.stop());
    let log = home.log();
    assert!(log.contains("/v1/sessions/{id}/commit") && !log.contains("NO REQUEST"));
}

#[test]
fn a_head_that_does_not_come_gets_nothing_and_an_end() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    assert_eq!(answer(&server, b"GET /healthz HTTP/1.1\r\nhost: x\r\n"), "");
}
