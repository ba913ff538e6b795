//! The bill of materials of the npm package: every crate that is compiled into its modules, the standard library, and the npm
//! packages that are bundled. CycloneDX 1.6, without time and serial number, so that the same sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use toml::Table;

use crate::module::{self, DIST};
use crate::shell::{command, quiet, step};
use crate::toolchain::TARGET;

/// npm packages whose code the package's build bundles.
const BUNDLED: [&str; 1] = ["lit-html"];

/// Writes it beside the built files, where it is packed with them.
pub fn write() -> Result<()> {
    step("Writing the bill of materials");
    let text = serde_json::to_string_pretty(&bill()?)?;
    fs::write(Path::new(DIST).join("sbom.cdx.json"), format!("{text}\n"))?;
    Ok(())
}

fn bill() -> Result<Value> {
    let package: Value = serde_json::from_str(&fs::read_to_string("pkg/package.json")?)?;
    let own = format!("pkg:npm/{}@{}", text(&package, "name"), text(&package, "version"));
    let mut components = crates()?;
    components.extend(bundled()?);
    components.push(standard_library()?);
    components.sort_by_key(|one| text(one, "bom-ref").to_owned());
    let all: Vec<&str> = components.iter().map(|one| text(one, "bom-ref")).collect();
    let dependencies = json!([{ "ref": own, "dependsOn": all }]);
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": own,
                "name": text(&package, "name"),
                "version": text(&package, "version"),
                "description": text(&package, "description"),
                "licenses": licences(text(&package, "license")),
                "purl": own,
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The crates of every module, as cargo resolves each for itself. What only runs while compiling (macros, build scripts) is
/// no part of a module.
fn crates() -> Result<Vec<Value>> {
    let said = quiet(command("cargo", ["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&said)?;
    let packages: BTreeMap<(&str, &str), &Value> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|package| ((text(package, "name"), text(package, "version")), package))
        .collect();
    let lock: Table = fs::read_to_string("Cargo.lock")?.parse().context("Cargo.lock cannot be read")?;
    let mut named = BTreeSet::new();
    for package in module::packages() {
        let edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}", "--locked"];
        let tree = ["tree", "--package", package, "--target", TARGET].into_iter().chain(edges);
        named.extend(quiet(command("cargo", tree))?.lines().filter_map(named_in).collect::<Vec<_>>());
    }
    named
        .iter()
        .map(|(name, version)| {
            let package = packages
                .get(&(name.as_str(), version.as_str()))
                .with_context(|| format!("cargo names {name} {version} in a module, and not among the packages"))?;
            let from_registry = package["source"].is_string();
            let purl = format!("pkg:cargo/{name}@{version}");
            let mut component = json!({
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "licenses": licences(text(package, "license")),
            });
            if from_registry {
                component["purl"] = json!(purl);
                let sum =
                    checksum(&lock, name, version).with_context(|| format!("{name} {version} has no checksum"))?;
                component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
            }
            Ok(component)
        })
        .collect()
}

/// The checksum of a package in the lockfile, hexadecimal SHA-256.
fn checksum<'a>(lock: &'a Table, name: &str, version: &str) -> Option<&'a str> {
    let packages = lock.get("package").and_then(toml::Value::as_array)?;
    let is =
        |package: &&toml::Value, key: &str, text: &str| package.get(key).and_then(toml::Value::as_str) == Some(text);
    let package = packages.iter().find(|package| is(package, "name", name) && is(package, "version", version))?;
    package.get("checksum").and_then(toml::Value::as_str)
}

/// Name and version in a line of `cargo tree`: `sha2 v0.10.9`, `prescreen v0.1.0 (folder)`.
fn named_in(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    Some((name.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

/// The npm packages, at the versions that the lockfile fixes.
fn bundled() -> Result<Vec<Value>> {
    let lock: Value = serde_json::from_str(&fs::read_to_string("pkg/package-lock.json")?)?;
    BUNDLED
        .iter()
        .map(|name| {
            let locked = &lock["packages"][format!("node_modules/{name}")];
            let version = locked["version"].as_str().with_context(|| format!("pkg/package-lock.json has no {name}"))?;
            let purl = format!("pkg:npm/{name}@{version}");
            Ok(json!({
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "licenses": licences(text(locked, "license")),
                "purl": purl,
            }))
        })
        .collect()
}

/// The standard library, as the compiler that made the modules names itself.
fn standard_library() -> Result<Value> {
    let version = module::compiler()?;
    Ok(json!({
        "type": "library",
        "bom-ref": "rust-standard-library",
        "name": "rust-standard-library",
        "version": version,
        "licenses": licences("MIT OR Apache-2.0"),
    }))
}

/// An expression as SPDX writes it today: packages of old divide by a stroke.
fn licences(expression: &str) -> Value {
    json!([{ "expression": expression.replace('/', " OR ") }])
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
