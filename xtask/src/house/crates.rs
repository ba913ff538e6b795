//! Arrows between the crates, and what the core may be built on.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Arrow;
use crate::shell::{command, quiet};

/// The core.
const CORE: &str = "prescreen";

/// What the core may be built on: reading and writing values, and digests. Nothing that has a clock, randomness, a
/// socket, a file or a key of its own: the core is pure because it can name none.
const PURE: [&str; 5] = ["hmac", "schemars", "serde", "serde_json", "sha2"];

/// The arrows between the workspace's crates, the build tool left out.
pub fn arrows() -> Result<Vec<Arrow>> {
    let packages = packages()?;
    let names: Vec<&str> = packages.iter().map(|package| text(package, "name")).collect();
    let mut arrows = Vec::new();
    for package in packages.iter().filter(|package| text(package, "name") != "xtask") {
        for dependency in dependencies(package).filter(|name| names.contains(name)) {
            let from = text(package, "name").to_owned();
            arrows.push(Arrow { file: from.clone(), from, to: dependency.into(), of: None });
        }
    }
    Ok(arrows)
}

/// Fails when the core's manifest names what it may not.
pub fn core_is_pure() -> Result<()> {
    let packages = packages()?;
    let core = packages.iter().find(|package| text(package, "name") == CORE).context("the core is missing")?;
    let impure: Vec<&str> = dependencies(core).filter(|name| !PURE.contains(name)).collect();
    if impure.is_empty() {
        return Ok(());
    }
    bail!(
        "the core is built on {}, which may have a clock, randomness, a socket, a file or a key; \
         build that into a crate of its own, or argue for it in xtask/src/house/crates.rs",
        impure.join(", ")
    );
}

fn packages() -> Result<Vec<Value>> {
    let text = quiet(command("cargo", ["metadata", "--no-deps", "--format-version=1", "--offline"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo's metadata cannot be read")?;
    metadata["packages"].as_array().cloned().context("cargo's metadata has no packages")
}

/// Names of what a package is built on; what only its tests use does not count.
fn dependencies(package: &Value) -> impl Iterator<Item = &str> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    all.filter(|dependency| dependency["kind"].is_null()).map(|dependency| text(dependency, "name"))
}

fn text<'a>(json: &'a Value, key: &str) -> &'a str {
    json[key].as_str().unwrap_or_default()
}
