//! Attempts, expiry and the server's clock.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::{Tab, claims};
use crate::trial::{self, assessment, purchase};

fn attempt(server: &Server, subject: &str) -> crate::process::Answer {
    Tab::open(server, &assessment(subject)).commit(server)
}

fn number(answer: crate::process::Answer) -> Value {
    let ticket = answer.ok()["ticket"].as_str().unwrap().to_string();
    claims(&ticket)["attempt"].clone()
}

#[test]
fn attempts_are_counted_per_person_day_and_twelve_months() {
    // 15:00 in UTC is 23:00 in Shanghai.
    let home = Home::new(&[trial::plain()]).at("2026-09-01 15:00:00");
    let server = home.start();
    assert_eq!(number(attempt(&server, "a")), 1);
    assert_eq!(number(attempt(&server, "a")), 2);
    let problem = attempt(&server, "a").refused(429, "attempts-exhausted");
    assert_eq!(problem["retry_on"], "2026-09-02");
    assert_eq!(number(attempt(&server, "b")), 1);

    home.pass_until("2026-09-01 15:59:59");
    assert_eq!(attempt(&server, "a").header("retry-after"), "1");
    home.pass_until("2026-09-01 16:00:00");
    assert_eq!(number(attempt(&server, "a")), 3);
    assert_eq!(attempt(&server, "a").refused(429, "attempts-exhausted")["retry_on"], "2027-09-01");
    home.pass_until("2027-08-31 15:59:59");
    attempt(&server, "a").refused(429, "attempts-exhausted");
    home.pass_until("2027-08-31 16:00:00");
    assert_eq!(number(attempt(&server, "a")), 2);
}

/// What the claim of another session says that is left.
fn left(server: &Server, opening: &Value) -> Value {
    Tab::open(server, opening).attempts
}

#[test]
fn what_is_left_is_told_at_the_claim() {
    // Two a day and three in 12 months; 15:00 in UTC is 23:00 in Shanghai.
    let home = Home::new(&[trial::plain()]).at("2026-09-01 15:00:00");
    let server = home.start();
    let told = |used: u32, left: u32, retry_on: Value| json!({ "used": used, "allowed": 3, "left": left, "retry_on": retry_on });
    let a = || left(&server, &assessment("a"));
    assert_eq!(a(), told(0, 2, Value::Null));
    assert_eq!(a(), told(0, 2, Value::Null), "to be told counts nothing");
    attempt(&server, "a").ok();
    assert_eq!(a(), told(1, 1, Value::Null));
    attempt(&server, "a").ok();
    assert_eq!(a(), told(2, 0, json!("2026-09-02")), "the day of the commitment's refusal");
    assert_eq!(attempt(&server, "a").refused(429, "attempts-exhausted")["retry_on"], "2026-09-02");
    assert_eq!(left(&server, &assessment("b")), told(0, 2, Value::Null), "of each person");

    home.pass_until("2026-09-01 16:00:00");
    assert_eq!(a(), told(2, 1, Value::Null), "the third of 12 months");
    attempt(&server, "a").ok();
    assert_eq!(a(), told(3, 0, json!("2027-09-01")));
    let pack = server.get("/packs/current/trial").ok();
    assert_eq!(left(&server, &purchase("b", &pack)), Value::Null, "a class on file needs none");
}

#[test]
fn a_session_whose_attempt_is_counted_is_told_of_none_that_are_left() {
    let home = Home::new(&[trial::with_attempts(json!({ "per_day": 1 }))]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    assert_eq!(tab.attempts["left"], 1);
    assert_eq!(tab.claim(&server, &tab.path("/claim")).ok()["attempts"], tab.attempts, "not counted yet");
    tab.ticket(&server);
    assert_eq!(tab.claim(&server, &tab.path("/claim")).ok()["attempts"], Value::Null);
}

#[test]
fn what_is_left_follows_each_kind_of_limit() {
    let of = |limits: Value| {
        let home = Home::new(&[trial::with_attempts(limits)]).at("2026-09-01 02:00:00");
        let server = home.start();
        let fresh = left(&server, &assessment("a"));
        attempt(&server, "a").ok();
        (fresh, left(&server, &assessment("a")))
    };
    let told = |used: u32, allowed: Value, left: Value| json!({ "used": used, "allowed": allowed, "left": left, "retry_on": null });
    let none = Value::Null;
    assert_eq!(of(json!({})), (told(0, none.clone(), none.clone()), told(1, none.clone(), none.clone())));
    let many = json!({ "per_day": 4_000_000_000_u32 });
    let most = json!(4_000_000_000_u32);
    assert_eq!(of(many), (told(0, most.clone(), none.clone()), told(1, most, none.clone())));
    let retakes = json!({ "immediate_retakes": 2, "lockout_hours": 24 });
    assert_eq!(of(retakes), (told(0, none.clone(), json!(3)), told(1, none, json!(2))));
}

#[test]
fn a_refused_attempt_is_not_counted_and_can_be_made_later() {
    let home = Home::new(&[trial::with_attempts(json!({ "per_day": 1 }))]).at("2026-09-01 15:30:00");
    let server = home.start();
    attempt(&server, "a").ok();
    let tab = Tab::open(&server, &assessment("a"));
    tab.commit(&server).refused(429, "attempts-exhausted");
    home.pass_until("2026-09-01 16:00:01");
    assert_eq!(number(tab.commit(&server)), 1);
}

#[test]
fn further_retakes_wait_for_the_lock_out() {
    let limits = json!({ "immediate_retakes": 1, "lockout_hours": 24 });
    let home = Home::new(&[trial::with_attempts(limits)]).at("2026-09-01 02:00:00");
    let server = home.start();
    assert_eq!(number(attempt(&server, "a")), 1);
    assert_eq!(number(attempt(&server, "a")), 2);
    assert_eq!(attempt(&server, "a").refused(429, "attempts-exhausted")["retry_on"], "2026-09-02");
    home.pass_until("2026-09-02 01:59:59");
    attempt(&server, "a").refused(429, "attempts-exhausted");
    home.pass_until("2026-09-02 02:00:00");
    assert_eq!(number(attempt(&server, "a")), 3);
    attempt(&server, "a").refused(429, "attempts-exhausted");
}

#[test]
fn the_limit_in_force_on_the_day_counts() {
    let pack = trial::pack(|pack| {
        pack["attempts"] = json!([
            { "from": "2020-01-01", "per_day": 3, "basis": { "firm": "test" } },
            { "from": "2026-09-02", "per_day": 1, "basis": { "firm": "test" } },
        ]);
    });
    let home = Home::new(&[pack]).at("2026-09-01 02:00:00");
    let server = home.start();
    attempt(&server, "a").ok();
    attempt(&server, "a").ok();
    home.pass_until("2026-09-02 02:00:00");
    attempt(&server, "a").ok();
    attempt(&server, "a").refused(429, "attempts-exhausted");
}

#[test]
fn a_hundred_commits_at_the_last_attempt_let_one_through() {
    let home = Home::new(&[trial::with_attempts(json!({ "per_12_months": 1 }))]);
    let server = home.start();
    let tabs: Vec<Tab> = (0..100).map(|_| Tab::open(&server, &assessment("a"))).collect();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let sent: Vec<_> = tabs.iter().map(|tab| scope.spawn(|| tab.commit(&server).status)).collect();
        sent.into_iter().map(|sent| sent.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 99);
    assert_eq!(home.kept.number("SELECT count(*) FROM attempts"), 1);
}

#[test]
fn a_purchase_on_a_valid_profile_is_no_attempt_and_on_an_expired_one_is() {
    let home = Home::new(&[trial::with_attempts(json!({ "per_12_months": 1 }))]).at("2026-09-01 02:00:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    for _ in 0..3 {
        assert_eq!(number(Tab::open(&server, &purchase("a", &pack)).commit(&server)), 0);
    }
    let mut expired = purchase("a", &pack);
    expired["profile"]["valid_until"] = json!("2026-08-31");
    assert_eq!(number(Tab::open(&server, &expired).commit(&server)), 1);
    Tab::open(&server, &expired).commit(&server).refused(429, "attempts-exhausted");
}

#[test]
fn a_profile_holds_no_longer_than_the_validity_in_force_when_it_is_used() {
    let pack = trial::pack(|pack| {
        let entry = |from: &str, months: u32| json!({ "from": from, "months": months, "basis": { "firm": "test" } });
        pack["validity"] = json!([entry("2020-01-01", 24), entry("2026-10-01", 12)]);
    });
    let home = Home::new(&[pack]).at("2026-09-30 02:00:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let counted = |assessed_on: &str| {
        let mut opening = purchase("a", &pack);
        opening["profile"]["assessed_on"] = json!(assessed_on);
        number(Tab::open(&server, &opening).commit(&server)) == 1
    };
    assert!(!counted("2025-09-30"));
    home.pass_until("2026-10-01 02:00:00");
    assert!(!counted("2025-10-01"), "the same day of the last month is the last");
    assert!(counted("2025-09-30"));
}

#[test]
fn attempts_of_packs_that_the_pack_names_count_with_its_own() {
    let named = |id: &str, with: &[&str]| {
        trial::pack(|pack| {
            (pack["id"], pack["attempts_with"]) = (json!(id), json!(with));
            pack["attempts"][0]["per_12_months"] = json!(null);
        })
    };
    let home = Home::new(&[named("one", &["two"]), named("two", &[])]).at("2026-09-01 02:00:00");
    let server = home.start();
    let under = |pack: &str| {
        let mut opening = assessment("a");
        opening["pack"] = json!(pack);
        Tab::open(&server, &opening).commit(&server)
    };
    assert_eq!(number(under("two")), 1);
    assert_eq!(number(under("one")), 2, "those of the other pack count");
    under("one").refused(429, "attempts-exhausted");
    assert_eq!(number(under("two")), 2, "it names no other");
    let log = home.log();
    assert!(log.contains("'one' counts the attempts of 'two', and 'two' does not count its"), "{log}");
}

#[test]
fn a_server_says_which_packs_name_one_that_it_does_not_have() {
    let said = |with: &str| {
        let home = Home::new(&[
            trial::pack(|pack| (pack["id"], pack["profiles_of"]) = (json!("savings"), json!([with]))),
            trial::pack(|pack| pack["id"] = json!("brokerage")),
        ]);
        assert!(home.start().stop());
        home.log()
    };
    let log = said("brokerge");
    assert!(log.contains("no pack here is called 'brokerge'. Did you mean 'brokerage'?"), "{log}");
    assert!(log.contains("savings@") && log.contains("/profiles_of/0"), "{log}");
    assert!(!said("brokerage").contains("no pack here"));
}

#[test]
fn a_profile_that_ran_out_after_the_commitment_is_no_way_round_the_count() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 15:30:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let mut last_day = purchase("a", &pack);
    last_day["profile"]["valid_until"] = json!("2026-09-01");
    let tab = Tab::open(&server, &last_day);
    let ticket = tab.ticket(&server);
    home.pass_until("2026-09-01 16:30:00");
    let mut assessed = tab.verdict_claims(&ticket);
    assessed["class_on_file"] = json!(false);
    assessed["tier"] = json!("declared");
    assessed["iat"] = json!(tab.session["now"].as_i64().unwrap() + 3600);
    let answer = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &assessed));
    assert_eq!(answer.refused(422, "claim")["at"], "/class_on_file");
}

/// Claimed before midnight and committed after it, whatever was opened again in between.
#[test]
fn a_session_keeps_the_day_of_its_first_claim() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 15:50:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let mut last_day = purchase("a", &pack);
    last_day["profile"]["valid_until"] = json!("2026-09-01");
    let tab = Tab::open(&server, &last_day);
    home.pass_until("2026-09-01 16:10:00");
    let claim = json!({ "token": tab.token, "jkt": tab.key.jkt() }).to_string();
    let again = server.post(&tab.path("/claim"), "application/json", &claim, &[]).ok();
    assert_eq!(again["session"]["now"], tab.session["now"]);
    let ticket = tab.ticket(&server);
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok();
}

#[test]
fn a_session_ends_by_the_servers_clock() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let ticket = tab.ticket(&server);
    let late = Tab::open(&server, &assessment("b"));
    home.pass_until("2026-09-01 04:00:00");
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).refused(410, "expired");
    late.commit(&server).refused(410, "expired");
    let claim = json!({ "token": tab.token, "jkt": tab.key.jkt() }).to_string();
    server.post(&tab.path("/claim"), "application/json", &claim, &[]).refused(410, "expired");
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "expired");
}

#[test]
fn a_clock_that_steps_back_changes_nothing() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let expired = Tab::open(&server, &assessment("a"));
    let ticket = expired.ticket(&server);
    home.pass_until("2026-09-01 12:00:00");
    let tab = Tab::open(&server, &assessment("a"));
    let noon = tab.session["now"].clone();

    home.set_clock("2026-09-01 02:00:30");
    server.jose(&expired.path("/verdict"), &expired.verdict(&ticket)).refused(410, "expired");
    assert_eq!(Tab::open(&server, &assessment("c")).session["now"], noon);

    server.kill();
    let server = home.start();
    assert_eq!(Tab::open(&server, &assessment("d")).session["now"], noon);
    server.jose(&expired.path("/verdict"), &expired.verdict(&ticket)).refused(410, "expired");
    assert!(server.get("/metrics").text.contains("prescreen_clock_behind_seconds 35970"));
    home.set_clock("2026-09-01 12:00:07");
    let later = Tab::open(&server, &assessment("e")).session["now"].as_i64().unwrap();
    assert_eq!(later, noon.as_i64().unwrap() + 7);
}

#[test]
fn a_session_keeps_its_pack_when_a_newer_one_comes() {
    let newer = trial::pack(|pack| {
        pack["version"] = json!("1.1.0");
        pack["effective"]["from"] = json!("2026-09-02");
    });
    let home = Home::new(&[trial::plain(), newer]).at("2026-09-01 02:00:00");
    let server = home.start();
    let mut before = Tab::open(&server, &assessment("a"));
    assert_eq!(before.session["pack"]["version"], "1.0.0");
    home.pass_until("2026-09-01 15:59:00");
    before = Tab::open(&server, &assessment("b"));
    home.pass_until("2026-09-01 16:00:00");
    let after = Tab::open(&server, &assessment("c"));
    assert_eq!(after.session["pack"]["version"], "1.1.0");

    let ticket = before.ticket(&server);
    server.jose(&before.path("/verdict"), &before.verdict(&ticket)).ok();
    let ticket = after.ticket(&server);
    let mut older = after.verdict_claims(&ticket);
    older["pack"] = before.session["pack"].clone();
    server.jose(&after.path("/verdict"), &after.key.seal("verdict", &older)).refused(422, "other-pack");
}
