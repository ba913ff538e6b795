//! A log that nobody takes: no request waits for it, and none fails.

use std::fs::OpenOptions;
use std::process::Stdio;

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment};

/// More lines than a pipe holds.
const MANY: usize = 1200;

fn dropped(server: &Server) -> u64 {
    let metrics = server.get("/metrics").text;
    let line = metrics.lines().find_map(|line| line.strip_prefix("prescreen_log_lines_dropped_total "));
    line.expect("the counter").parse().unwrap()
}

/// Lines are written apart from requests: the count may come after them.
fn wait_until_dropped(server: &Server, lines: u64) {
    let counted = (0..15).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        dropped(server) >= lines
    });
    assert!(counted, "{lines} lines were dropped, and so many are counted: {}", dropped(server));
}

fn whole_flow(server: &Server, subject: &str) {
    let tab = Tab::open(server, &assessment(subject));
    let verdict = tab.verdict(&tab.ticket(server));
    assert_eq!(server.jose(&tab.path("/verdict"), &verdict).status, 200);
}

#[test]
fn a_log_that_nobody_reads_holds_no_request_and_no_end() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start_with_log(Stdio::piped());
    let tab = Tab::open(&server, &assessment("a"));
    for _ in 0..MANY {
        server.host_get(&tab.path("")).ok();
    }
    whole_flow(&server, "b");
    assert!(server.stop(), "asked to end, the server ends well");
}

#[test]
fn a_log_whose_reader_went_away_breaks_no_request() {
    let home = Home::new(&[trial::plain()]);
    let mut server = home.start_with_log(Stdio::piped());
    drop(server.log_reader());
    whole_flow(&server, "a");
    whole_flow(&server, "b");
    wait_until_dropped(&server, 8);
    assert!(server.stop());
}

#[test]
fn a_full_disk_under_the_log_breaks_no_request() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start_with_log(OpenOptions::new().write(true).open("/dev/full").unwrap());
    whole_flow(&server, "a");
    whole_flow(&server, "b");
    wait_until_dropped(&server, 8);
}
