//! A permission is applied for once: what a session names, what the firm's books have to say, and what is accepted.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial;

/// The pack with access to the club as a permission: members were admitted by an adult's months of trading.
fn pack() -> Value {
    trial::pack(|pack| {
        pack["facts"].as_array_mut().unwrap().push(json!({
            "id": "months", "type": "integer", "unit": "months", "min": 0, "max": 1200, "provided_by": ["host"],
        }));
        pack["permissions"] = json!([{
            "id": "club", "fact": "member", "tier": "attested", "requires": { "months": { "$gte": 24 } },
            "unmet": "refuse", "flow": "admitted", "basis": { "firm": "test" },
        }]);
        pack["flows"].as_array_mut().unwrap().push(json!({
            "id": "admitted", "steps": [{ "id": "call", "kind": "host" }], "basis": { "firm": "test" },
        }));
        for (_, texts) in pack["texts"].as_object_mut().unwrap() {
            for key in ["fact.months", "permission.club", "reason.club", "flow.admitted", "step.admitted.call"] {
                texts[key] = json!(key);
            }
        }
    })
}

fn application(server: &Server) -> Value {
    let mut opening = trial::purchase("a", &server.get("/packs/current/trial").ok());
    opening["purpose"] = json!("permission");
    opening["permission"] = json!("club");
    opening["facts"] = json!({ "birth_date": "1990-01-01", "member": false, "months": 24 });
    opening.as_object_mut().unwrap().remove("product");
    opening
}

/// The claims of an honest verdict on the application.
fn applied(tab: &Tab, ticket: &str) -> Value {
    let mut claims = tab.verdict_claims(ticket);
    for (name, value) in [
        ("permission", json!("club")),
        ("class_on_file", json!(true)),
        ("tier", tab.session["profile"]["tier"].clone()),
        ("outcome", json!("proceed_after")),
        ("reasons", json!(["club"])),
        ("flows", json!(["admitted"])),
    ] {
        claims[name] = value;
    }
    claims
}

#[test]
fn a_permission_is_named_by_its_purpose_and_by_nothing_else() {
    let home = Home::new(&[pack()]);
    let server = home.start();
    let at = |change: fn(&mut Value)| {
        let mut opening = application(&server);
        change(&mut opening);
        server.host_post("/v1/sessions", &opening).refused(422, "invalid")["at"].clone()
    };
    assert_eq!(at(|it| it["permission"] = json!("clubs")), "/permission");
    assert_eq!(at(|it| it["permission"] = Value::Null), "/permission");
    assert_eq!(at(|it| it["purpose"] = json!("assessment")), "/permission");
    assert_eq!(at(|it| it["product"] = trial::product()), "/product");
}

#[test]
fn what_only_the_firm_can_say_is_told_before_anybody_applies() {
    let home = Home::new(&[pack()]);
    let server = home.start();
    let mut opening = application(&server);
    opening["facts"].as_object_mut().unwrap().remove("months");
    let checked = server.host_post("/v1/sessions/check", &opening).ok();
    assert_eq!(checked["missing_facts"], json!(["months"]));
    assert_eq!(Tab::open(&server, &opening).missing_facts, json!(["months"]));
    assert_eq!(Tab::open(&server, &application(&server)).missing_facts, json!([]));
}

#[test]
fn an_application_is_decided_by_the_firms_books_and_ends_with_its_steps() {
    let home = Home::new(&[pack()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let tab = Tab::open(&server, &application(&server));
    let ticket = tab.ticket(&server);
    assert_eq!(crate::tab::claims(&ticket)["attempt"], 0, "the class on file counts, and no assessment");
    let send = |claims: &Value| server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", claims));
    let altered = |name: &str, value: Value, code: &str| {
        let mut claims = applied(&tab, &ticket);
        claims[name] = value;
        send(&claims).refused(422, code)["at"].clone()
    };
    altered("permission", Value::Null, "other-purpose");
    altered("permission", json!("other"), "other-purpose");
    assert_eq!(altered("class_on_file", json!(false), "claim"), "/class_on_file");
    assert_eq!(altered("flows", json!(["club"]), "claim"), "/flows", "the steps that the pack asks for");
    send(&applied(&tab, &ticket)).ok();
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["claims"]["permission"], &state["complete"]), (&json!("club"), &json!(false)));
    let own = json!({ "flow": "admitted", "step": "call" });
    server.host_post(&tab.path("/steps/host"), &own).ok();
    assert_eq!(server.host_get(&tab.path("")).ok()["complete"], true);
    let listed = server.host_get("/v1/subjects/a/sessions").ok();
    let [one] = listed["sessions"].as_array().unwrap().as_slice() else { panic!("{listed}") };
    assert_eq!(
        (&one["purpose"], &one["permission"], &one["product"]),
        (&json!("permission"), &json!("club"), &Value::Null)
    );
}

#[test]
fn months_that_are_short_let_nobody_in() {
    let home = Home::new(&[pack()]);
    let server = home.start();
    let mut opening = application(&server);
    opening["facts"]["months"] = json!(23);
    let tab = Tab::open(&server, &opening);
    let ticket = tab.ticket(&server);
    let mut claims = applied(&tab, &ticket);
    let refused = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).refused(422, "claim");
    assert_eq!(refused["at"], "/outcome");
    claims["outcome"] = json!("refuse");
    claims["flows"] = json!([]);
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
}

#[test]
fn a_retest_withheld_suspends_the_class_that_an_application_rests_on() {
    let home = Home::new(&[pack()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let tab = Tab::open(&server, &application(&server));
    Tab::open(&server, &trial::assessment("a")).ticket(&server);
    tab.commit(&server).refused(409, "class-suspended");
}
