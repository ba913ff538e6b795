//! A database that is killed, that is not as it has to be, or that is named wrongly.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;

use super::shared::refusal;
use crate::durability::{Acknowledged, work};
use crate::kept::Kept;
use crate::process::Home;
use crate::tab::Tab;
use crate::trial::{self, assessment, purchase};

#[test]
fn what_was_acknowledged_survives_a_kill_of_the_database_and_the_server_goes_on() {
    let home = Home::new(&[trial::plain()]).on(Kept::alone());
    let server = home.start();
    let pack = server.get("/packs/current/trial").ok();
    let mut lasting: Vec<Acknowledged> = Vec::new();
    for round in 0..3 {
        let acknowledged: Mutex<Vec<Acknowledged>> = Mutex::default();
        let tabs: Vec<Vec<Tab>> = (0..4)
            .map(|worker| {
                (0..8).map(|n| Tab::open(&server, &purchase(&format!("p{round}-{worker}-{n}"), &pack))).collect()
            })
            .collect();
        std::thread::scope(|scope| {
            for tabs in &tabs {
                scope.spawn(|| work(&server.url, tabs, &acknowledged));
            }
            let in_time = (0..30_000).any(|_| {
                std::thread::sleep(Duration::from_millis(1));
                acknowledged.lock().unwrap().len() >= 10 + 15 * round
            });
            assert!(in_time);
            home.kept.kill_and_start();
        });
        lasting.extend(acknowledged.into_inner().unwrap());
        // A request that meets a lost connection may fail once for each of them, and no more.
        let back = (0..50).any(|_| server.get("/healthz").status == 200);
        assert!(back, "{}", home.log());
        for (path, body, answer) in &lasting {
            let again = (0..20).find_map(|_| Some(server.jose(path, body)).filter(|again| again.status != 503));
            assert_eq!(again.unwrap().ok(), *answer, "the same bytes get the stored answer: {path}");
        }
        assert!(home.kept.is_whole());
    }
}

#[test]
fn a_store_that_a_newer_program_took_over_is_refused_at_the_start_and_left_alone_by_a_running_server() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let version = home.kept.number("SELECT version FROM clock");
    home.kept.open().batch_execute("UPDATE clock SET version = 99").unwrap();
    assert!(refusal(&home.second()).contains("newer version of this program"));
    tab.commit(&server).refused(503, "storage");
    server.host_get(&tab.path("")).refused(503, "storage");
    assert_eq!(home.kept.number("SELECT count(*) FROM attempts"), 0);
    home.kept.open().batch_execute(&format!("UPDATE clock SET version = {version}")).unwrap();
    tab.commit(&server).ok();
}

#[test]
fn a_database_that_does_not_keep_what_it_acknowledges_is_refused() {
    let home = Home::new(&[trial::plain()]).on(Kept::alone());
    let mut database = home.kept.open();
    database.batch_execute("ALTER SYSTEM SET fsync = off").unwrap();
    database.batch_execute("SELECT pg_reload_conf()").unwrap();
    assert!((0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        database.query_one("SELECT current_setting('fsync')", &[]).unwrap().get::<_, String>(0) == "off"
    }));
    assert!(refusal(&home).contains("set fsync = on"));
}

#[test]
fn what_was_acknowledged_survives_where_the_database_would_not_wait_for_the_disk() {
    let home = Home::new(&[trial::plain()]).on(Kept::alone());
    let mut database = home.kept.open();
    for setting in ["synchronous_commit = off", "wal_writer_delay = '10s'"] {
        database.batch_execute(&format!("ALTER SYSTEM SET {setting}")).unwrap();
    }
    database.batch_execute("SELECT pg_reload_conf()").unwrap();
    let delay = |client: &mut postgres::Client| -> String {
        client.query_one("SELECT current_setting('wal_writer_delay')", &[]).unwrap().get(0)
    };
    assert!((0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        delay(&mut database) == "10s"
    }));
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let ticket = tab.ticket(&server);
    home.kept.kill_and_start();
    let again = (0..20).find_map(|_| Some(tab.commit(&server)).filter(|again| again.status != 503));
    assert_eq!(again.unwrap().ok()["ticket"], ticket.as_str());
}

#[test]
fn a_database_that_is_gone_is_not_ready() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    server.get("/readyz").ok();
    home.kept.remove();
    server.host_post("/v1/sessions", &assessment("a")).refused(503, "storage");
    server.get("/readyz").refused(503, "storage");
}

#[test]
fn who_waits_too_long_for_the_clock_gives_up_and_the_next_one_goes_on() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut holder = home.kept.open();
    holder.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(31650977444754030)").unwrap();
    server.host_post("/v1/sessions", &assessment("a")).refused(503, "busy");
    // Who only reads waits for nobody.
    server.get("/healthz").ok();
    holder.batch_execute("ROLLBACK").unwrap();
    Tab::open(&server, &assessment("a")).ticket(&server);
}

#[test]
fn an_address_that_is_none_or_not_safe_is_refused_and_no_password_is_repeated() {
    for (address, said) in [
        ("mysql://a@localhost/b", "postgres://USER@HOST/DATABASE"),
        ("postgres://localhost/b", "names a user, a host and a database"),
        ("postgres://a:secret-7@127.0.0.1:none/b", "no address of a database"),
        ("postgres://a:secret-7@127.0.0.1/b", "store"),
        ("postgres://a:secret-7@127.0.0.1/c", "others may read the password of the store"),
    ] {
        let mut home = Home::new(&[trial::plain()]);
        // One that is cut off as well.
        let text = format!("store = \"{address}{}\n", if said == "store" { "" } else { "\"" });
        let file = home.directory.write("prescreen.toml", &text);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        home.arguments = vec!["--config".into(), file.display().to_string()];
        home.kept.leave_unnamed();
        let refused = refusal(&home);
        assert!(refused.contains("store") && refused.contains(said) && !refused.contains("secret-7"), "{refused}");
    }
}

#[test]
fn a_password_on_a_command_line_is_refused() {
    let mut home = Home::new(&[trial::plain()]);
    home.kept.leave_unnamed();
    home.arguments = vec!["--store".into(), "postgres://a:secret-7@127.0.0.1/b".into()];
    assert!(refusal(&home).contains("everybody on this machine can read a password on a command line"));
}

#[test]
fn a_configuration_file_names_the_store_for_the_server_and_for_the_operator() {
    let mut home = Home::new(&[trial::plain()]);
    let file = home.directory.write("prescreen.toml", &format!("store = \"{}\"\n", home.kept.url()));
    home.arguments = vec!["--config".into(), file.display().to_string()];
    home.kept.leave_unnamed();
    let server = home.start();
    Tab::open(&server, &assessment("a")).ticket(&server);
    let told = home.operate(&["erase", "--subject", "a", "--config", &file.display().to_string()]);
    assert_eq!(
        told,
        json!({ "sessions": 1, "steps": 0, "attempts": 1, "overwritten": false, "still_read": false, "log_fault": null })
    );
    assert!(!home.directory.0.join("data/prescreen.sqlite").exists());
}

#[test]
fn a_store_in_the_directory_is_not_left_behind_in_silence() {
    let home = Home::new(&[trial::plain()]);
    home.directory.write("data/prescreen.sqlite", "a store");
    let file = home.directory.0.join("data/prescreen.sqlite");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(refusal(&home).contains("what was counted in it would be forgotten"));
}

#[test]
fn a_database_of_an_earlier_version_is_taken_over() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let state = server.host_get(&tab.path("")).ok();
    assert!(server.stop());
    // What later versions added.
    let first = "ALTER TABLE clock DROP COLUMN mark; DROP TABLE probe; DROP TABLE records;
        ALTER TABLE attempts DROP COLUMN excused_at, DROP COLUMN excused_by, DROP COLUMN excused_for;
        ALTER TABLE sessions DROP COLUMN assignment;
        UPDATE clock SET version = 1";
    home.kept.open().batch_execute(first).unwrap();
    let server = home.start();
    assert_eq!(server.host_get(&tab.path("")).ok(), state);
    server.host_get("/v1/decided").ok();
    assert_eq!(home.kept.number("SELECT count(*) FROM probe"), 1);
    assert_eq!(home.kept.number("SELECT count(*) FROM clock WHERE length(mark) = 36"), 1);
    assert_eq!(home.kept.number("SELECT count(*) FROM records"), 0);
}

#[test]
fn a_copy_is_the_databases_own_work_and_brings_everything_back() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &verdict).ok();
    let state = server.host_get(&tab.path("")).ok();
    let cursor = server.host_get("/v1/decided").ok()["next"].as_str().unwrap().to_string();
    let from_there = format!("/v1/decided?after={cursor}");
    for (arguments, program) in [(["backup", "--to", "copy"], "pg_dump"), (["restore", "--from", "copy"], "pg_restore")]
    {
        let output = home.operation(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stdout).contains(program), "{output:?}");
    }
    let goes = "person-of-whom-nothing-is-copied";
    Tab::open(&server, &assessment(goes));
    assert!(server.stop());
    assert!(home.kept.holds(goes));
    home.operate(&["erase", "--subject", goes]);
    let copy = home.kept.dumped();
    assert!(!copy.holds(goes));
    let other = home.second().on(copy);
    let restored = other.start();
    assert_eq!(restored.host_get(&tab.path("")).ok(), state);
    restored.host_get(&from_there).refused(410, "unknown-cursor");
    // What a database cannot know of, such as an image of its disk, the operator says.
    let server = home.start();
    server.host_get(&from_there).ok();
    home.operate(&["renew-cursors"]);
    server.host_get(&from_there).refused(410, "unknown-cursor");
}

#[test]
fn a_command_makes_no_store() {
    let home = Home::new(&[trial::plain()]);
    let output = home.operation(&["clock"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("there is no store in this database"), "{output:?}");
}
