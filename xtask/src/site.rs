//! The native binary, the package, the demo site, and serving it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::fresh::Stamp;
use crate::module;
use crate::module::DIST;
use crate::node::{self, npm};
use crate::running::Running;
use crate::shell::{command, quiet, run as run_command, step};

const BINARY: &str = "target/release/prescreen";
const BROKER: &str = "target/release/prescreen-example-broker";

/// `target/release/prescreen` and the example's broker; cargo decides whether there is anything to do.
pub fn native() -> Result<()> {
    step("Compiling the command line and the server");
    let packages = ["--package", "prescreen-cli", "--package", "prescreen-example-broker"];
    run_command(command("cargo", ["build", "--quiet", "--release"].into_iter().chain(packages)))
}

/// The package's JavaScript, beside the modules in `pkg/dist`.
pub fn package() -> Result<()> {
    script(
        "pkg",
        "build",
        "Building the npm package",
        &[&Path::new(DIST).join("prescreen_bg.wasm"), &Path::new(DIST).join("prescreen.js"), Path::new(BINARY)],
        &[Path::new("pkg/dist/index.js")],
    )?;
    crate::sbom::write()
}

/// The demo site, into `www/dist`.
pub fn build() -> Result<()> {
    script(
        "www",
        "build",
        "Building the site",
        &[
            Path::new("pkg"),
            &Path::new(DIST).join("prescreen_bg.wasm"),
            &Path::new(DIST).join("prescreen.js"),
            Path::new("packs"),
        ],
        &[Path::new("www/dist/index.html")],
    )
}

/// The package as npm would publish it, into `target/package`.
pub fn pack() -> Result<()> {
    native()?;
    module::build_all()?;
    module::check_sizes(false)?;
    package()?;
    step("Packing the npm package");
    std::fs::create_dir_all("target/package")?;
    let listing = quiet(npm(
        Path::new("pkg"),
        ["pack", "--silent", "--ignore-scripts", "--pack-destination", "../target/package"],
    ))?;
    step(format_args!("target/package/{}", listing.trim()));
    Ok(())
}

/// Builds everything and serves the site until stopped: the screening server, and the example's broker before it.
pub fn run() -> Result<()> {
    crate::build()?;
    if !Path::new("www/dist/index.html").exists() {
        bail!("the site was not built: www/dist/index.html is missing");
    }
    let port = std::env::var("PORT").unwrap_or_else(|_| "8787".into());
    step("Serving the site; Ctrl-C stops it");
    let (serve, data) = (
        ["serve", "--listen", "127.0.0.1:0", "--serve-unapproved-packs", "--packs", "packs", "--data"],
        "target/run-data",
    );
    let mut running = Running::new()?;
    let screening = running.start(command(BINARY, serve.into_iter().chain([data])))?;
    let site = running.start(command(
        BROKER,
        [
            "--listen",
            &format!("127.0.0.1:{port}"),
            "--screening",
            &screening,
            "--credential-file",
            &format!("{data}/host-credential"),
            "--site",
            "www/dist",
        ],
    ))?;
    step(format_args!("A broker with a shelf: {site}"));
    running.wait()
}

/// Runs an npm script of a folder unless it was run on the same inputs; a folder that lacks the
/// script is left alone.
fn script(folder: &str, name: &str, what: &str, more: &[&Path], outputs: &[&Path]) -> Result<()> {
    if !node::has_script(folder, name) {
        step(format_args!("{what}: {folder} has no '{name}' script, skipped"));
        return Ok(());
    }
    node::install(folder)?;
    let mut inputs = vec![Path::new(folder)];
    inputs.extend_from_slice(more);
    let stamp = Stamp::new(&format!("{folder}-{name}"), &inputs)?;
    if stamp.is_fresh(outputs) {
        return Ok(());
    }
    step(what);
    quiet(npm(Path::new(folder), ["run", "--silent", name]))?;
    stamp.set()
}
