//! What a supervisor gets: everything of a period or a person, in one file that holds by itself.

use std::fs;
use std::process::Command;

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::sealing;
use crate::tab::{Tab, base64url};
use crate::trial::{self, assessment, purchase};

/// What `record check` says of a file: its exit code and its answer.
fn checked(file: &str, more: &[&str]) -> (i32, Value) {
    let run = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["--json", "record", "check", file])
        .args(more)
        .output()
        .unwrap();
    (run.status.code().unwrap(), serde_json::from_slice(&run.stdout).unwrap_or_default())
}

impl Home {
    fn file(&self, name: &str) -> String {
        self.directory.0.join(name).to_str().unwrap().into()
    }

    /// Exports, and gives the file.
    fn export(&self, arguments: &[&str]) -> String {
        let file = self.file(&format!("export-{}", fs::read_dir(&self.directory.0).unwrap().count()));
        self.operate(&[&["export", "--out", &file][..], arguments].concat());
        file
    }
}

fn lines(file: &str) -> Vec<Value> {
    fs::read_to_string(file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines again, with an end that fits them.
fn with_end(home: &Home, mut lines: Vec<Value>) -> String {
    lines.retain(|line| line.get("end").is_none() && line.get("signature").is_none());
    let mut text: String = lines.iter().map(|line| line.to_string() + "\n").collect();
    let hash = base64url(digest(&SHA256, text.as_bytes()).as_ref());
    text += &(json!({ "end": { "hash": hash, "lines": lines.len() } }).to_string() + "\n");
    let file = home.file("changed");
    fs::write(&file, text).unwrap();
    file
}

/// Sessions of every kind: a purchase with steps of the person and of the firm, an assessment, one that was not sent, one
/// that was not claimed; and of a second person one.
fn held(server: &Server) -> Tab {
    let accept = |tab: &Tab| {
        let verdict = tab.verdict(&tab.ticket(server));
        server.jose(&tab.path("/verdict"), &sealing::sent(tab, &verdict)).ok();
        verdict
    };
    let bought = Tab::open(server, &purchase("a", &server.get("/packs/current/trial").ok()));
    let verdict = accept(&bought);
    for step in ["told", "request"] {
        server.jose(&bought.path("/steps"), &bought.step(&verdict, step)).ok();
    }
    server.host_post(&bought.path("/steps/host"), &json!({ "flow": "above-class", "step": "call" })).ok();
    accept(&Tab::open(server, &assessment("b")));
    Tab::open(server, &assessment("a")).ticket(server);
    server.host_post("/v1/sessions", &assessment("a"));
    bought
}

#[test]
fn an_export_holds_and_says_which_pack_facts_steps_and_accesses() {
    let home = Home::new(&[sealing::pack()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let bought = held(&server);
    let keys = home.directory.write("keys.json", &server.get("/.well-known/prescreen-keys.json").text);
    let keys = keys.to_str().unwrap();
    // Somebody tries to open a record; there is nothing inside.
    let answer = home.directory.write("answer.json", &server.host_get(&bought.path("/record")).text);
    let key = home.directory.write("key.json", &sealing::key().file());
    fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let log = home.file("access.log");
    let opened = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["record", "open", answer.to_str().unwrap(), "--archive-key", key.to_str().unwrap()])
        .args(["--by", "A. Officer", "--reason", "audit", "--log", &log])
        .output();
    assert_eq!(opened.unwrap().status.code(), Some(1));

    let file = home.export(&["--from", "2026-09-01", "--to", "2026-09-01", "--access-log", &log]);
    let (code, told) = checked(&file, &["--keys", keys]);
    assert_eq!((code, &told["holds"]), (0, &true.into()), "{told}");
    let counts = json!({
        "packs": 1, "sessions": 4, "verdicts": 2, "steps": 3, "sealed_records": 2, "disclosed_records": 0, "accesses": 1, "statements": 0,
    });
    assert_eq!(told["counts"], counts);
    assert!(!told["not_checked"].to_string().contains("--keys"));
    assert!(checked(&file, &[]).1["not_checked"].to_string().contains("give --keys"));

    let all = lines(&file);
    assert_eq!(all[2]["pack"], sealing::pack(), "every question, in every language");
    let session =
        &all.iter().find(|line| line["session"]["document"]["id"] == bought.session["id"]).unwrap()["session"];
    assert_eq!(session["document"], bought.session);
    let steps: Vec<&str> =
        session["steps"].as_array().unwrap().iter().map(|step| step["taken"]["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["told", "request", "call"]);
    assert_eq!(session["steps"][2]["confirmation"], Value::Null, "the firm's own");
    let opened_at = bought.session["now"].clone();
    let attested = |fact: &str| json!({ "fact": fact, "source": "firm", "tier": "attested", "at": opened_at });
    assert_eq!(session["facts"], json!([attested("birth_date"), attested("member")]));
    let access = all.iter().find_map(|line| line.get("access")).unwrap();
    assert_eq!((&access["by"], &access["result"]), (&"A. Officer".into(), &"refused".into()));
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn an_export_is_of_its_period_or_person() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 15:59:00");
    let server = home.start();
    held(&server);
    // The pack's next day begins at 16:00 UTC.
    home.pass_until("2026-09-01 16:00:00");
    Tab::open(&server, &assessment("c"));
    let subjects = |arguments: &[&str]| -> Vec<String> {
        let file = home.export(arguments);
        assert_eq!(checked(&file, &[]).0, 0);
        let subject = |line: &Value| Some(line["session"]["document"]["subject"].as_str()?.to_owned());
        let mut subjects: Vec<String> = lines(&file).iter().filter_map(subject).collect();
        subjects.sort();
        subjects
    };
    assert_eq!(subjects(&["--from", "2026-09-01", "--to", "2026-09-01"]), ["a", "a", "a", "b"]);
    assert_eq!(subjects(&["--from", "2026-09-02", "--to", "2026-09-30"]), ["c"]);
    assert_eq!(subjects(&["--subject", "b"]), ["b"]);
    let nobody = home.operation(&["export", "--subject", "nobody", "--out", &home.file("nobody")]).output().unwrap();
    assert_eq!(nobody.status.code(), Some(1), "the id may be mistyped");
    let held = Command::new(env!("CARGO_BIN_EXE_prescreen")).args(["record", "check", &home.file("nobody")]).output();
    let said = String::from_utf8(held.unwrap().stdout).unwrap();
    assert!(said.contains("no session") && !said.contains("signed, "), "{said}");
    for wrong in [
        &["--from", "2026-09-02", "--to", "2026-09-01"][..],
        &["--from", "2026-9-1", "--to", "2026-09-01"],
        &["--from", "2026-09-01"],
        &["--subject", "b", "--from", "2026-09-01", "--to", "2026-09-01"],
        &[],
    ] {
        let out = home.file("none");
        let refused = home.operation(&[&["export", "--out", &out][..], wrong].concat()).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
        assert!(!std::path::Path::new(&out).exists());
    }
}

#[test]
fn an_export_is_signed_as_a_whole_and_what_is_the_servers_word_cannot_be_changed() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    held(&server);
    let keys = home.directory.write("keys.json", &server.get("/.well-known/prescreen-keys.json").text);
    let keys = keys.to_str().unwrap();
    let file = home.export(&["--subject", "b"]);
    let told = checked(&file, &["--keys", keys]).1;
    assert!(told["checked"].to_string().contains("signed it as a whole"), "{told}");
    assert!(!told["not_proved"].to_string().contains("not signed as a whole"));

    // A later acceptance, which no other signature covers, with an end that fits: it holds, and is not signed; nor does the
    // signature of the export fit it.
    let mut changed = lines(&file);
    let signature = changed.pop().unwrap();
    let session = changed.iter_mut().find_map(|line| line.get_mut("session")).unwrap();
    session["excused"] = json!({ "at": 1_788_228_000, "by": "A. Clerk", "reason": "lost" });
    let unsigned = with_end(&home, changed);
    let told = checked(&unsigned, &["--keys", keys]).1;
    assert_eq!(told["holds"], true, "{told}");
    assert!(told["not_proved"].to_string().contains("not signed as a whole"), "{told}");
    let text = fs::read_to_string(&unsigned).unwrap();
    fs::write(&unsigned, format!("{text}{signature}\n")).unwrap();
    let (code, told) = checked(&unsigned, &["--keys", keys]);
    assert_eq!(
        (code, &told["errors"][0]["code"], &told["errors"][0]["at"]),
        (1, &"signature".into(), &"/signature/signature".into())
    );

    let others = json!({ "keys": [crate::tab::Key::new().jwk()] }).to_string();
    let others = home.directory.write("others.json", &others);
    let nobody = home.file("nobody");
    home.operation(&["export", "--out", &nobody, "--subject", "nobody"]).output().unwrap();
    let told = checked(&nobody, &["--keys", others.to_str().unwrap()]).1;
    assert_eq!(
        (&told["errors"][0]["code"], &told["errors"][0]["at"]),
        (&"key".into(), &"/signature/key".into()),
        "{told}"
    );
}

/// What is done to the lines of an export.
type Change<'a> = &'a dyn Fn(&mut Vec<Value>);

#[test]
fn what_was_changed_in_an_export_is_found() {
    let home = Home::new(&[sealing::pack()]).at("2026-09-01 02:00:00");
    let server = home.start();
    let bought = held(&server);
    let file = home.export(&["--from", "2026-09-01", "--to", "2026-09-01"]);
    let (all, text) = (lines(&file), fs::read_to_string(&file).unwrap());
    assert_eq!(checked(&with_end(&home, all.clone()), &[]).0, 0, "the end is made as it has to be");
    let bought = all.iter().position(|line| line["session"]["document"]["id"] == bought.session["id"]).unwrap();
    let other = all.iter().position(|line| line["session"]["document"]["subject"] == "b").unwrap();
    let changes: [(&str, Change<'_>); 14] = [
        ("/session/document/pack", &|all| _ = all.remove(2)),
        ("/session/document/pack", &|all| all[2]["pack"]["version"] = "9.0.0".into()),
        ("/session/verdict", &|all| all[bought]["session"]["verdict"] = all[other]["session"]["verdict"].clone()),
        ("/session/verdict/subject", &|all| all[bought]["session"]["document"]["subject"] = "c".into()),
        ("/session/ticket", &|all| all[bought]["session"]["ticket"] = all[other]["session"]["ticket"].clone()),
        ("/session/ticket", &|all| all[bought]["session"]["jkt"] = all[other]["session"]["jkt"].clone()),
        ("/session/receipt", &|all| all[bought]["session"]["receipt"] = all[other]["session"]["receipt"].clone()),
        ("/session/receipt/steps", &|all| _ = all[bought]["session"]["steps"].as_array_mut().unwrap().pop()),
        ("/session/receipt/steps", &|all| {
            let at = &mut all[bought]["session"]["steps"][1]["taken"]["at"];
            *at = (at.as_i64().unwrap() + 1).into();
            let next = &mut all[bought]["session"]["steps"][2]["taken"]["at"];
            *next = (next.as_i64().unwrap() + 1).into();
        }),
        ("/session/steps/0", &|all| all[bought]["session"]["steps"][0]["taken"]["locale"] = "zh-CN".into()),
        ("/session/record", &|all| all[bought]["session"]["record"] = Value::Null),
        ("/session/record", &|all| all[bought]["session"]["record"] = all[other]["session"]["record"].clone()),
        ("/session/facts", &|all| all[bought]["session"]["facts"] = json!([])),
        ("/keys", &|all| all[1]["keys"]["keys"] = json!([])),
    ];
    for (at, change) in changes {
        let mut changed = all.clone();
        change(&mut changed);
        let (code, told) = checked(&with_end(&home, changed), &[]);
        let found = told["errors"][0]["at"].as_str().unwrap_or_default().to_owned();
        assert!(code == 1 && found.starts_with(at), "{at}: {told}");
    }
    // Whole lines, where the end was left as it was.
    for (changed, code) in [
        (text.replacen(&(all[other].to_string() + "\n"), "", 1), "claim"),
        (text.rsplit_once("{\"end\"").unwrap().0.to_owned(), "encoding"),
        (text.trim_end().to_owned(), "encoding"),
        (text.clone() + "{}\n", "encoding"),
        (text.replacen(":", ": ", 1), "encoding"),
    ] {
        let file = home.file("changed");
        fs::write(&file, changed).unwrap();
        let (exit, told) = checked(&file, &[]);
        assert_eq!((exit, &told["errors"][0]["code"]), (1, &code.into()), "{told}");
    }
    // Keys of another server.
    let others = json!({ "keys": [crate::tab::Key::new().jwk()] }).to_string();
    let others = home.directory.write("others.json", &others);
    assert_eq!(checked(&file, &["--keys", others.to_str().unwrap()]).1["errors"][0]["code"], "key");
}
