//! The packages that the build takes in: their licences, where they come from, and which of them are there twice.
//!
//! Takes `deny.toml`, `Cargo.lock` and what cargo says of each package; gives a finding for each that is not allowed. The
//! settings are cargo-deny's, so that it may check the same; itself it would be the larger part of a first run.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use toml::Table;

use crate::shell::{command, quiet, step};

/// Fails with every finding.
pub fn check() -> Result<()> {
    step("Licences and sources of the packages");
    let said = quiet(command("cargo", ["metadata", "--format-version", "1", "--locked"]))?;
    let packages: Value = serde_json::from_str(&said).context("cargo's word on the packages is no JSON")?;
    let found = findings(&packages, &read("Cargo.lock")?, &read("deny.toml")?);
    if !found.is_empty() {
        bail!("{}", found.join("\n"));
    }
    Ok(())
}

fn read(path: &str) -> Result<Table> {
    fs::read_to_string(path)?.parse().with_context(|| format!("{path} cannot be read"))
}

/// What is wrong, a sentence each.
fn findings(metadata: &Value, lock: &Table, settings: &Table) -> Vec<String> {
    let allowed = texts(settings, "licenses", "allow");
    let twice = texts(settings, "bans", "skip");
    let mut found = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let [name, version] = [&package["name"], &package["version"]].map(|text| text.as_str().unwrap_or_default());
        versions.entry(name).or_default().push(version);
        let Some(source) = package["source"].as_str() else { continue };
        if !source.starts_with("registry+") {
            found.push(format!("{name} {version} comes from {source}; a registry's release is expected"));
        }
        if !has_checksum(lock, name, version) {
            found.push(format!("Cargo.lock has no checksum of {name} {version}; let cargo write it"));
        }
        let licence = package["license"].as_str().unwrap_or_default();
        match Expression::parse_mode(licence, ParseMode::LAX) {
            Err(_) => found.push(format!("the licence of {name} {version}, '{licence}', is no SPDX expression")),
            Ok(terms)
                if !terms.evaluate(|one| {
                    one.addition.is_none() && one.license.id().is_some_and(|id| allowed.contains(&id.name))
                }) =>
            {
                found.push(format!(
                    "the licence of {name} {version}, {licence}, is not allowed; deny.toml allows {}",
                    allowed.join(", ")
                ));
            }
            Ok(_) => {}
        }
    }
    for (name, all) in &versions {
        match (all.len() > 1, twice.contains(name)) {
            (true, false) => found.push(format!(
                "{name} is there as {}; let one be enough, or give the reason in deny.toml",
                all.join(" and ")
            )),
            (false, true) => found.push(format!("{name} is there once; take it out of `skip` in deny.toml")),
            _ => {}
        }
    }
    let gone = twice.iter().filter(|name| !versions.contains_key(*name));
    found.extend(gone.map(|name| format!("{name} is not there; take it out of `skip` in deny.toml")));
    found
}

/// A list of the settings: of texts, or of packages.
fn texts<'a>(settings: &'a Table, part: &str, list: &str) -> Vec<&'a str> {
    let entries = settings.get(part).and_then(|part| part.get(list)).and_then(toml::Value::as_array);
    let text = |entry: &'a toml::Value| entry.as_str().or_else(|| entry.get("crate").and_then(toml::Value::as_str));
    entries.into_iter().flatten().filter_map(text).collect()
}

/// The checksum of a package in the lockfile, hexadecimal SHA-256.
pub fn checksum<'a>(lock: &'a Table, name: &str, version: &str) -> Option<&'a str> {
    let packages = lock.get("package").and_then(toml::Value::as_array)?;
    let is =
        |package: &&toml::Value, key: &str, text: &str| package.get(key).and_then(toml::Value::as_str) == Some(text);
    let package = packages.iter().find(|package| is(package, "name", name) && is(package, "version", version))?;
    package.get("checksum").and_then(toml::Value::as_str)
}

fn has_checksum(lock: &Table, name: &str, version: &str) -> bool {
    checksum(lock, name, version).is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SETTINGS: &str =
        "[licenses]\nallow = [\"MIT\", \"Zlib\"]\n[bans]\nskip = [{ crate = \"twice\", reason = \"x\" }]\n";
    const LOCK: &str = "[[package]]\nname = \"one\"\nversion = \"1.0.0\"\nchecksum = \"00\"\n\
        [[package]]\nname = \"twice\"\nversion = \"1.0.0\"\nchecksum = \"00\"\n\
        [[package]]\nname = \"twice\"\nversion = \"2.0.0\"\nchecksum = \"00\"\n";

    fn package(name: &str, version: &str, licence: &str) -> Value {
        json!({"name": name, "version": version, "license": licence, "source": "registry+x"})
    }

    /// The findings of one more package beside those that are in order.
    fn of(more: &[Value]) -> Vec<String> {
        let mut packages = vec![package("twice", "1.0.0", "MIT/Apache-2.0"), package("twice", "2.0.0", "Zlib")];
        packages.extend_from_slice(more);
        findings(&json!({ "packages": packages }), &LOCK.parse().unwrap(), &SETTINGS.parse().unwrap())
    }

    #[test]
    fn what_is_allowed_is_found_in_order() {
        assert_eq!(of(&[package("one", "1.0.0", "GPL-3.0-only OR (MIT AND Zlib)")]), [""; 0]);
    }

    #[test]
    fn a_licence_that_is_not_allowed_is_found() {
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0 WITH LLVM-exception", "", "see the file"] {
            let found = of(&[package("one", "1.0.0", licence)]);
            assert!(found.len() == 1 && found[0].contains("the licence of one 1.0.0"), "{licence}: {found:?}");
        }
    }

    #[test]
    fn another_source_a_missing_checksum_and_a_second_version_are_found() {
        let mut forked = package("one", "1.0.0", "MIT");
        forked["source"] = json!("git+https://fork.example/one");
        assert!(of(&[forked])[0].contains("comes from git+"));
        let found = of(&[package("one", "1.0.0", "MIT"), package("one", "3.0.0", "MIT")]);
        assert!(
            found[0].contains("no checksum of one 3.0.0") && found[1].contains("one is there as 1.0.0 and 3.0.0"),
            "{found:?}"
        );
    }
}
