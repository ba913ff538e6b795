//! Pages of other origins: who has leave to ask from elsewhere, and for what.

use serde_json::{Value, json};

use crate::process::{Answer, Home};
use crate::tab::Tab;
use crate::trial::{self, assessment};

const BROKER: &str = "https://broker.example";

fn home() -> Home {
    Home::new(&[trial::plain()])
        .argument("--page-origin")
        .argument(BROKER)
        .argument("--page-origin")
        .argument("http://localhost:8080")
}

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

#[test]
fn a_named_origin_may_ask_and_read_the_clock() {
    let home = home();
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    for (path, method) in
        [(tab.path("/claim"), "POST"), (tab.path("/next"), "GET"), ("/packs/current/trial".into(), "GET")]
    {
        let asked = [
            ("origin", BROKER),
            ("access-control-request-method", method),
            ("access-control-request-headers", "content-type,prescreen-jkt"),
        ];
        let leave = server.options(&path, &asked);
        assert_eq!((leave.status, allowed(&leave)), (200, BROKER), "{path}");
        let headers = leave.header("access-control-allow-headers");
        assert!(headers.contains("content-type") && headers.contains("prescreen-jkt"), "{headers}");
        assert!(leave.header("access-control-allow-methods").contains(method));
        assert_eq!(leave.header("access-control-allow-credentials"), "", "no cookies");
    }
    let pack = server.get_with("/packs/current/trial", &[("origin", BROKER)]);
    assert_eq!((pack.status, allowed(&pack)), (200, BROKER));
    assert!(pack.header("access-control-expose-headers").contains("date"));
    let problem = server.get_with(&tab.path("/next"), &[("origin", "http://localhost:8080")]);
    assert_eq!((problem.status, allowed(&problem)), (403, "http://localhost:8080"), "a page may read why not");
}

#[test]
fn no_other_origin_has_leave_and_nobody_for_what_only_the_firm_asks() {
    let home = home();
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    for origin in ["https://broker.example.evil.example", "https://other.example", "null"] {
        assert_eq!(allowed(&server.get_with("/packs/current/trial", &[("origin", origin)])), "", "{origin}");
    }
    for path in ["/v1/sessions".to_string(), tab.path(""), tab.path("/steps/host"), "/metrics".into()] {
        assert_eq!(allowed(&server.get_with(&path, &[("origin", BROKER)])), "", "{path}");
        let asked = [("origin", BROKER), ("access-control-request-method", "POST")];
        assert_eq!(allowed(&server.options(&path, &asked)), "", "{path}");
    }
    let alone = Home::new(&[trial::plain()]);
    assert_eq!(allowed(&alone.start().get_with("/packs/current/trial", &[("origin", BROKER)])), "");
}

#[test]
fn an_origin_that_is_none_stops_the_start() {
    for wrong in ["broker.example", "https://broker.example/", "*"] {
        let output = Home::new(&[trial::plain()]).argument("--page-origin").argument(wrong).command().output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains("https://broker.example"), "{wrong}");
    }
}

#[test]
fn the_opening_that_the_package_documents_is_accepted() {
    let readme = include_str!("../../pkg/README.md");
    let body = readme.split_once("--data '").and_then(|(_, after)| after.split_once('\'')).unwrap().0;
    let home = Home::new(&[serde_json::from_str(include_str!("../../packs/cn-securities.json")).unwrap()]);
    let opening: Value = serde_json::from_str(body).unwrap();
    let opened = home.start().host_post("/v1/sessions", &opening).ok();
    let mut members: Vec<&String> = opened.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["claim_token", "expires", "missing_facts", "session"]);
    assert_eq!(opened["missing_facts"], json!([]), "whoever answers can go on");
}
