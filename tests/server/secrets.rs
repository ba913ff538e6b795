//! The password of a store, in addresses that are spelled wrongly and in places where none belongs: it is never shown.

use std::os::unix::fs::PermissionsExt as _;

use crate::process::Home;
use crate::trial;

const SECRET: &str = "hunter-2";

/// Addresses of a store in which something is not as it has to be; `hunter-2` is the password, or a part of it.
const ADDRESSES: [&str; 30] = [
    "postgres://user:hunter-2@127.0.0.1/b@c",
    "postgres://user:p@hunter-2@127.0.0.1/b",
    "postgres://user:p@hunter-2/b",
    "postgres://user@hunter-2@127.0.0.1/b",
    "postgres://user:p/hunter-2@127.0.0.1/b",
    "postgres://user:5432/hunter-2@127.0.0.1/b?user=a",
    "postgres://user:p?hunter-2@127.0.0.1/b",
    "postgres://user:p?x=hunter-2@127.0.0.1/b",
    "postgres://user:p#hunter-2@127.0.0.1:x/b",
    "postgres://user:hunter-2:9@127.0.0.1:x/b",
    "postgres://user:hunter-2%zz%ff@127.0.0.1:x/b",
    "postgres://user:%ffhunter-2@127.0.0.1:x/b",
    "postgres://user%3Ahunter-2@127.0.0.1/b",
    "postgres://hunter-2%40127.0.0.1/b?user=a",
    "postgres://user:hunter-2%40127.0.0.1/b",
    "postgres://user:hunter-2/b",
    "postgres://user:hunter-2",
    "postgres://user@127.0.0.1/b%3Fpassword=hunter-2",
    "postgres://127.0.0.1/b?user=a&password=p@hunter-2",
    "postgres://127.0.0.1/b?user=a&password=p@hunter-2/c",
    "postgres://127.0.0.1/b?user=a&password=p&hunter-2=1",
    "postgres://127.0.0.1/b?user=a&password=p&hunter-2",
    "postgres://user:hunter-2@db.broker.example/b",
    "postgres://user:hunter-2@127.0.0.1/b?sslmode=none",
    "postgres://user:hunter-2@127.0.0.1",
    "postgres:/user:hunter-2@127.0.0.1/b",
    "postgres:user:hunter-2@127.0.0.1/b",
    "POSTGRES://user:hunter-2@127.0.0.1/b",
    "mysql://user:hunter-2@127.0.0.1/b",
    "user:hunter-2@127.0.0.1/b",
];

/// Lines of a configuration file, with an address in them.
fn lines(address: &str) -> Vec<String> {
    vec![
        format!("store = \"{address}\""),
        format!("store = \"{address}"),
        format!("store = {address}"),
        format!("store: \"{address}\""),
        format!("store \"{address}\""),
        format!("store = [\"{address}\"]"),
        format!("store = \"\"\"\n{address}\"\"\""),
        format!("store = \"postgres://user\n{address}\""),
        format!("stroe = \"{address}\""),
        format!("listen = \"{address}\""),
        format!("log-level = \"{address}\""),
        format!("forwarded-header = \"{address}\""),
        format!("page-origin = \"{address}\""),
        format!("page-origin = [\"{address}\"]"),
        format!("trusted-proxy = [\"{address}\"]"),
        format!("\"{address}\" = 1"),
        address.to_string(),
        format!("[store]\n\"{address}\" = 1"),
        format!("store = \"a\" \"{address}\""),
    ]
}

fn said(home: &Home) -> String {
    let output = home.command().output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn no_line_of_a_configuration_file_shows_the_password_in_it() {
    let mut home = Home::new(&[trial::plain()]);
    let file = home.directory.write("prescreen.toml", "");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    home.arguments = vec!["--config".into(), file.display().to_string()];
    for line in ADDRESSES.into_iter().flat_map(lines) {
        home.directory.write("prescreen.toml", &format!("packs = \"x\"\n{line}\n"));
        let said = said(&home);
        assert!(!said.contains(SECRET) && !said.contains("hunter"), "{line}: {said}");
        assert!(said.contains("prescreen.toml"), "{line}: {said}");
    }
}

#[test]
fn no_flag_shows_the_password_in_it() {
    let places: [fn(&str) -> Vec<String>; 7] = [
        |address| vec!["--store".into(), address.into()],
        |address| vec![format!("--store={address}")],
        |address| vec![format!("--listen={address}")],
        |address| vec!["--page-origin".into(), address.into()],
        |address| vec![format!("--log-level={address}")],
        |address| vec![address.into()],
        |address| vec![format!("--stroe={address}")],
    ];
    for address in ADDRESSES {
        for place in places {
            let mut home = Home::new(&[trial::plain()]);
            home.arguments = place(address);
            let said = said(&home);
            assert!(!said.contains(SECRET), "{address}: {said}");
        }
    }
}

#[test]
fn a_command_shows_no_password_either() {
    for address in ADDRESSES {
        let home = Home::new(&[trial::plain()]);
        for arguments in [["clock", "--store", address], ["clock", "--json", address]] {
            let output = home.operation(&arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(!said.contains(SECRET), "{address}: {said}");
        }
    }
}
