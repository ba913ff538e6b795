//! What a start refuses, with a sentence that says what to do; and a store that goes away under the server.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::Stdio;

use crate::process::{Home, TempDir};
use crate::tab::{Tab, claims};
use crate::trial::{self, assessment};

/// What a start says that does not succeed.
fn refusal(home: &Home) -> String {
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn data(home: &Home, name: &str) -> PathBuf {
    home.directory.0.join("data").join(name)
}

/// A home whose server ran, decided a session and ended; the receipt's key.
fn used() -> (Home, Tab, String) {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let kid = server.get("/.well-known/prescreen-keys.json").ok()["keys"][0]["kid"].as_str().unwrap().to_string();
    assert!(server.stop());
    (home, tab, kid)
}

#[test]
fn the_bundled_sqlite_has_the_repaired_log() {
    // https://www.sqlite.org/wal.html#walresetbug: repaired in 3.51.3.
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn a_second_server_on_the_same_directory_does_not_start() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    assert!(refusal(&home).contains("another server runs on this directory"));
    server.kill();
    home.start().get("/healthz").ok();
}

#[test]
fn nothing_that_is_removed_lets_a_second_server_start_beside_the_first() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    for file in fs::read_dir(home.directory.0.join("data")).unwrap() {
        let (file, needed) = (file.unwrap(), ["prescreen.sqlite", "signing-key.p8", "host-credential"]);
        if !needed.iter().any(|needed| file.file_name().to_str().unwrap().starts_with(needed)) {
            fs::remove_file(file.path()).unwrap();
        }
    }
    let said = home.try_start().err().expect("a second server started");
    assert!(said.contains("another server runs on this directory"), "{said}");
    let rotated = home.operation(&["rotate-key"]).output().unwrap();
    assert_eq!(rotated.status.code(), Some(2), "{rotated:?}");
    server.get("/readyz").ok();
}

#[test]
fn a_damaged_page_stops_the_start() {
    let (home, ..) = used();
    let store = data(&home, "prescreen.sqlite");
    // Everything in the file, and nothing in the log.
    home.kept.open().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut bytes = fs::read(&store).unwrap();
    for page in bytes.chunks_mut(4096).skip(1) {
        page[..64].fill(0xa5);
    }
    fs::write(&store, bytes).unwrap();
    let said = refusal(&home);
    assert!(said.contains("damaged") && said.contains("prescreen server restore"), "{said}");
    fs::write(&store, "no store at all").unwrap();
    assert!(refusal(&home).contains("damaged"));
}

#[test]
fn a_store_that_was_removed_under_the_server_acknowledges_nothing() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    fs::remove_dir_all(home.directory.0.join("data")).unwrap();
    server.host_post("/v1/sessions", &assessment("b")).refused(503, "storage");
    tab.commit(&server).refused(503, "storage");
    server.host_get(&tab.path("")).refused(503, "storage");
    let health = server.get("/healthz");
    assert!(!health.header("retry-after").is_empty());
    health.refused(503, "storage");
    assert!(server.stop());
    assert!(home.log().contains("removed or replaced under the server"));
}

#[test]
fn a_store_that_takes_nothing_is_not_ready() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    server.get("/readyz").ok();
    fs::remove_dir_all(home.directory.0.join("data")).unwrap();
    server.get("/readyz").refused(503, "storage");
}

#[test]
fn a_log_that_was_removed_under_the_server_acknowledges_nothing() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    fs::remove_file(data(&home, "prescreen.sqlite-wal")).unwrap();
    server.host_post("/v1/sessions", &assessment("b")).refused(503, "storage");
}

#[test]
fn an_interrupted_first_start_is_taken_up() {
    let home = Home::new(&[trial::plain()]);
    for name in ["signing-key.p8", "host-credential"] {
        home.directory.write(&format!("data/{name}"), "");
        fs::set_permissions(data(&home, name), fs::Permissions::from_mode(0o600)).unwrap();
    }
    let server = home.start();
    Tab::open(&server, &assessment("a")).ticket(&server);
}

#[test]
fn a_lost_key_is_not_replaced_in_silence_and_old_receipts_still_verify() {
    let (home, tab, old) = used();
    let key = data(&home, "signing-key.p8");
    fs::remove_file(&key).unwrap();
    let said = refusal(&home);
    assert!(said.contains("put it back from your backup") && said.contains("prescreen server rotate-key"), "{said}");
    fs::write(&key, "").unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(refusal(&home).contains("missing or empty"));
    fs::write(&key, "no key").unwrap();
    assert!(refusal(&home).contains("rotate-key"));

    let new = home.operate(&["rotate-key"])["kid"].as_str().unwrap().to_string();
    let server = home.start();
    let keys = server.get("/.well-known/prescreen-keys.json").ok();
    let published: Vec<&str> =
        keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap()).collect();
    assert_eq!(published, [new.as_str(), old.as_str()], "the newest first");
    let header = |jws: &str| -> serde_json::Value {
        serde_json::from_slice(&prescreen::terms::base64url::decode(jws.split('.').next().unwrap()).unwrap()).unwrap()
    };
    let state = server.host_get(&tab.path("")).ok();
    assert_eq!(header(state["receipt"].as_str().unwrap())["kid"], old.as_str());
    let ticket = Tab::open(&server, &assessment("b")).ticket(&server);
    assert_eq!(header(&ticket)["kid"], new.as_str());
    assert_eq!(claims(&ticket)["attempt"], 1);
}

#[test]
fn a_lost_credential_is_not_replaced_in_silence() {
    let (mut home, ..) = used();
    let file = data(&home, "host-credential");
    let secret = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let said = refusal(&home);
    assert!(said.contains("data/host-credential: the host credential is missing or empty"), "{said}");
    assert!(said.contains("put it back from your copy") && said.contains("give it to the back end"), "{said}");
    assert!(!file.exists());
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(refusal(&home).contains("missing or empty"));
    fs::write(&file, secret).unwrap();
    assert!(home.start().stop());
    // Nor is one made where a name was mistyped.
    let mistyped = home.directory.0.join("hots-credential");
    home.arguments.extend(["--host-credential-file".into(), mistyped.display().to_string()]);
    let said = refusal(&home);
    assert!(said.contains("hots-credential") && said.contains("--host-credential-file"), "{said}");
    assert!(!mistyped.exists());
}

#[test]
fn a_credential_that_is_drawn_is_said_with_its_file() {
    let mut home = Home::new(&[trial::plain()]);
    assert!(home.start().stop());
    let drawn = |home: &Home| home.log().lines().filter(|line| line.contains("secret was drawn")).count();
    assert!(drawn(&home) == 1 && home.log().contains("data/host-credential"), "{}", home.log());
    assert!(home.start().stop());
    assert_eq!(drawn(&home), 1, "it was there");
    let mistyped = home.directory.0.join("hots-credential");
    home.arguments.extend(["--host-credential-file".into(), mistyped.display().to_string()]);
    fs::remove_dir_all(home.directory.0.join("data")).unwrap();
    let mut child = home.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(home.ready(&mut child).is_some());
    child.kill().unwrap();
    let log = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    let said = log.lines().find(|line| line.contains("secret was drawn")).unwrap_or_else(|| panic!("{log}"));
    assert!(said.contains("WARN") && said.contains("hots-credential") && said.contains("--host-credential-file"));
}

#[test]
fn a_credential_elsewhere_that_others_may_read_stops_the_start() {
    let mut home = Home::new(&[trial::plain()]);
    let file = home.directory.write("credential", &"c".repeat(32));
    home.arguments.extend(["--host-credential-file".into(), file.display().to_string()]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let said = refusal(&home);
    assert!(said.contains("/credential: others may use this file") && said.contains("chmod 600"), "{said}");
    // Of root's file, the service's group may read it, as systemd hands secrets over.
    let read_only = if fs::metadata(&file).unwrap().uid() == 0 { 0o440 } else { 0o400 };
    fs::set_permissions(&file, fs::Permissions::from_mode(read_only)).unwrap();
    let mut child = home.command().stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("prescreen serves"), "{line}");
}

#[test]
fn a_store_that_cannot_be_read_is_named_with_the_fault_and_what_to_do() {
    let (home, ..) = used();
    home.kept.open().execute_batch("DROP TABLE keys; CREATE TABLE keys (since INTEGER);").unwrap();
    home.kept.open().execute_batch("INSERT INTO keys VALUES ('late')").unwrap();
    let said = refusal(&home);
    assert!(said.contains("data/prescreen.sqlite: the store cannot be read (content)"), "{said}");
    assert!(said.contains("bring back a backup with `prescreen server restore`"), "{said}");
}

#[test]
fn a_key_is_rotated_while_no_server_signs_with_the_old_one() {
    let (home, ..) = used();
    let server = home.start();
    let output = home.operation(&["rotate-key"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("another server runs"), "{output:?}");
    drop(server);
    home.operate(&["rotate-key"]);
    assert_eq!(home.start().get("/.well-known/prescreen-keys.json").ok()["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn a_missing_store_is_not_begun_anew_beside_its_key() {
    let (home, ..) = used();
    fs::remove_file(data(&home, "prescreen.sqlite")).unwrap();
    let said = refusal(&home);
    assert!(said.contains("the store is missing") && said.contains("prescreen server restore"), "{said}");
    fs::File::create(data(&home, "prescreen.sqlite"))
        .unwrap()
        .set_permissions(fs::Permissions::from_mode(0o600))
        .unwrap();
    assert!(refusal(&home).contains("missing or empty"));
}

#[test]
fn what_others_may_read_or_write_stops_the_start() {
    let (home, ..) = used();
    let mode = |path: &PathBuf, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for name in ["signing-key.p8", "host-credential", "prescreen.sqlite"] {
        let file = data(&home, name);
        mode(&file, 0o640);
        let said = refusal(&home);
        assert!(said.contains(name) && said.contains("chmod 600"), "{said}");
        mode(&file, 0o600);
    }
    let directory = home.directory.0.join("data");
    mode(&directory, 0o770);
    assert!(refusal(&home).contains("chmod 700"));
    mode(&directory, 0o755);
    home.start().get("/healthz").ok();
}

/// The stores of earlier schemas, and the position of the first change in each when it was taken over.
const EARLIER: [(&str, i64); 7] = [
    (include_str!("../vectors/store/schema-1.sql"), 1),
    (include_str!("../vectors/store/schema-2.sql"), 1),
    (include_str!("../vectors/store/schema-3.sql"), 3),
    (include_str!("../vectors/store/schema-4.sql"), 3),
    (include_str!("../vectors/store/schema-5.sql"), 3),
    (include_str!("../vectors/store/schema-6.sql"), 3),
    (include_str!("../vectors/store/schema-7.sql"), 3),
];

#[test]
fn a_store_of_an_earlier_schema_is_taken_over_whole() {
    for (schema, (sql, first_change)) in (1..).zip(EARLIER) {
        let home = Home::new(&[]).at("2026-11-27 00:00:00");
        home.directory.write("packs/trial.json", include_str!("../vectors/store/pack.json"));
        let store = home.directory.write("data/prescreen.sqlite", "");
        fs::set_permissions(&store, fs::Permissions::from_mode(0o600)).unwrap();
        let before = home.kept.open();
        before.execute_batch("PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF;").unwrap();
        before.execute_batch(sql).unwrap();
        let found: i64 = before.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(found, schema);
        drop(before);
        assert!(refusal(&home).contains("rotate-key"), "its key is not there");
        home.operate(&["rotate-key"]);
        assert!(refusal(&home).contains("the host credential is missing"), "nor is its credential");
        let credential = home.directory.write("data/host-credential", &"c".repeat(32));
        fs::set_permissions(&credential, fs::Permissions::from_mode(0o600)).unwrap();
        let server = home.start();
        let purchase = server.host_get("/v1/sessions/3RGUNgLrXHZZoMfYOCUYwA").ok();
        assert_eq!((&purchase["state"], purchase["steps"].as_array().unwrap().len()), (&"complete".into(), 5));
        let assessed = server.host_get("/v1/sessions/UfGB6PTKoGdNzcB6EQX3yA").ok();
        assert_eq!((&assessed["state"], &assessed["profile"]["class"]), (&"complete".into(), &"C2".into()));
        let attempt = Tab::open(&server, &assessment("a")).ticket(&server);
        assert_eq!(claims(&attempt)["attempt"], 2, "what was counted counts");
        let keys = server.get("/.well-known/prescreen-keys.json").ok()["keys"].clone();
        let kept = i64::from(schema > 1);
        assert_eq!(keys.as_array().unwrap().len(), usize::from(schema > 1) + 1, "keys are kept from the second on");
        assert_eq!(home.kept.number("SELECT count(*) FROM attempts WHERE subject = 'b'"), kept);
        assert_eq!(home.kept.number("SELECT count(*) FROM openings"), i64::from(schema > 2));
        assert_eq!(home.kept.number("SELECT min(position) FROM changes"), first_change, "no position moves");
        assert_eq!(home.kept.number("SELECT count(*) FROM records"), 0, "the firm kept none before");
        server.host_get("/v1/sessions/UfGB6PTKoGdNzcB6EQX3yA/record").refused(404, "no-record");
        // What older rows lacked is there: the person they belong to, and their pack.
        assert_eq!(home.operate(&["erase", "--subject", "a"])["attempts"], 2);
        assert_eq!(home.kept.number("SELECT count(*) FROM packs"), 1);
        assert!(home.kept.is_whole());
    }
}

#[test]
fn a_command_makes_no_store() {
    let nowhere = TempDir::new();
    let home = Home::new(&[trial::plain()]);
    for arguments in [&["clock"][..], &["erase", "--subject", "a"], &["retain", "--days", "1"], &["rotate-key"]] {
        let output = home.operation(arguments).current_dir(&nowhere.0).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stdout).contains("there is no store here"), "{output:?}");
    }
    assert!(!home.directory.0.join("data").exists());
}

#[test]
fn the_store_syncs_fully_and_a_newer_one_is_refused() {
    let home = Home::new(&[trial::plain()]);
    assert!(home.start().stop(), "asked to end, the server ends well");
    let store = home.kept.open();
    let mode: String = store.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    store.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let output = home.command().output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("newer version"), "{output:?}");
}
