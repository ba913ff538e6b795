//! The recipe of a container in `examples/operation`: it is not built here, which takes images from elsewhere. What it says
//! of the sources and of the server is compared with both, and the server is started as the image starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process::Home;
use crate::trial;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands behind an instruction, once for each time that it is given.
fn given(instruction: &str) -> Vec<String> {
    let recipe = read("examples/operation/Containerfile");
    recipe.lines().filter_map(|line| line.strip_prefix(instruction)?.strip_prefix(' ')).map(String::from).collect()
}

/// The only one.
fn one(instruction: &str) -> String {
    let [only] = given(instruction).try_into().unwrap_or_else(|all| panic!("{instruction}: {all:?}"));
    only
}

#[test]
fn the_program_that_the_image_takes_is_the_one_that_it_builds() {
    let folder = one("WORKDIR");
    let build = given("RUN").into_iter().find(|line| line.starts_with("cargo build")).unwrap();
    let words: Vec<&str> = build.split(' ').collect();
    let behind = |flag: &str| words[words.iter().position(|word| *word == flag).unwrap() + 1];
    assert!(words.contains(&"--release") && words.contains(&"--locked"), "{build}");
    let manifest = read("crates/cli/Cargo.toml");
    assert!(manifest.starts_with(&format!("[package]\nname = \"{}\"\n", behind("--package"))));
    assert!(manifest.contains(&format!("\n[[bin]]\nname = \"{}\"\n", behind("--bin"))));
    let program = format!("{folder}/target/release/{}", behind("--bin"));
    let copied = given("COPY");
    assert_eq!(copied, [". .".to_string(), format!("--from=build {program} /usr/local/bin/{}", behind("--bin"))]);
    assert_eq!(one("ENTRYPOINT"), format!("[\"{}\"]", behind("--bin")));
}

#[test]
fn the_server_starts_with_the_flags_of_the_image() {
    let flags: Vec<String> = serde_json::from_str(&one("CMD")).unwrap();
    let port = one("EXPOSE");
    assert!(flags.contains(&format!("0.0.0.0:{port}")) && flags.contains(&one("VOLUME")), "{flags:?}");
    let home = Home::new(&[trial::plain()]);
    let path = |name: &str| home.directory.0.join(name).display().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
    for flag in flags {
        match &*flag {
            "/data" | "/packs" => command.arg(path(flag.trim_start_matches('/'))),
            address if address.ends_with(&port) => command.arg("0.0.0.0:0"),
            other => command.arg(other),
        };
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let ready = home.ready(&mut child).map(|site| site.get("/readyz").status);
    let ended = Command::new("kill").args([&*format!("-{}", one("STOPSIGNAL")), &child.id().to_string()]).status();
    assert!(ended.unwrap().success());
    assert!(child.wait().unwrap().success());
    assert_eq!(ready, Some(200));
}

#[test]
fn what_is_built_or_secret_stays_out_of_the_image_and_what_is_compiled_is_in_it() {
    let kept_out = read(".dockerignore");
    let kept_out: Vec<&str> = kept_out.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    for name in read(".gitignore").lines().map(|line| line.trim_matches('/')) {
        assert!(
            kept_out.iter().any(|line| line.trim_start_matches("**/") == name),
            "{name} is built or kept by people"
        );
    }
    assert!(kept_out.contains(&".git") && kept_out.contains(&"prescreen-data"), "{kept_out:?}");
    for part in ["Cargo.toml", "Cargo.lock", "src", "crates", "packs", "formats", "categories", "xtask", "examples"] {
        assert!(root().join(part).exists() && !kept_out.contains(&part), "{part}");
    }
}
