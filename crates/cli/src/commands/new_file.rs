//! Files with what others may not read: made where nothing was before, kept only when they are whole.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use super::{InputError, input};

/// A file that this user alone may read, where nothing was before; it goes away unless it is kept.
pub struct NewFile<'a> {
    path: &'a str,
    file: File,
    kept: bool,
}

impl<'a> NewFile<'a> {
    /// Makes it.
    pub fn make(path: &'a str) -> Result<Self, Vec<InputError>> {
        input::is_file_name(path)?;
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
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
