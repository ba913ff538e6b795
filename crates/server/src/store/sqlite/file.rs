//! The store's files, and whether they are still the ones that were opened.

use std::borrow::Cow;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::files::open_or_make;

/// A file as it was when the store was opened.
pub struct OpenFile {
    path: PathBuf,
    device: u64,
    inode: u64,
}

/// Makes the file for this user alone, where it is not there; SQLite gives its log the same permissions.
pub fn make(path: &Path) -> Result<(), Failure> {
    open_or_make(path).map(drop).map_err(|error| Failure::file("open", path, &error))
}

/// Refuses when one is gone: what is written to a file without a name is lost with the process.
pub fn still_there(files: &[OpenFile]) -> Result<(), Cow<'static, str>> {
    if files.iter().all(OpenFile::is_there) {
        return Ok(());
    }
    Err("the store was removed or replaced under the server; stop it, and bring back a backup".into())
}

impl OpenFile {
    /// As it is.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let found = fs::metadata(path).map_err(|error| Failure::file("look at", path, &error))?;
        Ok(Self { path: path.into(), device: found.dev(), inode: found.ino() })
    }

    fn is_there(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == (self.device, self.inode))
    }
}
