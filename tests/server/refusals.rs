//! What the operator's commands and a start say when they cannot do what was asked: the fault first, then what to do, and
//! an exit code that tells a wrong command line and a store that cannot be used from something that was found.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::keeping::decided;
use crate::process::Home;
use crate::trial::{self, assessment};

/// What a command that was refused says: code, and the sentence.
fn refused(command: &mut Command) -> (String, String) {
    let output: Output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let [error] = said["errors"].as_array().unwrap().as_slice() else { panic!("{said}") };
    (error["code"].as_str().unwrap().into(), error["message"].as_str().unwrap().into())
}

/// A home with a store in it, and no server.
fn used() -> Home {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for subject in ["a", "b", "c"] {
        decided(&server, &assessment(subject));
    }
    assert!(server.stop());
    home
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn every_command_says_the_fault_and_what_to_do() {
    let home = used();
    let path = |name: &str| -> PathBuf { home.directory.0.join(name) };
    let (missing, folder, text) = (path("missing.sqlite"), path("packs"), path("packs/0.json"));
    let elsewhere = path("no/such/copy.sqlite");
    for (arguments, fault, remedy) in [
        (["restore", "--from", name(&missing)], "cannot read", "correct its name"),
        (["restore", "--from", name(&folder)], "cannot read", "name a file"),
        (["restore", "--from", name(&text)], "damaged", "bring back another one"),
        (["backup", "--to", name(&elsewhere)], "cannot write", "correct its name"),
        (["backup", "--to", name(&text)], "there is a file already", "a name of its own"),
        (["clock", "--config", name(&missing)], "cannot read", "correct its name"),
    ] {
        let (code, said) = refused(&mut home.operation(&arguments));
        assert_eq!(code, "operation");
        let place = said.find(fault).unwrap_or_else(|| panic!("{arguments:?}: {said}"));
        assert!(said[place..].contains(remedy), "{arguments:?}: {said}");
    }
}

#[test]
fn a_command_on_what_is_no_data_directory_says_so() {
    let home = Home::new(&[trial::plain()]);
    let path = |name: &str| home.directory.0.join(name);
    home.directory.write("empty/none", "");
    for (data, remedy) in [
        ("missing", "name the server's data directory with --data"),
        ("empty", "name the server's data directory with --data"),
        ("packs/0.json", "name a directory"),
    ] {
        for operation in ["clock", "renew-cursors", "rotate-key"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
            command.args(["--json", "server", operation, "--data"]).arg(path(data));
            let (code, said) = refused(&mut command);
            assert!(code == "operation" && said.contains(remedy), "{operation} {data}: {said}");
        }
    }
    assert!(!path("missing").exists(), "nothing is made");
}

#[test]
fn what_cannot_be_a_person_is_a_wrong_command_line() {
    let home = used();
    for subject in [".", "..", "a b", "", "ä", &"a".repeat(65)] {
        let (code, said) = refused(&mut home.operation(&["erase", "--subject", subject]));
        assert!(code == "usage" && said.contains("1 to 64 of the characters"), "{said}");
        assert!(!said.contains("a b") && !said.contains("aaa") && !said.contains('ä'), "{said}");
    }
    let (code, said) = refused(&mut home.operation(&["clock", "--store", "mysql://a@b/c"]));
    assert!(code == "usage" && said.contains("postgres://USER@HOST/DATABASE"), "{said}");
}

/// The command where no file may grow beyond what it has: a disk that is full, to whoever writes to it.
fn on_a_full_disk(command: &Command) -> Command {
    let mut through = Command::new("sh");
    through.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh"]);
    through.arg(command.get_program()).args(command.get_args());
    through
}

#[test]
fn a_full_disk_is_told_with_what_to_do_and_nothing_is_half_done() {
    let home = used();
    let copy = home.directory.0.join("copy.sqlite");
    for arguments in [&["backup", "--to", name(&copy)][..], &["erase", "--subject", "a"], &["retain", "--days", "0"]] {
        let (code, said) = refused(&mut on_a_full_disk(&home.operation(arguments)));
        assert_eq!(code, "operation");
        assert!(said.contains("make room on") && said.contains("try again"), "{arguments:?}: {said}");
        assert!(!said.contains("start again"), "no server was to start: {said}");
    }
    assert!(!copy.exists());
    assert_eq!(home.kept.number("SELECT count(*) FROM sessions"), 3);
    home.operate(&["erase", "--subject", "a"]);
    assert_eq!(home.kept.number("SELECT count(*) FROM sessions"), 2);
}

#[test]
fn an_export_that_cannot_be_written_is_an_operation_that_was_not_done() {
    let home = used();
    // The running server has made what reading needs.
    let _server = home.start();
    let (full, nowhere) = (home.directory.0.join("export.jsonl"), home.directory.0.join("no/such/export.jsonl"));
    let export = |to| home.operation(&["export", "--from", "2020-01-01", "--to", "2100-01-01", "--out", name(to)]);
    let (code, said) = refused(&mut on_a_full_disk(&export(&full)));
    assert!(code == "operation" && said.contains("make room on"), "{code}: {said}");
    assert!(!full.exists());
    assert_eq!(refused(&mut export(&nowhere)).0, "operation");
}

#[test]
fn with_json_every_error_is_one_object_with_its_code() {
    let packs = Home::new(&[]).directory.0.join("packs");
    for (code, arguments) in [
        ("usage", &[][..]),
        ("usage", &["serv"]),
        ("usage", &["server"]),
        ("usage", &["server", "erase"]),
        ("usage", &["server", "retain", "--days", "many"]),
        ("usage", &["server", "report", "--month", "2026-13"]),
        ("usage", &["server", "export", "--from", "2026-11-31", "--to", "2026-12-01", "--out", "none"]),
        ("usage", &["serve", "--listen", "localhost:8787"]),
        ("usage", &["serve", "--store", "mysql://a@b/c"]),
        ("operation", &["serve", "--config", "no/such.toml"]),
        ("operation", &["serve", "--listen", "127.0.0.1:0", "--serve-unapproved-packs", "--packs", name(&packs)]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        command.arg("--json").args(arguments);
        assert_eq!(refused(&mut command).0, code, "{arguments:?}");
        assert!(command.output().unwrap().stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn what_is_written_wrongly_is_told_with_how_to_write_it() {
    let home = Home::new(&[trial::plain()]);
    let export = ["server", "export", "--to", "2026-12-01", "--out", "none", "--from"];
    for (arguments, remedy) in [
        ([&["serve", "--listen"][..], &["localhost:8787"]].concat(), "such as 127.0.0.1:8787"),
        ([&export[..], &["2026-11-31"]].concat(), "--from: this is no day of the calendar"),
        (vec!["serve", "--store", "postgres://a@127.0.0.1:pg/b"], "a number from 1 to 65535"),
        (vec!["serve", "--store", "postgres://a@127.0.0.1:0/b"], "a number from 1 to 65535"),
        (vec!["serve", "--store", "postgres://a@127.0.0.1:70000/b"], "a number from 1 to 65535"),
        (vec!["server", "clock", "--store", "postgres://a@127.0.0.9/b"], "5432 where it names none"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        let (_, said) = refused(command.arg("--json").args(&arguments));
        assert!(said.contains(remedy), "{arguments:?}: {said}");
    }
    for setting in ["data = 5", "page-origin = \"https://a.example\"", "max-connections = \"64\"", "listen = 8787"] {
        let file = home.directory.write("prescreen.toml", setting);
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        let (_, said) = refused(command.args(["--json", "serve", "--config", name(&file)]));
        assert!(said.contains("in quotes") && said.contains("in brackets"), "{setting}: {said}");
    }
}

/// A flag with its value, for a home.
type Given<'a> = &'a dyn Fn(&Home) -> [String; 2];

#[test]
fn a_start_that_is_refused_leaves_no_directory_and_says_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let weak = |home: &Home| {
        let file = home.directory.write("credential", "short");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        ["--host-credential-file".into(), name(&file).to_string()]
    };
    let other = |flag: &str, value: &str| {
        let given = [flag.to_string(), value.to_string()];
        move |_: &Home| given.clone()
    };
    let cases: [(Given<'_>, &str); 4] = [
        (&other("--listen", &listen), "stop that, or take another port with --listen"),
        (&other("--listen", "203.0.113.1:1"), "name one of its own with --listen"),
        (&other("--store", "postgres://nobody@127.0.0.1:1/none"), "start the database"),
        (&weak, "openssl rand -base64 33"),
    ];
    for (arguments, remedy) in cases {
        let home = Home::new(&[trial::plain()]);
        let path = |name: &str| home.directory.0.join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        command
            .args(["serve", "--serve-unapproved-packs", "--data"])
            .arg(path("data"))
            .arg("--packs")
            .arg(path("packs"));
        let given = arguments(&home);
        if given[0] != "--listen" {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        let output = command.args(&given).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(remedy), "{given:?}: {said}");
        assert!(!path("data").exists(), "{given:?}");
    }
    drop(taken);
}
