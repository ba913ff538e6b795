//! The class of a shadow pack in a verdict: taken where the server can tell that it is possible, refused otherwise.

use serde_json::{Value, json};

use crate::process::Home;
use crate::tab::{Tab, hash, text};
use crate::trial::{self, assessment};

#[test]
fn a_shadow_class_is_one_that_the_server_can_check() {
    let next = trial::pack(|pack| pack["id"] = json!("trial-next"));
    let newer = trial::pack(|pack| {
        pack["id"] = json!("trial-next");
        pack["version"] = json!("9.0.0");
        pack["effective"]["from"] = json!("2099-01-01");
        for dated in ["attempts", "validity"] {
            for entry in pack[dated].as_array_mut().unwrap() {
                entry["from"] = json!("2099-01-01");
            }
        }
    });
    let unlisted = trial::pack(|pack| pack["id"] = json!("trial-other"));
    let first = trial::pack(|pack| {
        pack["disclosure"]["shadow"] = json!([{ "pack": "trial-next", "classes": ["C0", "C1", "C2", "C3"] }]);
    });
    let home = Home::new(&[first, next, newer, unlisted]);
    let server = home.start();
    let reference = |id: &str, subject: &str| {
        let mut opening = assessment(subject);
        opening["pack"] = json!(id);
        Tab::open(&server, &opening).session["pack"].clone()
    };
    let (next, unlisted) = (reference("trial-next", "a"), reference("trial-other", "b"));
    let tab = Tab::open(&server, &assessment("c"));
    let ticket = tab.ticket(&server);
    let sent = |shadow: Value| {
        let mut claims = tab.verdict_claims(&ticket);
        claims["shadow"] = shadow;
        server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims))
    };
    let with = |name: &str, value: Value| {
        let mut pack = next.clone();
        pack[name] = value;
        pack
    };
    for (shadow, status, code) in [
        (json!({ "pack": next, "class": "C9" }), 422, "other-shadow"),
        (json!({ "pack": unlisted, "class": "C1" }), 422, "other-shadow"),
        (json!({ "pack": tab.session["pack"], "class": "C1" }), 422, "other-shadow"),
        (json!({ "pack": with("hash", hash(b"never seen").into()), "class": "C1" }), 422, "unknown-shadow"),
        (json!({ "pack": with("version", "0.0.1".into()), "class": "C1" }), 422, "unknown-shadow"),
        (json!({ "pack": next, "class": "C1", "points": 3 }), 400, "unknown-claim"),
        (json!({ "pack": next, "class": 1 }), 400, "type"),
    ] {
        let answer = sent(shadow.clone());
        assert_eq!((answer.status, answer.json["code"].as_str()), (status, Some(code)), "{shadow}: {}", answer.text);
    }
    let shadow = json!({ "pack": next, "class": "C3" });
    sent(shadow.clone()).ok();
    let told = server.host_get(&tab.path("")).ok();
    assert_eq!((&told["claims"]["class"], &told["claims"]["shadow"]), (&json!("C2"), &shadow));
    assert_eq!(told["profile"]["class"], "C2", "the first pack decides {}", text(&told, "state"));
}
