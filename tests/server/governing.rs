//! Who stands for the packs: no pack is served without two persons' approval, and one of them takes it back.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::Tab;
use crate::trial::{self, assessment};

/// People with keys, a server that knows them, and its only pack.
struct Firm {
    home: Home,
}

/// What the command line answers.
fn run(arguments: &[&str]) -> (Option<i32>, Value) {
    let run = Command::new(env!("CARGO_BIN_EXE_prescreen")).arg("--json").args(arguments).output().unwrap();
    (run.status.code(), serde_json::from_slice(&run.stdout).unwrap_or_default())
}

/// Has two people approve the packs of a server, and names them in `approvers.json` beside its directory of packs.
pub fn approve(home: &Home) {
    let path = |name: &str| home.directory.0.join(name).to_str().unwrap().to_owned();
    let drawn = ["Ada", "Ben"].map(|name| {
        let (code, told) = run(&["pack", "keygen", "--as", name, "--out", &path(name)]);
        assert_eq!(code, Some(0), "{told}");
        told["approver"].clone()
    });
    let list = json!({ "prescreen_approvers": 1, "approvers": drawn });
    home.directory.write("approvers.json", &list.to_string());
    for name in ["Ada", "Ben"] {
        let signed = run(&["pack", "sign", &path("packs/0.json"), "--key", &path(name), "--as", name]);
        assert_eq!(signed.0, Some(0));
    }
}

impl Firm {
    fn new(pack: &Value) -> Self {
        let home = Home::new(std::slice::from_ref(pack)).at("2026-09-01 02:00:00");
        let firm = Self { home };
        let approvers: Vec<Value> = ["Ada", "Ben"].map(|name| firm.draw(name)).into();
        firm.list(&approvers);
        let list = firm.path("approvers.json");
        let home = firm.home.argument("--approvers").argument(list.to_str().unwrap());
        Self { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.directory.0.join(name)
    }

    /// Draws a person's key; gives the entry for the list.
    fn draw(&self, name: &str) -> Value {
        let (code, told) = run(&["pack", "keygen", "--as", name, "--out", self.path(name).to_str().unwrap()]);
        assert_eq!(code, Some(0), "{told}");
        told["approver"].clone()
    }

    fn list(&self, approvers: &[Value]) {
        let list = json!({ "prescreen_approvers": 1, "approvers": approvers });
        self.home.directory.write("approvers.json", &list.to_string());
    }

    fn pack(&self) -> String {
        self.path("packs/0.json").to_str().unwrap().into()
    }

    /// Signs, as the command line does.
    fn says(&self, act: &str, name: &str, more: &[&str]) {
        let key = self.path(name);
        let (code, told) =
            run(&[&["pack", act, &self.pack(), "--key", key.to_str().unwrap(), "--as", name][..], more].concat());
        assert_eq!(code, Some(0), "{told}");
    }

    fn approve(&self) {
        self.says("sign", "Ada", &[]);
        self.says("sign", "Ben", &[]);
    }

    /// Has the server read its packs again.
    fn reload(&self, server: &Server) {
        let before = self.home.log().matches("read again").count();
        server.signal("HUP");
        for _ in 0..400 {
            if self.home.log().matches("read again").count() > before {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("{}", self.home.log());
    }

    /// Waits until so many lines of the log have this.
    fn logged(&self, member: &str, value: &str, times: usize) {
        let count = || {
            let log = self.home.log();
            let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            lines.filter(|line| line["fields"][member] == value || line[member] == value).count()
        };
        let said = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(25));
            count() == times
        });
        assert!(said, "{member} {value}: {} times in {}", count(), self.home.log());
    }
}

#[test]
fn a_server_starts_with_approvers_or_with_the_word_that_none_are_needed() {
    let home = Home::new(&[trial::plain()]);
    let mut command = home.command();
    let arguments: Vec<_> =
        command.get_args().filter(|one| *one != "--serve-unapproved-packs").map(Into::into).collect();
    let arguments: Vec<std::ffi::OsString> = arguments;
    command = Command::new(command.get_program());
    let output = command.args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("--approvers") && said.contains("--serve-unapproved-packs"), "{said}");
}

#[test]
fn packs_that_nobody_approved_are_named_in_the_log_at_every_start() {
    let home = Home::new(&[trial::plain()]);
    for starts in 1..=2 {
        let server = home.start();
        server.get("/readyz").ok();
        // The log has a writer of its own.
        let said = || home.log().matches("packs are served that nobody approved").count();
        let named = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(25));
            said() == starts
        });
        assert!(named, "{} times in {}", said(), home.log());
    }
}

#[test]
fn no_pack_is_served_before_two_different_persons_approved_it() {
    let firm = Firm::new(&trial::plain());
    let server = firm.home.start();
    let states = |server: &Server| server.get("/readyz").json["packs"].clone();
    server.get("/readyz").refused(503, "not-ready");
    server.host_post("/v1/sessions", &assessment("a")).refused(404, "unknown-pack");
    server.get("/packs/current/trial").refused(404, "unknown-pack");
    firm.logged("why", "too-few", 1);

    firm.says("sign", "Ada", &[]);
    firm.says("sign", "Ada", &[]);
    firm.reload(&server);
    server.get("/readyz").refused(503, "not-ready");
    firm.logged("why", "same-person", 1);

    firm.says("sign", "Ben", &[]);
    firm.reload(&server);
    server.get("/readyz").ok();
    let [state] = states(&server).as_array().unwrap().clone().try_into().unwrap();
    assert_eq!(
        (&state["pack"]["id"], &state["state"], &state["why"]),
        (&"trial".into(), &"active".into(), &Value::Null)
    );
    firm.logged("approved_by", "Ada, Ben", 1);
    server.host_post("/v1/sessions", &assessment("a")).ok();
}

#[test]
fn a_pack_that_is_changed_after_it_was_signed_is_a_draft_and_the_one_before_stays() {
    let firm = Firm::new(&trial::plain());
    firm.approve();
    let server = firm.home.start();
    server.host_post("/v1/sessions", &assessment("a")).ok();
    let next = trial::pack(|pack| pack["version"] = json!("9.0.0"));
    fs::write(firm.path("packs/1.json"), next.to_string()).unwrap();
    fs::copy(firm.path("packs/0.json.statements"), firm.path("packs/1.json.statements")).unwrap();
    firm.reload(&server);
    // Two statements, and the pack.
    firm.logged("why", "changed-pack", 3);
    assert_ne!(server.get("/packs/current/trial").json["version"], "9.0.0");
    let opening = |version: &str| {
        let mut opening = assessment("b");
        opening["pack"] = json!({ "id": "trial", "version": version });
        opening
    };
    let refused = server.host_post("/v1/sessions", &opening("9.0.0"));
    refused.refused(404, "unknown-pack");
    server.host_post("/v1/sessions", &assessment("c")).ok();
}

#[test]
fn an_approval_that_ends_makes_a_draft_by_the_servers_clock() {
    let firm = Firm::new(&trial::plain());
    firm.says("sign", "Ada", &["--until", "2026-09-01"]);
    firm.says("sign", "Ben", &[]);
    let server = firm.home.start();
    let begun = Tab::open(&server, &assessment("a"));
    // The pack's next day begins at 16:00 UTC.
    firm.home.pass_until("2026-09-01 16:00:00");
    server.host_post("/v1/sessions", &assessment("b")).refused(404, "unknown-pack");
    server.get("/readyz").refused(503, "not-ready");
    drop(begun);
}

#[test]
fn what_was_begun_is_accepted_until_the_day_and_nothing_once_a_pack_is_withdrawn() {
    let firm = Firm::new(&trial::plain());
    firm.approve();
    let server = firm.home.start();
    let [begun, late] = ["a", "b"].map(|subject| Tab::open(&server, &assessment(subject)));
    firm.says("withdraw", "Ben", &["--reason", "a rule changed", "--accept-until", "2026-09-01"]);
    firm.reload(&server);
    firm.logged("state", "accepted_until", 1);
    server.host_post("/v1/sessions", &assessment("c")).refused(404, "unknown-pack");
    let verdict = begun.verdict(&begun.ticket(&server));
    server.jose(&begun.path("/verdict"), &verdict).ok();

    let ticket = late.ticket(&server);
    firm.says("withdraw", "Ada", &["--reason", "at once"]);
    firm.reload(&server);
    firm.logged("state", "withdrawn", 1);
    server.jose(&late.path("/verdict"), &late.verdict(&ticket)).refused(422, "not-in-force");
    let (code, told) =
        run(&["pack", "approvals", &firm.pack(), "--approvers", firm.path("approvers.json").to_str().unwrap()]);
    assert_eq!((code, &told["state"]), (Some(1), &"withdrawn".into()));
}

#[test]
fn an_export_tells_who_approved_its_packs_and_who_withdrew_them() {
    let firm = Firm::new(&trial::plain());
    firm.approve();
    // Who is in no list signs too: it counts for nothing, and is in no export.
    firm.draw("Eve");
    firm.says("sign", "Eve", &[]);
    let server = firm.home.start();
    Tab::open(&server, &assessment("a"));
    firm.says("withdraw", "Ben", &["--reason", "a rule changed", "--accept-until", "2026-09-01"]);

    let path = |name: &str| firm.path(name).to_str().unwrap().to_owned();
    let (file, packs, list) = (path("export"), path("packs"), path("approvers.json"));
    firm.home.operate(&["export", "--subject", "a", "--out", &file, "--packs", &packs, "--approvers", &list]);
    let checked = |file: &str, more: &[&str]| run(&[&["record", "check", file][..], more].concat());
    let (code, told) = checked(&file, &["--approvers", &list]);
    assert_eq!((code, &told["counts"]["statements"]), (Some(0), &3.into()), "{told}");
    assert!(told["checked"].to_string().contains("is signed by the person whom the list of approvers names"), "{told}");
    assert!(checked(&file, &[]).1["not_checked"].to_string().contains("give --approvers"));
    let text = fs::read_to_string(&file).unwrap();
    let said: Vec<Value> = text
        .lines()
        .filter_map(|line| Some(serde_json::from_str::<Value>(line).ok()?["statement"]["statement"].take()))
        .filter(|one| !one.is_null())
        .collect();
    let who: Vec<(&str, &str)> =
        said.iter().map(|one| (one["act"].as_str().unwrap(), one["by"].as_str().unwrap())).collect();
    assert_eq!(who, [("approve", "Ada"), ("approve", "Ben"), ("withdraw", "Ben")]);
    assert_eq!((&said[2]["reason"], &said[2]["until"]), (&"a rule changed".into(), &"2026-09-01".into()));

    // By another list of approvers than the one that is trusted.
    let eve = run(&["pack", "keygen", "--as", "Ada", "--out", &path("other")]).1["approver"].clone();
    let others = json!({ "prescreen_approvers": 1, "approvers": [eve] });
    firm.home.directory.write("others.json", &others.to_string());
    let (code, told) = checked(&file, &["--approvers", &path("others.json")]);
    assert_eq!((code, &told["errors"][0]["code"]), (Some(1), &"key".into()), "{told}");
    // A name that was changed.
    fs::write(&file, text.replacen("\"by\":\"Ben\"", "\"by\":\"Ada\"", 1)).unwrap();
    let (code, told) = checked(&file, &["--approvers", &list]);
    assert_eq!((code, &told["errors"][0]["at"]), (Some(1), &"/statement/statement/key".into()), "{told}");

    // The same statements by themselves, as they lie beside the pack.
    let beside = path("packs/0.json.statements");
    let (code, told) = checked(&beside, &["--approvers", &list]);
    assert_eq!((code, &told["errors"][0]["at"]), (Some(1), &"/2/statement/key".into()), "Eve may not: {told}");
    let without: String = fs::read_to_string(&beside)
        .unwrap()
        .lines()
        .filter(|line| !line.contains("Eve"))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(&beside, without).unwrap();
    let (code, told) = checked(&beside, &["--approvers", &list, "--pack", &firm.pack()]);
    assert_eq!((code, told["not_checked"].as_array().map(Vec::len)), (Some(0), Some(0)), "{told}");
    let mut other = trial::plain();
    other["version"] = "9.0.0".into();
    firm.home.directory.write("other.json", &other.to_string());
    let (code, told) = checked(&beside, &["--approvers", &list, "--pack", &path("other.json")]);
    assert_eq!((code, &told["errors"][0]["code"]), (Some(1), &"pack-mismatch".into()), "{told}");
}

#[test]
fn packs_that_nobody_has_to_approve_can_be_withdrawn_all_the_same() {
    let firm = Firm::new(&trial::plain());
    let firm = Firm { home: firm.home.argument("--serve-unapproved-packs") };
    let server = firm.home.start();
    server.host_post("/v1/sessions", &assessment("a")).ok();
    firm.says("withdraw", "Ada", &["--reason", "a fault"]);
    firm.reload(&server);
    server.host_post("/v1/sessions", &assessment("a")).refused(404, "unknown-pack");
}

#[test]
fn a_reload_with_a_broken_list_or_file_of_statements_leaves_everything_as_it_was() {
    let firm = Firm::new(&trial::plain());
    firm.approve();
    let server = firm.home.start();
    let statements = firm.path("packs/0.json.statements");
    let whole = fs::read_to_string(&statements).unwrap();
    for broken in [&whole[..whole.len() - 9], "{}\n", &whole.replace("approve", "Approve")] {
        fs::write(&statements, broken).unwrap();
        firm.reload(&server);
        server.host_post("/v1/sessions", &assessment("a")).ok();
    }
    fs::write(&statements, whole).unwrap();
    firm.list(&[firm.draw("Cy")]);
    firm.reload(&server);
    assert!(firm.home.log().contains("fewer than two persons"), "{}", firm.home.log());
    server.host_post("/v1/sessions", &assessment("a")).ok();
}
