//! Two servers on one database.

use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::durability::{Acknowledged, work};
use crate::process::{Home, Server};
use crate::tab::{Tab, claims};
use crate::trial::{self, assessment, purchase};

/// A server, and another one on its store.
fn two(home: &Home) -> (Server, Home, Server) {
    let first = home.start();
    let other = home.second();
    let second = other.start();
    (first, other, second)
}

#[test]
fn three_hundred_commits_at_two_servers_let_the_limit_through() {
    const LIMIT: usize = 5;
    let pack = trial::with_attempts(json!({ "per_12_months": LIMIT }));
    // A proxy has as many connections as it needs.
    let flags = ["--page-origin", "https://broker.example", "--trusted-proxy", "127.0.0.1/32"];
    let home = flags.into_iter().fold(Home::new(&[pack]), Home::argument);
    let (first, _other, second) = two(&home);
    let servers = [&first, &second];
    let tabs: Vec<(usize, Tab)> = (0..300).map(|n| (n % 2, Tab::open(servers[n % 2], &assessment("a")))).collect();
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        // Each at the server at which it was not opened.
        let commit = |(n, tab): &(usize, Tab)| {
            let answer = tab.commit(servers[1 - n]);
            (answer.status, answer.code().to_string())
        };
        let sent: Vec<_> = tabs.iter().map(|tab| scope.spawn(move || commit(tab))).collect();
        sent.into_iter().map(|sent| sent.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), LIMIT);
    assert_eq!(answers.iter().filter(|(_, code)| code == "attempts-exhausted").count(), 300 - LIMIT);
    assert_eq!(home.kept.number("SELECT count(*) FROM attempts"), 5);
    assert_eq!(home.kept.number("SELECT count(*) FROM sessions WHERE ticket IS NOT NULL"), 5);
}

#[test]
fn one_commit_that_both_servers_get_at_once_is_one_attempt() {
    let home = Home::new(&[trial::plain()]);
    let (first, _other, second) = two(&home);
    for n in 0..20 {
        let tab = Tab::open(&first, &assessment(&format!("p{n}")));
        let commit = tab.key.seal("commit", &tab.commit_claims("answers"));
        let [one, two]: [Value; 2] = std::thread::scope(|scope| {
            [&first, &second]
                .map(|server| scope.spawn(|| server.jose(&tab.path("/commit"), &commit).ok()))
                .map(|sent| sent.join().unwrap())
        });
        assert_eq!(one, two, "the same bytes get the same ticket");
    }
    assert_eq!(home.kept.number("SELECT count(*) FROM attempts"), 20);
}

#[test]
fn a_session_goes_on_at_the_other_server() {
    let home = Home::new(&[trial::plain()]);
    let (first, _other, second) = two(&home);
    let tab = Tab::open(&first, &purchase("a", &first.get("/packs/current/trial").ok()));
    let verdict = tab.verdict(&tab.ticket(&second));
    let accepted = first.jose(&tab.path("/verdict"), &verdict).ok();
    assert_eq!(second.jose(&tab.path("/verdict"), &verdict).ok(), accepted);
    second.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    first.jose(&tab.path("/steps"), &tab.step(&verdict, "request")).ok();
    let call = json!({ "flow": "above-class", "step": "call" });
    second.host_post(&tab.path("/steps/host"), &call).ok();
    assert_eq!(first.host_get(&tab.path("")).ok(), second.host_get(&tab.path("")).ok());
    let keys = "/.well-known/prescreen-keys.json";
    assert_eq!(first.get(keys).ok(), second.get(keys).ok());
}

#[test]
fn what_a_killed_server_acknowledged_is_there_at_the_other_at_once() {
    let home = Home::new(&[trial::plain()]);
    let (first, _other, second) = two(&home);
    let pack = first.get("/packs/current/trial").ok();
    let acknowledged: Mutex<Vec<Acknowledged>> = Mutex::default();
    let opened = |server: &Server, name: usize| -> Vec<Tab> {
        (0..8).map(|n| Tab::open(server, &purchase(&format!("p{name}-{n}"), &pack))).collect()
    };
    let tabs: Vec<(String, Vec<Tab>)> = (0..4)
        .map(|n| {
            let server = if n % 2 == 0 { &first } else { &second };
            (server.url.clone(), opened(server, n))
        })
        .collect();
    std::thread::scope(|scope| {
        for (url, tabs) in &tabs {
            scope.spawn(|| work(url, tabs, &acknowledged));
        }
        let in_time = (0..30_000).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(1));
            acknowledged.lock().unwrap().len() >= 20
        });
        first.kill();
        assert!(in_time);
    });
    for (path, body, answer) in acknowledged.into_inner().unwrap() {
        assert_eq!(second.jose(&path, &body).ok(), answer);
    }
}

#[test]
fn of_two_first_starts_at_once_one_wins_and_the_other_says_what_to_do() {
    for _ in 0..3 {
        let home = Home::new(&[trial::plain()]);
        let other = Home::new(&[trial::plain()]).on(home.kept.clone());
        let homes = [&home, &other];
        let mut servers = std::thread::scope(|scope| {
            homes.map(|home| scope.spawn(|| home.try_start())).map(|started| started.join().unwrap())
        });
        let won = servers.iter().position(Result::is_ok).expect("one wins");
        let said = servers[1 - won].as_ref().err().expect("the other one does not start");
        assert!(said.contains("put signing-key.p8 and host-credential of one of them here"), "{said}");
        let data = |n: usize, name: &str| homes[n].directory.0.join("data").join(name);
        // The one that did not start left nothing behind.
        fs::DirBuilder::new().mode(0o700).create(homes[1 - won].directory.0.join("data")).unwrap();
        for name in ["signing-key.p8", "host-credential"] {
            assert!(!data(1 - won, name).exists(), "nothing was drawn that would be another's");
            fs::copy(data(won, name), data(1 - won, name)).unwrap();
        }
        servers[1 - won] = homes[1 - won].try_start();
        let [Ok(first), Ok(second)] = &servers else { panic!("both run then") };
        Tab::open(first, &assessment("a")).ticket(second);
        assert_eq!(home.kept.number("SELECT count(*) FROM clock"), 1);
        assert_eq!(home.kept.number("SELECT count(*) FROM keys"), 1);
    }
}

#[test]
fn one_version_has_one_content_at_all_servers_whichever_is_used_first() {
    let home = Home::new(&[trial::plain()]);
    let first = home.start();
    let other = home.second();
    other.directory.write("packs/0.json", &trial::with_attempts(json!({ "per_day": 9 })).to_string());
    let second = other.start();
    let hash = |server: &Server| server.get("/packs/current/trial").ok()["hash"].as_str().unwrap().to_string();
    let hashes = [hash(&first), hash(&second)];
    // Both at once, for the first time.
    let opened = std::thread::scope(|scope| {
        [&first, &second]
            .map(|server| scope.spawn(|| server.host_post("/v1/sessions", &assessment("a"))))
            .map(|asked| asked.join().unwrap())
    });
    let won = opened.iter().position(|answer| answer.status == 201).expect("one is kept");
    let [one, two] = opened;
    let refused = if won == 0 { two } else { one }.refused(404, "unknown-pack");
    let named = |said: &str| said.contains("trial@1.0.0") && hashes.iter().all(|hash| said.contains(hash));
    assert!(named(refused["detail"].as_str().unwrap()), "{refused}");
    assert_eq!(home.kept.number("SELECT count(*) FROM packs"), 1);
    assert_eq!(
        home.kept.number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
        0,
        "no lock is left behind"
    );
    assert!(first.stop() && second.stop());
    let homes = [&home, &other];
    let said = refusal(homes[1 - won]);
    assert!(named(&said), "{said}");
    // The one whose content was used starts, also while the other was just refused.
    Tab::open(&homes[won].start(), &assessment("b"));
}

#[test]
fn time_is_one_for_both_servers() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let now = |server: &Server, subject| Tab::open(server, &assessment(subject)).session["now"].as_i64().unwrap();
    let first = home.start();
    let early = now(&first, "a");
    let other = home.second();
    other.set_clock("2026-09-01 02:00:30");
    let second = other.start();
    let late = now(&second, "b");
    assert_eq!(late - early, 30);
    assert_eq!(now(&first, "c"), late, "no server decides with an earlier time than another did");
    assert_eq!(first.get("/healthz").ok()["clock"], "behind");
    assert_eq!(second.get("/healthz").ok()["clock"], "believed");
    // What two clocks that a time service keeps differ by is no fault.
    home.set_clock("2026-09-01 02:00:29");
    assert_eq!(first.get("/healthz").ok()["clock"], "believed");
    // A jump is not believed by the one whose clock jumps, and the other does not hear of it.
    home.set_clock("2027-09-01 02:00:30");
    assert_eq!(now(&first, "d"), late);
    assert_eq!(first.get("/healthz").ok()["clock"], "unconfirmed");
    assert_eq!(now(&second, "e"), late);
}

#[test]
fn an_operators_word_on_the_clock_reaches_both_servers() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let first = home.start();
    let other = home.second();
    other.set_clock("2026-09-01 02:00:00");
    let second = other.start();
    for clock in [&home, &other] {
        clock.set_clock("2026-11-01 02:00:00");
    }
    home.operate(&["clock", "--confirm"]);
    let now = |server: &Server| Tab::open(server, &assessment("a")).session["now"].as_i64().unwrap();
    assert_eq!((now(&first), now(&second)), (1_793_498_400, 1_793_498_400));
}

#[test]
fn a_second_server_is_given_a_key_or_draws_its_own_while_the_first_runs() {
    let home = Home::new(&[trial::plain()]);
    let first = home.start();
    let other = home.second();
    let data = |name: &str| other.directory.0.join("data").join(name);
    fs::remove_file(data("host-credential")).unwrap();
    assert!(refusal(&other).contains("shows one to the servers that share this store"));
    fs::copy(home.directory.0.join("data/host-credential"), data("host-credential")).unwrap();
    fs::remove_file(data("signing-key.p8")).unwrap();
    let said = refusal(&other);
    assert!(said.contains("put signing-key.p8 and host-credential of one of them here"), "{said}");
    let own = other.operate(&["rotate-key"])["kid"].as_str().unwrap().to_string();
    let second = other.start();
    let published = first.get("/.well-known/prescreen-keys.json").ok();
    assert_eq!(published["keys"].as_array().unwrap().len(), 2);
    assert_eq!(published, second.get("/.well-known/prescreen-keys.json").ok());
    // A ticket of one, a receipt of the other.
    let tab = Tab::open(&first, &assessment("a"));
    let ticket = tab.ticket(&second);
    let header = |jws: &str| -> Value {
        serde_json::from_slice(&prescreen::terms::base64url::decode(jws.split('.').next().unwrap()).unwrap()).unwrap()
    };
    assert_eq!(header(&ticket)["kid"], own.as_str());
    assert_eq!(claims(&ticket)["attempt"], 1);
    let accepted = first.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok();
    assert_ne!(header(accepted["receipt"].as_str().unwrap())["kid"], own.as_str());
}

/// What a start says that does not succeed.
pub fn refusal(home: &Home) -> String {
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}
