//! A result that was seen and not sent: the class on file is suspended, whatever order sessions come in.

use serde_json::{Value, json};

use crate::process::{Answer, Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment, purchase};

/// Enough attempts for what is tried here.
fn home() -> Home {
    Home::new(&[trial::with_attempts(json!({}))]).at("2026-09-01 02:00:00")
}

/// A purchase with C2 on file, opened and claimed.
fn buyer(server: &Server) -> Tab {
    let pack = server.get("/packs/current/trial").ok();
    Tab::open(server, &purchase("a", &pack))
}

/// Why the class on file of a person does not count, as the firm's own pages ask before they show it.
fn lapsed(server: &Server, subject: &str, change: impl FnOnce(&mut Value)) -> Value {
    let pack = server.get("/packs/current/trial").ok();
    let mut profile = purchase("a", &pack)["profile"].take();
    change(&mut profile);
    let asked = json!({ "pack": "trial", "profile": profile });
    server.host_post(&format!("/v1/subjects/{subject}/profile"), &asked).ok()["lapsed"].take()
}

/// Sends an assessment's verdict, with a class as the tab would have found it.
fn complete(server: &Server, tab: &Tab, ticket: &str, class: Option<&str>) -> Answer {
    let mut claims = tab.verdict_claims(ticket);
    claims["class"] = json!(class);
    if class.is_none() {
        claims["outcome"] = json!("insufficient_evidence");
        claims["reasons"] = json!(["answers.missing"]);
    }
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims))
}

/// What a purchase claims that rests on answers given in it.
fn assessed(tab: &Tab, ticket: &str) -> Value {
    let mut claims = tab.verdict_claims(ticket);
    claims["class_on_file"] = json!(false);
    claims["tier"] = json!("declared");
    claims
}

#[test]
fn a_retest_withheld_suspends_the_class_on_file() {
    let home = home();
    let server = home.start();
    assert_eq!(buyer(&server).session["profile"]["overtaken"], false);
    assert_eq!(lapsed(&server, "a", |_| ()), Value::Null);
    let retest = Tab::open(&server, &assessment("a"));
    let withheld = retest.ticket(&server);

    home.pass_until("2026-09-01 02:00:05");
    let tab = buyer(&server);
    assert_eq!(tab.session["profile"]["overtaken"], true);
    assert_eq!(lapsed(&server, "a", |_| ()), "class-suspended", "what a page shows is what a purchase would meet");
    assert_eq!(lapsed(&server, "b", |_| ()), Value::Null, "another person's attempt says nothing");
    let mut again = assessment("a");
    again["profile"] = tab.session["profile"].clone();
    again["profile"].as_object_mut().unwrap().remove("overtaken");
    let again = Tab::open(&server, &again);
    assert_eq!(again.session["profile"]["overtaken"], true, "an assessment is told, too");
    let ticket = tab.ticket(&server);
    assert_eq!(crate::tab::claims(&ticket)["attempt"], 2, "the questionnaire is answered again, and counted");
    let on_file = server.jose(&tab.path("/verdict"), &tab.verdict(&ticket));
    assert_eq!(on_file.refused(422, "claim")["at"], "/class_on_file");
    let claims = assessed(&tab, &ticket);
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();

    // The next attempt is finished: what is on file counts again, and the one withheld may still be sent.
    assert_eq!(buyer(&server).session["profile"]["overtaken"], false);
    complete(&server, &retest, &withheld, Some("C1")).ok();
    assert_eq!(buyer(&server).session["profile"]["overtaken"], false, "the answers that came later count");
    assert_eq!(lapsed(&server, "a", |_| ()), Value::Null);
}

#[test]
fn a_page_of_the_firm_is_told_whether_a_class_on_file_counts_before_it_shows_it() {
    let home = home();
    let server = home.start();
    assert_eq!(lapsed(&server, "a", |profile| profile["valid_until"] = json!("2026-08-31")), "expired");
    assert_eq!(lapsed(&server, "a", |profile| profile["suspended"] = json!(true)), "expired", "the firm's own word");
    assert_eq!(lapsed(&server, "a", |profile| profile["overtaken"] = json!(true)), "expired", "as the firm sends it");
    let pack = server.get("/packs/current/trial").ok();
    let profile = purchase("a", &pack)["profile"].take();
    let ask = |asked: Value| server.host_post("/v1/subjects/a/profile", &asked);
    ask(json!({ "pack": "nothing", "profile": profile })).refused(404, "unknown-pack");
    let mut tomorrow = profile.clone();
    tomorrow["assessed_on"] = json!("2026-09-02");
    assert_eq!(ask(json!({ "pack": "trial", "profile": tomorrow })).refused(422, "invalid")["at"], "/profile");
    let mut other = profile.clone();
    other["class"] = json!("C9");
    assert_eq!(ask(json!({ "pack": "trial", "profile": other })).refused(422, "invalid")["at"], "/profile/class");
    server.post("/v1/subjects/a/profile", "application/json", "{}", &[]).refused(401, "unauthorized");
}

#[test]
fn a_purchase_that_was_opened_before_the_retest_is_no_way_round_it() {
    let home = home();
    let server = home.start();
    let (early, committed) = (buyer(&server), buyer(&server));
    let ticket = committed.ticket(&server);
    let retest = Tab::open(&server, &assessment("a"));
    let withheld = retest.ticket(&server);

    early.commit(&server).refused(409, "class-suspended");
    let verdict = committed.verdict(&ticket);
    server.jose(&committed.path("/verdict"), &verdict).refused(409, "class-suspended");
    complete(&server, &retest, &withheld, Some("C2")).ok();
    early.commit(&server).ok();
    server.jose(&committed.path("/verdict"), &verdict).ok();
}

#[test]
fn steps_of_a_purchase_wait_for_the_retest_too() {
    let home = home();
    let server = home.start();
    let tab = buyer(&server);
    let ticket = tab.ticket(&server);
    let verdict = tab.verdict(&ticket);
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let step = |step: &str| server.jose(&tab.path("/steps"), &tab.step(&verdict, step));
    let call = || server.host_post(&tab.path("/steps/host"), &json!({ "flow": "above-class", "step": "call" }));
    step("told").ok();

    let retest = Tab::open(&server, &assessment("a"));
    let withheld = retest.ticket(&server);
    step("request").refused(409, "class-suspended");
    complete(&server, &retest, &withheld, Some("C3")).ok();
    step("request").ok();
    let retest = Tab::open(&server, &assessment("a"));
    let withheld = retest.ticket(&server);
    call().refused(409, "class-suspended");
    complete(&server, &retest, &withheld, Some("C1")).ok();
    call().refused(409, "class-suspended");
}

#[test]
fn steps_of_a_purchase_with_answers_of_its_own_wait_too() {
    let home = home();
    let server = home.start();
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"] = Value::Null;
    let tab = Tab::open(&server, &opening);
    let ticket = tab.ticket(&server);
    let verdict = tab.key.seal("verdict", &assessed(&tab, &ticket));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    home.pass_until("2026-09-01 02:00:01");
    let retest = Tab::open(&server, &assessment("a"));
    let withheld = retest.ticket(&server);
    let request = tab.step(&verdict, "request");
    server.jose(&tab.path("/steps"), &request).refused(409, "class-suspended");
    complete(&server, &retest, &withheld, Some("C2")).ok();
    server.jose(&tab.path("/steps"), &request).ok();
}

#[test]
fn the_verdict_of_a_purchase_with_answers_of_its_own_waits_too() {
    for class in [None, Some("C1")] {
        let home = home();
        let server = home.start();
        let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
        opening["profile"] = Value::Null;
        let tab = Tab::open(&server, &opening);
        let ticket = tab.ticket(&server);
        let verdict = tab.key.seal("verdict", &assessed(&tab, &ticket));
        home.pass_until("2026-09-01 02:00:01");
        // Retested in another tab: seen and withheld, or sent and lower.
        let retest = Tab::open(&server, &assessment("a"));
        let withheld = retest.ticket(&server);
        if class.is_some() {
            complete(&server, &retest, &withheld, class).ok();
        }
        server.jose(&tab.path("/verdict"), &verdict).refused(409, "class-suspended");
    }
}

#[test]
fn a_class_accepted_after_midnight_is_overtaken_by_an_attempt_before_it() {
    let home = Home::new(&[trial::with_attempts(json!({}))]).at("2026-09-01 15:30:00");
    let server = home.start();
    let first = Tab::open(&server, &assessment("a"));
    let ticket = first.ticket(&server);
    home.pass_until("2026-09-01 15:50:00");
    Tab::open(&server, &assessment("a")).ticket(&server);
    // The pack's days begin at 16:00 UTC.
    home.pass_until("2026-09-01 16:05:00");
    complete(&server, &first, &ticket, Some("C2")).ok();
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"]["assessed_on"] = json!("2026-09-02");
    assert_eq!(Tab::open(&server, &opening).session["profile"]["overtaken"], true);
}

#[test]
fn an_upgrade_made_in_another_tab_since_the_claim_is_noticed() {
    let home = watched();
    let server = home.start();
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"] = Value::Null;
    let tab = Tab::open(&server, &opening);
    assert_eq!(tab.session["earlier"], json!([]));
    let elsewhere = Tab::open(&server, &assessment("a"));
    let ticket = elsewhere.ticket(&server);
    complete(&server, &elsewhere, &ticket, Some("C1")).ok();
    home.pass_until("2026-09-01 02:00:01");
    let ticket = tab.ticket(&server);
    let verdict = tab.key.seal("verdict", &assessed(&tab, &ticket));
    server.jose(&tab.path("/verdict"), &verdict).refused(409, "class-suspended");
}

#[test]
fn a_lower_result_or_none_leaves_nothing_above_it_on_file() {
    for (class, overtaken) in [(Some("C1"), true), (None, true), (Some("C2"), false), (Some("C3"), false)] {
        let home = home();
        let server = home.start();
        let retest = Tab::open(&server, &assessment("a"));
        let ticket = retest.ticket(&server);
        complete(&server, &retest, &ticket, class).ok();
        assert_eq!(buyer(&server).session["profile"]["overtaken"], overtaken, "{class:?}");
    }
}

#[test]
fn what_was_withheld_before_the_profile_was_made_does_not_matter() {
    let home = home();
    let server = home.start();
    Tab::open(&server, &assessment("a")).ticket(&server);
    home.pass_until("2026-09-02 02:00:00");
    let pack = server.get("/packs/current/trial").ok();
    let overtaken = |assessed_on: &str| {
        let mut opening = purchase("a", &pack);
        opening["profile"]["assessed_on"] = json!(assessed_on);
        Tab::open(&server, &opening).session["profile"]["overtaken"].clone()
    };
    // Made on the day of the attempt it may have been made before it.
    assert_eq!(overtaken("2026-09-01"), true);
    assert_eq!(overtaken("2026-09-02"), false);
    let mut stranger = purchase("b", &pack);
    stranger["profile"]["assessed_on"] = json!("2026-09-01");
    assert_eq!(Tab::open(&server, &stranger).session["profile"]["overtaken"], false);
}

/// The trial's pack, in which an upgrade within 30 days is held against a purchase that the old class did not allow.
fn watched() -> Home {
    let pack = trial::pack(|pack| {
        let basis = json!({ "firm": "test" });
        pack["attempts"] = json!([{ "from": "2020-01-01", "basis": basis }]);
        pack["matching"]["earlier"] = json!({ "within_days": 30, "basis": basis });
        pack["matching"]["rules"].as_array_mut().unwrap().push(json!({
            "id": "match.upgraded", "when": { "earlier_fits": false, "grade_fits": true },
            "outcome": "proceed_after", "flow": "above-class", "basis": basis,
        }));
        for locale in ["en", "zh-CN"] {
            pack["texts"][locale]["reason.match.upgraded"] = json!("Upgraded lately");
        }
    });
    Home::new(&[pack]).at("2026-09-01 02:00:00")
}

/// A purchase of R3 with C3 on file since a day, and the answer to a verdict that goes on without a step.
fn straight(server: &Server, since: &str, earlier: Value) -> (Tab, Answer) {
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"]["class"] = json!("C3");
    opening["profile"]["assessed_on"] = json!(since);
    opening["earlier"] = earlier;
    let tab = Tab::open(server, &opening);
    let ticket = tab.ticket(server);
    let mut claims = tab.verdict_claims(&ticket);
    (claims["class"], claims["outcome"], claims["flows"]) = (json!("C3"), json!("proceed"), json!([]));
    claims["reasons"] = json!(["profile.expired"]);
    let answer = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims));
    (tab, answer)
}

#[test]
fn an_upgrade_shortly_before_a_purchase_is_noticed_for_the_packs_days() {
    let home = watched();
    let server = home.start();
    let assess = |class: &str| {
        let tab = Tab::open(&server, &assessment("a"));
        let ticket = tab.ticket(&server);
        complete(&server, &tab, &ticket, Some(class)).ok();
    };
    assess("C1");
    straight(&server, "2026-09-01", json!([])).1.refused(422, "claim");
    home.pass_until("2026-09-20 02:00:00");
    assess("C3");
    let (tab, answer) = straight(&server, "2026-09-20", json!([]));
    let earlier = json!([
        { "class": "C1", "assessed_on": "2026-09-01" }, { "class": "C3", "assessed_on": "2026-09-20" },
    ]);
    assert_eq!(tab.session["earlier"], earlier);
    assert_eq!(answer.refused(422, "claim")["at"], "/outcome");
    // 20 September is the first of the 30 days: C1 held as they began.
    home.pass_until("2026-10-20 02:00:00");
    assert_eq!(straight(&server, "2026-09-20", json!([])).1.refused(422, "claim")["at"], "/outcome");
    home.pass_until("2026-10-21 02:00:00");
    straight(&server, "2026-09-20", json!([])).1.ok();
    // What the firm's own books say counts too, and of the same day once.
    let told = json!([{ "class": "C3", "assessed_on": "2026-09-20" }, { "class": "C2", "assessed_on": "2026-10-01" }]);
    let (tab, answer) = straight(&server, "2026-09-20", told);
    answer.refused(422, "claim");
    assert_eq!(tab.session["earlier"].as_array().unwrap().len(), 3);
}

#[test]
fn earlier_classes_are_of_the_pack_and_of_the_past() {
    let home = watched();
    let server = home.start();
    let refused = |class: &str, day: &str| {
        let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
        opening["earlier"] = json!([{ "class": class, "assessed_on": day }]);
        server.host_post("/v1/sessions", &opening).refused(422, "invalid")["at"].clone()
    };
    assert_eq!(refused("C9", "2026-09-01"), "/earlier");
    assert_eq!(refused("C1", "2026-09-02"), "/earlier");
}

#[test]
fn a_profile_of_another_pack_counts_where_the_pack_says_so() {
    let named = |id: &str, of: &[&str]| trial::pack(|pack| (pack["id"], pack["profiles_of"]) = (json!(id), json!(of)));
    let home = Home::new(&[named("one", &["two"]), named("two", &[])]).at("2026-09-01 02:00:00");
    let server = home.start();
    let bought = |pack: &str, made_with: &str| {
        let mut opening = purchase("a", &server.get(&format!("/packs/current/{made_with}")).ok());
        opening["pack"] = json!(pack);
        Tab::open(&server, &opening)
    };
    let on_file = |tab: &Tab| crate::tab::claims(&tab.ticket(&server))["attempt"] == 0;
    let accepted = bought("one", "two");
    let ticket = accepted.ticket(&server);
    server.jose(&accepted.path("/verdict"), &accepted.verdict(&ticket)).ok();
    assert!(!on_file(&bought("two", "one")), "it names no other");
    // What was withheld under the other pack is not shopped for either.
    let mut retest = assessment("a");
    retest["pack"] = json!("two");
    Tab::open(&server, &retest).ticket(&server);
    assert_eq!(bought("one", "two").session["profile"]["overtaken"], true);
    let mut other = purchase("b", &server.get("/packs/current/two").ok());
    (other["pack"], other["profile"]["class"]) = (json!("one"), json!("C9"));
    assert_eq!(server.host_post("/v1/sessions", &other).refused(422, "invalid")["at"], "/profile/class");
}

#[test]
fn what_is_withheld_under_a_pack_that_counts_together_suspends_until_it_is_finished() {
    let together =
        |id: &str, of: &[&str]| trial::pack(|pack| (pack["id"], pack["attempts_with"]) = (json!(id), json!(of)));
    let home = Home::new(&[together("one", &["two"]), together("two", &["one"])]).at("2026-09-01 02:00:00");
    let server = home.start();
    let overtaken = || {
        let mut opening = purchase("a", &server.get("/packs/current/one").ok());
        opening["pack"] = json!("one");
        Tab::open(&server, &opening).session["profile"]["overtaken"].clone()
    };
    assert_eq!(overtaken(), false);
    let mut elsewhere = assessment("a");
    elsewhere["pack"] = json!("two");
    let retest = Tab::open(&server, &elsewhere);
    let ticket = retest.ticket(&server);
    assert_eq!(overtaken(), true);
    let mut low = retest.verdict_claims(&ticket);
    low["class"] = json!("C1");
    server.jose(&retest.path("/verdict"), &retest.key.seal("verdict", &low)).ok();
    assert_eq!(overtaken(), false, "its class is none of this pack, whose profiles it does not accept");
}

#[test]
fn a_firm_may_suspend_a_class_itself() {
    let home = home();
    let server = home.start();
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"]["suspended"] = json!(true);
    let tab = Tab::open(&server, &opening);
    assert_eq!(crate::tab::claims(&tab.ticket(&server))["attempt"], 1);
}

#[test]
fn a_complete_purchase_says_when_it_holds_no_more() {
    let home = home();
    let server = home.start();
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    opening["profile"] = Value::Null;
    let tab = Tab::open(&server, &opening);
    let mut claims = assessed(&tab, &tab.ticket(&server));
    (claims["class"], claims["outcome"]) = (json!("C3"), json!("proceed"));
    (claims["flows"], claims["reasons"]) = (json!([]), json!([]));
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    let lapsed = || {
        let state = server.host_get(&tab.path("")).ok();
        assert_eq!((&state["state"], &state["complete"]), (&json!("complete"), &json!(true)));
        state["lapsed"].clone()
    };
    assert_eq!(lapsed(), Value::Null);
    home.pass_until("2026-09-01 02:00:01");
    let retest = Tab::open(&server, &assessment("a"));
    assert_eq!(lapsed(), Value::Null, "no attempt is counted yet");
    let withheld = retest.ticket(&server);
    assert_eq!(lapsed(), "class-suspended");
    complete(&server, &retest, &withheld, Some("C3")).ok();
    assert_eq!(lapsed(), Value::Null);
    home.pass_until("2026-09-01 02:00:02");
    let retest = Tab::open(&server, &assessment("a"));
    complete(&server, &retest, &retest.ticket(&server), Some("C1")).ok();
    assert_eq!(lapsed(), "class-suspended");
}
