//! A Python with the packages that tests compare with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::fresh::Stamp;
use crate::shell::{command, quiet, root, step, which};

/// The packages, each with its version.
const PACKAGES: &str = "tests/peers.txt";

/// The Python to run the packages with: the one that `PRESCREEN_PYTHON` names, or one of our own below `.tools/`, made once.
/// None where there is no Python, or the packages cannot be installed; then the tests that ask for one count as skipped.
pub fn find_or_make() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("PRESCREEN_PYTHON") {
        return Some(named.into());
    }
    which("python3")?;
    make().inspect_err(|error| println!("{error:#}")).ok()
}

fn make() -> Result<PathBuf> {
    let folder = root().canonicalize()?.join(".tools/python");
    let python = folder.join("bin/python");
    let stamp = Stamp::new("python", &[Path::new(PACKAGES)])?;
    if !stamp.is_fresh(&[&python]) {
        step("Installing the Python packages that tests compare with, once (about a minute)");
        let mut environment = command("python3", ["-m", "venv", "--clear"]);
        environment.arg(&folder);
        quiet(environment).context("the tests beside Python packages need Python's venv")?;
        quiet(command(
            &python,
            ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--requirement", PACKAGES],
        ))
        .context("the Python packages that tests compare with could not be installed")?;
        stamp.set()?;
    }
    Ok(python)
}
