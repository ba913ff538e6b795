//! The units in `examples/operation`, as systemd itself reads them (Debian package `systemd`), which says what it does not
//! know. What it does with a unit takes a machine that it started: here the server alone is started as the unit says, with
//! a credential where and as systemd puts one.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::process::{Home, TempDir};
use crate::trial::{self, assessment};

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
fn what_is_over_is_kept_for_twenty_years() {
    let text = unit("prescreen-retain.service");
    let days = text.split_once("--days ").and_then(|(_, rest)| rest.split_whitespace().next()).unwrap();
    // Five of twenty years are leap years.
    assert!(days.parse::<u32>().unwrap() > 20 * 365 + 5, "{days}");
}

/// The unit of the server with the credential handed over, as its comment says.
fn handing_over() -> String {
    let text = unit("prescreen.service");
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(handed) if handed.starts_with("LoadCredential=") || handed.starts_with("ExecStart=") => handed.to_string(),
        _ if line.starts_with("ExecStart=") => String::new(),
        _ => line.to_string(),
    });
    lines.map(|line| line + "\n").collect()
}

#[test]
fn the_server_starts_as_the_unit_says_with_the_credential_that_systemd_hands_over() {
    let text = handing_over();
    let setting = |name: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        value.unwrap_or_else(|| panic!("no {name}")).to_string()
    };
    let (id, _) =
        setting("LoadCredential").split_once(':').map(|(id, path)| (id.to_string(), path.to_string())).unwrap();
    let home = Home::new(&[trial::plain()]);
    let path = |name: &str| home.directory.0.join(name).display().to_string();
    let config = format!(
        "listen = \"127.0.0.1:0\"\ndata = \"{}\"\npacks = \"{}\"\nserve-unapproved-packs = true\n",
        path("data"),
        path("packs")
    );
    let config = home.directory.write("prescreen.toml", &config);
    // A copy in a directory of the service: `systemd.exec(5)`, CREDENTIALS_DIRECTORY. Where the administrator starts it, the
    // file stays root's, and who runs the service reads it through its group's right.
    let secret = "secret-of-the-back-end-which-is-long-enough";
    let file = home.directory.write(&format!("credentials/{id}"), &format!("{secret}\n"));
    let folder = file.parent().unwrap();
    let mode = if fs::metadata(&file).unwrap().uid() == 0 { 0o440 } else { 0o400 };
    fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o500)).unwrap();
    let line = setting("ExecStart").replace("/etc/prescreen/prescreen.toml", &config.display().to_string());
    let line = line.replace("%d", &folder.display().to_string());
    assert!(!line.contains('%'), "{line}");
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap());
    command.args(words).env("CREDENTIALS_DIRECTORY", folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let started = home.ready(&mut child);
    let open = |site: &crate::process::Site, shown: &str| {
        let headers = [("authorization", &*format!("Bearer {shown}"))];
        site.post("/v1/sessions", "application/json", &assessment("a").to_string(), &headers).status
    };
    let answers =
        started.as_ref().map(|site| [open(site, secret), open(site, "secret-of-somebody-else-which-is-long-enough")]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(answers, Some([201, 401]));
    assert!(!home.directory.0.join("data/host-credential").exists(), "none is drawn");
}

#[test]
fn systemd_reads_the_unit_with_a_credential_that_it_hands_over() {
    let with = handing_over();
    assert!(with.contains("\nLoadCredential=host-credential:") && with.contains("%d/host-credential\n"), "{with}");
    let Some(found) = said("prescreen.service", &with) else { return skip() };
    assert_eq!(found, "");
    let misspelled = with.replace("\nLoadCredential=", "\nLoadCredentail=");
    let found = said("prescreen.service", &misspelled).unwrap();
    assert!(found.contains("LoadCredentail"), "{found}");
}
