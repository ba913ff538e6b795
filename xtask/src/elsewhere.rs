//! The same sources in another folder, of which a module is to be made with the same bytes.
//!
//! Takes every file that git knows or would take; gives a copy of them below `target/`, with nothing that was built. Files
//! that are the same already are left alone, so that cargo has nothing to do for them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{command, quiet};

/// Where the copy stands.
const FOLDER: &str = "target/elsewhere";

/// Brings the copy up to date; where it is.
pub fn copy() -> Result<PathBuf> {
    let listed = quiet(command("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))
        .context("git lists the sources")?;
    let folder = Path::new(FOLDER);
    fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let names: BTreeSet<&str> = listed.split('\0').filter(|name| Path::new(name).is_file()).collect();
    prune(&folder, &folder, &names)?;
    for name in names {
        let bytes = fs::read(name)?;
        let there = folder.join(name);
        if fs::read(&there).is_ok_and(|found| found == bytes) {
            continue;
        }
        fs::create_dir_all(there.parent().context("a file is in a folder")?)?;
        fs::write(there, bytes)?;
    }
    Ok(folder)
}

/// Takes away every file that is none of these, and folders without any.
fn prune(top: &Path, folder: &Path, names: &BTreeSet<&str>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            prune(top, &path, names)?;
            // Fails where something is in it.
            let _ = fs::remove_dir(&path);
        } else if !path.strip_prefix(top)?.to_str().is_some_and(|name| names.contains(name)) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
