//! What an operator sees and sets: the configuration, the start, a request found again in the log.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use crate::process::Home;
use crate::trial::{self, assessment};

fn lines(home: &Home) -> Vec<Value> {
    home.log().lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The first line that is looked for; lines are written apart from requests.
fn line(home: &Home, wanted: impl Fn(&Value) -> bool) -> Value {
    let found = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        lines(home).into_iter().find(&wanted)
    });
    found.unwrap_or_else(|| panic!("no such line in {}", home.log()))
}

#[test]
fn a_flag_is_over_the_configuration_file_and_that_over_what_is_usual() {
    let mut home = Home::new(&[trial::plain()]);
    let file = home.directory.write(
        "prescreen.toml",
        "listen = \"127.0.0.1:1\"\npage-origin = [\"https://broker.example\"]\nforwarded-header = \"forwarded\"\n",
    );
    home.arguments.extend(["--config".into(), file.display().to_string()]);
    let server = home.start();
    assert!(!server.url.ends_with(":1"), "the flag says where to listen");
    let origin = [("origin", "https://broker.example")];
    assert_eq!(
        server.get_with("/packs/current/trial", &origin).header("access-control-allow-origin"),
        "https://broker.example"
    );
    let started = line(&home, |line| line["message"] == "started");
    assert_eq!(started["forwarded_header"], "forwarded");
}

#[test]
fn a_setting_that_is_none_stops_the_start_and_is_named() {
    for (text, named) in [
        ("lisen = \"127.0.0.1:0\"", "lisen"),
        ("page-origin = [\"broker.example\"]", "https://broker.example"),
        ("trusted-proxy = [\"10.0.0.0/40\"]", "trusted-proxy"),
        ("forwarded-header = \"x-real-ip\"", "x-real-ip"),
        ("listen = ", "listen"),
    ] {
        let mut home = Home::new(&[trial::plain()]);
        let file = home.directory.write("prescreen.toml", text);
        home.arguments.extend(["--config".into(), file.display().to_string()]);
        let output = home.command().output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("prescreen.toml") && said.contains(named), "{said}");
    }
}

#[test]
fn a_start_says_what_it_uses_and_no_secret() {
    let home = Home::new(&[trial::plain()]).argument("--trusted-proxy").argument("10.0.0.0/8");
    let server = home.start();
    let started = line(&home, |line| line["message"] == "started");
    assert_eq!(started["packs"], "trial@1.0.0");
    assert_eq!(started["trusted_proxies"], "10.0.0.0/8");
    assert_eq!(started["listen"], server.url.trim_start_matches("http://"));
    assert_eq!(started["data"], home.directory.0.join("data").display().to_string());
    let keys = server.get("/.well-known/prescreen-keys.json").ok();
    assert_eq!(started["signing_key"], keys["keys"][0]["kid"]);
    let credential = server.credential.clone();
    server.host_get("/v1/decided").ok();
    assert!(server.stop());
    let log = home.log();
    assert!(log.contains("/v1/decided") && !log.contains(&credential));
}

#[test]
fn a_start_says_where_a_page_on_this_machine_is_known_by_one_of_its_names_alone() {
    let warned = |pages: &[&str]| -> Vec<Value> {
        let home =
            pages.iter().fold(Home::new(&[trial::plain()]), |home, page| home.argument("--page-origin").argument(page));
        assert!(home.start().stop());
        let named = |line: &Value| line["level"] == "WARN" && line.get("page_origin").is_some();
        lines(&home).into_iter().filter(named).collect()
    };
    let said = warned(&["https://broker.example", "http://localhost:5173"]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0]["page_origin"], "http://localhost:5173");
    assert_eq!(said[0]["others"], "http://127.0.0.1:5173 http://[::1]:5173");
    assert!(said[0]["message"].as_str().unwrap().contains("--page-origin"));
    assert_eq!(warned(&["http://localhost:5173", "http://127.0.0.1:5173"]), [Value::Null; 0]);
}

#[test]
fn a_stop_is_in_the_log() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    line(&home, |line| line["message"] == "started");
    assert!(server.stop());
    assert_eq!(line(&home, |line| line["message"] == "stopping")["signal"], "SIGTERM");
    assert_eq!(lines(&home).last().unwrap()["message"], "stopped");
}

#[test]
fn a_problem_names_its_line_in_the_log() {
    let home = Home::new(&[trial::plain()]).argument("--page-origin").argument("https://broker.example");
    let server = home.start();
    let refused = server.get_with("/packs/current/none", &[("origin", "https://broker.example")]);
    let id = refused.header("x-request-id").to_string();
    assert_eq!(refused.json["instance"], format!("urn:prescreen:request:{id}"));
    assert!(refused.header("access-control-expose-headers").contains("x-request-id"));
    let logged = line(&home, |line| line["span"]["id"] == id.as_str());
    assert_eq!((&logged["problem"], &logged["status"]), (&"unknown-pack".into(), &404.into()));
    let ids: BTreeSet<String> = (0..20).map(|_| server.get("/healthz").header("x-request-id").to_string()).collect();
    assert_eq!(ids.len(), 20, "every request has its own");
}

#[test]
fn a_fault_of_the_store_is_logged_under_its_request() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    std::fs::remove_dir_all(home.directory.0.join("data")).unwrap();
    let refused = server.host_post("/v1/sessions", &assessment("a"));
    let id = refused.header("x-request-id").to_string();
    let fault = line(&home, |line| line["level"] == "ERROR");
    assert_eq!(fault["span"]["id"], id.as_str());
}

#[test]
fn latencies_are_told_as_histograms() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    server.get("/packs/current/trial").ok();
    server.get("/packs/current/trial").ok();
    let metrics = server.get("/metrics");
    assert!(metrics.header("content-type").starts_with("application/openmetrics-text; version=1.0.0"));
    let bucket = r#"prescreen_request_seconds_bucket{le="+Inf",route="/packs/current/{id}"} 2"#;
    let count = r#"prescreen_request_seconds_count{route="/packs/current/{id}"} 2"#;
    for line in [bucket, count, r#"prescreen_requests_total{route="/packs/current/{id}",status="200"} 2"#] {
        assert!(metrics.text.contains(line), "{line}\n{}", metrics.text);
    }
    assert!(metrics.text.ends_with("# EOF\n"));
}
