//! The recipe of a container in `examples/operation`: it is not built here, which takes images from elsewhere. What it says
//! of the sources and of the server is compared with both, and the server is started as the image starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::governing;
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

/// Each instruction of the recipe with what stands behind it.
fn instructions() -> Vec<(String, String)> {
    let recipe = read("examples/operation/Containerfile");
    let lines = recipe.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap()).map(|(name, rest)| (name.into(), rest.into())).collect()
}

#[test]
fn the_recipe_has_two_stages_on_named_releases_of_one_debian() {
    let all = instructions();
    let known = ["FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD"];
    assert!(all.iter().all(|(name, _)| known.contains(&name.as_str())), "{all:?}");
    let [build, image]: [String; 2] = given("FROM").try_into().unwrap();
    let rust = build.strip_prefix("docker.io/library/rust:").unwrap().strip_suffix("-slim-bookworm AS build").unwrap();
    // The compiler is the one that this version is checked with.
    assert!(read("Cargo.toml").contains(&format!("\ncompiler = \"{rust}\"\n")), "{rust}");
    assert_eq!(image, "docker.io/library/debian:bookworm-slim", "the library that the program was linked with");
    // What is copied out of the first stage is copied into the second.
    let second = all.iter().rposition(|(name, _)| name == "FROM").unwrap();
    assert!(all[second..].iter().any(|(name, rest)| name == "COPY" && rest.starts_with("--from=build ")));
}

#[test]
fn the_image_runs_as_a_user_of_its_own_who_owns_the_data() {
    let all = instructions();
    let place = |name: &str, part: &str| {
        all.iter().position(|(one, rest)| one == name && rest.contains(part)).unwrap_or_else(|| panic!("{name} {part}"))
    };
    let user = one("USER");
    assert!(user.parse::<u32>().unwrap() >= 1000, "a number, which an orchestrator can compare, and not root's");
    let made = &all[place("RUN", "useradd")].1;
    assert!(made.contains(&format!("--uid {user} ")), "{made}");
    assert!(made.contains(&format!("--mode 0700 {}", one("VOLUME"))), "{made}");
    assert!(place("RUN", "useradd") < place("USER", "") && place("USER", "") < place("VOLUME", ""));
    assert!(place("COPY", "--from=build") < place("USER", ""), "the program is root's");
}

/// A shell reads every command of the recipe, and each program that it calls is in the image of its stage.
#[test]
fn every_command_of_the_recipe_can_be_read_and_its_programs_are_known() {
    let known = ["apt-get", "cargo", "install", "useradd"];
    for command in given("RUN") {
        let read = Command::new("sh").args(["-n", "-c", &command]).status().unwrap();
        assert!(read.success(), "{command}");
        for part in command.split("&&") {
            let program = part.split_whitespace().next().unwrap();
            assert!(known.contains(&program), "{program}");
        }
    }
}

#[test]
fn the_server_starts_with_the_flags_of_the_image() {
    let flags: Vec<String> = serde_json::from_str(&one("CMD")).unwrap();
    let port = one("EXPOSE");
    assert!(flags.contains(&format!("0.0.0.0:{port}")) && flags.contains(&one("VOLUME")), "{flags:?}");
    let home = Home::new(&[trial::plain()]);
    governing::approve(&home);
    let path = |name: &str| home.directory.0.join(name).display().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
    for flag in flags {
        match &*flag {
            "/data" | "/packs" | "/approvers.json" => command.arg(path(flag.trim_start_matches('/'))),
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
