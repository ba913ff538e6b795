//! What a patched client or a middleman may try, and the problem that each gets.

use std::time::Duration;

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::{Key, Tab, claims, hash, negated, text};
use crate::trial::{self, assessment, purchase};

/// A tab with its ticket, and its honest verdict not sent yet.
fn ready(server: &Server) -> (Tab, String) {
    let tab = Tab::open(server, &assessment(&format!("s{}", hash(&server.url.as_bytes()[7..]))));
    let ticket = tab.ticket(server);
    (tab, ticket)
}

/// Sends the honest claims with one change, signed properly.
fn changed(server: &Server, tab: &Tab, ticket: &str, change: impl FnOnce(&mut Value)) -> crate::process::Answer {
    let mut claims = tab.verdict_claims(ticket);
    change(&mut claims);
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims))
}

/// After every refusal the honest verdict is still welcome: nothing was used up.
fn still_takes(server: &Server, tab: &Tab, ticket: &str) {
    server.jose(&tab.path("/verdict"), &tab.verdict(ticket)).ok();
}

#[test]
fn a_claim_that_is_not_the_servers_own_has_its_own_problem() {
    let older = trial::pack(|pack| pack["version"] = json!("0.9.0"));
    let home = Home::new(&[trial::plain(), older]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    let other = Tab::open(&server, &assessment("other"));
    let older = json!({ "subject": "o", "purpose": "assessment", "pack": { "id": "trial", "version": "0.9.0" }, "facts": { "birth_date": "1990-01-01" } });
    let older = Tab::open(&server, &older);
    assert_ne!(older.session["pack"], tab.session["pack"]);

    let refused = |change: fn(&mut Value), code: &str| changed(&server, &tab, &ticket, change).refused(422, code);
    let put = |name: &str, value: &Value, code: &str| {
        changed(&server, &tab, &ticket, |claims| claims[name] = value.clone()).refused(422, code);
    };
    put("session", &other.session["id"], "other-session");
    put("nonce", &other.session["nonce"], "stale-nonce");
    put("pack", &older.session["pack"], "other-pack");
    put("commitment", &json!(hash(b"other answers")), "other-commitment");
    put("ticket", &json!(hash(b"other ticket")), "other-ticket");
    refused(|claims| claims["purpose"] = json!("account_opening"), "other-purpose");
    refused(|claims| claims["subject"] = json!("somebody"), "other-subject");
    refused(|claims| claims["aud"] = json!("https://elsewhere.example"), "other-audience");
    refused(|claims| claims["variant"] = json!("b"), "other-variant");
    refused(|claims| claims["product"] = json!({ "id": "fund-1", "hash": claims["nonce"] }), "other-product");
    still_takes(&server, &tab, &ticket);
}

#[test]
fn another_product_sheet_is_another_product() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let tab = Tab::open(&server, &purchase("a", &pack));
    let ticket = tab.ticket(&server);
    changed(&server, &tab, &ticket, |claims| claims["product"] = Value::Null).refused(422, "other-product");
    changed(&server, &tab, &ticket, |claims| {
        let mut sheet = trial::product();
        sheet["seller_grade"] = json!("R2");
        claims["product"]["hash"] = json!(hash(sheet.to_string().as_bytes()));
    })
    .refused(422, "other-product");
    still_takes(&server, &tab, &ticket);
}

#[test]
fn what_the_pack_and_the_attested_facts_rule_out_is_refused() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let tab = Tab::open(&server, &purchase("a", &pack));
    let ticket = tab.ticket(&server);
    let refused = |change: fn(&mut Value), at: &str| {
        assert_eq!(changed(&server, &tab, &ticket, change).refused(422, "claim")["at"], at);
    };
    refused(|claims| (claims["class"], claims["class_on_file"]) = (json!("C3"), json!(true)), "/class");
    refused(
        |claims| {
            (claims["class"], claims["class_on_file"], claims["tier"]) = (json!("C3"), json!(false), json!("declared"))
        },
        "/class_on_file",
    );
    refused(|claims| (claims["outcome"], claims["flows"]) = (json!("proceed"), json!([])), "/outcome");
    refused(|claims| claims["flows"] = json!(["club"]), "/flows");
    refused(|claims| claims["flows"] = json!(["above-class", "above-class"]), "/flows");
    refused(|claims| claims["reasons"] = json!(["no-such-rule"]), "/reasons");
    refused(|claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 7200), "/iat");
    still_takes(&server, &tab, &ticket);

    let mut minor = assessment("m");
    minor["facts"]["birth_date"] = json!("2015-01-01");
    let minor = Tab::open(&server, &minor);
    let ticket = minor.ticket(&server);
    server.jose(&minor.path("/verdict"), &minor.verdict(&ticket)).refused(422, "claim");
}

#[test]
fn keys_signatures_and_algorithms_are_the_sessions_own() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    let payload = tab.verdict_claims(&ticket);
    let send = |jws: &str| server.jose(&tab.path("/verdict"), jws);
    send(&Key::new().seal("verdict", &payload)).refused(422, "other-key");

    let honest = tab.verdict(&ticket);
    let (input, signature) = honest.rsplit_once('.').unwrap();
    let mut twin = prescreen::terms::base64url::decode(signature).unwrap();
    let other = negated(&twin[32..]);
    twin[32..].copy_from_slice(&other);
    send(&format!("{input}.{}", crate::tab::base64url(&twin))).refused(422, "signature");

    let header = |alg: &str, typ: &str| json!({ "alg": alg, "jwk": tab.key.jwk(), "typ": typ }).to_string();
    let sealed = |header: &str| tab.key.seal_with(header, &payload.to_string());
    send(&sealed(&header("none", "prescreen-verdict+jws"))).refused(422, "algorithm");
    send(&sealed(&header("HS256", "prescreen-verdict+jws"))).refused(422, "algorithm");
    assert!(send(&sealed(&header("ES256", "prescreen-commit+jws"))).status >= 400);
    let unsigned = format!("{}.", sealed(&header("none", "prescreen-verdict+jws")).rsplit_once('.').unwrap().0);
    assert!(send(&unsigned).status >= 400);

    let mut extended = payload.clone();
    extended["extra"] = json!("an answer");
    send(&tab.key.seal("verdict", &extended)).refused(400, "unknown-claim");
    let mut short = payload.clone();
    short.as_object_mut().unwrap().remove("tier");
    send(&tab.key.seal("verdict", &short)).refused(400, "missing-field");
    let spaced = payload.to_string().replacen(':', ": ", 1);
    send(&tab.key.seal_with(&header("ES256", "prescreen-verdict+jws"), &spaced)).refused(400, "encoding");
    let mut other_suite = payload;
    other_suite["suite"] = json!("prescreen-es256-2");
    send(&tab.key.seal("verdict", &other_suite)).refused(422, "algorithm");
    server.jose(&tab.path("/verdict"), &honest).ok();
}

/// A session's allowance is smaller than a verdict is long: each session takes some of the bytes, and
/// sessions follow each other slowly enough for the host's allowance of 200 requests a second.
#[test]
fn every_single_byte_counts() {
    const BYTES_PER_SESSION: usize = 30;
    const BETWEEN_SESSIONS: Duration = Duration::from_millis(250);
    let home = Home::new(&[trial::with_attempts(json!({}))]);
    let server = home.start();
    let mut place = 0;
    loop {
        let (tab, ticket) = ready(&server);
        let honest = tab.verdict(&ticket);
        for place in place..honest.len().min(place + BYTES_PER_SESSION) {
            let mut bytes = honest.clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            let answer = server.jose(&tab.path("/verdict"), &String::from_utf8(bytes).unwrap());
            assert!((400..500).contains(&answer.status), "byte {place}: {} {}", answer.status, answer.text);
            assert!(!matches!(answer.code(), "" | "rate-limited" | "already-decided"), "byte {place}: {}", answer.text);
        }
        still_takes(&server, &tab, &ticket);
        std::thread::sleep(BETWEEN_SESSIONS);
        place += BYTES_PER_SESSION;
        if place >= honest.len() {
            break;
        }
    }
}

#[test]
fn nothing_may_follow_an_object() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    let honest = tab.verdict(&ticket);
    for tail in ["=", ".", "A", " ", "\n"] {
        server.jose(&tab.path("/verdict"), &format!("{honest}{tail}")).refused(400, "encoding");
    }
    still_takes(&server, &tab, &ticket);
}

/// 64 bytes are 86 letters, of which the last has two bits that mean nothing.
#[test]
fn a_base64url_tail_that_means_nothing_is_refused() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    let honest = tab.verdict(&ticket);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = alphabet.find(honest.chars().last().unwrap()).unwrap();
    for bits in 1..16 {
        let letter = alphabet.chars().nth(last ^ bits).unwrap();
        let tampered = format!("{}{letter}", &honest[..honest.len() - 1]);
        server.jose(&tab.path("/verdict"), &tampered).refused(400, "encoding");
    }
    still_takes(&server, &tab, &ticket);
}

#[test]
fn a_commitment_is_for_this_session_and_made_once() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let other = Tab::open(&server, &assessment("b"));
    let send = |key: &Key, claims: &Value| server.jose(&tab.path("/commit"), &key.seal("commit", claims));
    let honest = tab.commit_claims("answers");
    send(&other.key, &honest).refused(422, "other-key");
    let with = |name: &str, value: &Value| {
        let mut claims = honest.clone();
        claims[name] = value.clone();
        send(&tab.key, &claims)
    };
    with("session", &other.session["id"]).refused(422, "other-session");
    with("nonce", &other.session["nonce"]).refused(422, "stale-nonce");
    with("pack", &json!(hash(b"another pack"))).refused(422, "other-pack");
    with("class", &json!("C2")).refused(400, "unknown-claim");
    let ticket = send(&tab.key, &honest).ok();
    send(&tab.key, &tab.commit_claims("better answers")).refused(409, "already-committed");
    assert_eq!(send(&tab.key, &honest).ok(), ticket, "signed anew, the same commitment has the same ticket");
}

#[test]
fn a_ticket_takes_one_verdict() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    still_takes(&server, &tab, &ticket);
    changed(&server, &tab, &ticket, |claims| claims["class"] = json!("C3")).refused(409, "already-decided");
    let (other, theirs) = {
        let tab = Tab::open(&server, &assessment("b"));
        let ticket = tab.ticket(&server);
        (tab, ticket)
    };
    server.jose(&other.path("/verdict"), &tab.verdict(&ticket)).refused(422, "other-key");
    changed(&server, &other, &theirs, |claims| claims["ticket"] = json!(hash(ticket.as_bytes())))
        .refused(422, "other-ticket");
}

#[test]
fn steps_are_confirmed_in_order_with_the_right_document() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let tab = Tab::open(&server, &purchase("a", &pack));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let send = |claims: &Value| server.jose(&tab.path("/steps"), &tab.key.seal("step", claims));
    let told = |document: Value| tab.step_claims(&verdict, "above-class", "told", document);
    let warning = json!(crate::tab::warning());

    send(&tab.step_claims(&verdict, "above-class", "request", Value::Null)).refused(409, "step-not-next");
    send(&tab.step_claims(&verdict, "above-class", "signed", warning.clone())).refused(409, "step-not-next");
    send(&tab.step_claims(&verdict, "club", "signed", warning.clone())).refused(409, "step-not-next");
    send(&told(json!(hash(b"a milder warning")))).refused(422, "other-document");
    send(&told(Value::Null)).refused(422, "other-document");
    let mut chinese = told(warning.clone());
    chinese["locale"] = json!("zh-CN");
    send(&chinese).refused(422, "other-document");
    chinese["locale"] = json!("fr");
    send(&chinese).refused(422, "unknown-locale");
    let mut elsewhere = told(warning.clone());
    elsewhere["verdict"] = json!(hash(b"another verdict"));
    send(&elsewhere).refused(422, "other-verdict");
    let honest = told(warning);
    server.jose(&tab.path("/steps"), &Key::new().seal("step", &honest)).refused(422, "other-key");
    let mut bent = tab.key.seal("step", &honest).into_bytes();
    let place = bent.len() - 40;
    bent[place] = if bent[place] == b'A' { b'B' } else { b'A' };
    server.jose(&tab.path("/steps"), &String::from_utf8(bent).unwrap()).refused(422, "signature");
    let own = json!({ "flow": "above-class", "step": "told" });
    server.host_post(&tab.path("/steps/host"), &own).refused(409, "step-not-next");

    assert_eq!(send(&honest).ok()["next"]["step"], "request");
    send(&honest).refused(409, "step-not-next");
}

#[test]
fn problems_repeat_nothing_of_a_body() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let (tab, ticket) = ready(&server);
    let secret = "my-answer-is-much";
    for (path, body) in [
        ("/claim", format!(r#"{{"{secret}":1}}"#)),
        ("/claim", format!(r#"{{"token":"{secret}","jkt":"{secret}"}}"#)),
        ("/claim", format!("{{{secret}")),
    ] {
        let answer = server.post(&tab.path(path), "application/json", &body, &[]);
        assert!(answer.status >= 400 && !answer.text.contains(secret), "{}", answer.text);
    }
    for name in [secret, "class", "purpose", "nonce", "product"] {
        let answer = changed(&server, &tab, &ticket, |claims| claims[name] = json!(secret));
        assert!(answer.status >= 400 && !answer.text.contains(secret), "{}", answer.text);
    }
    // Lines are written apart from requests; all are there once the server has ended.
    assert!(server.stop());
    let log = home.log();
    for private in [secret, &text(&tab.session, "subject"), &text(&tab.session, "id"), &text(&claims(&ticket), "nonce")]
    {
        assert!(!log.contains(private));
    }
    assert!(log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert!(log.contains(r#""route":"/v1/sessions/{id}/verdict""#));
}
