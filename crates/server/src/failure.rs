//! What cannot be done as things are, said to whoever asked for it.

use std::fmt;
use std::path::Path;

/// Why the server cannot start, or a command of its operator not be done: a sentence that names the fault first, then what
/// to do. It repeats no password and nothing of a person.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// With a sentence, for whoever started the program.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// From any error.
    pub(crate) fn of(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }

    pub(crate) fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {verb} {}: {error}", path.display()))
    }

    pub(crate) fn at(self, path: &Path) -> Self {
        Self(format!("{}: {}", path.display(), self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
