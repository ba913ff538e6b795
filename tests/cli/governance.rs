//! `pack keygen`, `pack sign`, `pack withdraw`, `pack approvals`: who stands for a pack.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{folder, read_json, root, run};

/// People with keys, and a pack of their own.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = folder(&format!("governance-{name}"));
        fs::copy(root().join("tests/vectors/verdict/pack.json"), folder.join("pack.json")).unwrap();
        let _ = fs::remove_file(folder.join("pack.json.statements"));
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().into()
    }

    fn draw(&self, name: &str) -> Value {
        let out = self.path(name);
        let _ = fs::remove_file(&out);
        let drawn = run(&["pack", "keygen", "--as", name, "--out", &out, "--json"]);
        assert_eq!(drawn.code, 0, "{}", drawn.err);
        drawn.json()["approver"].clone()
    }

    fn list(&self, approvers: &[Value]) {
        let list = json!({ "prescreen_approvers": 1, "approvers": approvers });
        fs::write(self.path("approvers.json"), list.to_string()).unwrap();
    }

    fn sign(&self, name: &str, more: &[&str]) {
        let key = self.path(name);
        let pack = self.path("pack.json");
        let signed = run(&[&["pack", "sign", &pack, "--key", &key, "--as", name][..], more].concat());
        assert_eq!(signed.code, 0, "{}", signed.err);
    }

    /// Exit code, state, why it is a draft, and why each statement that does not count does not.
    fn told(&self) -> (i32, String, Value, Vec<Value>) {
        let told =
            run(&["pack", "approvals", &self.path("pack.json"), "--approvers", &self.path("approvers.json"), "--json"]);
        let json = told.json();
        let refused = json["refused"].as_array().unwrap();
        for one in refused {
            assert!(one["help"].as_str().unwrap().contains(": "), "what is wrong, and what to do: {one}");
        }
        let refused = refused.iter().map(|one| one["why"].clone()).collect();
        (told.code, json["state"].as_str().unwrap().into(), json["why"].clone(), refused)
    }

    /// The reason of a draft alone.
    fn why(&self) -> Value {
        let (code, state, why, _) = self.told();
        assert_eq!((code, state.as_str()), (1, "draft"));
        why
    }
}

#[test]
fn a_pack_is_approved_by_two_different_persons() {
    let desk = Desk::new("two");
    desk.list(&["Ada", "Ben"].map(|name| desk.draw(name)));
    assert_eq!(desk.why(), "too-few");
    desk.sign("Ada", &[]);
    assert_eq!(desk.why(), "too-few");
    desk.sign("Ada", &[]);
    assert_eq!(desk.why(), "same-person");
    desk.sign("Ben", &[]);
    let (code, state, why, refused) = desk.told();
    assert_eq!((code, why, refused), (0, Value::Null, vec![]));
    assert!(["active", "approved"].contains(&state.as_str()), "{state}");
}

#[test]
fn each_statement_that_does_not_count_says_why_and_what_to_do() {
    let desk = Desk::new("refused");
    let [ada, ben] = ["Ada", "Ben"].map(|name| desk.draw(name));
    desk.list(&[ada.clone(), ben.clone()]);
    desk.sign("Ada", &[]);
    desk.sign("Ben", &[]);
    let signed = fs::read_to_string(desk.path("pack.json.statements")).unwrap();

    let cy = desk.draw("Cy");
    desk.list(&[ada.clone(), cy.clone()]);
    assert_eq!((desk.why(), desk.told().3), ("missing-key".into(), vec!["missing-key".into()]));

    let mut other = ben.clone();
    other["key"] = cy["key"].clone();
    desk.list(&[ada.clone(), other]);
    assert_eq!(desk.why(), "wrong-key");

    let mut left = ben.clone();
    left["until"] = "2020-01-01".into();
    desk.list(&[ada.clone(), left]);
    assert_eq!(desk.why(), "expired", "who signed after their last day");

    desk.list(&[ada, ben]);
    fs::write(desk.path("pack.json.statements"), signed.replacen("\"until\":null", "\"until\":\"2099-01-01\"", 1))
        .unwrap();
    assert_eq!(desk.why(), "signature");
    fs::write(desk.path("pack.json.statements"), &signed).unwrap();
    assert_eq!(desk.told().0, 0);

    let mut changed = read_json(desk.path("pack.json").as_ref());
    changed["regulator"] = "another".into();
    fs::write(desk.path("pack.json"), changed.to_string()).unwrap();
    assert_eq!((desk.why(), desk.told().3), ("changed-pack".into(), vec!["changed-pack".into(); 2]));
}

#[test]
fn an_approval_that_is_over_is_none() {
    let desk = Desk::new("over");
    desk.list(&["Ada", "Ben"].map(|name| desk.draw(name)));
    desk.sign("Ada", &["--until", "2020-01-01"]);
    desk.sign("Ben", &[]);
    assert_eq!(desk.why(), "expired");
}

#[test]
fn a_list_with_a_person_or_a_key_twice_is_refused() {
    let desk = Desk::new("list");
    let ada = desk.draw("Ada");
    let mut again = ada.clone();
    again["name"] = "Ada under another name".into();
    for list in [[ada.clone(), ada.clone()], [ada, again]] {
        desk.list(&list);
        let refused =
            run(&["pack", "approvals", &desk.path("pack.json"), "--approvers", &desk.path("approvers.json"), "--json"]);
        assert_eq!((refused.code, &refused.json()["errors"][0]["code"]), (2, &"duplicate".into()), "{}", refused.out);
    }
}

#[test]
fn nobody_signs_with_anothers_key_nor_with_one_that_others_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new("keys");
    desk.draw("Ada");
    let pack = desk.path("pack.json");
    let sign = |name: &str| run(&["pack", "sign", &pack, "--key", &desk.path("Ada"), "--as", name]);
    let other = sign("Ben");
    assert_eq!(other.code, 2);
    assert!(other.err.contains("another person"), "{}", other.err);
    assert!(!other.err.contains(&read_json(desk.path("Ada").as_ref())["private_key"].as_str().unwrap()[..20]));
    fs::set_permissions(desk.path("Ada"), fs::Permissions::from_mode(0o644)).unwrap();
    let open = sign("Ada");
    assert!(open.code == 2 && open.err.contains("chmod 600"), "{}", open.err);
    assert!(!fs::exists(desk.path("pack.json.statements")).unwrap());
}

#[test]
fn a_pack_is_withdrawn_by_one_person_and_the_strictest_word_counts() {
    let desk = Desk::new("withdrawn");
    desk.list(&["Ada", "Ben"].map(|name| desk.draw(name)));
    desk.sign("Ada", &[]);
    desk.sign("Ben", &[]);
    let withdraw = |name: &str, more: &[&str]| {
        let (pack, key) = (desk.path("pack.json"), desk.path(name));
        let base = ["pack", "withdraw", &pack, "--key", &key, "--as", name, "--reason", "a fault"];
        assert_eq!(run(&[&base[..], more].concat()).code, 0);
    };
    withdraw("Ben", &["--accept-until", "2099-01-01"]);
    assert_eq!(desk.told().1, "accepted_until");
    withdraw("Ada", &[]);
    withdraw("Ada", &["--accept-until", "2099-01-01"]);
    assert_eq!(desk.told().1, "withdrawn");
}
