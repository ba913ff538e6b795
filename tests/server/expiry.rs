//! Steps that come long after their verdict: what it rests on is looked at again.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, purchase};

/// 2026-09-04 at 15:59:59 in UTC, the last second of that day in Shanghai.
const UNTIL_THE_FOURTH: i64 = 1_788_537_599;

fn above_class(server: &Server, change: impl FnOnce(&mut Value)) -> (Tab, String) {
    let mut opening = purchase("a", &server.get("/packs/current/trial").ok());
    change(&mut opening);
    let tab = Tab::open(server, &opening);
    let verdict = tab.verdict(&tab.ticket(server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    (tab, verdict)
}

fn state(server: &Server, tab: &Tab) -> Value {
    server.host_get(&tab.path("")).ok()["state"].clone()
}

#[test]
fn no_step_is_taken_when_the_profile_has_run_out() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |opening| opening["profile"]["valid_until"] = json!("2026-09-10"));
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    // The last day ends at 16:00 in UTC, midnight in Shanghai.
    home.pass_until("2026-09-10 15:59:59");
    let told = tab.step(&verdict, "request");
    server.jose(&tab.path("/steps"), &told).ok();
    assert_eq!(state(&server, &tab), "decided");
    home.pass_until("2026-09-10 16:00:00");
    let own = json!({ "flow": "above-class", "step": "call" });
    let refused = server.host_post(&tab.path("/steps/host"), &own).refused(410, "expired");
    assert_eq!(refused["at"], "/class_on_file");
    assert_eq!(state(&server, &tab), "expired");
    assert_eq!(server.host_get(&tab.path("")).ok()["complete"], false);
    // What was taken stays taken, and the same bytes get the same answer.
    server.jose(&tab.path("/steps"), &told).ok();
}

#[test]
fn no_step_is_taken_after_the_days_of_its_flow() {
    let pack = trial::pack(|pack| pack["flows"][0]["within_days"] = json!(3));
    let home = Home::new(&[pack]).at("2026-09-01 15:59:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |_| ());
    let told = server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    assert_eq!(told["next"]["until"], UNTIL_THE_FOURTH);
    // Accepted a minute before midnight in Shanghai: the third day after it ends at 16:00 in UTC.
    home.pass_until("2026-09-04 15:59:59");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "request")).ok();
    assert_eq!(state(&server, &tab), "decided");
    home.pass_until("2026-09-04 16:00:00");
    let own = json!({ "flow": "above-class", "step": "call" });
    let refused = server.host_post(&tab.path("/steps/host"), &own).refused(410, "expired");
    assert_eq!(refused["at"], "/flow");
    assert_eq!(state(&server, &tab), "expired");
}

#[test]
fn a_flow_that_says_nothing_ends_within_thirty_days() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |_| ());
    home.pass_until("2026-10-01 15:59:59");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    home.pass_until("2026-10-01 16:00:00");
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "request")).refused(410, "expired");
}

#[test]
fn a_step_is_possible_no_longer_than_its_pack_is_in_force() {
    let pack = trial::pack(|pack| pack["effective"] = json!({ "from": "2020-01-01", "to": "2026-09-04" }));
    let home = Home::new(&[pack]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |_| ());
    let told = tab.step(&verdict, "told");
    assert_eq!(server.jose(&tab.path("/steps"), &told).ok()["next"]["until"], UNTIL_THE_FOURTH);
    home.pass_until("2026-09-04 15:59:59");
    assert_eq!(
        server.jose(&tab.path("/steps"), &tab.step(&verdict, "request")).ok()["next"]["until"],
        UNTIL_THE_FOURTH
    );
    home.pass_until("2026-09-04 16:00:00");
    let own = json!({ "flow": "above-class", "step": "call" });
    assert_eq!(server.host_post(&tab.path("/steps/host"), &own).refused(410, "expired")["at"], "/pack");
}

#[test]
fn no_step_is_taken_years_later_under_a_pack_that_is_not_in_force() {
    let pack = trial::pack(|pack| pack["effective"] = json!({ "from": "2020-01-01", "to": "2027-12-31" }));
    let home = Home::new(&[pack]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |_| ());
    home.pass_until("2029-09-01 02:00:00");
    let refused = server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).refused(410, "expired");
    assert_eq!(refused["at"], "/pack");
    assert_eq!(state(&server, &tab), "expired");
    assert_eq!(server.host_get(&tab.path("")).ok()["lapsed"], "expired");
}

#[test]
fn no_step_is_taken_when_attested_facts_lead_to_something_stricter_by_now() {
    let pack = trial::pack(|pack| {
        let rule = &mut pack["eligibility"][0];
        rule["when"] = json!({ "$or": [{ "age": { "$lt": 18 } }, { "age": { "$gte": 70 } }] });
    });
    let home = Home::new(&[pack]).at("2026-09-01 02:00:00");
    let server = home.start();
    let (tab, verdict) = above_class(&server, |opening| opening["facts"]["birth_date"] = json!("1956-09-05"));
    server.jose(&tab.path("/steps"), &tab.step(&verdict, "told")).ok();
    home.pass_until("2026-09-05 02:00:00");
    let refused = server.jose(&tab.path("/steps"), &tab.step(&verdict, "request")).refused(410, "expired");
    assert_eq!(refused["at"], "/outcome");
}
