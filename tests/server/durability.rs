//! What was acknowledged is there after the process is killed.

use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};

use crate::process::{Home, try_jose};
use crate::sealing;
use crate::tab::Tab;
use crate::trial::{self, purchase};

const ROUNDS: usize = 4;
const WORKERS: usize = 4;
const MAX_SESSIONS_PER_WORKER: usize = 200;

const WITHOUT_RECORD: &str =
    "SELECT count(*) FROM sessions WHERE verdict IS NOT NULL AND id NOT IN (SELECT session FROM records)";
const WITHOUT_VERDICT: &str =
    "SELECT count(*) FROM records WHERE session NOT IN (SELECT id FROM sessions WHERE verdict IS NOT NULL)";

/// A call that was acknowledged: address without the server's own, body, answer.
pub type Acknowledged = (String, String, Value);

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let home = Home::new(&[sealing::pack()]);
    let mut lasting: Vec<Acknowledged> = Vec::new();
    for round in 0..ROUNDS {
        let server = home.start();
        let pack = server.get("/packs/current/trial").ok();
        let acknowledged: Mutex<Vec<Acknowledged>> = Mutex::default();
        let tabs: Vec<Vec<Tab>> = (0..WORKERS)
            .map(|worker| {
                (0..8).map(|n| Tab::open(&server, &purchase(&format!("p{round}-{worker}-{n}"), &pack))).collect()
            })
            .collect();
        let url = server.url.clone();
        std::thread::scope(|scope| {
            for tabs in &tabs {
                scope.spawn(|| work(&url, tabs, &acknowledged));
            }
            let enough = || acknowledged.lock().unwrap().len() >= 10 + 15 * round;
            let in_time = (0..30_000).any(|_| {
                std::thread::sleep(Duration::from_millis(1));
                enough()
            });
            server.kill();
            assert!(in_time, "the server acknowledged too little in half a minute");
        });
        lasting.extend(acknowledged.into_inner().unwrap());

        let server = home.start();
        for (path, body, answer) in &lasting {
            assert_eq!(server.jose(path, body).ok(), *answer, "the same bytes get the stored answer: {path}");
        }
        assert!(home.kept.is_whole());
        assert_eq!(home.kept.number(WITHOUT_RECORD), 0, "no accepted verdict without its sealed record");
        assert_eq!(home.kept.number(WITHOUT_VERDICT), 0, "no record of what was not accepted");
        assert!(home.kept.number("SELECT count(*) FROM records") > 0);
    }
    let kinds =
        ["/commit", "/verdict", "/steps"].map(|kind| lasting.iter().filter(|(path, ..)| path.ends_with(kind)).count());
    assert!(kinds.iter().all(|count| *count > 0), "commits, verdicts, steps: {kinds:?}");
}

/// Sends until the server is gone; bounded, so that it ends in any case.
pub fn work(url: &str, tabs: &[Tab], acknowledged: &Mutex<Vec<Acknowledged>>) {
    let send = |tab: &Tab, rest: &str, body: String| {
        let path = tab.path(rest);
        let answer = try_jose(&format!("{url}{path}"), &body)?;
        acknowledged.lock().unwrap().push((path, body, answer.clone()));
        Some(answer)
    };
    for tab in tabs.iter().take(MAX_SESSIONS_PER_WORKER) {
        let session = || {
            let committed = send(tab, "/commit", tab.key.seal("commit", &tab.commit_claims("answers")))?;
            let verdict = tab.verdict(committed["ticket"].as_str()?);
            send(tab, "/verdict", sealing::sent(tab, &verdict))?;
            send(tab, "/steps", tab.step(&verdict, "told"))?;
            send(tab, "/steps", tab.step(&verdict, "request"))
        };
        if session().is_none() {
            return;
        }
    }
}

#[test]
fn key_and_credential_stay_the_same_over_a_restart() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let keys = server.get("/.well-known/prescreen-keys.json").ok();
    let credential = server.credential.clone();
    server.kill();
    let server = home.start();
    assert_eq!(server.get("/.well-known/prescreen-keys.json").ok(), keys);
    assert_eq!(server.credential, credential);
    assert_eq!(keys["keys"][0]["alg"], json!("ES256"));
}
