//! The units in `examples/operation`, as systemd itself reads them (Debian package `systemd`). It says what it does not
//! know; what it does with a unit, such as handing over a credential, takes a machine that it started, and is not tested.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::process::TempDir;

const UNITS: [&str; 5] = [
    "prescreen.service",
    "prescreen-retain.service",
    "prescreen-retain.timer",
    "prescreen-backup.service",
    "prescreen-backup.timer",
];

/// The text of a unit, with the program that is tested.
fn unit(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/operation").join(name);
    let text = fs::read_to_string(path).unwrap();
    text.replace("/usr/local/bin/prescreen", env!("CARGO_BIN_EXE_prescreen"))
}

/// What systemd says of a unit that stands beside the others; none where it is not there.
fn said(name: &str, text: &str) -> Option<String> {
    let folder = TempDir::new();
    for other in UNITS {
        folder.write(other, &unit(other));
    }
    let file = folder.write(name, text);
    let output = Command::new("systemd-analyze").arg("verify").arg(file).output().ok()?;
    Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

fn skip() {
    let _ = writeln!(std::io::stderr(), "skipped units: systemd-analyze is not here");
}

#[test]
fn systemd_reads_every_unit_and_has_nothing_to_say() {
    for name in UNITS {
        let Some(said) = said(name, &unit(name)) else { return skip() };
        assert_eq!(said, "", "{name}");
    }
}

#[test]
fn systemd_reads_the_unit_with_a_credential_that_it_hands_over() {
    let text = unit("prescreen.service");
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(handed) if handed.starts_with("LoadCredential=") || handed.starts_with("ExecStart=") => handed.to_string(),
        _ if line.starts_with("ExecStart=") => String::new(),
        _ => line.to_string(),
    });
    let with: String = lines.map(|line| line + "\n").collect();
    assert!(with.contains("\nLoadCredential=host-credential:") && with.contains("%d/host-credential\n"), "{with}");
    let Some(found) = said("prescreen.service", &with) else { return skip() };
    assert_eq!(found, "");
    let misspelled = with.replace("\nLoadCredential=", "\nLoadCredentail=");
    let found = said("prescreen.service", &misspelled).unwrap();
    assert!(found.contains("LoadCredentail"), "{found}");
}
