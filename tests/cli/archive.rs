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
            "session": self.vector["session"]["id"], "accepted": self.vector["now"], "receipt": "x",
            "verdict": self.vector["verdict"], "record": self.vector["sealed"],
        })
    }

    fn open(&self, record: &Value, more: &[&str]) -> Run {
        let (record, key) = (self.file("sealed.json", record), self.file("key.json", &self.vector["archive_key"]));
        let log = self.path("openings.log");
        let mut args = vec!["record", "open", &record, "--archive-key", &key, "--log", &log];
        if !more.contains(&"--reason") {
            args.extend(["--by", "A. Officer", "--reason", "complaint 17"]);
        }
        args.extend(more);
        run(&args)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.path("openings.log")).unwrap_or_default()
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
    let checked = run(&["--json", "record", "log", "check", &archive.path("openings.log")]).json();
    assert_eq!((&checked["holds"], &checked["openings"]), (&true.into(), &2.into()));
    let last = checked["last"].as_str().unwrap();
    assert_eq!(run(&["record", "log", "check", &archive.path("openings.log"), "--has", last]).code, 0);
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
    std::fs::write(archive.path("openings.log"), &broken).unwrap();
    let refused = archive.open(sealed, &[]);
    assert!(refused.code == 2 && !refused.out.contains("prescreen_record"), "{}", refused.out);
    assert_eq!(archive.log(), broken);
    let checked = run(&["--json", "record", "log", "check", &archive.path("openings.log")]);
    assert_eq!((checked.code, &checked.json()["holds"]), (1, &false.into()));
}

#[test]
fn what_does_not_hold_is_not_given_out_and_not_noted() {
    let archive = Archive::new("archive-refused");
    let mut other = archive.answered();
    other["verdict"] = read_json(&root().join("tests/vectors/verdict/positive.json"))["objects"][0]["verdict"].clone();
    let mut moved = archive.vector["sealed"].clone();
    moved["session"] = "session-other".into();
    for (record, code) in [(&other, "commitment"), (&moved, "key")] {
        let refused = archive.open(record, &[]);
        assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
        assert!(
            refused.out.contains(&format!("[{code}]")) && refused.out.contains("nothing is given out"),
            "{}",
            refused.out
        );
    }
    let clear = json!({ "record": archive.vector["record"] });
    let refused = archive.open(&clear, &[]);
    assert!(refused.code == 2 && refused.err.contains("in clear, not sealed"), "{}", refused.err);
    assert_eq!(archive.log(), "");
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
    // A pack takes it as it is printed.
    let mut pack = archive.vector["pack"].clone();
    pack["record"]["sealed"]["keys"] =
        json!([{ "id": "archive-2026", "from": "2020-01-01", "public_key": key["public_key"] }]);
    let pack = archive.file("pack.json", &pack);
    assert_eq!(run(&["pack", "check", &pack]).code, 0);
}
