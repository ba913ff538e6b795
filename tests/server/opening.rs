//! Opening a session: what the firm did not say, and a request that comes twice.

use serde_json::{Value, json};

use crate::process::{Answer, Home, Server};
use crate::tab::{Key, Tab, claims, hash, text};
use crate::trial::{self, assessment, purchase};

fn missing(server: &Server, opening: &Value) -> Value {
    server.host_post("/v1/sessions", opening).ok()["missing_facts"].clone()
}

fn open(server: &Server, opening: &Value, key: &str) -> Answer {
    let credential = format!("Bearer {}", server.credential);
    let headers = [("authorization", credential.as_str()), ("idempotency-key", key)];
    server.post("/v1/sessions", "application/json", &opening.to_string(), &headers)
}

#[test]
fn a_session_without_a_fact_that_only_the_firm_has_says_so() {
    let capped = trial::pack(|pack| {
        pack["version"] = json!("2.0.0");
        pack["classes"]["caps"] = json!([{ "id": "cap.member", "when": { "member": true }, "class_at_most": "C1", "basis": { "firm": "test" } }]);
        for texts in pack["texts"].as_object_mut().unwrap().values_mut() {
            texts["reason.cap.member"] = json!("member");
        }
    });
    let home = Home::new(&[trial::plain(), capped]);
    let server = home.start();
    let opening = |version: &str, facts: Value| {
        let mut opening = assessment("a");
        opening["pack"] = json!({ "id": "trial", "version": version });
        opening["facts"] = facts;
        opening
    };
    assert_eq!(missing(&server, &opening("1.0.0", json!({}))), json!(["birth_date"]));
    assert_eq!(missing(&server, &opening("1.0.0", json!({ "birth_date": "1990-01-01" }))), json!([]));
    // A cap that only the firm can settle stands in the way of every class.
    assert_eq!(missing(&server, &opening("2.0.0", json!({}))), json!(["birth_date", "member"]));
    // What nobody can go on with is named, though the session is opened: a person may still take it over.
    let tab = Tab::open(&server, &opening("1.0.0", json!({})));
    assert_eq!(tab.missing_facts, json!(["birth_date"]), "and its page is told so before it asks anything");
    let ticket = tab.ticket(&server);
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).refused(422, "claim");
}

#[test]
fn a_purchase_says_what_its_gates_and_rules_lack() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut club = purchase("a", &server.get("/packs/current/trial").ok());
    assert_eq!(missing(&server, &club), json!([]));
    club["product"]["tags"] = json!(["club"]);
    assert_eq!(missing(&server, &club), json!([]));
    club["facts"] = json!({ "birth_date": "1990-01-01" });
    assert_eq!(missing(&server, &club), json!(["member"]));
}

#[test]
fn a_word_that_the_pack_does_not_have_is_told_with_those_it_has() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let plain = purchase("a", &server.get("/packs/current/trial").ok());
    for (part, sent, has) in [
        ("type", json!("bonds"), "fund"),
        ("term", json!("bonds"), "short"),
        ("issuer_grade", json!("bonds"), "R1, R2, R3"),
        ("seller_grade", json!("bonds"), "R1, R2, R3"),
        ("tags", json!(["bonds"]), "club"),
    ] {
        let mut opening = plain.clone();
        opening["product"][part] = sent;
        let answer = server.host_post("/v1/sessions", &opening);
        assert_eq!(answer.status, 422);
        assert_eq!(answer.json["at"], format!("/product/{part}"));
        assert_eq!(answer.json["detail"], format!("the pack does not declare 'bonds': it has {has}"));
    }
}

#[test]
fn the_same_key_with_the_same_body_gets_the_same_answer() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let opening = assessment("a");
    let first = open(&server, &opening, "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
    assert_eq!(first.status, 201);
    let first = first.json;
    home.set_clock("2026-09-01 02:03:00");
    assert_eq!(
        open(&server, &opening, "8e03978e-40d5-43dd-bc93-6894a57f9324").ok(),
        first,
        "the quotes are no part of it"
    );
    // One session, whose token works once it is claimed too: the answer may have been lost for long.
    let key = Key::new();
    let claim = json!({ "token": first["claim_token"], "jkt": key.jkt() }).to_string();
    let path = format!("/v1/sessions/{}/claim", text(&first, "session"));
    server.post(&path, "application/json", &claim, &[]).ok();
    server.kill();
    let server = home.start();
    assert_eq!(open(&server, &opening, "8e03978e-40d5-43dd-bc93-6894a57f9324").ok(), first);
    assert_eq!(server.host_get("/v1/subjects/a/sessions").ok()["sessions"].as_array().unwrap().len(), 1);
    let other = open(&server, &opening, "another").ok();
    assert_ne!((&other["session"], &other["claim_token"]), (&first["session"], &first["claim_token"]));
}

#[test]
fn the_same_key_with_another_body_is_refused() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    open(&server, &assessment("a"), "k").ok();
    open(&server, &assessment("b"), "k").refused(422, "idempotency-key");
    assert_eq!(server.host_get("/v1/subjects/b/sessions").ok()["sessions"], json!([]));
    // A request that was refused used no key up.
    let mut wrong = assessment("c");
    wrong["pack"] = json!("none");
    open(&server, &wrong, "later").refused(404, "unknown-pack");
    open(&server, &assessment("c"), "later").ok();
}

#[test]
fn what_is_no_key_is_refused() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for wrong in ["", "\"\"", "a b", "\"a\"b\"", "a\\b", &"x".repeat(256)] {
        open(&server, &assessment("a"), wrong).refused(400, "malformed");
    }
    open(&server, &assessment("a"), &"x".repeat(255)).ok();
}

#[test]
fn no_claim_token_stands_in_the_store() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let token = text(&open(&server, &assessment("a"), "k").ok(), "claim_token");
    assert!(server.stop());
    assert!(!home.kept.holds(&token));
    // Nor can it be had from the key alone.
    assert_ne!(token, hash(b"k"));
}

#[test]
fn an_erased_person_leaves_no_key_behind() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let first = open(&server, &assessment("a"), "k").ok();
    home.operate(&["erase", "--subject", "a"]);
    let again = open(&server, &assessment("a"), "k").ok();
    assert_ne!(again["session"], first["session"]);
}

#[test]
fn a_class_that_was_declared_is_declared_one_session_later() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let profile = server.host_get(&tab.path("")).ok()["profile"].clone();
    assert_eq!(profile["tier"], claims(&verdict)["tier"]);
    assert_eq!(profile["tier"], "declared");

    let mut later = purchase("a", &profile["pack"]);
    later["profile"] = profile;
    let tab = Tab::open(&server, &later);
    let ticket = tab.ticket(&server);
    let mut better = tab.verdict_claims(&ticket);
    better["tier"] = json!("attested");
    let refused = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &better)).refused(422, "claim");
    assert_eq!(refused["at"], "/tier");
    server.jose(&tab.path("/verdict"), &tab.verdict(&ticket)).ok();
}

#[test]
fn all_sessions_of_a_person_are_listed_in_parts_while_some_go_on() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let open = |subject: &str| server.host_post("/v1/sessions", &assessment(subject)).ok();
    // Two in each second, and others' between them.
    let mut opened = Vec::new();
    for second in 0..3 {
        home.set_clock(&format!("2026-09-01 02:00:0{second}"));
        opened.extend([open("a"), open("a")]);
        open("b");
    }
    let ids = |sessions: &serde_json::Value| -> Vec<String> {
        let listed = sessions.as_array().unwrap();
        listed.iter().map(|session| session["session"].as_str().unwrap().to_string()).collect()
    };
    let path = "/v1/subjects/a/sessions?limit=1";
    let mut part = server.host_get(path).ok();
    let mut seen = ids(&part["sessions"]);
    // The one that was opened first is claimed last, which changes no place.
    home.set_clock("2026-09-01 02:00:30");
    let last = &opened[0];
    let key = Key::new();
    let claim = json!({ "token": last["claim_token"], "jkt": key.jkt() }).to_string();
    let address = format!("/v1/sessions/{}/claim", last["session"].as_str().unwrap());
    server.post(&address, "application/json", &claim, &[]).ok();
    while let Some(next) = part["next"].as_str() {
        part = server.host_get(&format!("{path}&after={next}")).ok();
        assert_eq!(part["sessions"].as_array().unwrap().len(), 1);
        seen.extend(ids(&part["sessions"]));
        assert!(seen.len() <= 6, "{seen:?}");
    }
    let seconds: Vec<usize> = seen
        .iter()
        .map(|id| opened.iter().position(|session| session["session"] == id.as_str()).unwrap() / 2)
        .collect();
    assert_eq!(seconds, [2, 2, 1, 1, 0, 0], "each once, the one that was opened last first");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
    for wrong in ["after=1", "after=x-a", "after=1-", "limit=0", "limit=101", "before=1"] {
        server.host_get(&format!("/v1/subjects/a/sessions?{wrong}")).refused(400, "malformed");
    }
}

/// A body may be as long as a session's document, and the server adds to it.
#[test]
fn a_session_that_could_not_be_read_back_is_refused_when_it_is_opened() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let with = |bytes: usize| {
        let mut opening = assessment("a");
        let one = json!({ "assessed_on": "2026-01-01", "class": "C1" });
        let entries = (bytes - opening.to_string().len() - 13) / (one.to_string().len() + 1);
        opening["earlier"] = json!(vec![one; entries]);
        assert!(opening.to_string().len() <= bytes);
        opening
    };
    let refused = server.host_post("/v1/sessions", &with(64 * 1024)).refused(422, "invalid");
    assert_eq!(refused["reason"], "limit");
    let detail = text(&refused, "detail");
    assert!(detail.contains("at most 65536") && detail.contains("earlier classes"), "{detail}");
    let opened = Tab::open(&server, &with(63 * 1024));
    assert!(opened.session.to_string().len() > 63 * 1024);
    server.host_get(&opened.path("")).ok();
}

#[test]
fn an_opening_can_be_checked_without_a_session() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let check = |opening: &Value| server.host_post("/v1/sessions/check", opening);
    let born = |day: &str| {
        let mut opening = assessment("a");
        opening["facts"]["birth_date"] = day.into();
        check(&opening).ok()
    };
    assert_eq!(born("2008-09-01"), json!({ "missing_facts": [], "barred_by": null }), "18 years old today");
    assert_eq!(born("2008-09-02")["barred_by"], "eligibility.under-18", "and tomorrow");
    // An age that is not known bars nobody: a person looks at it.
    let mut unknown = assessment("a");
    unknown["facts"].as_object_mut().unwrap().remove("birth_date");
    let told = check(&unknown).ok();
    assert_eq!((&told["barred_by"], &told["missing_facts"]), (&Value::Null, &json!(["birth_date"])));
    // As an opening would be refused.
    let mut other = assessment("a");
    other["pack"] = "nothing".into();
    check(&other).refused(404, "unknown-pack");
    let mut product = assessment("a");
    product["product"] = trial::product();
    assert_eq!(check(&product).refused(422, "invalid")["at"], "/product");
    server.post("/v1/sessions/check", "application/json", "{}", &[]).refused(401, "unauthorized");
    assert_eq!(server.host_get("/v1/subjects/a/sessions").ok()["sessions"], json!([]), "nothing was opened");
}
