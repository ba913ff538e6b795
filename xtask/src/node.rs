//! Node and the packages of each folder that has a `package.json`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::fresh::Stamp;
use crate::shell::{command, quiet, step, which};

/// Folders with Node packages, in the order they are installed.
const FOLDERS: [&str; 4] = ["xtask", "pkg", "www", "tests"];

/// Installs what each lockfile names.
pub fn install_all() -> Result<()> {
    FOLDERS.into_iter().try_for_each(install)
}

/// Installs what the folder's lockfile names, if that has not been done.
pub fn install(folder: &str) -> Result<()> {
    let folder = Path::new(folder);
    let manifest = folder.join("package.json");
    if !manifest.exists() {
        return Ok(());
    }
    if which("npm").is_none() {
        bail!(
            "Node.js 20 or newer with npm is needed and is not on the search path; install it from https://nodejs.org and try again"
        );
    }
    let lockfile = folder.join("package-lock.json");
    let stamp = Stamp::new(&format!("npm-{}", folder.display()), &[&manifest, &lockfile])?;
    if stamp.is_fresh(&[&folder.join("node_modules")]) {
        return Ok(());
    }
    step(format_args!("Installing the Node packages of {}", folder.display()));
    let verb = if lockfile.exists() { "ci" } else { "install" };
    let mut npm = npm(folder, [verb, "--no-audit", "--no-fund"]);
    // Browsers come from the system, never from a package's install script.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm.env("PUPPETEER_SKIP_DOWNLOAD", "1");
    quiet(npm)?;
    Stamp::new(&format!("npm-{}", folder.display()), &[&manifest, &lockfile])?.set()
}

/// `npm` in a folder.
pub fn npm<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut npm = command("npm", arguments);
    npm.current_dir(folder);
    npm
}

/// Whether the folder's `package.json` has this script.
pub fn has_script(folder: &str, script: &str) -> bool {
    std::fs::read(Path::new(folder).join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_slice::<serde_json::Value>(&text).ok())
        .is_some_and(|manifest| manifest["scripts"][script].is_string())
}

/// A tool that a package of the build itself brings.
pub fn tool(name: &str) -> Result<PathBuf> {
    install("xtask")?;
    Ok(crate::shell::root().join("xtask/node_modules/.bin").join(name))
}
