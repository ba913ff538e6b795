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

fn of_the_broker() -> Value {
    let mut opening = assessment("a");
    opening["audience"] = json!(BROKER);
    opening
}

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

#[test]
fn a_named_origin_may_ask_and_read_the_clock() {
    let home = home();
    let server = home.start();
    let tab = Tab::open(&server, &of_the_broker());
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
    let tab = Tab::open(&server, &of_the_broker());
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
fn a_session_is_for_a_page_that_the_server_was_started_for() {
    let opened = |arguments: &[&str], audience: Option<&str>| {
        let home = arguments.iter().fold(Home::new(&[trial::plain()]), |home, argument| home.argument(argument));
        let server = home.start();
        let mut opening = assessment("a");
        if let Some(audience) = audience {
            opening["audience"] = json!(audience);
        }
        let answer = server.host_post("/v1/sessions", &opening);
        let audience = (answer.status == 201).then(|| {
            let state = server.host_get(&format!("/v1/sessions/{}", answer.json["session"].as_str().unwrap())).ok();
            state["document"]["audience"].as_str().unwrap().replace(&server.url, "own")
        });
        (audience, answer)
    };
    let one = ["--page-origin", BROKER];
    let two = ["--page-origin", BROKER, "--page-origin", "https://bank.example"];
    let proxy = ["--trusted-proxy", "127.0.0.1"];
    for (arguments, said, audience) in [
        (&one[..], None, BROKER),
        (&one, Some(BROKER), BROKER),
        (&two, Some("https://bank.example"), "https://bank.example"),
        (&proxy, Some(BROKER), BROKER),
        (&[], None, "own"),
        (&[], Some(BROKER), BROKER),
    ] {
        let (found, answer) = opened(arguments, said);
        assert_eq!(found.as_deref(), Some(audience), "{arguments:?} {said:?} {}", answer.text);
    }
    for (arguments, said, code) in [
        (&two[..], None, "audience-missing"),
        (&proxy, None, "audience-missing"),
        (&one, Some("https://other.example"), "audience-not-allowed"),
        (&two, Some("http://broker.example"), "audience-not-allowed"),
    ] {
        assert_eq!(opened(arguments, said).1.refused(422, code)["at"], "/audience", "{arguments:?}");
    }
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
