//! Copies of a store that is a file.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use crate::keeping::decided;
use crate::process::{Home, Server};
use crate::trial::{self, assessment};

#[test]
fn a_copy_that_was_made_while_the_server_ran_brings_everything_back() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = decided(&server, &assessment("a"));
    let state = server.host_get(&tab.path("")).ok();
    let copy = home.directory.0.join("copy.sqlite");
    let to = copy.to_str().unwrap();
    assert_eq!(home.operate(&["backup", "--to", to])["sessions"], 1);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let later = decided(&server, &assessment("b"));
    let again = home.operation(&["backup", "--to", to]).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "no copy is written over");
    let running = home.operation(&["restore", "--from", to]).output().unwrap();
    assert!(String::from_utf8_lossy(&running.stdout).contains("another server runs"));
    drop(server);
    let there = home.operation(&["restore", "--from", to]).output().unwrap();
    assert!(String::from_utf8_lossy(&there.stdout).contains("there is a store already"));

    for name in ["prescreen.sqlite", "prescreen.sqlite-wal", "prescreen.sqlite-shm"] {
        fs::remove_file(home.directory.0.join("data").join(name)).unwrap();
    }
    let restored = home.operate(&["restore", "--from", to]);
    assert_eq!((&restored["sessions"], &restored["has_key"]), (&json!(1), &json!(true)));
    let server = home.start();
    assert_eq!(server.host_get(&tab.path("")).ok(), state);
    server.host_get(&later.path("")).refused(404, "unknown-session");
}

/// A store that was killed has its last sessions in the log beside it: brought back without that, they would be lost.
#[test]
fn a_store_with_its_log_is_no_copy() {
    let (home, other) = (Home::new(&[trial::plain()]), Home::new(&[trial::plain()]));
    let server = home.start();
    decided(&server, &assessment("a"));
    server.kill();
    let store = home.directory.0.join("data/prescreen.sqlite");
    assert!(fs::metadata(store.with_extension("sqlite-wal")).unwrap().len() > 0);
    let output = other.operation(&["restore", "--from", store.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("-wal") && said.contains("prescreen server backup"), "{said}");
    assert!(!other.directory.0.join("data/prescreen.sqlite").exists());
}

#[test]
fn a_damaged_copy_is_not_brought_back() {
    let home = Home::new(&[trial::plain()]);
    let copy = home.directory.write("copy.sqlite", "no store");
    let output = home.operation(&["restore", "--from", copy.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("damaged"), "{output:?}");
    assert!(!home.directory.0.join("data/prescreen.sqlite").exists());
}

/// Moves the store of a home away, as an operator does before a copy is brought back.
fn without_store(home: &Home) {
    for name in ["prescreen.sqlite", "prescreen.sqlite-wal", "prescreen.sqlite-shm"] {
        let _ = fs::remove_file(home.directory.0.join("data").join(name));
    }
}

fn cursor(server: &Server) -> String {
    server.host_get("/v1/decided").ok()["next"].as_str().unwrap().to_string()
}

#[test]
fn a_cursor_from_before_a_restore_is_refused_however_much_is_decided_since() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for subject in ["a", "b", "c"] {
        decided(&server, &assessment(subject));
    }
    let at_the_copy = cursor(&server);
    let copy = home.directory.0.join("copy.sqlite");
    home.operate(&["backup", "--to", copy.to_str().unwrap()]);
    for subject in ["d", "e", "f"] {
        decided(&server, &assessment(subject));
    }
    let before = cursor(&server);
    assert!(server.stop());
    let refused = |server: &Server, cursors: &[&String]| {
        for cursor in cursors {
            server.host_get(&format!("/v1/decided?after={cursor}")).refused(410, "unknown-cursor");
        }
    };

    without_store(&home);
    home.operate(&["restore", "--from", copy.to_str().unwrap()]);
    let server = home.start();
    for subject in ["g", "h", "i", "j", "k"] {
        refused(&server, &[&at_the_copy, &before]);
        decided(&server, &assessment(subject));
    }
    refused(&server, &[&at_the_copy, &before]);
    assert_eq!(server.host_get("/v1/decided").ok()["sessions"].as_array().unwrap().len(), 8);
    let restored = cursor(&server);
    assert!(server.stop());

    // A copy that was put in its place by hand, or brought back again, is another store too.
    without_store(&home);
    fs::copy(&copy, home.directory.0.join("data/prescreen.sqlite")).unwrap();
    let server = home.start();
    refused(&server, &[&at_the_copy, &restored]);
    // One that no command made is told by the operator.
    let now = cursor(&server);
    server.host_get(&format!("/v1/decided?after={now}")).ok();
    home.operate(&["renew-cursors"]);
    refused(&server, &[&now]);
}

/// Spoils the last bytes of an index, by which every other page stays as it is.
fn spoil(store: &Path) {
    let connection = Connection::open(store).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let number = |query: &str| -> usize { connection.query_row(query, [], |row| row.get(0)).unwrap() };
    let size = number("PRAGMA page_size");
    let page = number("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions_of_subject'");
    drop(connection);
    let mut bytes = fs::read(store).unwrap();
    bytes[page * size - 96..page * size].fill(0xa5);
    fs::write(store, bytes).unwrap();
}

#[test]
fn a_damaged_store_is_neither_copied_nor_brought_back_and_no_file_is_left() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for subject in ["a", "b", "c"] {
        decided(&server, &assessment(subject));
    }
    assert!(server.stop());
    let path = |name: &str| home.directory.0.join(name);
    let refusal = |arguments: &[&str]| {
        let output = home.operation(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("is damaged") && said.contains("prescreen server restore"), "{said}");
        said
    };
    let good = path("good.sqlite");
    home.operate(&["backup", "--to", good.to_str().unwrap()]);
    spoil(&path("data/prescreen.sqlite"));
    let said = refusal(&["backup", "--to", path("bad.sqlite").to_str().unwrap()]);
    assert!(said.contains("data/prescreen.sqlite"), "{said}");
    without_store(&home);
    spoil(&good);
    let said = refusal(&["restore", "--from", good.to_str().unwrap()]);
    assert!(said.contains("good.sqlite"), "{said}");
    let names = |directory: &Path| -> Vec<String> {
        fs::read_dir(directory).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert!(!names(&home.directory.0).iter().any(|name| name.starts_with("bad")), "{:?}", names(&home.directory.0));
    assert!(!names(&path("data")).iter().any(|name| name.starts_with("prescreen.")), "{:?}", names(&path("data")));
}

#[test]
fn what_the_administrator_makes_belongs_to_the_owner_of_the_directory() {
    const OWNER: u32 = 65_534;
    let home = Home::new(&[trial::plain()]);
    let data = home.directory.0.join("data");
    let server = home.start();
    decided(&server, &assessment("a"));
    assert!(server.stop());
    let copy = home.directory.0.join("copy.sqlite");
    home.operate(&["backup", "--to", copy.to_str().unwrap()]);
    if fs::metadata(&data).unwrap().uid() != 0 {
        let _ = writeln!(std::io::stderr(), "skipped copies: only the administrator may give files to another user");
        return;
    }
    without_store(&home);
    chown(&data, Some(OWNER), Some(OWNER)).unwrap();
    for name in ["signing-key.p8", "host-credential"] {
        chown(data.join(name), Some(OWNER), Some(OWNER)).unwrap();
    }
    home.operate(&["restore", "--from", copy.to_str().unwrap()]);
    home.operate(&["rotate-key"]);
    home.operate(&["erase", "--subject", "a"]);
    for file in fs::read_dir(&data).unwrap() {
        let file = file.unwrap();
        let found = file.metadata().unwrap();
        assert_eq!((found.uid(), found.gid()), (OWNER, OWNER), "{:?}", file.file_name());
    }
}
