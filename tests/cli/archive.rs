//! `record keygen`, `record open --archive-key` and `record log check`, over the vector of a sealed record.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{read_json, root};
use crate::{Run, file, folder, run};

struct Archive {
    folder: PathBuf,
    vector: Value,
}

impl Archive {
    fn new(name: &str) -> Self {
        Self { folder: folder(name), vector: read_json(&root().join("tests/vectors/verdict/sealed.json")) }
    }

    fn file(&self, name: &str, json: &Value) -> String {
        file(&self.folder, name, &json.as_str().map_or_else(|| json.to_string(), String::from))
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().into()
    }

    /// What the server answers for the record.
    fn answered(&self) -> Value {
        json!({
            "session": self.vector["session"]["id"], "document": self.vector["session"],
            "accepted": self.vector["now"], "receipt": self.vector["receipt"],
            "verdict": self.vector["verdict"], "record": self.vector["sealed"],
        })
    }

    /// The key file, for one user.
    fn key(&self, key: &Value) -> String {
        let path = self.file("key.json", key);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    fn open(&self, record: &Value, more: &[&str]) -> Run {
        self.open_with(&self.vector["archive_key"], record, more)
    }

    fn open_with(&self, key: &Value, record: &Value, more: &[&str]) -> Run {
        let (record, key) = (self.file("sealed.json", record), self.key(key));
        let log = self.path("access.log");
        let mut args = vec!["record", "open", &record, "--archive-key", &key, "--log", &log];
        if !more.contains(&"--reason") && !more.contains(&"--by") {
            args.extend(["--by", "A. Officer", "--reason", "complaint 17"]);
        }
        args.extend(more);
        run(&args)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.path("access.log")).unwrap_or_default()
    }

    /// What came of each access, by the log.
    fn results(&self) -> Vec<String> {
        let result = |line: &str| serde_json::from_str::<Value>(line).unwrap()["result"].as_str().unwrap().to_owned();
        self.log().lines().map(result).collect()
    }
}

#[test]
fn a_sealed_record_is_opened_checked_and_noted() {
    let archive = Archive::new("archive-open");
    let out = archive.path("record.json");
    let opened = archive.open(&archive.answered(), &["--out", &out]);
    assert_eq!(opened.code, 0, "{}{}", opened.out, opened.err);
    assert!(opened.out.contains("the verdict is the one that the firm keeps"), "{}", opened.out);
    assert_eq!(read_json(out.as_ref()), archive.vector["record"]);
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o077, 0);
    let line: Value = serde_json::from_str(archive.log().trim_end()).unwrap();
    assert_eq!(
        (&line["by"], &line["reason"], &line["number"]),
        (&"A. Officer".into(), &"complaint 17".into(), &1.into())
    );
    assert_eq!(line["session"], archive.vector["session"]["id"]);
    // The record that was opened is one like a person's.
    let pack = archive.file("pack.json", &archive.vector["pack"]);
    let held = run(&["--json", "record", "check", &out, "--pack", &pack]);
    assert_eq!((held.code, &held.json()["holds"]), (0, &true.into()), "{}", held.out);
    let single = run(&["record", "open", &out, "--item", "record"]);
    assert_eq!(serde_json::from_str::<Value>(&single.out).unwrap()["openings"][0]["value"], "sealed");
    // The same by itself, with the verdict beside it, to standard output.
    let verdict = archive.file("verdict.jws", &archive.vector["verdict"]);
    let opened = archive.open(&archive.vector["sealed"], &["--verdict", &verdict]);
    assert_eq!(serde_json::from_str::<Value>(&opened.out).unwrap(), archive.vector["record"]);
    let checked = run(&["--json", "record", "log", "check", &archive.path("access.log")]).json();
    assert_eq!((&checked["holds"], &checked["lines"]), (&true.into(), &2.into()));
    let last = checked["last"].as_str().unwrap();
    assert_eq!(run(&["record", "log", "check", &archive.path("access.log"), "--has", last]).code, 0);
    // One in 64 begins so, and is no option.
    let other = format!("-{}", &last[1..]);
    let has = run(&["record", "log", "check", &archive.path("access.log"), "--has", &other]);
    assert_eq!(has.code, i32::from(other != last), "{}", has.err);
}

#[test]
fn a_record_is_opened_only_with_a_reason_that_stands_in_the_log() {
    let archive = Archive::new("archive-reason");
    let sealed = &archive.vector["sealed"];
    for args in [&["--reason", " ", "--by", "A"][..], &["--reason", "why", "--by", ""]] {
        let refused = archive.open(sealed, args);
        assert_eq!(refused.code, 2, "{}", refused.out);
        assert!(!refused.out.contains("prescreen_record") && refused.err.contains("range"), "{}", refused.err);
    }
    assert_eq!(archive.open(sealed, &["--reason", "why"]).code, 2, "nobody is named");
    assert_eq!(archive.log(), "");
    archive.open(sealed, &[]);
    let broken = archive.log().replace("complaint 17", "complaint 18") + "{}\n";
    std::fs::write(archive.path("access.log"), &broken).unwrap();
    let refused = archive.open(sealed, &[]);
    assert!(refused.code == 2 && !refused.out.contains("prescreen_record"), "{}", refused.out);
    assert_eq!(archive.log(), broken);
    let checked = run(&["--json", "record", "log", "check", &archive.path("access.log")]);
    assert_eq!((checked.code, &checked.json()["holds"]), (1, &false.into()));
}

#[test]
fn what_does_not_hold_is_not_given_out_and_the_attempt_is_noted() {
    let archive = Archive::new("archive-refused");
    let mut other = archive.answered();
    other["verdict"] = read_json(&root().join("tests/vectors/verdict/positive.json"))["objects"][0]["verdict"].clone();
    let mut moved = archive.vector["sealed"].clone();
    moved["session"] = "session-other".into();
    let out = archive.path("record.json");
    for (record, code) in [(&other, "claim"), (&moved, "key")] {
        let refused = archive.open(record, &["--out", &out]);
        assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
        assert!(
            refused.out.contains(&format!("[{code}]")) && refused.out.contains("nothing is given out"),
            "{}",
            refused.out
        );
        assert!(!std::path::Path::new(&out).exists(), "no empty file is left");
    }
    assert_eq!(archive.results(), ["refused"; 2]);
    let clear = json!({ "record": archive.vector["record"] });
    let refused = archive.open(&clear, &[]);
    assert!(refused.code == 2 && refused.err.contains("in clear, not sealed"), "{}", refused.err);
    assert_eq!(archive.results(), ["refused"; 2], "there was nothing to open");
}

#[test]
fn an_attempt_with_another_key_is_noted() {
    let archive = Archive::new("archive-other-key");
    let drawn = archive.path("drawn.json");
    let id = archive.vector["archive_key"]["id"].as_str().unwrap().to_owned();
    run(&["record", "keygen", "--id", &id, "--out", &drawn]);
    let same_name = read_json(drawn.as_ref());
    let drawn = archive.path("drawn-other.json");
    run(&["record", "keygen", "--id", "another", "--out", &drawn]);
    for key in [&same_name, &read_json(drawn.as_ref())] {
        let refused = archive.open_with(key, &archive.vector["sealed"], &[]);
        assert!(refused.code == 1 && refused.out.contains("[key]"), "{}{}", refused.out, refused.err);
    }
    assert_eq!(archive.results(), ["refused"; 2]);
    archive.open(&archive.vector["sealed"], &[]);
    assert_eq!(archive.results(), ["refused", "refused", "given"]);
}

#[test]
fn what_is_inside_a_sealed_record_is_named_by_no_error() {
    let archive = Archive::new("archive-inside");
    for one in archive.vector["refused"].as_array().unwrap() {
        let refused = archive.open(&one["sealed"], &[]);
        let said = format!("{}{}", refused.out, refused.err);
        assert_eq!(refused.code, 1, "{}: {said}", one["name"]);
        assert!(!said.contains("a-secret-member") && said.contains(one["code"].as_str().unwrap()), "{said}");
    }
    assert_eq!(archive.results(), ["refused"].repeat(archive.vector["refused"].as_array().unwrap().len()));
}

#[test]
fn a_record_is_held_against_every_copy_that_the_firm_keeps() {
    let archive = Archive::new("archive-against");
    let positive = read_json(&root().join("tests/vectors/verdict/positive.json"));
    let mut attested = archive.answered();
    attested["document"]["facts"] = json!({ "birth_date": "1990-05-17", "months_trading": 99 });
    let mut receipt = archive.answered();
    receipt["receipt"] = positive["steps"]["receipt"].clone();
    for (answer, at) in [(&attested, "/session"), (&receipt, "/receipt")] {
        let refused = archive.open(answer, &[]);
        assert!(refused.code == 1 && refused.out.contains(&format!("at {at}")), "{}{}", refused.out, refused.err);
    }
    // The verdict in the file is right, and the one beside it is not.
    let verdict = archive.file("other.jws", &positive["objects"][0]["verdict"]);
    let refused = archive.open(&archive.answered(), &["--verdict", &verdict]);
    assert!(refused.code == 1 && refused.out.contains("at /verdict"), "{}{}", refused.out, refused.err);
    let session = archive.file("session.json", &attested["document"]);
    let refused = archive.open(&archive.vector["sealed"], &["--session", &session]);
    assert!(refused.code == 1 && refused.out.contains("at /session"), "{}{}", refused.out, refused.err);
    let mut length = archive.vector["pack"].clone();
    length["record"]["sealed"]["bytes"] = json!(32768);
    let pack = archive.file("other-pack.json", &length);
    let refused = archive.open(&archive.vector["sealed"], &["--pack", &pack]);
    assert!(refused.code == 1 && refused.out.contains("[pack-mismatch]"), "{}{}", refused.out, refused.err);
}

#[test]
fn a_record_that_the_server_did_not_sign_is_not_given_out() {
    let archive = Archive::new("archive-keys");
    let vectors = read_json(&root().join("tests/vectors/verdict/keys.json"));
    let set = |key: &Value| archive.file("keys.json", &json!({ "keys": [key] }));
    let public = |name: &str| {
        let mut key = vectors[name].clone();
        key.as_object_mut().unwrap().remove("d");
        key
    };
    let (server, other) = (&public("server"), &public("other"));
    let out = archive.path("record.json");
    let opened = archive.open(&archive.answered(), &["--keys", &set(server), "--out", &out]);
    assert!(opened.out.contains("the server signed ticket and receipt"), "{}{}", opened.out, opened.err);
    assert!(!opened.out.contains("give --keys"));
    let refused = archive.open(&archive.answered(), &["--keys", &set(other)]);
    assert!(refused.code == 1 && refused.out.contains("[key]"), "{}{}", refused.out, refused.err);
    let unsigned = archive.open(&archive.answered(), &["--out", &archive.path("unsigned.json")]);
    assert!(unsigned.out.contains("not checked: that the server signed ticket and receipt"), "{}", unsigned.out);
}

#[test]
fn nothing_is_noted_where_the_record_cannot_be_written() {
    let archive = Archive::new("archive-out");
    let taken = archive.file("taken.json", &json!({}));
    for out in [taken.as_str(), &archive.path("no-folder/record.json"), "-"] {
        let refused = archive.open(&archive.vector["sealed"], &["--out", out]);
        assert_eq!(refused.code, 2, "{out}: {}{}", refused.out, refused.err);
        assert!(!refused.out.contains("prescreen_record"));
    }
    assert_eq!(archive.log(), "");
    assert!(!std::path::Path::new("-").exists());
}

#[test]
fn a_key_file_that_others_may_read_is_refused() {
    let archive = Archive::new("archive-mode");
    let (sealed, key) =
        (archive.file("sealed.json", &archive.vector["sealed"]), archive.key(&archive.vector["archive_key"]));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let log = archive.path("access.log");
    let who = ["--by", "A", "--reason", "B", "--log", &log];
    let refused = run(&[&["record", "open", &sealed, "--archive-key", &key][..], &who].concat());
    assert!(refused.code == 2 && refused.err.contains("chmod 600"), "{}{}", refused.out, refused.err);
    assert_eq!(archive.log(), "");
}

/// A disk that fills up in the middle of a line.
#[test]
fn a_write_that_fails_leaves_the_log_as_it_was() {
    let archive = Archive::new("archive-full");
    let sealed = &archive.vector["sealed"];
    archive.open(sealed, &["--by", "A", "--reason", "B"]);
    // The next line begins 50 bytes before the end of a block.
    let padding = 512 - (archive.log().len() + 50) % 512;
    std::fs::remove_file(archive.path("access.log")).unwrap();
    archive.open(sealed, &["--by", "A", "--reason", &"B".repeat(1 + padding)]);
    let before = archive.log();
    assert_eq!(before.len() % 512, 512 - 50);
    let blocks = before.len() / 512 + 1;
    let limited = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"");
    let (file, key, log) = (archive.path("sealed.json"), archive.path("key.json"), archive.path("access.log"));
    let run = std::process::Command::new("sh")
        .args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_prescreen"), "record", "open", &file])
        .args(["--archive-key", &key, "--log", &log, "--by", "A", "--reason", "no room"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(run.stdout.is_empty(), "nothing is given out");
    assert_eq!(archive.log(), before);
    assert_eq!(archive.open(sealed, &[]).code, 0, "and the next one is noted");
}

#[test]
fn a_key_is_drawn_once_and_its_file_is_for_one_user() {
    let archive = Archive::new("archive-keygen");
    let out = archive.path("archive-2026.json");
    let drawn = run(&["--json", "record", "keygen", "--id", "archive-2026", "--out", &out]);
    let key = read_json(out.as_ref());
    assert_eq!(drawn.json()["public_key"], key["public_key"]);
    assert!(!drawn.out.contains(key["private_key"].as_str().unwrap()));
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o077, 0);
    let again = run(&["record", "keygen", "--id", "archive-2026", "--out", &out]);
    assert!(again.code == 2 && again.err.contains("never written over"), "{}{}", again.out, again.err);
    assert_eq!(read_json(out.as_ref()), key);
    assert_eq!(run(&["record", "keygen", "--id", "archive-2026", "--out", "-"]).code, 2);
    // A pack takes it as it is printed.
    let mut pack = archive.vector["pack"].clone();
    pack["record"]["sealed"]["keys"] =
        json!([{ "id": "archive-2026", "from": "2020-01-01", "public_key": key["public_key"] }]);
    let pack = archive.file("pack.json", &pack);
    assert_eq!(run(&["pack", "check", &pack]).code, 0);
}
