//! Copies of a store that is a file.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::keeping::decided;
use crate::process::Home;
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

#[test]
fn a_damaged_copy_is_not_brought_back() {
    let home = Home::new(&[trial::plain()]);
    let copy = home.directory.write("copy.sqlite", "no store");
    let output = home.operation(&["restore", "--from", copy.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("damaged"), "{output:?}");
    assert!(!home.directory.0.join("data/prescreen.sqlite").exists());
}
