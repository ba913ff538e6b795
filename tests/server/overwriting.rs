//! What is deleted from a store that is a file: nobody is missed, and what its log still holds is said.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use serde_json::json;

use crate::keeping::{answered, decided, deleted};
use crate::process::Home;
use crate::trial::{self, assessment};

#[test]
fn what_a_full_disk_keeps_in_the_log_is_said_and_giving_the_command_again_overwrites_it() {
    let home = Home::new(&[trial::plain()]);
    assert!(home.start().stop());
    // What comes from here on stands behind where no file may grow to.
    let store = home.kept.open();
    store.execute_batch("UPDATE probe SET filler = zeroblob(8000000); PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(store);
    let one = "person-of-whom-nothing-stays";
    let server = home.start();
    decided(&server, &assessment(one));
    assert!(server.stop());
    let erase = home.operation(&["erase", "--subject", one]);
    let mut in_little_room = Command::new("sh");
    in_little_room.args(["-c", "trap '' XFSZ; ulimit -f 2000; exec \"$@\"", "sh"]);
    in_little_room.arg(erase.get_program()).args(erase.get_args());
    for deletes in [[1, 0, 1], [0, 0, 0]] {
        let (code, told) = answered(&in_little_room.output().unwrap());
        assert_eq!((code, deleted(&told), &told["overwritten"]), (1, deletes, &false.into()), "{told}");
        assert!(told["log_fault"].as_str().unwrap().contains("make room on it"), "{told}");
        assert!(home.kept.holds(one));
    }
    let again = home.told(&["erase", "--subject", one]).output().unwrap();
    let said = String::from_utf8(again.stdout).unwrap();
    assert_eq!(again.status.code(), Some(1), "the id may be mistyped");
    assert!(said.contains("nothing of this person") && said.contains("is overwritten"), "{said}");
    assert!(!home.kept.holds(one));
}

/// Damages the index by which a person's sessions are found, so that it has another person: nothing else changes.
fn hide(store: &Path, subject: &str) {
    let connection = Connection::open(store).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let number = |query: &str| -> usize { connection.query_row(query, [], |row| row.get(0)).unwrap() };
    let size = number("PRAGMA page_size");
    let page = number("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions_of_subject'");
    drop(connection);
    let mut bytes = fs::read(store).unwrap();
    let index = &mut bytes[(page - 1) * size..page * size];
    let at = index.windows(subject.len()).position(|window| window == subject.as_bytes()).unwrap();
    index[at] ^= 1;
    fs::write(store, bytes).unwrap();
}

#[test]
fn nobody_is_missed_for_a_damaged_index() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    decided(&server, &assessment("person-of-whom-nothing-stays"));
    assert!(server.stop());
    hide(&home.directory.0.join("data/prescreen.sqlite"), "person-of-whom-nothing-stays");
    let out = home.directory.0.join("export.jsonl");
    for arguments in [
        &["erase", "--subject", "person-of-whom-nothing-stays"][..],
        &["export", "--subject", "person-of-whom-nothing-stays", "--out", out.to_str().unwrap()],
        &["retain", "--days", "1"],
    ] {
        let (code, told) = answered(&home.operation(arguments).output().unwrap());
        let said = told.to_string();
        assert!(code == 2 && said.contains("is damaged") && said.contains("prescreen server restore"), "{told}");
    }
    assert!(!out.exists());
}

#[test]
fn what_was_erased_while_somebody_reads_is_not_said_to_be_gone() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    decided(&server, &assessment("a"));
    decided(&server, &assessment("b"));
    server.stop();
    let data = home.directory.0.join("data");
    let reader = Connection::open(data.join("prescreen.sqlite")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM sessions;").unwrap();
    let erase = || home.operation(&["erase", "--subject", "a"]).output().unwrap();
    let read = erase();
    let told: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(
        told,
        json!({ "sessions": 1, "steps": 0, "attempts": 1, "overwritten": false, "still_read": true, "log_fault": null })
    );
    assert_eq!(read.status.code(), Some(1));
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    assert_eq!(erase().status.code(), Some(1), "nothing is left");
    let log = fs::metadata(data.join("prescreen.sqlite-wal"));
    assert!(log.is_err() || log.unwrap().len() == 0);
}
