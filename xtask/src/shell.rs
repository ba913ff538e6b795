//! Commands and the lines a person reads while they run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

/// The repository's top folder: the one that we are called in, also where this program was compiled in another copy.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
        let called_in = std::env::current_dir().ok();
        let around = called_in.as_deref().and_then(|folder| folder.ancestors().find(is_root));
        around.unwrap_or(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).to_owned()
    })
}

/// Announces a step, one line each.
pub fn step(what: impl std::fmt::Display) {
    println!("==> {what}");
}

/// A command that does not inherit what the cargo around us told us about its own toolchain:
/// the compiler for WebAssembly may be another one.
pub fn command<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    for name in ["CARGO", "CARGO_HOME_BIN", "LD_LIBRARY_PATH", "RUST_RECURSION_COUNT"] {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        if let Some(name) = name.to_str()
            && (name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command whose output the reader may see.
pub fn run(mut command: Command) -> Result<()> {
    let shown = show(&command);
    let status = command.status().with_context(|| format!("could not start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly; what it printed is shown only when it fails.
pub fn quiet(mut command: Command) -> Result<String> {
    let shown = show(&command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("could not start `{shown}`"))?;
    if !output.status.success() {
        bail!(
            "`{shown}` failed ({})\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program is on the search path.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

fn show(command: &Command) -> String {
    let mut shown = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}
