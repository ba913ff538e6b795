//! The packages that the build takes in: their licences, where they come from, and which of them are there twice.
//!
//! Takes `deny.toml` and what cargo says of each package, and has cargo-deny judge them, of one version, which is compiled
//! once and kept (`.tools/`). Checksums are cargo's own matter.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{command, quiet, root, step, which};

/// What each version warns of differs.
const VERSION: &str = "0.20.2";

/// Fails with every finding.
pub fn check() -> Result<()> {
    step("Licences and sources of the packages");
    quiet(judging(command(find_or_install()?, ["--locked"])))
        .context("what the build takes in is not as deny.toml says")?;
    Ok(())
}

/// All packages of the workspace, with whatever they can have; what `deny.toml` allows or skips in vain is a finding, too.
fn judging(mut deny: Command) -> Command {
    deny.args(["--workspace", "--all-features", "--color", "never", "check", "--hide-inclusion-graph"]);
    deny.args(["--deny", "unnecessary-skip", "--deny", "unmatched-skip", "--deny", "license-not-encountered"]);
    deny.args(["licenses", "bans", "sources"]);
    deny
}

/// Compiles it where it is not there, unoptimised: it runs for a second.
fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = found() {
        return Ok(found);
    }
    step(format_args!("Compiling cargo-deny {VERSION}, once (about a minute)"));
    let mut install =
        command("cargo", ["install", "--quiet", "--locked", "--debug", "--version", VERSION, "--no-default-features"]);
    // What it is compiled with is not the workspace's matter.
    install
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .arg("--root")
        .arg(kept())
        .arg("cargo-deny");
    quiet(install).context("cargo-deny judges the packages of the build, and could not be compiled")?;
    Ok(kept().join("bin/cargo-deny"))
}

/// The one that was compiled here, or the same version on the search path.
fn found() -> Option<PathBuf> {
    let own = kept().join("bin/cargo-deny");
    let is_it = |path: &PathBuf| {
        quiet(command(path, ["--version"])).is_ok_and(|said| said.trim() == format!("cargo-deny {VERSION}"))
    };
    [Some(own), which("cargo-deny")].into_iter().flatten().find(is_it)
}

fn kept() -> PathBuf {
    root().join(".tools").join(format!("cargo-deny-{VERSION}"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// What is said of other settings and other packages than ours; none where cargo-deny is not there.
    fn said(settings: impl Fn(String) -> String, packages: impl Fn(String) -> String) -> Option<Result<String>> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(deny) = found() else {
            let _ =
                writeln!(std::io::stderr(), "skipped supply: cargo-deny is not here; `cargo xtask supply` compiles it");
            return None;
        };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("prescreen-supply-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut cargo = command("cargo", ["metadata", "--format-version", "1", "--locked", "--all-features"]);
        cargo.current_dir(root());
        let [ours, metadata] = ["deny.toml", "metadata.json"].map(|name| folder.join(name));
        fs::write(&ours, settings(fs::read_to_string(root().join("deny.toml")).unwrap())).unwrap();
        fs::write(&metadata, packages(quiet(cargo).unwrap())).unwrap();
        let mut deny = command(deny, ["--offline"]);
        deny.current_dir(root()).arg("--config").arg(&ours).arg("--metadata-path").arg(&metadata);
        let said = quiet(judging(deny));
        fs::remove_dir_all(&folder).unwrap();
        Some(said)
    }

    /// That a change is found, as what it is, with the name of the package.
    fn is_found(said: Option<Result<String>>, kind: &str, name: &str) {
        let Some(said) = said else { return };
        let said = said.expect_err(kind).to_string();
        assert!(said.contains(&format!("error[{kind}]")) && said.contains(name), "{said}");
    }

    fn as_it_is(text: String) -> String {
        text
    }

    /// A text with a part in place of another that has to be in it.
    fn with(old: &str, new: &str) -> impl Fn(String) -> String {
        move |text| {
            assert!(text.contains(old), "there is no {old}");
            text.replace(old, new)
        }
    }

    #[test]
    fn what_is_allowed_is_in_order() {
        if let Some(said) = said(as_it_is, as_it_is) {
            said.unwrap();
        }
    }

    #[test]
    fn a_licence_that_is_not_allowed_is_found() {
        let ours = r#""license":"BSD-3-Clause AND MIT""#;
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "MIT WITH LLVM-exception"] {
            let other = format!("\"license\":\"{licence}\"");
            is_found(said(as_it_is, with(ours, &other)), "rejected", "brotli");
        }
    }

    #[test]
    fn another_source_is_found() {
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        let forked = |text: String| {
            let mut metadata: serde_json::Value = serde_json::from_str(&text).unwrap();
            let packages = metadata["packages"].as_array_mut().unwrap();
            let one = packages.iter_mut().find(|package| package["name"] == "anyhow").unwrap();
            let id = one["id"].as_str().unwrap().to_owned();
            assert_eq!(one["source"], registry);
            let source = "git+https://fork.example/anyhow#0123456789012345678901234567890123456789";
            one["source"] = source.into();
            let version = id.rsplit_once('#').unwrap().1;
            metadata.to_string().replace(&id, &format!("git+https://fork.example/anyhow#{version}"))
        };
        is_found(said(as_it_is, forked), "source-not-allowed", "anyhow");
    }

    #[test]
    fn a_package_that_is_there_twice_and_a_skip_for_nothing_are_found() {
        let skip = "{ crate = \"sha2\"";
        is_found(said(with(skip, "{ crate = \"sha2@99.0.0\""), as_it_is), "duplicate", "sha2");
        is_found(
            said(with(skip, "{ crate = \"anyhow\", reason = \"x\" },\n    { crate = \"sha2\""), as_it_is),
            "unnecessary-skip",
            "anyhow",
        );
        is_found(said(with("\"ISC\"", "\"EUPL-1.2\", \"ISC\""), as_it_is), "license-not-encountered", "EUPL-1.2");
    }
}
