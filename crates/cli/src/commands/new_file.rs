//! Files and folders that are made where nothing was before, and kept only when they are whole.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{InputError, input};

/// Permissions of a file that its owner alone may read.
const PRIVATE: u32 = 0o600;
/// Permissions of a file that the process's mask alone narrows.
const USUAL: u32 = 0o666;

/// A file where nothing was before; it goes away unless it is kept.
pub struct NewFile<'a> {
    path: &'a str,
    file: File,
    kept: bool,
}

impl<'a> NewFile<'a> {
    /// Makes one that this user alone may read.
    pub fn make(path: &'a str) -> Result<Self, Vec<InputError>> {
        Self::of_mode(path, PRIVATE)
    }

    /// Makes one that others may read.
    pub fn for_others(path: &'a str) -> Result<Self, Vec<InputError>> {
        Self::of_mode(path, USUAL)
    }

    fn of_mode(path: &'a str, mode: u32) -> Result<Self, Vec<InputError>> {
        input::is_file_name(path)?;
        let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
        let file = file.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                let taken = "another file is there, and is never written over: name a new one";
                InputError { file: path.into(), ..InputError::operation(taken) }
            }
            _ => InputError::file(path, &error),
        })?;
        Ok(Self { path, file, kept: false })
    }

    /// The file's name.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// What is written to, before it is kept.
    pub fn writer(&mut self) -> &mut File {
        &mut self.file
    }

    /// Writes a text, and keeps the file.
    pub fn fill(mut self, text: &str) -> Result<(), Vec<InputError>> {
        self.file.write_all(text.as_bytes()).map_err(|error| InputError::file(self.path, &error))?;
        self.keep()
    }

    /// Keeps the file as it was written, on the disk.
    pub fn keep(mut self) -> Result<(), Vec<InputError>> {
        self.file.sync_all().map_err(|error| InputError::file(self.path, &error))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        if !self.kept {
            // What is empty or cut off is taken for what it is not.
            _ = fs::remove_file(self.path);
        }
    }
}

/// A folder for new files, made where it is missing; what was made of it goes away again unless it is kept.
pub struct NewFolder {
    made: Vec<PathBuf>,
}

impl NewFolder {
    /// Makes it, with the folders that it stands in.
    pub fn make(path: &str) -> Result<Self, Vec<InputError>> {
        input::is_file_name(path)?;
        let missing = Path::new(path).ancestors().filter(|one| !one.as_os_str().is_empty() && !one.exists());
        let folder = Self { made: missing.map(Path::to_owned).collect() };
        fs::create_dir_all(path).map_err(|error| InputError::file(path, &error))?;
        Ok(folder)
    }

    /// Keeps it.
    pub fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        for path in &self.made {
            // Only what is empty: others may have put something there.
            _ = fs::remove_dir(path);
        }
    }
}
