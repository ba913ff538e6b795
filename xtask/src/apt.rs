//! System packages, where we may install them.

use anyhow::{Context, Result, bail};

use crate::shell::{command, quiet, step, which};

/// Installs Debian packages, or says in one sentence what is missing and how to get it.
/// `purpose` completes "… is needed for".
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let list = packages.join(" ");
    if which("apt-get").is_none() || !is_root() {
        bail!(
            "{list} is needed for {purpose} and cannot be installed from here; install it with this system's package manager and try again"
        );
    }
    step(format_args!("Installing {list}"));
    apt(&["update", "-qq"])
        .and_then(|()| {
            let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
            arguments.extend_from_slice(packages);
            apt(&arguments)
        })
        .with_context(|| format!("{list} is needed for {purpose} and could not be installed"))
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = command("apt-get", arguments);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    quiet(apt).map(drop)
}

fn is_root() -> bool {
    quiet(command("id", ["-u"])).is_ok_and(|id| id.trim() == "0")
}
