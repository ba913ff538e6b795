//! Whose allowance a request uses: behind proxies, by the firm, by an address spelled otherwise.

use serde_json::json;

use crate::process::{Answer, Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment};

const BROKER: &str = "https://broker.example";

fn behind(header: &str) -> Home {
    let arguments = [
        "--page-origin",
        BROKER,
        "--trusted-proxy",
        "127.0.0.0/8",
        "--trusted-proxy",
        "10.0.0.0/8",
        "--forwarded-header",
        header,
    ];
    arguments.into_iter().fold(Home::new(&[trial::plain()]), Home::argument)
}

/// Asks until the allowance is used up; what is said then.
fn use_up(server: &Server, path: &str, header: impl Fn(usize) -> (&'static str, String) + Sync) -> Answer {
    let ask = |worker: usize| {
        (0..1000)
            .map(|n| header(worker * 1000 + n))
            .map(|(name, value)| server.get_with(path, &[(name, &value)]))
            .find(|answer| answer.status == 429)
    };
    let limited = std::thread::scope(|scope| {
        let ask = &ask;
        let asked: Vec<_> = (0..8).map(|worker| scope.spawn(move || ask(worker))).collect();
        asked.into_iter().filter_map(|asked| asked.join().unwrap()).next()
    });
    limited.expect("a limit")
}

#[test]
fn behind_a_trusted_proxy_a_stranger_uses_up_an_allowance_of_their_own() {
    for (header, one, other) in [
        ("x-forwarded-for", "203.0.113.9, 10.0.0.7", "203.0.113.10"),
        ("forwarded", "for=203.0.113.9;proto=https, for=10.0.0.7", "for=\"203.0.113.10:4711\""),
    ] {
        let home = behind(header);
        let server = home.start();
        // What the stranger says of themselves comes before what the proxy says, and counts for nothing.
        use_up(&server, "/nothing", |n| {
            (
                header,
                if header == "forwarded" {
                    format!("for=192.0.2.{}, {one}", n % 250)
                } else {
                    format!("192.0.2.{}, {one}", n % 250)
                },
            )
        });
        server.get_with("/nothing", &[(header, other)]).refused(404, "not-found");
        let honest = Tab::open(&server, &assessment("a"));
        honest.commit(&server).ok();
    }
}

#[test]
fn a_header_of_no_trusted_proxy_is_not_believed() {
    let home = Home::new(&[trial::plain()]).argument("--trusted-proxy").argument("10.0.0.0/8");
    let server = home.start();
    use_up(&server, "/nothing", |n| ("x-forwarded-for", format!("203.0.113.{}", n % 250))).refused(429, "rate-limited");
    let other = behind("x-forwarded-for");
    let server = other.start();
    use_up(&server, "/nothing", |n| ("forwarded", format!("for=203.0.113.{}", n % 250))).refused(429, "rate-limited");
}

#[test]
fn an_ipv6_subscriber_has_one_allowance() {
    let home = behind("x-forwarded-for");
    let server = home.start();
    use_up(&server, "/nothing", |n| ("x-forwarded-for", format!("2001:db8:1:2::{n:x}"))).refused(429, "rate-limited");
    server.get_with("/nothing", &[("x-forwarded-for", "2001:db8:1:3::1")]).refused(404, "not-found");
}

#[test]
fn no_stranger_uses_up_the_firms_allowance() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let opened = server.host_post("/v1/sessions", &assessment("a")).ok();
    let path = format!("/v1/sessions/{}", opened["session"].as_str().unwrap());
    let answers = std::thread::scope(|scope| {
        let flood = scope.spawn(|| use_up(&server, "/nothing", |_| ("accept", "*/*".into())));
        let asked: Vec<u16> = (0..200).map(|_| server.host_get(&path).status).collect();
        flood.join().unwrap().refused(429, "rate-limited");
        asked
    });
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    server.host_post("/v1/sessions", &assessment("a")).ok();
}

#[test]
fn a_session_spelled_otherwise_is_the_same_session() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let id = tab.session["id"].as_str().unwrap();
    // Each request spells other characters of the id as percent signs and digits.
    let spelled = |n: usize| -> String {
        let letters = id.chars().enumerate();
        letters
            .map(|(place, letter)| if n >> place & 1 == 1 { format!("%{:02x}", letter as u32) } else { letter.into() })
            .collect()
    };
    let answers: Vec<Answer> =
        (0..150).map(|n| tab.claim(&server, &format!("/v1/sessions/{}/claim", spelled(n)))).collect();
    assert!(answers.iter().all(|answer| [200, 429].contains(&answer.status)));
    assert!(answers.iter().any(|answer| answer.status == 429), "one allowance for every spelling");
}

#[test]
fn health_and_metrics_have_a_limit_of_their_own_and_wait_for_no_writer() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let store = home.kept.open();
    store.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Whoever waits for the writer is told in the end that the store is busy.
    assert_eq!(server.get("/healthz").ok()["status"], "ok");
    assert_eq!(server.get("/metrics").status, 200);
    store.execute_batch("ROLLBACK").unwrap();
    for path in ["/healthz", "/metrics"] {
        use_up(&server, path, |_| ("accept", "*/*".into())).refused(429, "rate-limited");
    }
    server.get("/packs/current/trial").ok();
}

#[test]
fn a_page_may_read_every_refusal() {
    let home = Home::new(&[trial::plain()]).argument("--page-origin").argument(BROKER);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let readable = |answer: &Answer| {
        assert_eq!(answer.header("access-control-allow-origin"), BROKER, "{}", answer.text);
        assert!(answer.header("access-control-expose-headers").contains("retry-after"));
        assert!(answer.header("vary").contains("origin"));
    };
    let origin = [("origin", BROKER)];
    for (path, status, code) in [
        ("/packs/current/%ff".into(), 400, "malformed"),
        ("/v1/sessions/%ff/next".into(), 400, "malformed"),
        (tab.path("/commit"), 405, "method-not-allowed"),
        (tab.path("/nothing"), 404, "not-found"),
    ] {
        let answer = server.get_with(&path, &origin);
        readable(&answer);
        answer.refused(status, code);
    }
    let limited = use_up(&server, &tab.path("/next"), |_| ("origin", BROKER.into()));
    readable(&limited);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    let limited = use_up(&server, "/packs/current/trial", |_| ("origin", BROKER.into()));
    readable(&limited);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(json!("rate-limited"), limited.json["code"]);
}

#[test]
fn a_network_that_is_none_stops_the_start() {
    for (wrong, remedy) in [
        ("proxy.example", "such as 10.0.0.0/8"),
        ("10.0.0.1/8", "write 10.0.0.0/8 for the network, or 10.0.0.1 for this address alone"),
    ] {
        let home = Home::new(&[trial::plain()]);
        let file = home.directory.write("prescreen.toml", &format!("trusted-proxy = [\"{wrong}\"]\n"));
        let file = file.display().to_string();
        for arguments in [["--trusted-proxy", wrong], ["--config", &file]] {
            let output = home.command().args(arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(remedy), "{said}");
        }
    }
}

#[test]
fn whoever_trusts_everybody_is_warned() {
    for (network, warned) in [("0.0.0.0/0", true), ("::/0", true), ("10.0.0.2", false)] {
        let home = Home::new(&[trial::plain()]).argument("--trusted-proxy").argument(network);
        assert!(home.start().stop());
        assert_eq!(home.log().contains("every address counts as a trusted proxy"), warned, "{network}");
    }
}
