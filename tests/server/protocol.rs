//! The way from opening to receipt.

use serde_json::{Value, json};

use crate::process::Home;
use crate::tab::{Key, Tab, claims, hash, text};
use crate::trial::{self, assessment, purchase};

#[test]
fn an_assessment_goes_from_opening_to_a_profile_for_the_firm() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let opened = server.host_post("/v1/sessions", &assessment("a")).ok();
    let id = text(&opened, "session");
    assert_eq!(server.host_get(&format!("/v1/sessions/{id}")).ok()["state"], "open");

    let tab = Tab::open(&server, &assessment("a"));
    let state = || server.host_get(&tab.path("")).ok();
    assert_eq!(tab.session["subject"], "a");
    assert_eq!(tab.session["audience"], server.url);
    assert_eq!(tab.session["variant"], "base");
    assert_eq!(state()["state"], "claimed");

    let ticket = tab.ticket(&server);
    let counted = claims(&ticket);
    assert_eq!((&counted["attempt"], &counted["of"]), (&json!(1), &json!(3)));
    assert_eq!(counted["jkt"], tab.key.jkt());
    assert_eq!(state()["state"], "committed");

    let verdict = tab.verdict(&ticket);
    let answer = server.jose(&tab.path("/verdict"), &verdict).ok();
    assert!(answer["next"].is_null());
    let receipt = claims(&text(&answer, "receipt"));
    assert_eq!(receipt["verdict"], hash(verdict.as_bytes()));
    assert_eq!(receipt["complete"], true);

    let state = state();
    assert_eq!((&state["state"], &state["complete"]), (&json!("complete"), &json!(true)));
    assert_eq!(state["session"], tab.session["id"]);
    assert_eq!(state["ticket"], ticket);
    assert_eq!(state["verdict"], verdict);
    assert_eq!(state["claims"], tab.verdict_claims(&ticket));
    assert_eq!(state["receipt"], answer["receipt"]);
    let profile = &state["profile"];
    assert_eq!((&profile["class"], &profile["pack"]), (&json!("C2"), &tab.session["pack"]));
    let year = |date: &serde_json::Value| date.as_str().unwrap()[..4].parse::<i32>().unwrap();
    assert_eq!(year(&profile["valid_until"]), year(&profile["assessed_on"]) + 100);
}

#[test]
fn a_purchase_above_the_class_goes_through_its_steps_in_order() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let tab = Tab::open(&server, &purchase("a", &pack));
    let ticket = tab.ticket(&server);
    assert_eq!(claims(&ticket)["attempt"], 0);
    let verdict = tab.verdict(&ticket);
    let next = server.jose(&tab.path("/verdict"), &verdict).ok()["next"].clone();
    // 30 days after the first of September: until 2026-10-01 at 15:59:59 in UTC, midnight in Shanghai.
    assert_eq!(
        next,
        json!({
            "flow": "above-class", "step": "told", "kind": "read", "document": "warning", "not_before": null,
            "until": 1_790_870_399
        })
    );

    let steps = tab.path("/steps");
    let confirm = |step: &str| server.jose(&steps, &tab.step(&verdict, step));
    assert_eq!(confirm("told").ok()["next"]["step"], "request");
    assert_eq!(confirm("request").ok()["next"]["kind"], "host");
    confirm("call").refused(409, "step-not-next");
    let poll = || server.get_with(&tab.path("/next"), &[("prescreen-jkt", &tab.key.jkt())]).ok();
    assert_eq!(poll()["next"]["step"], "call");
    // The firm's back end sees what the page sees: what waits, from when and until when.
    assert_eq!(server.host_get(&tab.path("")).ok()["next"], poll()["next"]);

    let own = json!({ "flow": "above-class", "step": "call" });
    let answer = server.host_post(&tab.path("/steps/host"), &own).ok();
    assert_eq!(server.host_post(&tab.path("/steps/host"), &own).ok(), answer);
    assert_eq!(poll(), answer);
    let opens = answer["next"]["not_before"].as_i64().unwrap();
    let early = confirm("think").refused(425, "too-early");
    assert_eq!(early["not_before"], opens);
    home.pass_until("2026-09-02 01:59:59");
    confirm("think").refused(425, "too-early");
    home.pass_until("2026-09-02 02:00:00");
    assert_eq!(confirm("think").ok()["next"]["step"], "signed");
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["state"], &state["complete"]), (&json!("decided"), &json!(false)));

    let answer = confirm("signed").ok();
    assert!(answer["next"].is_null());
    let receipt = claims(&text(&answer, "receipt"));
    assert_eq!(receipt["complete"], true);
    assert_eq!(receipt["steps"].as_array().unwrap().len(), 5);
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["state"], &state["steps"]), (&json!("complete"), &receipt["steps"]));
    assert!(state["profile"].is_null(), "the class was on file already");
    confirm("signed").refused(409, "step-not-next");
}

#[test]
fn the_same_bytes_get_the_same_answer() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let tab = Tab::open(&server, &purchase("a", &pack));
    let commit = tab.key.seal("commit", &tab.commit_claims("answers"));
    let send = |path: &str, jws: &str| server.jose(&tab.path(path), jws).ok();
    let first = send("/commit", &commit);
    let verdict = tab.verdict(&text(&first, "ticket"));
    let second = send("/verdict", &verdict);
    let step = tab.step(&verdict, "told");
    let third = send("/steps", &step);
    let request = tab.step(&verdict, "request");
    let fourth = send("/steps", &request);
    assert_eq!(send("/commit", &commit), first);
    assert_eq!(send("/verdict", &verdict), second);
    assert_eq!(send("/steps", &step), third);
    assert_eq!(send("/steps", &request), fourth);
}

#[test]
fn a_session_is_claimed_once() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let claim = |token: &str, jkt: &str| {
        server.post(&tab.path("/claim"), "application/json", &json!({ "token": token, "jkt": jkt }).to_string(), &[])
    };
    let again = claim(&tab.token, &tab.key.jkt()).ok();
    assert_eq!(again["session"], tab.session);
    // A page holds the keys that it was given against this one, before an attempt is counted.
    let published = server.get("/.well-known/prescreen-keys.json").ok()["keys"].take();
    assert_eq!(again["signer"], published[0], "the newest key, with which this server signs");
    claim(&tab.token, &Key::new().jkt()).refused(409, "already-claimed");
    claim("wrong", &tab.key.jkt()).refused(403, "claim-token");
    claim(&tab.token, "short").refused(400, "malformed");
    server
        .post("/v1/sessions/unknown/claim", "application/json", r#"{"token":"a","jkt":"b"}"#, &[])
        .refused(404, "unknown-session");
}

#[test]
fn what_comes_before_its_time_is_refused() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let opened = server.host_post("/v1/sessions", &assessment("a")).ok();
    let path = format!("/v1/sessions/{}", text(&opened, "session"));
    server.jose(&format!("{path}/commit"), "a.b.c").refused(409, "not-claimed");
    server.jose(&format!("{path}/verdict"), "a.b.c").refused(409, "not-claimed");
    server.jose(&format!("{path}/steps"), "a.b.c").refused(409, "not-decided");
    server.get(&format!("{path}/next")).refused(403, "other-key");
    let tab = Tab::open(&server, &assessment("a"));
    server.jose(&tab.path("/verdict"), "a.b.c").refused(409, "not-committed");
    server.get_with(&tab.path("/next"), &[("prescreen-jkt", &tab.key.jkt())]).refused(409, "not-decided");
    let own = json!({ "flow": "above-class", "step": "call" });
    server.host_post(&tab.path("/steps/host"), &own).refused(409, "not-decided");
}

#[test]
fn a_firm_is_told_what_does_not_fit_the_pack() {
    let home = Home::new(&[trial::pack(|pack| pack["origins"] = json!(["https://broker.example"]))]);
    let server = home.start();
    let open = |change: fn(&mut serde_json::Value)| {
        let mut opening = assessment("a");
        opening["audience"] = json!("https://broker.example");
        change(&mut opening);
        server.host_post("/v1/sessions", &opening)
    };
    open(|_| ()).ok();
    open(|it| it["audience"] = json!("https://other.example")).refused(422, "audience-not-allowed");
    open(|it| it["audience"] = json!("https://broker.example/path")).refused(422, "invalid");
    let at = |answer: crate::process::Answer| answer.refused(422, "invalid")["at"].clone();
    assert_eq!(at(open(|it| it["facts"]["member"] = json!(3))), "/facts/member");
    assert_eq!(at(open(|it| it["facts"]["age"] = json!(30))), "/facts/age");
    assert_eq!(at(open(|it| it["facts"]["hobby"] = json!(true))), "/facts/hobby");
    assert_eq!(at(open(|it| it["facts"]["shoe-size"] = json!(42))), "/facts/shoe-size");
    assert_eq!(at(open(|it| it["facts"]["birth_date"] = json!("1990-02-30"))), "/facts/birth_date");
    assert_eq!(at(open(|it| it["product"] = trial::product())), "/product");
    assert_eq!(at(open(|it| it["purpose"] = json!("purchase"))), "/product");
    assert_eq!(
        at(open(|it| {
            it["purpose"] = json!("purchase");
            it["product"] = trial::product();
            it["product"]["seller_grade"] = json!("R9");
        })),
        "/product/seller_grade"
    );
    open(|it| it["pack"] = json!("nobody")).refused(404, "unknown-pack");
    open(|it| it["pack"] = json!({ "id": "trial", "version": "9.9.9" })).refused(404, "unknown-pack");
    open(|it| it["pack"] = json!({ "id": "trial", "version": "1.0.0" })).ok();
    assert_eq!(open(|it| it["extra"] = json!(1)).refused(400, "malformed")["reason"], "unknown-field");
    // Nobody could list their sessions: an address takes these for folders.
    assert_eq!(open(|it| it["subject"] = json!(".")).refused(400, "malformed")["at"], "/subject");
    assert_eq!(open(|it| it["subject"] = json!("..")).refused(400, "malformed")["at"], "/subject");
    open(|it| it["subject"] = json!("...")).ok();
    assert_eq!(open(|it| it["subject"] = json!("a b")).refused(400, "malformed")["at"], "/subject");
}

#[test]
fn the_host_api_wants_the_host_credential() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let body = assessment("a").to_string();
    let open = |headers: &[(&str, &str)]| server.post("/v1/sessions", "application/json", &body, headers);
    open(&[]).refused(401, "unauthorized");
    open(&[("authorization", "Bearer wrong")]).refused(401, "unauthorized");
    open(&[("authorization", &server.credential)]).refused(401, "unauthorized");
    open(&[("authorization", &format!("Basic {}", server.credential))]).refused(401, "unauthorized");
    // The name of a scheme may be written in any case (RFC 9110 section 11.1).
    for scheme in ["Bearer", "bearer", "BEARER"] {
        open(&[("authorization", &format!("{scheme} {}", server.credential))]).ok();
    }
    server.get("/v1/sessions/any").refused(401, "unauthorized");
    server.post("/v1/sessions/any/steps/host", "application/json", "{}", &[]).refused(401, "unauthorized");
}

#[test]
fn the_next_step_is_told_to_whoever_names_the_keys_thumbprint() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    let accepted = server.jose(&tab.path("/verdict"), &verdict).ok();
    server.get(&tab.path("/next")).refused(403, "other-key");
    // No signature: the receipt and the next step, which the person's record leads to, and nothing else.
    let told = server.get_with(&tab.path("/next"), &[("prescreen-jkt", &tab.key.jkt())]).ok();
    assert_eq!(told, accepted);
    let members: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(members, ["next", "receipt"]);
    assert_eq!(server.host_get(&tab.path("")).ok()["receipt"], told["receipt"], "asking changes nothing");
}

/// Verifies a decided session by what the host API gives.
pub fn verify(home: &Home, state: &Value, by: &[&str]) -> std::process::Output {
    let file = |name: &str, content: String| home.directory.write(name, &content).display().to_string();
    std::process::Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["--json", "verify", "--pack", &home.directory.0.join("packs/0.json").display().to_string()])
        .args(["--session", &file("session.json", state["document"].to_string())])
        .args(["--ticket", &file("ticket.jws", text(state, "ticket"))])
        .args(["--verdict", &file("verdict.jws", text(state, "verdict"))])
        .args(by)
        .output()
        .unwrap()
}

#[test]
fn a_back_end_checks_a_verdict_by_what_the_host_api_gives() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["document"], &state["jkt"]), (&tab.session, &json!(tab.key.jkt())));
    assert_eq!(state["accepted"], claims(&text(&state, "receipt"))["iat"]);
    let keys = home.directory.write("keys.json", &server.get("/.well-known/prescreen-keys.json").text);
    let receipt = home.directory.write("receipt.jws", &text(&state, "receipt"));
    let by = ["--receipt", receipt.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let output = verify(&home, &state, &by);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn complete_is_never_said_of_a_refusal() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let mut refused = tab.verdict_claims(&tab.ticket(&server));
    refused["outcome"] = json!("refuse");
    let answer = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &refused)).ok();
    assert!(answer["next"].is_null());
    let receipt = claims(&text(&answer, "receipt"));
    assert_eq!((&receipt["outcome"], &receipt["complete"]), (&json!("refuse"), &json!(false)));
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!((&state["state"], &state["complete"]), (&json!("decided"), &json!(false)));
    assert_eq!(state["outcome"], "refuse");
}

#[test]
fn the_firm_lists_the_sessions_of_a_person_and_nobody_else_does() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let first = Tab::open(&server, &assessment("a"));
    let verdict = first.verdict(&first.ticket(&server));
    server.jose(&first.path("/verdict"), &verdict).ok();
    Tab::open(&server, &assessment("b"));
    home.set_clock("2026-09-01 02:01:00");
    let second = Tab::open(&server, &purchase("a", &server.get("/packs/current/trial").ok()));
    let listed = server.host_get("/v1/subjects/a/sessions").ok();
    let expected = |tab: &Tab, state: &str, product: serde_json::Value| {
        let session = &tab.session;
        json!({
            "session": session["id"], "state": state, "purpose": session["purpose"], "product": product, "permission": null,
            "pack": session["pack"], "now": session["now"],
        })
    };
    let both = [expected(&second, "claimed", json!("fund-1")), expected(&first, "complete", json!(null))];
    assert_eq!(listed["sessions"], json!(both));
    assert_eq!(listed["next"], json!(null));
    assert_eq!(server.host_get("/v1/subjects/nobody/sessions").ok(), json!({ "sessions": [], "next": null }));
    server.get("/v1/subjects/a/sessions").refused(401, "unauthorized");
    assert_eq!(server.get("/version").ok()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_session_id_that_no_store_can_take_is_nobodys_and_harms_nobody() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for (path, kind) in [("claim", "json"), ("commit", "jose"), ("verdict", "jose"), ("steps", "jose")] {
        for id in ["%00", "a%00b", "a%20b"] {
            let path = format!("/v1/sessions/{id}/{path}");
            let body = if kind == "json" { json!({ "token": "t", "jkt": "j" }).to_string() } else { "x".into() };
            let status = server.post(&path, &format!("application/{kind}"), &body, &[]).status;
            assert!(matches!(status, 400 | 404), "{path}: {status}");
            assert_eq!(server.get("/readyz").status, 200, "{path}");
        }
    }
}
