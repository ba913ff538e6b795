//! The native binary, the package, the demo site, and serving it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::fresh::Stamp;
use crate::module;
use crate::module::DIST;
use crate::node::{self, npm};
use crate::running::Running;
use crate::shell::{command, quiet, root, run as run_command, step};

/// The native programs, the command line with its server and the example's broker, by how they are compiled.
#[derive(Clone, Copy)]
pub enum Programs {
    /// As they are installed.
    Released,
    /// As the suite of Rust compiles them, so that the other suites compile nothing of their own.
    Tested,
}

impl Programs {
    /// Compiles them; cargo decides whether there is anything to do.
    pub fn build(self) -> Result<()> {
        step("Compiling the command line and the server");
        let arguments: &[&str] = match self {
            Self::Released => &["--release", "--package", "prescreen-cli", "--package", "prescreen-example-broker"],
            // A package's features are those of the suite only where a test is among what is compiled.
            Self::Tested => &["--all-features", "--bins", "--test", "signatures"],
        };
        run_command(command("cargo", ["build", "--quiet"].iter().chain(arguments)))
    }

    /// The command line, which is also the server.
    fn prescreen(self) -> PathBuf {
        self.folder().join("prescreen")
    }

    /// The example's broker.
    fn broker(self) -> PathBuf {
        self.folder().join("prescreen-example-broker")
    }

    /// Tells scripts and tests where they are.
    pub fn tell(self, command: &mut Command) {
        command.env("PRESCREEN_BIN", root().join(self.prescreen()));
        command.env("PRESCREEN_BROKER_BIN", root().join(self.broker()));
    }

    fn folder(self) -> &'static Path {
        Path::new(match self {
            Self::Released => "target/release",
            Self::Tested => "target/debug",
        })
    }
}

/// The package's JavaScript, beside the modules in `pkg/dist`.
pub fn package(programs: Programs) -> Result<()> {
    script(
        programs,
        "pkg",
        "build",
        "Building the npm package",
        &[&Path::new(DIST).join("prescreen_bg.wasm"), &Path::new(DIST).join("prescreen.js"), &programs.prescreen()],
        &[Path::new("pkg/dist/index.js")],
    )?;
    crate::sbom::write()
}

/// The demo site, into `www/dist`.
pub fn build(programs: Programs) -> Result<()> {
    script(
        programs,
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
    Programs::Released.build()?;
    module::build_all()?;
    module::check_sizes(false)?;
    package(Programs::Released)?;
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
    let programs = Programs::Released;
    crate::build(programs)?;
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
    let screening = running.start(command(programs.prescreen(), serve.into_iter().chain([data])))?;
    let site = running.start(command(
        programs.broker(),
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
fn script(programs: Programs, folder: &str, name: &str, what: &str, more: &[&Path], outputs: &[&Path]) -> Result<()> {
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
    let mut script = npm(Path::new(folder), ["run", "--silent", name]);
    programs.tell(&mut script);
    quiet(script)?;
    stamp.set()
}
