//! What the server needs to start, and says when it cannot.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::process::Home;
use crate::trial;

fn refusal(home: &Home) -> String {
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_first_start_makes_what_it_needs_for_this_user_alone() {
    let home = Home::new(&[trial::plain()]);
    let _server = home.start();
    for name in ["host-credential", "signing-key.p8", "prescreen.sqlite", "prescreen.sqlite-wal"] {
        let file = home.directory.0.join("data").join(name);
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert_eq!(home.directory.0.join("data").metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_pack_that_is_not_in_order_stops_the_start() {
    let home = Home::new(&[trial::plain(), trial::pack(|pack| pack["version"] = json!("2.0.0"))]);
    home.directory.write("packs/bad.json", &trial::pack(|pack| pack["attempts"] = json!([])).to_string());
    assert!(refusal(&home).contains("bad.json: "));
}

#[test]
fn a_pack_that_breaks_a_promise_stops_the_start() {
    // Without this rule somebody who can bear no loss buys above the lowest class's grade.
    let without = |pack: &mut serde_json::Value| {
        pack["matching"]["rules"].as_array_mut().unwrap().retain(|rule| rule["id"] != "match.lowest");
        for texts in pack["texts"].as_object_mut().unwrap().values_mut() {
            texts.as_object_mut().unwrap().remove("reason.match.lowest");
        }
    };
    let home = Home::new(&[trial::pack(without)]);
    let refused = refusal(&home);
    assert!(refused.contains("breaks a promise (lowest/grade)"), "{refused}");
}

#[test]
fn two_packs_of_one_version_stop_the_start() {
    let home = Home::new(&[trial::plain(), trial::with_attempts(json!({ "per_day": 9 }))]);
    assert!(refusal(&home).contains("give this one a new version"));
}

#[test]
fn no_pack_and_a_weak_credential_stop_the_start() {
    assert!(refusal(&Home::new(&[])).contains("there is no pack here"));
    let mut home = Home::new(&[trial::plain()]);
    let file = home.directory.write("credential", "short\n");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    home.arguments.extend(["--host-credential-file".into(), file.display().to_string()]);
    assert!(refusal(&home).contains("at least 32 characters"));
}

#[test]
fn a_credential_that_no_header_can_carry_stops_the_start() {
    for (text, place) in [
        ("\u{e9}".repeat(40), 1),
        (format!("{}\n{}\n", "a".repeat(40), "b".repeat(40)), 41),
        (format!("{} {}", "a".repeat(20), "b".repeat(20)), 21),
    ] {
        let mut home = Home::new(&[trial::plain()]);
        let file = home.directory.write("credential", &text);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        home.arguments.extend(["--host-credential-file".into(), file.display().to_string()]);
        let said = refusal(&home);
        assert!(said.contains("visible ASCII characters") && said.contains(&format!("character {place} ")), "{said}");
        assert!(!said.contains(text.trim()), "the secret is not repeated");
    }
}
