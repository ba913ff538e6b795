//! A pause: its end and its reason as the firm reads them, and nothing of what led to it.

use serde_json::{Value, json};

use crate::process::Home;
use crate::tab::Tab;
use crate::trial;

/// The pack with a pause that rests on what the firm knows, and ends after some hours.
fn pausing(hours: Option<u32>) -> Value {
    trial::pack(|pack| {
        let basis = json!({ "firm": "test" });
        pack["notices"] =
            json!([{ "id": "manner", "version": 1, "kind": "consent", "required": false, "basis": basis }]);
        let facts = pack["facts"].as_array_mut().unwrap();
        facts.push(json!({ "id": "remote_control", "type": "boolean", "provided_by": ["host"] }));
        let mut band = json!({ "id": "band.later", "band": "pause", "from": 70, "families": 1, "basis": basis });
        if let Some(hours) = hours {
            band["hours"] = hours.into();
        }
        let when = json!({ "remote_control": true });
        let rule = json!({ "id": "signal.remote", "concern": "influence", "when": when, "weight": 70, "basis": basis });
        pack["fraud"] = json!({ "consent": "manner", "rules": [rule], "bands": [band] });
        for locale in ["en", "zh-CN"] {
            for key in [
                "notice.manner.title",
                "notice.manner.body",
                "fact.remote_control",
                "reason.signal.remote",
                "reason.band.later",
            ] {
                pack["texts"][locale][key] = "A text".into();
            }
        }
    })
}

/// The session as the firm reads it, after its verdict was accepted.
fn read_back(hours: Option<u32>, paused: bool) -> Value {
    let home = Home::new(&[pausing(hours)]).at("2026-09-01 02:00:00");
    let server = home.start();
    let mut opening = trial::assessment("a");
    opening["facts"]["remote_control"] = paused.into();
    let tab = Tab::open(&server, &opening);
    let ticket = tab.ticket(&server);
    assert_eq!(server.host_get(&tab.path("")).ok()["pause_ends"], Value::Null);
    let mut claims = tab.verdict_claims(&ticket);
    claims["session_check"] = if paused { "pause" } else { "clear" }.into();
    if paused {
        claims["outcome"] = "pause".into();
        claims["reasons"] = json!(["band.later"]);
    }
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    server.host_get(&tab.path("")).ok()
}

#[test]
fn a_pause_has_an_end_by_the_packs_hours_and_a_reason_that_names_nothing_else() {
    let state = read_back(Some(24), true);
    let accepted = state["accepted"].as_i64().unwrap();
    assert_eq!(state["pause_ends"].as_i64(), Some(accepted + 24 * 3600));
    assert_eq!((&state["outcome"], &state["complete"]), (&json!("pause"), &json!(false)));
    assert_eq!(state["claims"]["reasons"], json!(["band.later"]));
    assert!(!state["claims"].to_string().contains("signal."), "{state}");
}

#[test]
fn a_tab_that_leaves_out_a_pause_which_the_firms_own_facts_lead_to_is_refused() {
    let home = Home::new(&[pausing(Some(24))]).at("2026-09-01 02:00:00");
    let server = home.start();
    let mut opening = trial::assessment("a");
    opening["facts"]["remote_control"] = true.into();
    let tab = Tab::open(&server, &opening);
    let ticket = tab.ticket(&server);
    let mut claims = tab.verdict_claims(&ticket);
    claims["session_check"] = "clear".into();
    let refused = server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).refused(422, "claim");
    assert_eq!(refused["at"], "/session_check");
}

#[test]
fn what_is_no_pause_or_has_no_end_has_none() {
    assert_eq!(read_back(None, true)["pause_ends"], Value::Null);
    assert_eq!(read_back(Some(24), false)["pause_ends"], Value::Null);
}
