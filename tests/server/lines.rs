//! Lines of the log and what a start says, where others chose the words.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::process::Home;
use crate::trial;

/// Clears a screen in two ways, ends a line in four, and turns the rest around.
const STEERS: &str = "\u{1b}[2J\u{9b}2J\r\n\u{2028}\u{85}\u{7f}\u{202e}\u{2066}";
/// How a person reads it.
const SEEN: &str = r"\u{1b}[2J\u{9b}2J\u{d}";

fn steers(one: char) -> bool {
    (one.is_control() && one != '\n')
        || ('\u{202a}'..='\u{202e}').contains(&one)
        || ('\u{2066}'..='\u{2069}').contains(&one)
        || "\u{2028}\u{2029}".contains(one)
}

/// The lines of a log, each JSON, none with a character that steers.
fn lines(home: &Home) -> Vec<Value> {
    let log = home.log();
    assert!(!log.contains(steers), "{}", log.escape_debug());
    log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn no_request_puts_anything_of_its_own_into_the_log() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let forged = "%1b[31m%0d%0a%7b%22level%22:%22ERROR%22%7d%c2%9b2J%e2%80%ae";
    for path in [format!("/{forged}"), format!("/v1/sessions/{forged}"), format!("/packs/current/{forged}")] {
        for header in ["user-agent", "x-request-id", "x-forwarded-for", "forwarded", "origin", "authorization"] {
            // Header values may hold what is above ASCII: the sign that begins a sequence, and an override of the direction.
            let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
            let head =
                format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{header}: \u{9b}31m\u{202e}\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            assert!(answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
        }
    }
    assert!(server.stop());
    let lines = lines(&home);
    let requests: Vec<&Value> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 18);
    for line in requests {
        let mut line = line.clone();
        // Its own, drawn at random.
        line["span"].as_object_mut().unwrap().remove("id").unwrap();
        assert!(
            ["none", "/v1/sessions/{id}", "/packs/current/{id}"].contains(&line["route"].as_str().unwrap()),
            "{line}"
        );
        assert!(!line.to_string().contains("31m"), "{line}");
    }
}

#[test]
fn the_name_of_a_packs_file_and_its_texts_are_read_in_the_log_and_steer_nobody() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut pack = trial::plain();
    pack[STEERS] = "no part of a pack".into();
    let name = format!("packs/{STEERS}.json");
    home.directory.write(&name, &pack.to_string());
    server.signal("HUP");
    let refused = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(250));
        lines(&home).into_iter().find(|line| line["level"] == "ERROR")
    });
    let line = refused.expect("the packs were not read again");
    // Read as JSON it is what it was.
    assert!(line["failure"].as_str().unwrap().contains(&format!("{STEERS}.json: ")), "{line}");
    assert!(server.stop());

    // The same, said by a start.
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains(steers) && said.contains(SEEN), "{}", said.escape_debug());
    fs::remove_file(home.directory.0.join(name)).unwrap();
}

#[test]
fn what_the_operator_names_is_read_in_the_first_line_and_steers_nobody() {
    let home = Home::new(&[trial::plain()]);
    let credential = home.directory.write(&format!("{STEERS}.credential"), &"c".repeat(40));
    fs::set_permissions(&credential, fs::Permissions::from_mode(0o600)).unwrap();
    let mut command = home.command();
    command.arg("--host-credential-file").arg(&credential).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let log = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(!log.contains(steers), "{}", log.escape_debug());
    let started: Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    assert!(started["host_credential_file"].as_str().unwrap().contains(STEERS), "{started}");
}
